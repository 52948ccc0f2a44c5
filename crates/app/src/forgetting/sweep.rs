//! What was written about a holder beside its records: notices, mails, names, files.

use domain::redaction::Forgotten;
use serde_json::Value;
use store::{Json, Row, Tx, Val};
use uuid::Uuid;

use super::Report;
use crate::Result;

/// What forgetting does with a column that can hold words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// Made anew from the record, which is emptied.
    Remade,
    /// Emptied here.
    Swept,
    /// Left alone, for this reason.
    Exempt(&'static str),
}

use Treatment::{Exempt, Remade, Swept};

const WORD: Treatment = Exempt("a word or number of the program");
const ACCOUNT: Treatment = Exempt("accounts belong to their people, not to the Register");
const SECRET: Treatment = Exempt("a key or its hash");
const STAFF: Treatment = Exempt("who did what is its proof; nothing that a holder wrote");
const SUBSCRIBER: Treatment =
    Exempt("what a reader asked for and where to; gone when the reader stops the letters");
const LOG: Treatment = Exempt("the public log holds hashes and signatures, never a value");

/// Every column of the schema that holds text, JSON or bytes. A test knows if one is missing.
pub const COLUMNS: &[(&str, &str, Treatment)] = &[
    ("record", "kind", WORD),
    ("record", "state", Remade),
    ("record", "status", WORD),
    ("record", "number", WORD),
    ("record", "title", Remade),
    ("record", "title_key", Remade),
    ("record", "text", Remade),
    ("tag", "kind", WORD),
    ("tag", "axis", WORD),
    ("tag", "value", Remade),
    ("event", "kind", WORD),
    ("event", "act", WORD),
    ("event", "body", Remade),
    ("event", "state", Remade),
    ("event", "actor_name", Exempt("who acted is proof of the act, and is not published")),
    ("event", "law", WORD),
    ("unique_key", "kind", WORD),
    ("unique_key", "scope", WORD),
    ("unique_key", "value", Remade),
    ("counter", "name", WORD),
    ("outbox", "channel", WORD),
    ("outbox", "dedupe", WORD),
    ("outbox", "body", Swept),
    ("outbox", "status", WORD),
    ("outbox", "worker", WORD),
    ("outbox", "last_error", Swept),
    ("file", "hash", Swept),
    ("file", "media_type", WORD),
    ("person", "email", ACCOUNT),
    ("person", "name", ACCOUNT),
    ("person", "language", WORD),
    ("person", "password_hash", SECRET),
    ("person", "totp_secret", SECRET),
    ("person", "status", WORD),
    ("session", "token_hash", SECRET),
    ("session", "user_agent", ACCOUNT),
    ("organisation", "name", Swept),
    ("membership", "role", WORD),
    ("staff_role", "role", WORD),
    ("invitation", "token_hash", SECRET),
    ("invitation", "email", ACCOUNT),
    ("invitation", "role", WORD),
    ("api_token", "token_hash", SECRET),
    ("api_token", "name", Swept),
    ("password_reset", "token_hash", SECRET),
    ("notice", "key", WORD),
    ("notice", "params", Swept),
    ("notice", "link", WORD),
    ("law_override", "name", Exempt("the law, written by the administrator")),
    ("law_override", "text", Exempt("the law, written by the administrator")),
    ("account_event", "act", WORD),
    ("account_event", "params", Swept),
    ("file_use", "hash", Swept),
    ("file_use", "purpose", WORD),
    ("sign_up", "token_hash", SECRET),
    ("sign_up", "email", ACCOUNT),
    ("sign_up", "name", ACCOUNT),
    ("sign_up", "language", WORD),
    ("sign_up", "organisation", Exempt("typed by a stranger who waits for a letter; gone in days")),
    ("recovery_code", "code_hash", SECRET),
    ("known_browser", "token_hash", SECRET),
    ("tally", "name", WORD),
    ("tally", "subject", Exempt("what tries of a door are counted by; gone in days")),
    ("leaf", "kind", WORD),
    ("leaf", "hash", LOG),
    ("leaf", "body", LOG),
    ("leaf", "seed", Remade),
    ("leaf", "salts", Remade),
    ("checkpoint", "root", LOG),
    ("checkpoint", "note", LOG),
    ("cosignature", "witness", LOG),
    ("cosignature", "line", LOG),
    ("audit", "subject", WORD),
    ("audit", "kind", WORD),
    ("audit", "word", WORD),
    ("audit", "actor_name", STAFF),
    ("audit", "details", STAFF),
    ("audit", "hash", LOG),
    ("audit", "body", LOG),
    ("audit", "seed", SECRET),
    ("audit_head", "root", LOG),
    ("audit_head", "edge", LOG),
    ("lease", "name", WORD),
    ("lease", "owner", WORD),
    ("log_key", "key", LOG),
    ("alert", "token", SECRET),
    ("alert", "email", SUBSCRIBER),
    ("alert", "language", WORD),
    ("alert", "search", SUBSCRIBER),
    ("alert", "address", SUBSCRIBER),
    ("alert", "title", SUBSCRIBER),
    ("statistics", "day", WORD),
    ("statistics", "body", Exempt("numbers and codes; no word of anybody")),
];

