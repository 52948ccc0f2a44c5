//! What a record says and no rule takes: it is told, never dropped in silence.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fold::fold;
use super::select::steps;
use super::{Condition, EachRule, Mapping, Rule};

type Pattern = Vec<String>;

/// The places that rules read, and those left out on purpose.
pub(super) struct Usage {
    used: Vec<Pattern>,
    ignored: Vec<Pattern>,
}

impl Usage {
    pub(super) fn of(mapping: &Mapping) -> Self {
        let mut used = Vec::new();
        for entry in &mapping.entries {
            let of = entry.of.iter().map(|of| &of.value);
            for rule in entry.key.iter().chain(of).chain(&entry.field) {
                add_rule(&mut used, &[], rule);
            }
            add_condition(&mut used, &[], entry.when.as_ref());
            entry.each.iter().for_each(|each| add_each(&mut used, each));
        }
        let ignored = mapping.ignore.iter().map(|ignore| pattern(&ignore.column)).collect();
        Self { used, ignored }
    }

    /// Names of columns with content that are not used, and of those that are ignored.
    pub(super) fn rest(&self, record: &Value) -> (Vec<String>, Vec<String>) {
        let (mut unmapped, mut ignored) = (BTreeSet::new(), BTreeSet::new());
        let mut path = Vec::new();
        leaves(record, &mut path, &mut |path| {
            if covered(&self.used, path) {
                return;
            }
            let to = if covered(&self.ignored, path) { &mut ignored } else { &mut unmapped };
            to.insert(name(path));
        });
        (unmapped.into_iter().collect(), ignored.into_iter().collect())
    }
}

fn pattern(from: &str) -> Pattern {
    steps(from)
}

fn add_each(used: &mut Vec<Pattern>, each: &EachRule) {
    let mut base = pattern(&each.over);
    base.push("*".to_owned());
    each.field.iter().for_each(|rule| add_rule(used, &base, rule));
    add_condition(used, &base, each.when.as_ref());
}

fn add_rule(used: &mut Vec<Pattern>, base: &[String], rule: &Rule) {
    rule.from.all().iter().chain(&rule.any).for_each(|from| add(used, base, from));
    add_condition(used, base, rule.when.as_ref());
}

fn add_condition(used: &mut Vec<Pattern>, base: &[String], condition: Option<&Condition>) {
    condition.iter().for_each(|condition| add(used, base, &condition.column));
}

fn add(used: &mut Vec<Pattern>, base: &[String], from: &str) {
    if from.starts_with('#') {
        return;
    }
    let base = if from.starts_with('^') { &[] } else { base };
    let rest = if from == "." { Vec::new() } else { pattern(from) };
    used.push(base.iter().cloned().chain(rest).collect());
}

/// A step on the way to a leaf: the name of a field, or a place in a list.
enum Step {
    Field(String),
    Item(usize),
}

fn leaves(value: &Value, path: &mut Vec<Step>, tell: &mut impl FnMut(&[Step])) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                path.push(Step::Field(key.clone()));
                leaves(value, path, tell);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                path.push(Step::Item(index));
                leaves(value, path, tell);
                path.pop();
            }
        }
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        _ => tell(path),
    }
}

/// A pattern covers the leaf it names and everything under it (which its rule read, or complained about).
fn covered(patterns: &[Pattern], path: &[Step]) -> bool {
    patterns.iter().any(|pattern| {
        pattern.len() <= path.len()
            && pattern.iter().zip(path).all(|(wanted, step)| matches(wanted, step))
    })
}

fn matches(wanted: &str, step: &Step) -> bool {
    match step {
        _ if wanted == "*" => true,
        Step::Item(index) => wanted == index.to_string(),
        Step::Field(key) => key == wanted || (!fold(key).is_empty() && fold(key) == fold(wanted)),
    }
}

fn name(path: &[Step]) -> String {
    match path {
        [Step::Field(column)] => column.clone(),
        _ => path.iter().fold(String::new(), |name, step| match step {
            Step::Field(key) => name + "/" + key,
            Step::Item(_) => name + "/*",
        }),
    }
}
