//! The report for the person at the command line.

use std::fmt;

use super::{Compared, LogReport};
use crate::words::{for_screen, time};

impl fmt::Display for LogReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", if self.is_sound() { "SOUND" } else { "NOT SOUND" })?;
        for problem in &self.problems {
            writeln!(f, "- {}", for_screen(&problem.to_string()))?;
        }
        if self.more > 0 {
            writeln!(f, "- and {} more", self.more)?;
        }
        self.write_checkpoint(f)?;
        writeln!(f, "{} leaves read, of {} subjects", self.leaves, self.subjects)?;
        self.compared.fmt(f)
    }
}

impl LogReport {
    fn write_checkpoint(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(standing) = &self.standing else {
            return writeln!(f, "no checkpoint to rely on");
        };
        let origin = for_screen(&standing.origin);
        writeln!(f, "log {origin}, {} leaves, root {}", self.head.size(), self.head.root())?;
        match (standing.witnessed_since, standing.quorum) {
            (Some(since), _) => writeln!(f, "witnessed since {}", time(since))?,
            (None, true) => writeln!(f, "signed by the log; the policy asks for no witness")?,
            (None, false) => writeln!(f, "registered, NOT YET WITNESSED")?,
        }
        for (name, at) in &standing.witnesses {
            writeln!(f, "cosigned by {} at {}", for_screen(name), time(*at))?;
        }
        Ok(())
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.values {
            Some(values) => writeln!(f, "{values} values laid open, each compared with its leaf")?,
            None => writeln!(f, "no values laid open beside the log: NOT COMPARED")?,
        }
        match self.entries {
            Some(entries) => writeln!(f, "{entries} entries of the public state compared"),
            None => writeln!(f, "no public state: NOT COMPARED"),
        }
    }
}
