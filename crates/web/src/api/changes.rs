//! The feed of changes: every public act on an entry, in the order of the acts.

use app::register::{self, ChangeLine, MOST_CHANGES};
use axum::Json;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::question::{Question, wrong};
use super::shapes::ProblemDocument;
use crate::shell::{Ctx, Problem};

/// From where, and how many.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesQuestion {
    /// Changes after this one; 0 for the first.
    #[param(minimum = 0)]
    after: Option<i64>,
    /// How many at most; 100 unless told.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// One public act. What it said is read at the entry's version.
#[derive(Debug, Serialize, ToSchema)]
pub struct Change {
    /// Its place among all public acts: it grows, but places of acts on no entry are left out.
    #[schema(minimum = 1)]
    pub change: i64,
    /// `holder`, `data_array` or `data_list`.
    #[schema(pattern = "^[a-z_]+$")]
    pub kind: String,
    #[schema(max_length = 40)]
    pub number: String,
    #[schema(minimum = 1)]
    pub version: i64,
    #[schema(pattern = "^[a-z_]+$")]
    pub act: String,
    pub at: Timestamp,
}

/// Changes, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeList {
    #[schema(max_items = 500)]
    pub items: Vec<Change>,
    /// The place of the newest change.
    #[schema(minimum = 0)]
    pub total: i64,
    /// `after` of the next question; absent when these were the last.
    #[schema(minimum = 1)]
    pub next: Option<i64>,
}

impl From<ChangeLine> for Change {
    fn from(line: ChangeLine) -> Self {
        let ChangeLine { change, kind, number, version, act, at } = line;
        Change { change, kind, number, version, act, at }
    }
}

/// The public changes of the Register.
#[utoipa::path(get, path = "/changes", tag = "register", params(ChangesQuestion), responses(
    (status = OK, body = ChangeList),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNPROCESSABLE_ENTITY, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn changes(
    ctx: Ctx,
    Question(question): Question<ChangesQuestion>,
) -> Result<Json<ChangeList>, Problem> {
    let after = question.after.unwrap_or(0);
    let limit = question.limit.unwrap_or(100);
    if after < 0 {
        return Err(wrong("after", "out_of_range"));
    }
    if !(1..=MOST_CHANGES).contains(&limit) {
        return Err(wrong("limit", "out_of_range"));
    }
    let total = register::last_change(&ctx.state.app).await?;
    let lines = register::changes(&ctx.state.app, after, limit).await?;
    let last = lines.last().map(|line| line.change);
    let items = lines.into_iter().map(Into::into).collect();
    Ok(Json(ChangeList { items, total, next: last.filter(|last| *last < total) }))
}
