//! The public log: every public act sealed in a Merkle tree that anybody can check (ADR 5).
//!
//! Leaves are made with their acts. Here they become tiles, a head that the signer signs, and a
//! cosigned checkpoint; and here proofs of them are made.

mod extract;
mod files;
mod open;
mod seal;
mod sequencer;
mod signer;
mod witness;

pub use extract::{Sealed, extract, on_paper, proof, sealed_by};
pub use files::{checkpoint, file};
pub use open::{openings, openings_at, openings_of};
pub use seal::{Seal, proof_of, seal_of};
pub use sequencer::{Advanced, LogError, advance, step_aside};
pub use signer::{Signer, SignerError};
pub use tlog::{Extract, Part};
pub use witness::{NotCosigned, Witness, ask_witnesses, look_at_witnesses};

use std::sync::{Arc, Mutex, PoisonError};

use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::Holder;
use domain::record::Kind;
use tlog::{Head, Policy, VerifierKey};

use crate::{App, Result};

/// What everybody must know to check the log: its key, and whose word counts.
#[derive(Debug, Clone)]
pub struct LogIdentity {
    /// The key of the log; its name is the log's origin.
    pub key: VerifierKey,
    /// Which witnesses make a head "witnessed".
    pub policy: Policy,
}

/// Seals what a program without a log has kept; once done, it finds nothing to do.
///
/// What a signed head covers was sealed before, so only the rest is looked through.
pub async fn seal_history(app: &App) -> Result<()> {
    let (store, fields) = (app.store(), app.moment().fields());
    let after = store.newest_head().await?.map_or(0, |head| head.size);
    for (kind, id) in store.unsealed(after).await? {
        match kind {
            Kind::Holder => store.seal_history::<Holder>(id, &fields).await?,
            Kind::DataList => store.seal_history::<DataList>(id, &fields).await?,
            Kind::DataArray => store.seal_history::<DataArray>(id, &fields).await?,
            // No other kind has public events.
            _ => {}
        }
    }
    Ok(())
}

/// The log as the sequencer works on it.
pub struct PublicLog {
    signer: Arc<dyn Signer>,
    witnesses: Vec<Arc<dyn Witness>>,
    seen: Mutex<Seen>,
}

/// How far witnesses have seen the log.
#[derive(Default)]
struct Seen {
    /// The largest size: nothing smaller may be signed.
    size: u64,
    /// The largest head that one has shown.
    head: Option<Head>,
}

impl PublicLog {
    /// A log with whoever holds its key, and those who are asked to cosign.
    pub fn new(signer: Arc<dyn Signer>, witnesses: Vec<Arc<dyn Witness>>) -> Self {
        PublicLog { signer, witnesses, seen: Mutex::default() }
    }

    fn seen_size(&self) -> u64 {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).size
    }

    fn seen_head(&self) -> Option<Head> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).head
    }

    fn saw_size(&self, size: u64) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.size = seen.size.max(size);
    }

    fn saw(&self, head: Head) {
        self.saw_size(head.size());
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.head.is_none_or(|known| known.size() < head.size()) {
            seen.head = Some(head);
        }
    }
}
