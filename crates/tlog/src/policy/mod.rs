//! Whom to believe, by C2SP tlog-policy (commit `5ba5ee8`): logs, witnesses, and how many of them.

mod read;
mod write;

use thiserror::Error;

use crate::checkpoint::SignedCheckpoint;
use crate::cosignature::Time;
use crate::key::{KeyKind, KeyName, VerifierKey};
use crate::note::{NoteError, Verified};

pub use read::{MAX_POLICY, PolicyError, PolicyFault};

/// A policy file, understood.
///
/// [`fmt::Display`](std::fmt::Display) prints it without comments; [`Policy::read`] reads any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    parties: Vec<Party>,
    /// Which of the parties must have witnessed; none for `quorum none`.
    quorum: Option<usize>,
}

/// A log that is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key, with the log's origin as name.
    pub key: VerifierKey,
    /// Where it can be reached, if the policy says so.
    pub url: Option<String>,
}

/// A witness, by the name it has in the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name in the policy only.
    pub name: String,
    /// Its key.
    pub key: VerifierKey,
    /// Where checkpoints are to be sent, if the policy says so.
    pub url: Option<String>,
}

/// A witness or a group, in the order of the file: members stand before their groups.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Party {
    Witness(Box<PolicyWitness>),
    Group { name: String, needed: usize, members: Vec<usize> },
}

/// What a checkpoint is worth under a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The origin of the log that signed it.
    pub origin: String,
    /// Who cosigned, by the names of the policy and in its order, and when first.
    pub witnesses: Vec<(String, Time)>,
    /// Whether enough of them did. A checkpoint that falls short is *registered*, not *witnessed*.
    pub quorum: bool,
    /// Since when enough of them had; `None` without quorum, or if none is asked for.
    pub witnessed_since: Option<Time>,
}

/// Why a checkpoint is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Breach {
    /// The policy has no log of that origin.
    #[error("the policy does not know the log {0}")]
    UnknownLog(String),
    /// The log did not sign it.
    #[error("not signed by the log")]
    NotSigned,
    /// A signature of a known key is wrong.
    #[error("the signature of {0} is wrong")]
    Wrong(KeyName),
    /// Too few witnesses cosigned it.
    #[error("not enough witnesses cosigned")]
    NotWitnessed,
}

impl Policy {
    /// The logs, in the order of the file.
    #[must_use]
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses, in the order of the file.
    pub fn witnesses(&self) -> impl Iterator<Item = &PolicyWitness> {
        self.parties.iter().filter_map(|party| match party {
            Party::Witness(witness) => Some(witness.as_ref()),
            Party::Group { .. } => None,
        })
    }

    /// Check a checkpoint's signatures and say what it is worth, whether or not enough witnesses
    /// cosigned it.
    ///
    /// # Errors
    /// [`Breach`], never [`Breach::NotWitnessed`].
    pub fn weigh(&self, signed: &SignedCheckpoint) -> Result<Standing, Breach> {
        let origin = signed.checkpoint().origin();
        let keys = self.keys_for(origin)?;
        let verified = signed.note().verify(&keys).map_err(|error| match error {
            NoteError::Wrong(name) => Breach::Wrong(name),
            _ => Breach::NotSigned,
        })?;
        if !verified.iter().any(|found| found.key.kind() == KeyKind::Log) {
            return Err(Breach::NotSigned);
        }
        Ok(self.standing(origin, &verified))
    }

    /// As [`Policy::weigh`], and the quorum must be met.
    ///
    /// # Errors
    /// [`Breach`].
    pub fn require(&self, signed: &SignedCheckpoint) -> Result<Standing, Breach> {
        let standing = self.weigh(signed)?;
        if standing.quorum { Ok(standing) } else { Err(Breach::NotWitnessed) }
    }

    /// Keys of the log with that origin, and of all witnesses.
    fn keys_for(&self, origin: &str) -> Result<Vec<VerifierKey>, Breach> {
        let logs = self.logs.iter().map(|log| &log.key);
        let mut keys: Vec<_> = logs.filter(|key| key.name().as_str() == origin).cloned().collect();
        if keys.is_empty() {
            return Err(Breach::UnknownLog(origin.to_owned()));
        }
        keys.extend(self.witnesses().map(|witness| witness.key.clone()));
        Ok(keys)
    }

    fn standing(&self, origin: &str, verified: &[Verified<'_>]) -> Standing {
        let first = |key: &VerifierKey| {
            let own = verified.iter().filter(|found| found.key == key);
            own.filter_map(|found| found.time).min()
        };
        let witnesses: Vec<(String, Time)> = self
            .witnesses()
            .filter_map(|witness| Some((witness.name.clone(), first(&witness.key)?)))
            .collect();
        let by =
            |time: Time| self.is_met(&|key| first(key).is_some_and(|cosigned| cosigned <= time));
        let mut times: Vec<Time> = witnesses.iter().map(|(_, time)| *time).collect();
        times.sort_unstable();
        let witnessed_since = self.quorum.and_then(|_| times.into_iter().find(|time| by(*time)));
        let quorum = self.quorum.is_none() || witnessed_since.is_some();
        Standing { origin: origin.to_owned(), witnesses, quorum, witnessed_since }
    }

    /// Whether those keys are enough.
    fn is_met(&self, cosigned: &dyn Fn(&VerifierKey) -> bool) -> bool {
        let mut met: Vec<bool> = Vec::with_capacity(self.parties.len());
        for party in &self.parties {
            let one = match party {
                Party::Witness(witness) => cosigned(&witness.key),
                Party::Group { needed, members, .. } => {
                    let there = members.iter().filter(|member| met.get(**member) == Some(&true));
                    there.count() >= *needed
                }
            };
            met.push(one);
        }
        self.quorum.is_none_or(|party| met.get(party) == Some(&true))
    }
}

impl Party {
    fn name(&self) -> &str {
        match self {
            Self::Witness(witness) => &witness.name,
            Self::Group { name, .. } => name,
        }
    }
}
