//! Applications that a holder's own program sends, with the token of a person of the organisation.

use app::register::{self, canonical};
use app::{Caller, application};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::application::{Outcome, Procedure};
use domain::data_array::DataArray;
use domain::field::Of;
use domain::problem::Problem as Mistake;
use http::{StatusCode, header};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use super::body::Sent;
use super::schema;
use super::shapes::{FieldProblem, ProblemDocument};
use crate::shell::{Ctx, Problem};

/// Longest text of a ground or its words.
const LONGEST: usize = 4000;

/// What is asked for. Its shape is made when the document is served: see [`shape`].
pub struct NewApplication;

impl PartialSchema for NewApplication {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        schema::placeholder()
    }
}
impl ToSchema for NewApplication {}

/// One procedure or another, each with its own entry.
pub fn shape() -> Value {
    let of = |words: &[&str], subject: bool, entry: Value| {
        let mut properties = json!({
            "procedure": {"type": "string", "enum": words},
            "organisation": {
                "type": "string", "format": "uuid",
                "description": "Needed only when the token's owner belongs to several organisations.",
            },
            "submit": {"type": "boolean", "description": "Send it at once if nothing is wrong."},
            "entry": entry,
        });
        let mut required = vec!["procedure"];
        if subject {
            properties["subject"] = json!({
                "type": "string", "maxLength": 40, "description": "Register number of the array.",
            });
            required.push("subject");
        }
        if !words[0].starts_with("confirm") {
            required.push("entry");
        }
        json!({
            "type": "object", "properties": properties, "required": required,
            "additionalProperties": false,
        })
    };
    let text = json!({"type": "string", "maxLength": LONGEST});
    let reasons = json!({
        "type": "object", "properties": {"ground": text, "words": text},
        "additionalProperties": false,
    });
    let nothing = json!({"type": "object", "maxProperties": 0});
    let entry = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    json!({"oneOf": [
        of(&["register_holder", "amend_holder"], false, entry("SentHolder")),
        of(&["register_array"], false, entry("SentArray")),
        of(&["amend_array"], true, entry("SentArray")),
        of(&["exclude_holder"], false, reasons.clone()),
        of(&["exclude_array"], true, reasons),
        of(&["confirm_holder"], false, nothing.clone()),
        of(&["confirm_array"], true, nothing),
    ]})
}

/// A remark of the registrar.
#[derive(Debug, Serialize, ToSchema)]
pub struct Remark {
    /// The field; empty for the whole entry.
    pub path: String,
    pub words: String,
    #[schema(minimum = 0)]
    pub round: u32,
    pub at: Timestamp,
}

/// How it ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decision {
    /// `grant` or `refuse`.
    #[schema(pattern = "^(grant|refuse)$")]
    pub outcome: String,
    /// Code of a ground; empty when none was needed.
    pub ground: String,
    pub reasons: String,
}

/// An application as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationDocument {
    pub id: Uuid,
    /// Given when it is sent.
    pub number: Option<String>,
    #[schema(pattern = "^[a-z_]+$")]
    pub procedure: String,
    #[schema(pattern = "^[a-z_]+$")]
    pub state: String,
    pub organisation: Uuid,
    /// When the running term ends.
    pub due_at: Option<Timestamp>,
    pub submitted_at: Option<Timestamp>,
    /// What keeps it from being sent.
    pub problems: Vec<FieldProblem>,
    /// What the registrar said.
    pub remarks: Vec<Remark>,
    pub decision: Option<Decision>,
    /// The description as it was sent.
    #[schema(value_type = Object)]
    pub entry: Value,
}

