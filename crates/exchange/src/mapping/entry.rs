//! One entry out of one record.

use std::collections::HashMap;

use serde_json::Value;

use super::apply::{MappedEntry, Reference};
use super::rule::{Means, Notes, Rule};
use super::select::{Place, elements, find, plain_text};
use super::{Condition, EachRule, EntryRule, Mapping};
use crate::problem::{Params, Problem, Severity};
use crate::tree::unflatten;

type Pairs = Vec<(String, Value)>;

/// Builds one entry; what it could not do is in the problems.
pub(super) struct Builder<'a> {
    pub means: &'a Means<'a>,
    pub problems: &'a mut Vec<Problem>,
    pub refused: bool,
}

impl Builder<'_> {
    pub(super) fn build(&mut self, rules: &EntryRule, place: Place<'_>) -> Option<MappedEntry> {
        let mut pairs = constants("", &rules.set);
        self.fields(&rules.field, "", place, &mut pairs);
        let mut counts = HashMap::new();
        for each in &rules.each {
            self.each(each, place, &mut counts, &mut pairs);
        }
        let of = rules.of.as_ref().map(|of| {
            self.one(&of.value, "of", place)
                .map(|value| Reference { scheme: of.scheme.clone(), value })
        });
        if of == Some(None) {
            self.refuse(place, "of_missing", Params::new());
        }
        let tree = self.tree(pairs, place)?;
        let key = match &rules.key {
            Some(rule) => self.one(rule, "key", place),
            None => identifier(&tree),
        };
        if key.is_none() {
            self.refuse(place, "key_missing", Params::new());
        }
        let kind = rules.kind.clone().or_else(|| self.means.mapping.kind.clone())?;
        if self.refused {
            None
        } else {
            Some(MappedEntry { kind, key: key?, of: of.flatten(), tree })
        }
    }

    fn refuse(&mut self, place: Place<'_>, code: &'static str, params: Params) {
        self.refused = true;
        let problem = Problem::warning(place.position, code);
        self.problems.push(Problem { params, severity: Severity::Refused, ..problem });
    }

    fn tree(&mut self, pairs: Pairs, place: Place<'_>) -> Option<Value> {
        match unflatten(pairs) {
            Ok(tree) => Some(tree),
            Err(error) => {
                self.refuse(place, error.code, error.params);
                None
            }
        }
    }

    fn one(&mut self, rule: &Rule, name: &str, place: Place<'_>) -> Option<String> {
        let mut notes = Notes { place, path: name.to_owned(), problems: self.problems };
        rule.values(self.means, &mut notes).first().and_then(plain_text)
    }

    fn fields(&mut self, rules: &[Rule], base: &str, place: Place<'_>, pairs: &mut Pairs) {
        for rule in rules {
            let mut notes = Notes { place, path: below(base, &rule.to), problems: self.problems };
            let values = rule.values(self.means, &mut notes);
            if values.is_empty() && rule.required {
                notes.add(Severity::Refused, rule, "required_missing", Params::new());
                self.refused = true;
            }
            let first = taken(&rule.to, pairs);
            for (number, value) in values.into_iter().enumerate() {
                pairs.push((rule.to.replace('*', &(first + number).to_string()), value));
            }
        }
    }

    fn each(
        &mut self,
        each: &EachRule,
        place: Place<'_>,
        counts: &mut HashMap<String, Vec<Pairs>>,
        pairs: &mut Pairs,
    ) {
        let lists = find(place.element, &each.over);
        let found: Vec<_> = lists.iter().flat_map(|list| elements(list.value)).collect();
        for (index, element) in found.iter().enumerate() {
            let here = place.with(element, index);
            if !holds(self.means.mapping, each.when.as_ref(), here) {
                continue;
            }
            let base = format!("{}.{}", each.to, counts.get(&each.to).map_or(0, Vec::len));
            let mut fields = Pairs::new();
            self.fields(&each.field, &base, here, &mut fields);
            // An element of which nothing could be taken would be an empty shell of constants.
            if fields.is_empty() && !each.field.is_empty() {
                continue;
            }
            let item: Pairs = constants("", &each.set).into_iter().chain(fields).collect();
            let done = counts.entry(each.to.clone()).or_default();
            if each.distinct && done.contains(&item) {
                continue;
            }
            pairs.extend(item.iter().map(|(path, value)| (below(&base, path), value.clone())));
            done.push(item);
        }
    }
}

/// Several rules for one list of plain values (`sources.*`) continue it; rules for the fields of rows
/// (`items.*.words`, `items.*.category`) speak of the same rows.
fn taken(to: &str, pairs: &Pairs) -> usize {
    let Some(list) = to.strip_suffix('*') else { return 0 };
    pairs.iter().filter(|(path, _)| path.starts_with(list)).count()
}

fn below(base: &str, path: &str) -> String {
    match (base.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => base.to_owned(),
        _ => format!("{base}.{path}"),
    }
}

/// Constants may be written with dotted names or as nested tables.
fn constants(base: &str, set: &Value) -> Pairs {
    match set {
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| constants(&below(base, name), value)).collect()
        }
        Value::Array(items) if !items.is_empty() => items
            .iter()
            .enumerate()
            .flat_map(|(i, value)| constants(&below(base, &i.to_string()), value))
            .collect(),
        Value::Null => Vec::new(),
        leaf => vec![(base.to_owned(), leaf.clone())],
    }
}

fn identifier(tree: &Value) -> Option<String> {
    let part = |name: &str| tree.pointer(name).and_then(Value::as_str);
    Some(format!("{}:{}", part("/identifier/scheme")?, part("/identifier/value")?))
}

/// Does the condition hold here? No condition always does.
pub(super) fn holds(mapping: &Mapping, condition: Option<&Condition>, place: Place<'_>) -> bool {
    let Some(condition) = condition else { return true };
    let texts: Vec<String> = place
        .select(&condition.column)
        .iter()
        .flat_map(|value| match value {
            Value::Array(items) => items.iter().filter_map(plain_text).collect(),
            other => plain_text(other).into_iter().collect::<Vec<_>>(),
        })
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    let wanted = condition.equals.all();
    let equal = wanted.is_empty() || texts.iter().any(|text| wanted.contains(text));
    let present = condition.present.is_none_or(|present| present != texts.is_empty());
    let pattern = condition.matches.as_ref().and_then(|text| mapping.pattern(text));
    let matching = pattern.is_none_or(|pattern| texts.iter().any(|text| pattern.is_match(text)));
    (equal && present && matching) != condition.not
}
