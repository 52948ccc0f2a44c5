//! What was done about accounts and rights, for the administrator and the auditor.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use store::{Json, Tx, Val};
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
    Ok(())
}