/// Sends an application, or keeps it as a draft when something is wrong with it.
#[utoipa::path(post, path = "/applications", tag = "applications", security(("token" = [])),
    request_body(content = NewApplication, content_type = "application/json"),
    responses(
    (status = CREATED, body = ApplicationDocument, headers(("location" = String))),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNAUTHORIZED, body = ProblemDocument, content_type = "application/problem+json"),
    (status = FORBIDDEN, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
    (status = CONFLICT, body = ProblemDocument, content_type = "application/problem+json"),
    (status = PAYLOAD_TOO_LARGE, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNSUPPORTED_MEDIA_TYPE, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNPROCESSABLE_ENTITY, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn send(ctx: Ctx, Sent(body): Sent) -> Result<Response, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    if caller.actor.is_none() {
        return Err(Problem::new(StatusCode::UNAUTHORIZED));
    }
    let order = Order::read(&body).map_err(unfit)?;
    let organisation = order.organisation(caller)?;
    let subject = match &order.subject {
        Some(typed) => {
            let number = canonical(app, Of::DataArray, typed).ok_or(Problem::not_found())?;
            Some(register::current::<DataArray>(app, &number).await?.id)
        }
        None => None,
    };
    let id = start(&ctx, organisation, &order, subject).await?;
    if order.submit && application::read(app, caller, id).await?.problems.is_empty() {
        application::submit(app, caller, id, None).await?;
    }
    let address = format!("/api/v1/applications/{id}");
    let document = document(&ctx, id).await?;
    Ok((StatusCode::CREATED, [(header::LOCATION, address)], Json(document)).into_response())
}

async fn start(
    ctx: &Ctx,
    organisation: Uuid,
    order: &Order,
    subject: Option<Uuid>,
) -> Result<Uuid, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    let is_new = matches!(order.procedure, Procedure::RegisterHolder | Procedure::RegisterArray);
    let prefill = if is_new { Value::Object(order.entry.clone()) } else { json!({}) };
    let procedure = order.procedure;
    let id = application::start(app, caller, organisation, procedure, subject, prefill).await?;
    if !is_new && !order.entry.is_empty() {
        application::save(app, caller, id, None, order.entry.clone()).await?;
    }
    Ok(id)
}