/// Empties what lies beside the records, and says how much that was.
pub(super) async fn sweep(
    tx: &mut Tx<'_>,
    holder: Uuid,
    values: &Forgotten,
    report: &mut Report,
) -> Result<()> {
    let applications = applications(tx, holder).await?;
    let mails = mails(tx, &applications, values).await?;
    report.count("outbox", mails);
    let notices = notices(tx, holder, &applications, values).await?;
    report.count("notice", notices);
    let events = account_events(tx, holder, values).await?;
    report.count("account_event", events);
    for (table, count) in names(tx, holder, values).await? {
        report.count(table, count);
    }
    report.files = files(tx, holder, values).await?;
    report.accounts = accounts(tx, holder, values).await?;
    Ok(())
}

async fn applications(tx: &mut Tx<'_>, holder: Uuid) -> Result<Vec<String>> {
    let sql = "SELECT id FROM record WHERE kind = 'application' AND holder = $1";
    let rows = tx.rows(sql, &[holder.into()]).await?;
    rows.iter().map(|row| Ok(row.get::<Uuid>("id")?.to_string())).collect()
}

/// The letters about the holder, those of alerts, which name entries of everybody, and whatever was
/// sent long since: of those only the copy is left.
/// Address and link stay, so that a letter that waits still arrives.
async fn mails(tx: &mut Tx<'_>, applications: &[String], values: &Forgotten) -> Result<u64> {
    let sql = "SELECT id, dedupe, status, body, last_error FROM outbox WHERE channel = 'mail'";
    let mut swept = 0;
    for row in tx.rows(sql, &[]).await? {
        let about: Option<String> = row.get("dedupe")?;
        let is_ours = about.is_some_and(|it| {
            it.starts_with("alert:") || applications.iter().any(|id| it.starts_with(id))
        });
        if !is_ours && row.get::<String>("status")? != "done" {
            continue;
        }
        let body = emptied_params(&row, "body", Some("params"), values)?;
        let mut error: Option<String> = row.get("last_error")?;
        let in_error = error.as_mut().is_some_and(|error| values.text(error));
        if body.is_none() && !in_error {
            continue;
        }
        let body = body.map_or_else(|| row.get::<Json>("body"), Ok)?;
        let sql = "UPDATE outbox SET body = $2, last_error = $3 WHERE id = $1";
        tx.put_rows(sql, &[row.get::<i64>("id")?.into(), body.into(), error.into()]).await?;
        swept += 1;
    }
    Ok(swept)
}

/// JSON of a row without the values; none if it has none.
fn emptied_params(
    row: &Row,
    column: &str,
    branch: Option<&str>,
    values: &Forgotten,
) -> Result<Option<Json>> {
    let json: Json = row.get(column)?;
    let mut tree: Value = json.read(column)?;
    let part = match branch {
        Some(branch) => tree.get_mut(branch),
        None => Some(&mut tree),
    };
    match part.is_some_and(|part| values.tree(part)) {
        true => Ok(Some(Json::of(&tree)?)),
        false => Ok(None),
    }
}

