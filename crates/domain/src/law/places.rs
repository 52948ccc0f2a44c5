//! The classifier of places comes as rows: `code,parent,kind,ky,ru,en,soate`. It is large, and rows are easier to renew
//! from the statistics office's workbook. Lines `# key = value` before the heading give the provenance of all rows.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::check::{Reference, Target};
use super::provenance::Defaults;
use super::{
    ClassEntry, Classifier, Law, LawError, LawFile, Mark, Problem, Provenance, Text, reader,
};

const COLUMNS: [&str; 7] = ["code", "parent", "kind", "ky", "ru", "en", "soate"];

pub(super) fn read(law: &mut Law, file: &LawFile, errors: &mut Vec<LawError>) {
    let name = file.name.rsplit('/').next().unwrap_or_default().trim_end_matches(".csv").to_owned();
    let mut references = Vec::new();
    let (defaults, parents, mistakes, found) = reader::csv_defaults(&file.name, &head(&file.text));
    errors.extend(mistakes);
    law.references.extend(found);
    let provenance = provenance(defaults, &file.name);
    let classifier =
        law.classifiers.entry(name.clone()).or_insert_with(|| Classifier::named(&name));
    classifier.parents = classifier.parents.take().or(parents);
    classifier.provenance.get_or_insert_with(|| provenance.clone());
    let mut report = |line: usize, key: &str, problem: Problem| {
        errors.push(LawError { file: file.name.clone(), line, key: key.to_owned(), problem });
    };
    let mut heading_seen = false;
    for (line, text) in file.text.lines().enumerate().map(|(index, text)| (index + 1, text)) {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let cells = cells(text);
        if !heading_seen {
            heading_seen = true;
            if cells != COLUMNS {
                return report(
                    line,
                    "heading",
                    Problem::new("wrong_columns").with("expected", COLUMNS.join(",")),
                );
            }
            continue;
        }
        match entry(&cells, &provenance) {
            Err((key, problem)) => report(line, key, problem),
            Ok(entry) => {
                references.extend(entry.parent.clone().map(|parent| Reference {
                    file: file.name.clone(),
                    line,
                    key: "parent".to_owned(),
                    target: Target::Parent {
                        classifier: name.clone(),
                        code: entry.code.clone(),
                        parent,
                    },
                }));
                let code = entry.code.clone();
                if classifier.add(entry).is_err() {
                    report(line, "code", Problem::new("same_key_same_day").with("code", code));
                }
            }
        }
    }
    law.references.extend(references);
}

/// The `# key = value` lines as TOML, with the other lines left empty so that line numbers stay true.
fn head(text: &str) -> String {
    let heading = |line: &str| {
        line.strip_prefix('#').filter(|rest| rest.contains('=')).unwrap_or_default().to_owned()
            + "\n"
    };
    text.lines().map(heading).collect()
}

fn provenance(defaults: Defaults, file: &str) -> Provenance {
    Provenance {
        act: defaults.act,
        article: defaults.article,
        source: defaults.source.unwrap_or_else(|| file.to_owned()),
        mark: defaults.mark.unwrap_or(Mark::U),
        from: defaults.from.unwrap_or(date(2008, 4, 18)),
        until: defaults.until,
    }
}

fn entry(cells: &[String], provenance: &Provenance) -> Result<ClassEntry, (&'static str, Problem)> {
    let [code, parent, kind, ky, ru, en, soate] = cells else {
        return Err((
            "row",
            Problem::new("wrong_columns")
                .with("expected", COLUMNS.len())
                .with("found", cells.len()),
        ));
    };
    for (key, cell) in [("code", code), ("kind", kind), ("ky", ky), ("ru", ru), ("en", en)] {
        if cell.is_empty() {
            return Err((key, Problem::new("empty")));
        }
    }
    let mut extra = BTreeMap::from([("kind".to_owned(), kind.clone())]);
    if !soate.is_empty() {
        extra.insert("soate".to_owned(), soate.clone());
    }
    Ok(ClassEntry {
        code: code.clone(),
        parent: (!parent.is_empty()).then(|| parent.clone()),
        name: Text { ky: ky.clone(), ru: ru.clone(), en: en.clone() },
        synonyms: BTreeMap::new(),
        special: false,
        extra,
        provenance: provenance.clone(),
    })
}

/// The cells of one line; a cell in quotes may hold commas and doubled quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_end_matches('\r').trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                push(&mut cells, '"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => push(&mut cells, letter),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

fn push(cells: &mut [String], letter: char) {
    if let Some(cell) = cells.last_mut() {
        cell.push(letter);
    }
}
