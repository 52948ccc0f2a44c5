//! The classifiers of the law: codes with names in three languages.

use axum::extract::Path;
use axum::response::Response;
use domain::law::{ClassEntry, Classifier};
use http::HeaderMap;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::conditional::answer;
use super::shapes::{Names, ProblemDocument};
use crate::shell::{Ctx, Problem};

/// A classifier in the list of classifiers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassifierLine {
    #[schema(pattern = "^[a-z_]+$")]
    pub name: String,
    /// How many codes it has.
    #[schema(minimum = 0)]
    pub size: usize,
    /// The classifier whose codes the parents are, if it is another one.
    pub parents: Option<String>,
}

/// All classifiers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassifierList {
    pub items: Vec<ClassifierLine>,
    #[schema(minimum = 0)]
    pub total: usize,
    /// Always absent: the list is whole.
    pub next: Option<String>,
}

/// One code.
#[derive(Debug, Serialize, ToSchema)]
pub struct Code {
    pub code: String,
    /// The code it stands under.
    pub parent: Option<String>,
    pub name: Names,
    /// Other words for it, by language.
    pub synonyms: BTreeMap<String, Vec<String>>,
    /// Whether it is a special category of data.
    pub special: bool,
    /// Whether it may be chosen today.
    pub in_force: bool,
}

/// The codes of a classifier, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeList {
    pub items: Vec<Code>,
    #[schema(minimum = 0)]
    pub total: usize,
    /// Always absent: the list is whole.
    pub next: Option<String>,
}

/// The classifiers there are.
#[utoipa::path(get, path = "/classifiers", tag = "law", responses(
    (status = OK, body = ClassifierList),
    (status = NOT_MODIFIED),
))]
pub async fn classifiers(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let law = ctx.state.app.law();
    let line = |classifier: &Classifier| ClassifierLine {
        name: classifier.name.clone(),
        size: classifier.len(),
        parents: classifier.parents.clone(),
    };
    let items: Vec<ClassifierLine> = law.classifiers().map(line).collect();
    let total = items.len();
    answer(&headers, &ClassifierList { items, total, next: None }, None)
}

/// The codes of one classifier.
#[utoipa::path(get, path = "/classifiers/{name}", tag = "law",
    params(("name" = String, Path, max_length = 60, pattern = "^[a-z_]+$")),
    responses(
    (status = OK, body = CodeList),
    (status = NOT_MODIFIED),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn classifier(
    ctx: Ctx,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let law = ctx.state.app.law();
    let classifier = law.classifier(&name).ok_or(Problem::not_found())?;
    let today = ctx.day(ctx.now);
    let code = |entry: &ClassEntry| Code {
        code: entry.code.clone(),
        parent: entry.parent.clone(),
        name: Names {
            ky: entry.name.ky.clone(),
            ru: entry.name.ru.clone(),
            en: entry.name.en.clone(),
        },
        synonyms: entry.synonyms.clone(),
        special: entry.special,
        in_force: classifier.get_on(&entry.code, today).is_some(),
    };
    let items: Vec<Code> = classifier.entries().map(code).collect();
    let total = items.len();
    answer(&headers, &CodeList { items, total, next: None }, None)
}
