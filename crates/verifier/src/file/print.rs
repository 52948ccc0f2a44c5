//! The report for the person at the command line.

use std::fmt;

use super::{PartReport, Report};
use crate::words::{for_screen, time};

/// What even a valid file leaves open.
const NOT_PROVED: &str = "\
This does not prove:
- that the printed words of a PDF are the values above: compare them;
- that no newer version exists: ask the Register, or verify the whole log.
";

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.map_or("unknown file", super::FileKind::word);
        let verdict = match (self.is_valid(), self.is_witnessed()) {
            (true, true) => "VALID",
            (true, false) => "VALID, NOT YET WITNESSED",
            (false, _) => "INVALID",
        };
        writeln!(f, "{verdict} ({kind})")?;
        for fault in &self.faults {
            writeln!(f, "- {}", for_screen(&fault.to_string()))?;
        }
        self.parts.iter().try_for_each(|part| write!(f, "\n{part}"))?;
        if self.is_valid() { write!(f, "\n{NOT_PROVED}") } else { Ok(()) }
    }
}

impl fmt::Display for PartReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.leaf {
            Some(leaf) => {
                let (kind, subject, version) = (leaf.kind(), leaf.subject(), leaf.version());
                writeln!(
                    f,
                    "{kind} {subject}, version {version}: {} at {}",
                    leaf.event(),
                    leaf.at()
                )?;
            }
            None => writeln!(f, "a leaf of which the file has only the hash {}", self.hash)?,
        }
        let (index, size) = (self.index, self.size);
        writeln!(f, "  leaf {index} of the {size} of the log {}", for_screen(&self.origin))?;
        self.write_witnesses(f)?;
        for (name, value) in &self.opened {
            writeln!(f, "  {name}: {}", for_screen(value))?;
        }
        if self.closed.is_empty() {
            return Ok(());
        }
        writeln!(f, "  not laid open here (never public, or forgotten): {}", self.closed.join(", "))
    }
}

impl PartReport {
    fn write_witnesses(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.witnessed_since, self.quorum) {
            (Some(since), _) => writeln!(f, "  witnessed since {}", time(since))?,
            (None, true) => writeln!(f, "  signed by the log; the policy asks for no witness")?,
            (None, false) => writeln!(f, "  registered, not yet witnessed")?,
        }
        for (name, at) in &self.witnesses {
            writeln!(f, "  cosigned by {} at {}", for_screen(name), time(*at))?;
        }
        Ok(())
    }
}