/// An application that this organisation sent.
#[utoipa::path(get, path = "/applications/{id}", tag = "applications", security(("token" = [])),
    params(("id" = Uuid, Path)),
    responses(
    (status = OK, body = ApplicationDocument),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNAUTHORIZED, body = ProblemDocument, content_type = "application/problem+json"),
    (status = FORBIDDEN, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn read(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Json<ApplicationDocument>, Problem> {
    if ctx.caller.actor.is_none() {
        return Err(Problem::new(StatusCode::UNAUTHORIZED));
    }
    Ok(Json(document(&ctx, id).await?))
}

async fn document(ctx: &Ctx, id: Uuid) -> Result<ApplicationDocument, Problem> {
    let view = application::read(&ctx.state.app, &ctx.caller, id).await?;
    let record = view.loaded.record;
    // A decision that waits for the second person is not known outside yet.
    let decision = record.decision.filter(|_| record.state.is_final()).map(|made| Decision {
        outcome: match made.outcome {
            Outcome::Grant => "grant".into(),
            Outcome::Refuse => "refuse".into(),
        },
        ground: made.ground,
        reasons: made.reasons,
    });
    let said = |remark: domain::application::Remark| Remark {
        path: remark.path,
        words: remark.words,
        round: remark.round,
        at: remark.at,
    };
    Ok(ApplicationDocument {
        id,
        number: record.number,
        procedure: record.procedure.as_str().into(),
        state: record.state.as_str().into(),
        organisation: record.holder,
        due_at: record.term.filter(|_| !record.state.is_final()).map(|term| term.due),
        submitted_at: record.submitted_at,
        problems: view.problems.into_iter().map(Into::into).collect(),
        remarks: record.remarks.into_iter().map(said).collect(),
        decision,
        entry: record.entry,
    })
}

/// What the body asks for.
struct Order {
    procedure: Procedure,
    organisation: Option<Uuid>,
    subject: Option<String>,
    submit: bool,
    entry: Map<String, Value>,
}

impl Order {
    fn read(body: &Map<String, Value>) -> Result<Self, Vec<Mistake>> {
        let mut wrong = Vec::new();
        let known = ["procedure", "organisation", "subject", "submit", "entry"];
        let unknown = body.keys().filter(|name| !known.contains(&name.as_str()));
        wrong.extend(unknown.map(|name| Mistake::new(name, "unknown_field")));
        let word = body.get("procedure").and_then(Value::as_str);
        // To forget is the authority's own procedure.
        let procedure = word.and_then(Procedure::from_word).filter(|it| !it.is_redaction());
        if procedure.is_none() {
            wrong.push(Mistake::new("procedure", "unknown_code"));
        }
        let organisation = optional(body, "organisation", &mut wrong, |value| {
            value.as_str().and_then(|text| text.parse().ok())
        });
        let submit = optional(body, "submit", &mut wrong, Value::as_bool).unwrap_or(false);
        let subject = optional(body, "subject", &mut wrong, |value| {
            value.as_str().filter(|text| text.chars().count() <= 40).map(str::to_owned)
        });
        let entry = optional(body, "entry", &mut wrong, |value| value.as_object().cloned());
        match procedure {
            Some(procedure) => wrong.extend(unsuited(procedure, entry.as_ref(), body)),
            None => return Err(wrong),
        }
        match (procedure, wrong.is_empty()) {
            (Some(procedure), true) => {
                let entry = entry.unwrap_or_default();
                Ok(Order { procedure, organisation, subject, submit, entry })
            }
            _ => Err(wrong),
        }
    }

    /// The organisation named, or the only one the caller acts for.
    fn organisation(&self, caller: &Caller) -> Result<Uuid, Problem> {
        match (self.organisation, &caller.memberships[..]) {
            (Some(id), _) => Ok(id),
            (None, [only]) => Ok(only.organisation),
            (None, []) => Err(Problem::forbidden()),
            (None, _) => Err(unfit(vec![Mistake::new("organisation", "required")])),
        }
    }
}

fn optional<T>(
    body: &Map<String, Value>,
    name: &str,
    wrong: &mut Vec<Mistake>,
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    let value = body.get(name)?;
    let found = read(value);
    if found.is_none() {
        wrong.push(Mistake::new(name, "wrong_type"));
    }
    found
}

/// What does not suit the procedure.
fn unsuited(
    procedure: Procedure,
    entry: Option<&Map<String, Value>>,
    body: &Map<String, Value>,
) -> Vec<Mistake> {
    use Procedure::{AmendArray, ConfirmArray, ExcludeArray};
    let mut wrong = Vec::new();
    match (matches!(procedure, AmendArray | ConfirmArray | ExcludeArray), body.get("subject")) {
        (true, None) => wrong.push(Mistake::new("subject", "required")),
        (false, Some(_)) => wrong.push(Mistake::new("subject", "unknown_field")),
        _ => {}
    }
    match entry {
        None if procedure.is_confirmation() => {}
        None if body.contains_key("entry") => {}
        None => wrong.push(Mistake::new("entry", "required")),
        Some(entry) if procedure.has_entry() => {
            wrong.extend(schema::misfits(procedure.of(), entry).into_iter().map(inside_entry));
        }
        Some(entry) => {
            let known = |name: &str| procedure.is_exclusion() && matches!(name, "ground" | "words");
            for (name, value) in entry {
                let code = match value.as_str() {
                    _ if !known(name) => "unknown_field",
                    None => "wrong_type",
                    Some(text) if text.chars().count() > LONGEST => "too_long",
                    Some(_) => continue,
                };
                wrong.push(inside_entry(Mistake::new(name, code)));
            }
        }
    }
    wrong
}

fn inside_entry(mistake: Mistake) -> Mistake {
    Mistake { path: format!("entry.{}", mistake.path), ..mistake }
}

fn unfit(mistakes: Vec<Mistake>) -> Problem {
    Problem::invalid(StatusCode::UNPROCESSABLE_ENTITY, mistakes)
}
