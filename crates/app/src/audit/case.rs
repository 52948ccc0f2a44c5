//! The file that proves that all entries of one subject are in it: `korgoo/audit-case/v1`.

use domain::audit_anchor::AuditAnchor;
use domain::record::{Kind, Record};
use store::AuditHead;
use tlog::{AuditCase, LogProof};

use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, public_log};

/// Leaves read at once.
const CHUNK: u32 = 1_000;
/// How far back an anchor is looked for that the public log has signed already.
const TRIES: u32 = 24;

/// Such a file without its leaves, which may be too many to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// What stands before the leaves.
    pub before: String,
    /// What stands behind them.
    pub after: &'static str,
    /// How many leaves there are.
    pub size: i64,
}

/// The proof of a subject's entries up to the last anchor that the public log has signed. The subject
/// may have none: that is proved too.
pub async fn case(app: &App, caller: &Caller, subject: &str) -> Result<CaseFile> {
    policy::check(caller, Deed::ReadAudit, None)?;
    if subject.parse::<tlog::leaf::Subject>().is_err() {
        return Err(Error::NotFound);
    }
    let (head, proof) = proved(app).await?;
    let leaf = app.store().leaf_of(Kind::AuditAnchor, head.record, head.revision).await?;
    let leaf = leaf.ok_or(Error::NotFound)?;
    let openings = public_log::openings_of::<AuditAnchor>(app, head.record, head.revision).await?;
    let leaf = String::from_utf8(leaf.body).map_err(internal)?;
    let mut case = AuditCase::new(subject, &leaf, &openings, &proof.to_string());
    for entry in app.store().audit_of(subject, head.size).await? {
        let openings = entry.openings()?.unwrap_or_default();
        case.push_entry((entry.seq - 1).unsigned_abs(), &openings);
    }
    let (before, after) = case.around_leaves();
    Ok(CaseFile { before, after, size: head.size })
}

/// Some of the leaves after a place, as JSON texts with commas between them, and the place of the last.
pub async fn case_leaves(
    app: &App,
    caller: &Caller,
    after: i64,
    size: i64,
) -> Result<(String, i64)> {
    policy::check(caller, Deed::ReadAudit, None)?;
    let mut text = String::new();
    let mut last = after;
    for leaf in app.store().audit_leaves(after, CHUNK).await? {
        if leaf.seq > size {
            break;
        }
        if leaf.seq != last + 1 {
            return Err(Error::Internal(format!("entry {} of the audit log is missing", last + 1)));
        }
        let body = String::from_utf8(leaf.body).map_err(internal)?;
        let comma = if last > 0 { "," } else { "" };
        text.push_str(comma);
        text.push_str(&serde_json::to_string(&body).map_err(internal)?);
        last = leaf.seq;
    }
    if last == after { Err(Error::NotFound) } else { Ok((text, last)) }
}

/// The newest head that was anchored and whose anchor the public log has signed.
async fn proved(app: &App) -> Result<(AuditHead, LogProof)> {
    for head in app.store().newest_audit_heads(TRIES).await? {
        match public_log::proof_of::<AuditAnchor>(app, head.record, head.revision).await {
            Ok(proof) => return Ok((head, proof)),
            Err(Error::NotFound | Error::NotSealed) => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::Refused("not_anchored".into()))
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("{}: {error}", AuditAnchor::KIND))
}
