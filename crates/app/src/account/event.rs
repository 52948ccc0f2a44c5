//! What was done about accounts and rights, for the administrator and the auditor.

use std::collections::BTreeMap;

use domain::record::Actor;
use jiff::Timestamp;
use serde::Serialize;
use store::{AuditKind, AuditNote, Json, Tx, Val, audit_subject};
use uuid::Uuid;

use crate::Result;

/// One thing that was done about an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountEvent {
    /// A snake_case word: `signed_in`, `roles_set` …
    pub act: String,
    /// Its circumstances; never a secret.
    pub params: BTreeMap<String, String>,
    /// Who did it; nil for the program.
    pub done_by: Uuid,
    /// When.
    pub at: Timestamp,
}

/// Notes it, in the transaction of the change itself.
pub(crate) async fn note(
    tx: &mut Tx<'_>,
    person: Uuid,
    act: &str,
    params: &[(&str, &str)],
    done_by: Uuid,
    at: Timestamp,
) -> Result<()> {
    let params: BTreeMap<&str, &str> = params.iter().copied().collect();
    let sql = "INSERT INTO account_event (person, act, params, done_by, at) \
               VALUES ($1, $2, $3, $4, $5)";
    let values: [Val; 5] =
        [person.into(), act.into(), Json::of(&params)?.into(), done_by.into(), at.into()];
    tx.put_rows(sql, &values).await?;
    let by = actor(tx, done_by).await?;
    tx.audit(AuditNote {
        kind: AuditKind::Act,
        subject: audit_subject("person", person),
        word: act.to_owned(),
        by,
        at,
        details: params.iter().filter_map(detail).collect(),
    });
    Ok(())
}

/// Names can be forgotten in the account; what the audit log needs is rights.
fn detail((name, value): (&&str, &&str)) -> Option<(String, String)> {
    (*name != "name").then(|| (format!("parameter.{name}"), (*value).to_owned()))
}

/// Who did it, with the name of that day.
async fn actor(tx: &mut Tx<'_>, person: Uuid) -> Result<Actor> {
    if person.is_nil() {
        return Ok(Actor::system());
    }
    let rows = tx.rows("SELECT name FROM person WHERE id = $1", &[person.into()]).await?;
    let name = rows.first().map(|row| row.get("name")).transpose()?;
    Ok(Actor { person, name: name.unwrap_or_default() })
}
