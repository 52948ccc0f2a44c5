//! The columns of the tables: the facts about an entry, then one for each field that is published.
//!
//! A field that can be said several times stands in one cell, a line for each row of the entry, so that
//! line 2 of `purposes_words` and of `purposes_ground` are the same purpose. Codes within such a line are
//! divided by blanks.

use domain::field::{Field, FieldKind, Of};
use domain::law::GroundKind;
use l10n::Language;
use serde_json::{Value, json};

use crate::api::schema;
use crate::shell::WebState;

/// Between the values of one cell.
const SEPARATOR: &str = "\n";

/// What is said of every entry, by its place in the line.
const FACTS: [&str; 10] = [
    "number",
    "status",
    "version",
    "registered_at",
    "confirmed_at",
    "recorded_at",
    "excluded.ground",
    "excluded.at",
    "imported",
    "source",
];
/// What is said of an array besides.
const OF_AN_ARRAY: [&str; 6] = [
    "holder.number",
    "holder.name.ky",
    "holder.name.ru",
    "holder.name.en",
    "list.number",
    "list.version",
];

/// A column of a table.
pub struct Column {
    /// Its name: `purposes_words`.
    pub name: String,
    /// Where its value stands in a line of NDJSON: `entry.purposes[].words`.
    place: String,
    /// What it means, in the languages of the site.
    pub titles: Vec<(Language, String)>,
    /// Whether its cells may have several lines.
    pub is_list: bool,
    /// The classifier that its codes are of.
    pub classifier: String,
}

/// The columns of holders or of arrays, as the rules of publication stand today.
pub fn columns(state: &WebState, of: Of) -> Vec<Column> {
    let fields = state.app.moment().fields();
    let facts = FACTS.iter().chain(OF_AN_ARRAY.iter().filter(|_| of == Of::DataArray));
    let fact = |place: &&str| {
        let key = format!("open-data-column-{}", place.replace(['.', '_'], "-"));
        let is_ground = *place == "excluded.ground";
        let classifier = if is_ground { GroundKind::Exclusion.classifier() } else { "" };
        column(state, (*place).to_owned(), place, &key, classifier)
    };
    let shown = fields.of(of).filter(|field| fields.shows(of, &field.path));
    let field = |field: &Field| {
        let place = format!("entry.{}", field.path);
        let classifier = match field.kind {
            FieldKind::Ground => GroundKind::Processing.classifier(),
            _ => &field.classifier,
        };
        column(state, place, &field.path, &field.message_key(), classifier)
    };
    facts.map(fact).chain(shown.map(field)).collect()
}

fn column(state: &WebState, place: String, path: &str, key: &str, classifier: &str) -> Column {
    let title = |language: Language| (language, state.texts.t(language, key));
    Column {
        name: path.replace("[]", "").replace('.', "_"),
        is_list: place.contains("[]"),
        place,
        titles: Language::all().into_iter().map(title).collect(),
        classifier: classifier.to_owned(),
    }
}

/// The cells of an entry, by its line of NDJSON.
pub fn cells(columns: &[Column], line: &Value) -> Vec<String> {
    columns.iter().map(|column| cell(line, &column.place)).collect()
}

fn cell(tree: &Value, place: &str) -> String {
    let Some((list, rest)) = place.split_once("[]") else { return text(at(tree, place)) };
    let rows = at(tree, list).and_then(Value::as_array);
    let line = |row: &Value| within(row, rest.trim_start_matches('.')).replace(['\n', '\r'], " ");
    rows.map(|rows| rows.iter().map(line).collect::<Vec<_>>().join(SEPARATOR)).unwrap_or_default()
}

/// A value in a row of a list; codes are divided by blanks.
fn within(row: &Value, place: &str) -> String {
    let Some((list, _)) = place.split_once("[]") else { return text(at(row, place)) };
    let codes = at(row, list).and_then(Value::as_array).into_iter().flatten();
    codes.map(|code| text(Some(code))).collect::<Vec<_>>().join(" ")
}

fn at<'a>(tree: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('.').filter(|step| !step.is_empty()).try_fold(tree, |tree, step| tree.get(step))
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// What the tables mean, for programs: W3C «CSV on the Web».
pub fn csv_metadata(state: &WebState) -> Value {
    let table = |(name, of): (&str, Of)| {
        let columns: Vec<Value> =
            columns(state, of).iter().map(|column| described(state, column)).collect();
        json!({"url": name, "tableSchema": {"columns": columns, "primaryKey": "number"}})
    };
    let tables = [("holders.csv", Of::Holder), ("arrays.csv", Of::DataArray)].map(table);
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"encoding": "utf-8", "header": true},
        "tables": tables,
    })
}

fn described(state: &WebState, column: &Column) -> Value {
    let titles: serde_json::Map<String, Value> = column
        .titles
        .iter()
        .map(|(language, title)| (language.to_string(), json!(title)))
        .collect();
    let mut described = json!({"name": column.name, "dc:title": titles, "datatype": "string"});
    described["titles"] = json!(column.name);
    if column.is_list {
        described["separator"] = json!(SEPARATOR);
    }
    if !column.classifier.is_empty() {
        let address = format!("{}/api/v1/classifiers/{}", state.base_url, column.classifier);
        described["dc:source"] = json!(address);
    }
    schema::without_blanks(described)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_an_entry_are_lines_of_a_cell() {
        let line = json!({"number": "KG-A-1", "version": 2, "excluded": null, "entry": {
            "size": "s1",
            "collection": ["cctv", "phone"],
            "purposes": [{"words": "a\nb", "ground": "consent"}, {"ground": "competence"}],
            "items": [{"sources": ["subject", "cctv"]}, {"sources": []}],
        }});
        assert_eq!(cell(&line, "number"), "KG-A-1");
        assert_eq!(cell(&line, "version"), "2");
        assert_eq!(cell(&line, "excluded.at"), "");
        assert_eq!(cell(&line, "entry.collection[]"), "cctv\nphone");
        assert_eq!(cell(&line, "entry.purposes[].words"), "a b\n");
        assert_eq!(cell(&line, "entry.purposes[].ground"), "consent\ncompetence");
        assert_eq!(cell(&line, "entry.items[].sources[]"), "subject cctv\n");
    }
}
