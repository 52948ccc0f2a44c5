//! The OpenAPI document: what the code says, filled with the fields and codes of the law in force.

use domain::field::{Field, Of};
use l10n::Language;
use serde_json::{Value, json};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi, openapi};

use super::{applications, schema};
use crate::register::classifier_of;
use crate::shell::WebState;

/// What stands at the head of the document.
#[derive(OpenApi)]
#[openapi(
    info(title = "Korgoo", description = "The Register of holders of personal data arrays.",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT")),
    tags(
        (name = "register", description = "What the Register publishes."),
        (name = "law", description = "The classifiers of the law."),
        (name = "applications", description = "What a holder's own program sends."),
    ),
    modifiers(&Token)
)]
pub struct About;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        components.add_security_scheme("token", scheme);
    }
}

/// The document with what only the running program knows.
pub fn fill(mut document: Value, state: &WebState) -> Value {
    let fields = state.app.moment().fields();
    let label = |field: &Field| state.texts.t(Language::En, &field.message_key());
    let schemas = &mut document["components"]["schemas"];
    schemas["PublishedHolder"] = schema::published(&fields, Of::Holder, label);
    schemas["PublishedArray"] = schema::published(&fields, Of::DataArray, label);
    schemas["SentHolder"] = schema::sent(&fields, Of::Holder, label);
    schemas["SentArray"] = schema::sent(&fields, Of::DataArray, label);
    schemas["NewApplication"] = applications::shape();
    for list in ["/api/v1/holders", "/api/v1/arrays"] {
        name_codes(&mut document["paths"][list]["get"]["parameters"], state);
    }
    for operation in operations(&mut document) {
        add_common_answers(operation);
    }
    document["servers"] = json!([{"url": &*state.base_url}]);
    document
}

/// The codes that a filter knows.
fn name_codes(parameters: &mut Value, state: &WebState) {
    let law = state.app.law();
    for parameter in parameters.as_array_mut().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default();
        let Some(classifier) = law.classifier(classifier_of(name)) else { continue };
        let codes: Vec<&str> = classifier.entries().map(|entry| entry.code.as_str()).collect();
        parameter["schema"]["items"] = json!({"type": "string", "enum": codes});
    }
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    paths.filter_map(Value::as_object_mut).flat_map(|path| {
        path.iter_mut()
            .filter(|(method, _)| matches!(method.as_str(), "get" | "post"))
            .map(|(_, operation)| operation)
    })
}

/// What may happen anywhere.
fn add_common_answers(operation: &mut Value) {
    let problem = json!({"schema": {"$ref": "#/components/schemas/ProblemDocument"}});
    for (status, words) in
        [("429", "Too many requests."), ("503", "The service does not answer now.")]
    {
        operation["responses"][status] = json!({
            "description": words,
            "content": {"application/problem+json": problem},
        });
    }
}
