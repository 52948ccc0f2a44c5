//! Asking witnesses to cosign: whoever saw a head will not see another one of that size.

use jiff::Timestamp;
use store::{BoxFuture, KeptCosignature, SignedHead};
use tlog::{
    AddCheckpoint, Answer, Head, SignedCheckpoint, TreeError, VerifierKey, prove_consistency, root,
    tiles_for_consistency,
};

use super::files::{edge, fetch, with_cosignatures};
use super::sequencer::LogError;
use super::{LogIdentity, PublicLog};
use crate::{App, Error};

/// Somebody who is asked to cosign.
pub trait Witness: Send + Sync {
    /// Its key; the name is the witness's.
    fn key(&self) -> &VerifierKey;
    /// The last head of this log that it cosigned, if any.
    fn last(&self) -> BoxFuture<'_, Result<Option<Head>, String>>;
    /// Asks it once.
    fn ask<'a>(&'a self, request: &'a AddCheckpoint) -> BoxFuture<'a, Result<Answer, String>>;
}

/// Why a witness did not cosign.
#[derive(Debug, thiserror::Error)]
pub enum NotCosigned {
    /// It cannot be reached: asked again later.
    #[error("{0} is away: {1}")]
    Away(String, String),
    /// It has seen more of the log than there is here: the database was restored from an older backup.
    #[error("{name} has seen {seen} leaves, we have {have}: nothing is signed until they are back")]
    Ahead {
        /// The witness.
        name: String,
        /// The size it stands at.
        seen: u64,
        /// Our size.
        have: u64,
    },
    /// It refuses: an alarm.
    #[error("{0} refuses with status {1}")]
    Refused(String, u16),
    /// The machinery failed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The machinery failed.
    #[error(transparent)]
    App(#[from] Error),
}

impl NotCosigned {
    /// Whether somebody has to look: waiting will not mend it.
    pub fn is_alarm(&self) -> bool {
        match self {
            NotCosigned::Ahead { .. } | NotCosigned::Refused(..) | NotCosigned::App(_) => true,
            NotCosigned::Away(..) => false,
            NotCosigned::Log(error) => error.is_alarm(),
        }
    }
}

/// At the start: has any witness seen more than there is here? Gives those that cannot be reached.
pub async fn look_at_witnesses(log: &PublicLog) -> Vec<NotCosigned> {
    let mut away = Vec::new();
    for witness in &log.witnesses {
        match witness.last().await {
            Ok(last) => last.into_iter().for_each(|head| log.saw(head)),
            Err(reason) => away.push(NotCosigned::Away(name_of(witness.as_ref()), reason)),
        }
    }
    away
}

/// Asks every witness that has not yet signed the newest head; one's failure is its own.
pub async fn ask_witnesses(
    app: &App,
    log: &PublicLog,
    identity: &LogIdentity,
) -> Result<Vec<NotCosigned>, Error> {
    let Some(head) = app.store().newest_head().await? else { return Ok(Vec::new()) };
    let signed = app.store().cosignatures(head.size).await?;
    let mut failed = Vec::new();
    for witness in &log.witnesses {
        let name = name_of(witness.as_ref());
        if signed.iter().any(|kept| kept.witness == name) {
            continue;
        }
        if let Err(error) = ask(app, log, witness.as_ref(), &head).await {
            failed.push(error);
        }
    }
    mark(app, identity, &head).await?;
    Ok(failed)
}

fn name_of(witness: &dyn Witness) -> String {
    witness.key().name().as_str().to_owned()
}

async fn ask(
    app: &App,
    log: &PublicLog,
    witness: &dyn Witness,
    head: &SignedHead,
) -> Result<(), NotCosigned> {
    let name = name_of(witness);
    let away = |reason| NotCosigned::Away(name_of(witness), reason);
    let last = witness.last().await.map_err(away)?;
    let mut old = last.map_or(0, |head| head.size());
    // Once more if it moved on in between.
    for _ in 0..2 {
        let have = head.size.unsigned_abs();
        if old > have {
            return is_ahead(app, log, name, old, last).await;
        }
        let request = request(app, old, head).await?;
        match witness.ask(&request).await.map_err(away)? {
            Answer::Cosigned(lines) => {
                let mut signed = request.checkpoint;
                let key = std::slice::from_ref(witness.key());
                let times = signed.take_cosignatures(&lines, key).ok();
                let line = lines.iter().find(|line| witness.key().claims(line));
                let (Some(time), Some(line)) = (times.and_then(|t| t.first().copied()), line)
                else {
                    return Err(NotCosigned::Refused(name, 200));
                };
                let at = Timestamp::from_second(time.seconds().cast_signed()).unwrap_or(app.now());
                let kept = KeptCosignature { witness: name, line: line.to_string(), at };
                app.store().keep_cosignature(head.size, &kept).await.map_err(LogError::from)?;
                return Ok(());
            }
            Answer::StandsAt(size) => old = size,
            Answer::Refused(status) => return Err(NotCosigned::Refused(name, status)),
        }
    }
    Err(NotCosigned::Away(name, "it moves on by itself".into()))
}

/// A witness knows more than the head in hand: another node was faster, or the log went back.
async fn is_ahead(
    app: &App,
    log: &PublicLog,
    name: String,
    seen: u64,
    last: Option<Head>,
) -> Result<(), NotCosigned> {
    let newest = app.store().newest_head().await.map_err(LogError::from)?;
    let have = newest.map_or(0, |head| head.size.unsigned_abs());
    if have >= seen {
        return Ok(());
    }
    log.saw_size(seen);
    last.into_iter().for_each(|head| log.saw(head));
    Err(NotCosigned::Ahead { name, seen, have })
}

/// The call: a proof from what the witness knows to the head.
async fn request(app: &App, old: u64, head: &SignedHead) -> Result<AddCheckpoint, NotCosigned> {
    let store = app.store();
    let size = head.size.unsigned_abs();
    let failed = |error: TreeError| NotCosigned::Log(error.into());
    let next = Head::new(size, head.root).map_err(|_| Error::Internal("head of no tree".into()))?;
    let known = fetch(store, edge(old), size).await.map_err(LogError::from)?;
    let last = Head::new(old, root(&known, old).map_err(failed)?).unwrap_or_else(|_| Head::empty());
    let between = tiles_for_consistency(old, size).map_err(|e| failed(e.into()))?;
    let tiles = fetch(store, between, size).await.map_err(LogError::from)?;
    let proof = prove_consistency(&tiles, &last, &next).map_err(failed)?;
    let note = SignedCheckpoint::read(head.note.as_bytes());
    let checkpoint = note.map_err(|_| Error::Internal("kept head cannot be read".into()))?;
    Ok(AddCheckpoint { old, proof, checkpoint })
}

/// Says that the head is witnessed, once the policy is content.
async fn mark(app: &App, identity: &LogIdentity, head: &SignedHead) -> Result<(), Error> {
    let signed = with_cosignatures(app, head).await?;
    let standing = identity.policy.weigh(&signed);
    if standing.is_ok_and(|standing| standing.witnessed_since.is_some()) {
        app.store().mark_witnessed(head.size, app.now()).await?;
    }
    Ok(())
}
