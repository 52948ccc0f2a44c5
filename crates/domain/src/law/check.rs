//! What can be checked only when all files are read: references between them, and what must not be absent.

use jiff::civil::Date;

use super::settings::NEEDED;
use super::{GroundKind, Law, LawError, Problem, calendar};

/// A word in a file that names something perhaps written in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub file: String,
    pub line: usize,
    pub key: String,
    pub target: Target,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// An act of law.
    Act(String),
    /// A classifier, by name.
    Classifier(String),
    /// The code above a code of a classifier.
    Parent { classifier: String, code: String, parent: String },
    /// A code of a classifier.
    Code { classifier: String, code: String },
    /// The reason of a day off.
    Reason(String),
}

pub(super) fn check(law: &mut Law, errors: &mut Vec<LawError>) {
    for reference in std::mem::take(&mut law.references) {
        if let Some(problem) = problem_of(law, &reference.target) {
            errors.push(LawError {
                file: reference.file,
                line: reference.line,
                key: reference.key,
                problem,
            });
        }
    }
    let mut absent = |file: &str, key: String, problem| {
        errors.push(LawError { file: file.to_owned(), line: 0, key, problem })
    };
    check_groups(law, &mut absent);
    check_grounds(law, &mut absent);
    check_settings(law, &mut absent);
    if law
        .classifier("day_off_reason")
        .is_none_or(|reasons| reasons.get(calendar::WEEKEND).is_none())
    {
        let problem = Problem::new("unknown_reason").with("reason", calendar::WEEKEND);
        absent("calendar/reasons.toml", "entry.code".to_owned(), problem);
    }
    if let Some(days) = law.settings.word("weekend", Date::MAX).and_then(calendar::weekend) {
        law.calendar.weekend = days;
    }
}

fn problem_of(law: &Law, target: &Target) -> Option<Problem> {
    match target {
        Target::Act(act) => {
            law.acts.get(act).is_none().then(|| Problem::new("unknown_act").with("act", act))
        }
        Target::Classifier(name) => law
            .classifier(name)
            .is_none()
            .then(|| Problem::new("unknown_classifier").with("value", name)),
        Target::Code { classifier, code } => {
            let known = law.classifier(classifier).is_some_and(|found| found.get(code).is_some());
            let problem = Problem::new("unknown_code").with("classifier", classifier);
            (!known).then(|| problem.with("code", code))
        }
        Target::Reason(reason) => {
            let known = law
                .classifier("day_off_reason")
                .is_some_and(|reasons| reasons.get(reason).is_some());
            (!known).then(|| Problem::new("unknown_reason").with("reason", reason))
        }
        Target::Parent { classifier, code, parent } => {
            problem_of_parent(law, classifier, code, parent)
        }
    }
}

fn problem_of_parent(law: &Law, name: &str, code: &str, parent: &str) -> Option<Problem> {
    let own = law.classifier(name)?;
    let problem = |what| {
        Problem::new(what).with("classifier", name).with("code", code).with("parent", parent)
    };
    if let Some(other) = own.parents.as_deref() {
        let known = law.classifier(other).is_some_and(|other| other.get(parent).is_some());
        return (!known).then(|| problem("unknown_parent"));
    }
    if own.get(parent).is_none() {
        return Some(problem("unknown_parent"));
    }
    own.path(parent).iter().any(|above| above.code == code).then(|| problem("circle"))
}

fn check_groups(law: &Law, absent: &mut impl FnMut(&str, String, Problem)) {
    for number in 1..=12 {
        let count = law.groups.entries().filter(|group| group.number == number).count();
        if count != 1 {
            let problem =
                Problem::new("group_not_once").with("number", number).with("count", count);
            absent("art30.toml", "group.number".to_owned(), problem);
        }
    }
}

fn check_grounds(law: &Law, absent: &mut impl FnMut(&str, String, Problem)) {
    for kind in GroundKind::ALL {
        if law.grounds(kind).is_empty() {
            absent(
                "grounds.toml",
                "ground".to_owned(),
                Problem::new("no_grounds").with("kind", kind.code()),
            );
        }
    }
}

fn check_settings(law: &Law, absent: &mut impl FnMut(&str, String, Problem)) {
    for (key, _) in NEEDED {
        if law.settings.all().get(key).is_none() {
            absent(
                "settings.toml",
                format!("setting.{key}"),
                Problem::new("missing_setting").with("setting", key),
            );
        }
    }
}
