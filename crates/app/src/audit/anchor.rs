//! The head of the audit log becomes a public act: from then on no entry can go unseen.

use domain::audit_anchor::{AuditAnchor, AuditAnchorAct, AuditAnchorRefusal, number_of};
use domain::record::Actor;
use jiff::SignedDuration;
use store::{ActError, AuditHead, Expected, StoreError};
use tlog::{Frontier, Hash, Head, TreeError};

use crate::App;

/// How long a node may be silent before another takes over.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
const LEASE_NAME: &str = "audit-anchor";
/// Entries read at once.
const CHUNK: u32 = 1_000;

/// What a round did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchored {
    /// Another node does it.
    NotOurs,
    /// There was nothing new, or the last anchor is too young.
    Nothing,
    /// A head over so many entries was anchored.
    To(i64),
}

/// Why a round failed.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database failed: the next round may do.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was kept with the last head does not fit it.
    #[error("the audit log's last head: {0}")]
    Tree(#[from] TreeError),
    /// Fewer entries than were anchored.
    #[error("the audit log has {have} entries, but {anchored} were anchored")]
    WentBack {
        /// Entries in the database.
        have: i64,
        /// Entries under the last head.
        anchored: i64,
    },
    /// An entry is missing, or is not what its hash says.
    #[error("entry {0} of the audit log is missing or damaged")]
    Damaged(i64),
    /// The act was refused.
    #[error("the head cannot be anchored: {0}")]
    Refused(String),
}

impl AuditError {
    /// Whether somebody has to look: waiting will not mend it.
    pub fn is_alarm(&self) -> bool {
        !matches!(self, AuditError::Store(_))
    }
}

type Result<T> = std::result::Result<T, AuditError>;

/// Anchors the head, if the log has grown, the last anchor is old enough, and this node is to do it.
pub async fn anchor(app: &App, node: &str, every: SignedDuration) -> Result<Anchored> {
    let (store, now) = (app.store(), app.now());
    if !store.take_lease(LEASE_NAME, node, now, now + LEASE).await? {
        return Ok(Anchored::NotOurs);
    }
    let last = store.newest_audit_heads(1).await?.pop();
    let anchored = last.as_ref().map_or(0, |head| head.size);
    let have = store.audit_size().await?;
    if have < anchored {
        return Err(AuditError::WentBack { have, anchored });
    }
    let is_young = last.as_ref().is_some_and(|head| now < head.at + every);
    if have == anchored || is_young {
        return Ok(Anchored::Nothing);
    }
    let frontier = grow(app, resume(last.as_ref())?, have).await?;
    put(app, &frontier).await?;
    Ok(Anchored::To(have))
}

fn resume(last: Option<&AuditHead>) -> Result<Frontier> {
    let Some(last) = last else { return Ok(Frontier::empty()) };
    let size = last.size.unsigned_abs();
    let head = Head::new(size, last.root).map_err(|_| TreeError::OtherRoot { size })?;
    Ok(Frontier::resume(&last.edge, &head)?)
}

/// Adds what came since.
async fn grow(app: &App, mut frontier: Frontier, have: i64) -> Result<Frontier> {
    while frontier.size() < have.unsigned_abs() {
        let from = frontier.size().cast_signed();
        let leaves = app.store().audit_leaves(from, CHUNK).await?;
        if leaves.is_empty() {
            return Err(AuditError::Damaged(from + 1));
        }
        for (seq, leaf) in (from + 1..=have).zip(&leaves) {
            if leaf.seq != seq || Hash::of_leaf(&leaf.body) != leaf.hash {
                return Err(AuditError::Damaged(seq));
            }
            frontier.push(&leaf.body)?;
        }
    }
    Ok(frontier)
}

/// The act and the head it anchors, in one transaction.
async fn put(app: &App, frontier: &Frontier) -> Result<()> {
    let moment = &app.moment();
    let (number, fresh) = (&number_of(moment.date()), app.new_id());
    let (head, edge, by) = (&frontier.head(), &frontier.to_bytes(), &Actor::system());
    let act = &AuditAnchorAct::Anchor {
        number: number.clone(),
        size: head.size(),
        root: head.root().to_string(),
    };
    app.store()
        .write("anchor_audit", |tx| {
            Box::pin(async move {
                let today = tx.load_by_key::<AuditAnchor>("number", number).await?;
                let id = today.map_or(fresh, |anchor| anchor.id);
                let acted = tx.act::<AuditAnchor>(id, Expected::Any, act.clone(), by, moment);
                let anchored = acted.await.map_err(refused)?;
                let kept = AuditHead {
                    size: head.size().cast_signed(),
                    root: *head.root(),
                    edge: edge.clone(),
                    record: id,
                    revision: anchored.revision,
                    at: moment.at,
                };
                Ok(tx.keep_audit_head(&kept).await?)
            })
        })
        .await
}

fn refused(error: ActError<AuditAnchorRefusal>) -> AuditError {
    match error {
        ActError::Store(error) => AuditError::Store(error),
        ActError::Refused(refusal) => AuditError::Refused(refusal.code().to_owned()),
        other => AuditError::Refused(other.to_string()),
    }
}
