//! Which column may mean which path: a proposal for the person who maps a table.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Mapping;
use super::fold::fold;

/// A proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The column.
    pub header: String,
    /// The path it may mean.
    pub path: String,
    /// From 0 to 1.
    pub confidence: f64,
}

const LEAST: f64 = 0.6;

impl Mapping {
    /// See [`suggest`].
    pub fn suggest(
        headers: &[String],
        synonyms: &BTreeMap<String, Vec<String>>,
    ) -> Vec<Suggestion> {
        suggest(headers, synonyms)
    }
}

/// The best path for each column and the best column for each path, never one twice; in the order of the
/// columns. `synonyms` are the names by path, in any language.
pub fn suggest(headers: &[String], synonyms: &BTreeMap<String, Vec<String>>) -> Vec<Suggestion> {
    let mut pairs: Vec<(f64, usize, &String)> = Vec::new();
    for (column, header) in headers.iter().enumerate() {
        for (path, names) in synonyms {
            let best =
                names.iter().chain([path]).map(|name| likeness(header, name)).fold(0.0, f64::max);
            if best >= LEAST {
                pairs.push((best, column, path));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut taken: BTreeMap<usize, Suggestion> = BTreeMap::new();
    for (confidence, column, path) in pairs {
        if !taken.contains_key(&column) && taken.values().all(|other| other.path != *path) {
            let header = headers[column].clone();
            taken.insert(column, Suggestion { header, path: path.clone(), confidence });
        }
    }
    taken.into_values().collect()
}

fn likeness(header: &str, name: &str) -> f64 {
    let (header, name) = (fold(header), fold(name));
    if header.is_empty() || name.is_empty() {
        return 0.0;
    }
    if header == name {
        return 1.0;
    }
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (long, short) = (words(&header), words(&name));
    let shared = short.iter().filter(|word| long.contains(word)).count() as f64;
    let by_words = 0.9 * 2.0 * shared / (long.len() + short.len()) as f64;
    by_words.max(0.95 * by_pairs(&header, &name))
}

/// Dice's coefficient over pairs of letters: forgives endings and slips.
fn by_pairs(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().filter(|letter| *letter != ' ').collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (first, mut second) = (pairs(a), pairs(b));
    let all = first.len() + second.len();
    if all == 0 {
        return 0.0;
    }
    let mut shared = 0;
    for pair in first {
        if let Some(at) = second.iter().position(|other| *other == pair) {
            second.swap_remove(at);
            shared += 1;
        }
    }
    f64::from(2 * shared) / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_recognised_however_they_are_spelled() {
        let synonyms = BTreeMap::from([
            ("name.ky".to_owned(), vec!["Уюмдун аталышы".to_owned()]),
            ("name.ru".to_owned(), vec!["Наименование организации".to_owned()]),
            ("head.name".to_owned(), vec!["Жетекчинин аты-жөнү".to_owned()]),
            ("identifier.value".to_owned(), vec!["ИНН".to_owned(), "СТИН".to_owned()]),
        ]);
        let headers =
            ["УЮМДУН  АТАЛЫШЫ", "Наименование организаций", "жетекчинин аты жону", "инн.", "№"];
        let found = suggest(&headers.map(str::to_owned), &synonyms);
        let pairs: Vec<_> = found.iter().map(|s| (s.header.as_str(), s.path.as_str())).collect();
        let wanted = [
            (headers[0], "name.ky"),
            (headers[1], "name.ru"),
            (headers[2], "head.name"),
            (headers[3], "identifier.value"),
        ];
        assert_eq!(pairs, wanted);
        assert!((found[0].confidence - 1.0).abs() < f64::EPSILON);
    }
}
