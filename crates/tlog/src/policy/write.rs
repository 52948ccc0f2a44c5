//! Printing a policy: one line for each thing it says, no comments.

use std::fmt;

use super::{Party, Policy};

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for log in &self.logs {
            write!(f, "log {}", log.key)?;
            end(f, log.url.as_deref())?;
        }
        for party in &self.parties {
            self.write_party(f, party)?;
        }
        let quorum = self.quorum.and_then(|party| self.parties.get(party));
        writeln!(f, "quorum {}", quorum.map_or("none", Party::name))
    }
}

impl Policy {
    fn write_party(&self, f: &mut fmt::Formatter<'_>, party: &Party) -> fmt::Result {
        match party {
            Party::Witness(witness) => {
                write!(f, "witness {} {}", witness.name, witness.key)?;
                end(f, witness.url.as_deref())
            }
            Party::Group { name, needed, members } => {
                write!(f, "group {name} {needed}")?;
                for member in members.iter().filter_map(|member| self.parties.get(*member)) {
                    write!(f, " {}", member.name())?;
                }
                end(f, None)
            }
        }
    }
}

fn end(f: &mut fmt::Formatter<'_>, url: Option<&str>) -> fmt::Result {
    match url {
        Some(url) => writeln!(f, " {url}"),
        None => writeln!(f),
    }
}
