//! The law as dated data: acts, terms, grounds, classifiers, calendars, settings.
//!
//! The files of `law/` travel inside the binary ([`embedded`]). [`Law::read`] reads and checks them all at once and names
//! every mistake by file, line and key. An override is one more file in the same format: an entry with a known key and a
//! later `from` holds from that date, and the older wording stays for the records made under it.

mod acts;
mod calendar;
mod check;
mod classifier;
mod decision_texts;
mod embedded;
mod error;
mod grounds;
mod linked;
pub mod meaning;
mod places;
mod provenance;
mod publication;
mod reader;
mod settings;
mod situations;
mod terms;
mod text;
mod timeline;

use std::collections::BTreeMap;

pub use acts::{ActOfLaw, ExemptBody, Group, Regime, RegistrationMode};
pub use calendar::{Calendar, DayOff, YearCalendar};
pub use classifier::{ClassEntry, Classifier};
pub use decision_texts::DecisionText;
pub use embedded::embedded;
pub use error::{LawError, Problem};
pub use grounds::GroundKind;
use jiff::civil::Date;
pub use linked::{Concept, RecordPart, VOCABULARIES};
pub use meaning::{MeaningCheck, Severity};
pub use provenance::{Mark, Provenance};
pub use publication::PublicationRule;
pub use settings::{NumberPattern, Setting, SettingValue, Settings};
pub use situations::{AREAS, Holders, Situation};
pub use terms::{DayOffRule, Starts, TermRule, Unit};
pub use text::Text;
pub use timeline::{Dated, Timeline};

/// One file of the law: its path under `law/` and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawFile {
    /// Path under `law/`, with `/` between folders; an override is named `override-…`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The law in force and its history, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Law {
    acts: Timeline<ActOfLaw>,
    groups: Timeline<Group>,
    regimes: Timeline<Regime>,
    exempt: Timeline<ExemptBody>,
    terms: Timeline<TermRule>,
    checks: Timeline<MeaningCheck>,
    decision_texts: Timeline<DecisionText>,
    publication: Timeline<PublicationRule>,
    situations: Timeline<Situation>,
    concepts: Timeline<Concept>,
    record_parts: Timeline<RecordPart>,
    classifiers: BTreeMap<String, Classifier>,
    calendar: Calendar,
    settings: Settings,
    references: Vec<check::Reference>,
    files: Vec<LawFile>,
    version: String,
}

impl Law {
    /// Reads and checks all files; either the whole law holds together, or every mistake is listed.
    pub fn read(files: &[LawFile]) -> Result<Law, Vec<LawError>> {
        let mut law = Law { files: files.to_vec(), version: version_of(files), ..Law::default() };
        let mut errors = Vec::new();
        for file in files.iter().filter(|file| !read_elsewhere(&file.name)) {
            reader::read_file(&mut law, file, &mut errors);
        }
        check::check(&mut law, &mut errors);
        // What stands at the head of a file is read once per section; a mistake in it is told once.
        errors.sort_by(|a, b| (&a.file, a.line, &a.key).cmp(&(&b.file, b.line, &b.key)));
        errors.dedup();
        if errors.is_empty() { Ok(law) } else { Err(errors) }
    }

    /// A short name of exactly this law: FNV-1a (64 bit) over the names and texts of all files, in hex.
    /// It tells two laws apart in stored records; it is no protection against forgery.
    pub fn version(&self) -> String {
        self.version.clone()
    }

    /// The text of one file, for readers of their own formats (`fields.toml`, `templates/…`).
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|file| file.name == name).map(|file| file.text.as_str())
    }

    /// All files, in the order they were given.
    pub fn files(&self) -> &[LawFile] {
        &self.files
    }

    /// The acts (laws, resolutions) the rest refers to.
    pub fn acts(&self) -> &Timeline<ActOfLaw> {
        &self.acts
    }

    /// The twelve groups of article 30, in the order of the article.
    pub fn groups(&self) -> Vec<&Group> {
        let mut groups: Vec<_> = self.groups.entries().collect();
        groups.sort_by_key(|group| group.number);
        groups
    }

    /// One group of article 30 by its code.
    pub fn group(&self, code: &str) -> Option<&Group> {
        self.groups.get(code)
    }

    /// The regimes of law by period (R1 «Law 58», R2 «Digital Code»).
    pub fn regimes(&self) -> &Timeline<Regime> {
        &self.regimes
    }

    /// Whether new registrations are taken on a day. The setting `registration_open` of a deployment goes before the regime.
    pub fn registration_on(&self, date: Date) -> RegistrationMode {
        if self.settings.flag("registration_open", date) {
            return RegistrationMode::Open;
        }
        let regimes = self.regimes.entries_on(date);
        regimes.first().map_or(RegistrationMode::Closed, |regime| regime.mode)
    }

    /// Bodies and contents that are outside the Agency's control (domain.md §1.6).
    pub fn exempt_bodies(&self) -> &Timeline<ExemptBody> {
        &self.exempt
    }

    /// The exemption of a holder kind on a day, if there is one.
    pub fn exemption_of(&self, holder_kind: &str, date: Date) -> Option<&ExemptBody> {
        self.exempt
            .entries_on(date)
            .into_iter()
            .find(|body| body.kinds.iter().any(|kind| kind == holder_kind))
    }

    /// All terms with their history.
    pub fn terms(&self) -> &Timeline<TermRule> {
        &self.terms
    }

    /// The term that holds on a day.
    pub fn term_rule(&self, key: &str, date: Date) -> Option<&TermRule> {
        self.terms.on(key, date)
    }

    /// All meaning checks with their history.
    pub fn checks(&self) -> &Timeline<MeaningCheck> {
        &self.checks
    }

    /// Ready reasons of decisions with their history.
    pub fn decision_texts(&self) -> &Timeline<DecisionText> {
        &self.decision_texts
    }

    /// Situations of life with their history.
    pub fn situations(&self) -> &Timeline<Situation> {
        &self.situations
    }

    /// Our codes in the vocabulary of others.
    pub fn concepts(&self) -> &Timeline<Concept> {
        &self.concepts
    }

    /// The points of the record of processing.
    pub fn record_parts(&self) -> &Timeline<RecordPart> {
        &self.record_parts
    }

    /// Where something was read, in three languages; `None` if its author wrote that in words.
    pub fn source(&self, provenance: &Provenance) -> Option<&Text> {
        let known = self.classifier("source")?.get(&provenance.source)?;
        Some(&known.name)
    }

    /// Grounds of one kind. They are classifiers too: `ground`, `refusal_ground`, `return_ground`, `exclusion_ground`.
    pub fn grounds(&self, kind: GroundKind) -> &Classifier {
        self.classifiers.get(kind.classifier()).unwrap_or_else(|| Classifier::none())
    }

    /// A classifier by name.
    pub fn classifier(&self, name: &str) -> Option<&Classifier> {
        self.classifiers.get(name)
    }

    /// All classifiers by name.
    pub fn classifiers(&self) -> impl Iterator<Item = &Classifier> {
        self.classifiers.values()
    }

    /// The working-day calendar of all years known.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Small typed values: number patterns, second person, zone, names of the authority.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

/// Files with a format of their own: they are carried, but read by the slices that own them.
fn read_elsewhere(name: &str) -> bool {
    name == "fields.toml" || name.starts_with("templates/")
}

fn version_of(files: &[LawFile]) -> String {
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by(|a, b| (&a.name, &a.text).cmp(&(&b.name, &b.text)));
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in sorted {
        for byte in file.name.bytes().chain([0]).chain(file.text.bytes()).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests;
