//! Reading a policy file.

use thiserror::Error;

use super::{Party, Policy, PolicyLog, PolicyWitness};
use crate::key::{KeyError, KeyKind, VerifierKey};
use crate::text;

/// The longest policy, in bytes.
pub const MAX_POLICY: usize = 64 * 1024;

/// The most logs, and the most witnesses and groups together; the specification asks for 32 of each.
const MAX_NAMES: usize = 256;

/// The name that means no quorum.
const NONE: &str = "none";

/// Why a policy is refused, and in which line (from 1; 0 is the file as a whole).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {fault}")]
pub struct PolicyError {
    /// The line, from 1; 0 is the file as a whole.
    pub line: usize,
    /// What is wrong there.
    pub fault: PolicyFault,
}

/// What is wrong with a line of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyFault {
    /// Longer than [`MAX_POLICY`], or too many names.
    #[error("too large")]
    TooLarge,
    /// Not UTF-8, a forbidden control character, or a last line without end.
    #[error("not plain UTF-8 lines")]
    Text,
    /// Not one of the lines of the specification.
    #[error("not a line of a policy")]
    Form,
    /// Not a key, or a log's key where a witness's belongs, or the reverse.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// A key or a name that stood there before, or the name `none`.
    #[error("named twice")]
    Twice,
    /// A name that no line before defines.
    #[error("{0} is not defined before")]
    Undefined(String),
    /// A member that is in another group already, or twice in this one.
    #[error("{0} is in a group already")]
    MemberTwice(String),
    /// A threshold that is no number from 1 to the number of members.
    #[error("not a number of members")]
    Threshold,
    /// No quorum line, or a second one.
    #[error("a policy has exactly one quorum")]
    Quorum,
}

impl Policy {
    /// Read a policy file.
    ///
    /// The specification allows octets that are no UTF-8 and advises against them; they are refused.
    ///
    /// # Errors
    /// [`PolicyError`].
    pub fn read(bytes: &[u8]) -> Result<Self, PolicyError> {
        let mut draft = Draft::default();
        for (line, number) in lines(bytes).map_err(at(0))?.zip(1..) {
            draft.take(line).map_err(at(number))?;
        }
        let quorum = draft.quorum.ok_or(PolicyFault::Quorum).map_err(at(0))?;
        Ok(Self { logs: draft.logs, parties: draft.parties, quorum })
    }
}

fn at(line: usize) -> impl Fn(PolicyFault) -> PolicyError {
    move |fault| PolicyError { line, fault }
}

fn lines(bytes: &[u8]) -> Result<std::str::Split<'_, char>, PolicyFault> {
    if bytes.len() > MAX_POLICY {
        return Err(PolicyFault::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PolicyFault::Text)?;
    let allowed = |b: u8| matches!(b, b'\t' | b'\n' | 0x20..=0x7e | 0x80..);
    let text = text.strip_suffix('\n').ok_or(PolicyFault::Text)?;
    if text.bytes().all(allowed) { Ok(text.split('\n')) } else { Err(PolicyFault::Text) }
}

/// A policy being read.
#[derive(Default)]
struct Draft {
    logs: Vec<PolicyLog>,
    parties: Vec<Party>,
    /// Which parties are members of a group.
    taken: Vec<usize>,
    quorum: Option<Option<usize>>,
}

impl Draft {
    fn take(&mut self, line: &str) -> Result<(), PolicyFault> {
        let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [word, ..] if word.starts_with('#') => Ok(()),
            ["log", key, url @ ..] => self.log(key, url),
            ["witness", name, key, url @ ..] => self.witness(name, key, url),
            ["group", name, needed, members @ ..] => self.group(name, needed, members),
            ["quorum", name] => self.quorum(name),
            _ => Err(PolicyFault::Form),
        }
    }

    fn log(&mut self, key: &str, url: &[&str]) -> Result<(), PolicyFault> {
        let key = read_key(key, KeyKind::Log)?;
        let url = read_url(url)?;
        if self.logs.iter().any(|log| log.key.point() == key.point()) {
            return Err(PolicyFault::Twice);
        }
        self.logs.push(PolicyLog { key, url });
        if self.logs.len() > MAX_NAMES { Err(PolicyFault::TooLarge) } else { Ok(()) }
    }

    fn witness(&mut self, name: &str, key: &str, url: &[&str]) -> Result<(), PolicyFault> {
        let key = read_key(key, KeyKind::Cosigner)?;
        let url = read_url(url)?;
        let known = self.parties.iter().any(
            |party| matches!(party, Party::Witness(other) if other.key.point() == key.point()),
        );
        if known {
            return Err(PolicyFault::Twice);
        }
        let witness = PolicyWitness { name: name.to_owned(), key, url };
        self.define(Party::Witness(Box::new(witness)))
    }

    fn group(&mut self, name: &str, needed: &str, members: &[&str]) -> Result<(), PolicyFault> {
        let mut indexes = Vec::with_capacity(members.len());
        for member in members {
            let index = self.find(member)?;
            if self.taken.contains(&index) {
                return Err(PolicyFault::MemberTwice((*member).to_owned()));
            }
            self.taken.push(index);
            indexes.push(index);
        }
        let needed = read_threshold(needed, indexes.len())?;
        self.define(Party::Group { name: name.to_owned(), needed, members: indexes })
    }

    fn quorum(&mut self, name: &str) -> Result<(), PolicyFault> {
        if self.quorum.is_some() {
            return Err(PolicyFault::Quorum);
        }
        self.quorum = Some(if name == NONE { None } else { Some(self.find(name)?) });
        Ok(())
    }

    fn define(&mut self, party: Party) -> Result<(), PolicyFault> {
        if party.name() == NONE || self.find(party.name()).is_ok() {
            return Err(PolicyFault::Twice);
        }
        self.parties.push(party);
        if self.parties.len() > MAX_NAMES { Err(PolicyFault::TooLarge) } else { Ok(()) }
    }

    fn find(&self, name: &str) -> Result<usize, PolicyFault> {
        let found = self.parties.iter().position(|party| party.name() == name);
        found.ok_or_else(|| PolicyFault::Undefined(name.to_owned()))
    }
}

fn read_key(key: &str, kind: KeyKind) -> Result<VerifierKey, PolicyFault> {
    let key: VerifierKey = key.parse()?;
    if key.kind() == kind { Ok(key) } else { Err(KeyError::Kind(key.kind() as u8).into()) }
}

fn read_url(url: &[&str]) -> Result<Option<String>, PolicyFault> {
    match url {
        [] => Ok(None),
        [url] => Ok(Some((*url).to_owned())),
        _ => Err(PolicyFault::Form),
    }
}

fn read_threshold(needed: &str, members: usize) -> Result<usize, PolicyFault> {
    let number = match needed {
        "any" => Some(1),
        "all" => Some(members),
        number => text::decimal(number).and_then(|number| usize::try_from(number).ok()),
    };
    number.filter(|number| (1..=members).contains(number)).ok_or(PolicyFault::Threshold)
}