async fn notices(
    tx: &mut Tx<'_>,
    holder: Uuid,
    applications: &[String],
    values: &Forgotten,
) -> Result<u64> {
    let mut swept = 0;
    let ours = format!("/organisations/{holder}");
    for row in tx.rows("SELECT id, link, params FROM notice", &[]).await? {
        let link: String = row.get::<Option<String>>("link")?.unwrap_or_default();
        let last = link.rsplit('/').next().unwrap_or_default();
        if !link.starts_with(&ours) && !applications.iter().any(|id| id == last) {
            continue;
        }
        let Some(params) = emptied_params(&row, "params", None, values)? else { continue };
        let sql = "UPDATE notice SET params = $2 WHERE id = $1";
        tx.put_rows(sql, &[row.get::<Uuid>("id")?.into(), params.into()]).await?;
        swept += 1;
    }
    Ok(swept)
}

/// What was noted of the accounts of its members: names of its tokens and the like.
async fn account_events(tx: &mut Tx<'_>, holder: Uuid, values: &Forgotten) -> Result<u64> {
    let sql = "SELECT seq, params FROM account_event WHERE person IN \
               (SELECT person FROM membership WHERE organisation = $1)";
    let mut swept = 0;
    for row in tx.rows(sql, &[holder.into()]).await? {
        let Some(params) = emptied_params(&row, "params", None, values)? else { continue };
        let sql = "UPDATE account_event SET params = $2 WHERE seq = $1";
        tx.put_rows(sql, &[row.get::<i64>("seq")?.into(), params.into()]).await?;
        swept += 1;
    }
    Ok(swept)
}

/// Names that the organisation bears or gave. One that is gone leaves the number in the Register.
async fn names(
    tx: &mut Tx<'_>,
    holder: Uuid,
    values: &Forgotten,
) -> Result<[(&'static str, u64); 2]> {
    let number = "SELECT number FROM record WHERE kind = 'holder' AND id = $1";
    let number = tx.rows(number, &[holder.into()]).await?;
    let number: Option<String> = number.first().map(|row| row.get("number")).transpose()?.flatten();
    let number = number.unwrap_or_else(|| "—".to_owned());
    let mut swept = [("organisation", 0), ("api_token", 0)];
    for (table, count) in &mut swept {
        let (key, whose) = match *table {
            "organisation" => ("id", "id"),
            _ => ("token_hash", "organisation"),
        };
        let sql = format!("SELECT {key} AS own, name FROM {table} WHERE {whose} = $1");
        for row in tx.rows(&sql, &[holder.into()]).await? {
            let mut name: String = row.get("name")?;
            if !values.text(&mut name) {
                continue;
            }
            let name = if name.is_empty() { number.clone() } else { name };
            let own: Val = match key {
                "id" => row.get::<Uuid>("own")?.into(),
                _ => row.get::<Vec<u8>>("own")?.into(),
            };
            let sql = format!("UPDATE {table} SET name = $2 WHERE {key} = $1");
            tx.put_rows(&sql, &[own, name.into()]).await?;
            *count += 1;
        }
    }
    Ok(swept)
}

/// A forgotten file serves the holder no more; so do the tables it uploaded, which hold everything.
async fn files(tx: &mut Tx<'_>, holder: Uuid, values: &Forgotten) -> Result<Vec<String>> {
    let sql = "SELECT hash, purpose FROM file_use WHERE organisation = $1";
    let mut ended = Vec::new();
    for row in tx.rows(sql, &[holder.into()]).await? {
        let (hash, purpose): (String, String) = (row.get("hash")?, row.get("purpose")?);
        if purpose != "import" && !values.values().any(|value| value == hash) {
            continue;
        }
        let sql = "DELETE FROM file_use WHERE organisation = $1 AND hash = $2 AND purpose = $3";
        tx.put_rows(sql, &[holder.into(), hash.as_str().into(), purpose.into()]).await?;
        ended.push(hash);
    }
    Ok(ended)
}

/// Accounts of members that say the same. They stay: people sign in by them.
async fn accounts(tx: &mut Tx<'_>, holder: Uuid, values: &Forgotten) -> Result<u64> {
    let sql = "SELECT name, email FROM person WHERE id IN \
               (SELECT person FROM membership WHERE organisation = $1)";
    let mut same = 0;
    for row in tx.rows(sql, &[holder.into()]).await? {
        let (mut name, mut email): (String, String) = (row.get("name")?, row.get("email")?);
        if values.text(&mut name) | values.text(&mut email) {
            same += 1;
        }
    }
    Ok(same)
}
