//! JSON documents and lines of JSON.

use serde_json::{Map, Value};

use super::{Format, Position, ReadOptions, Record, Shape, Source, text};
use crate::problem::{Problem, ReadError};

pub(super) fn read(bytes: &[u8], file: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    let mut source = Source::new(file, Format::Json);
    let text = text::text_of(bytes, &mut source, options)?;
    let mut document = parse(&text)?;
    let pointer = options.pointer.as_deref().unwrap_or_default();
    let place = document
        .pointer_mut(pointer)
        .ok_or_else(|| ReadError::new("pointer_leads_nowhere").with("pointer", pointer))?;
    let records = place.take();
    if document.is_object() {
        source.around = document;
    }
    fill(records, &mut source, options)?;
    Ok(source)
}

fn parse(text: &str) -> Result<Value, ReadError> {
    serde_json::from_str(text).map_err(|error| {
        ReadError::new("json_broken")
            .with("row", error.line())
            .with("column", error.column())
            .with("detail", error)
    })
}

fn fill(records: Value, source: &mut Source, options: &ReadOptions) -> Result<(), ReadError> {
    let many: Vec<(Option<String>, Value)> = match (records, options.shape) {
        (Value::Array(items), Shape::Auto | Shape::Many) => {
            items.into_iter().map(|item| (None, item)).collect()
        }
        (Value::Object(fields), Shape::Many) => keyed(fields),
        (Value::Object(fields), Shape::Auto) if is_map_of_records(&fields) => keyed(fields),
        (other, _) => vec![(None, other)],
    };
    if many.len() > options.limits.rows {
        return Err(ReadError::new("too_many_rows").with("most", options.limits.rows));
    }
    for (index, (key, value)) in many.into_iter().enumerate() {
        let position = Position { key, ..source.position(index as u64 + 1) };
        push(source, position, value);
    }
    Ok(())
}

fn is_map_of_records(fields: &Map<String, Value>) -> bool {
    !fields.is_empty() && fields.values().all(Value::is_object)
}

fn keyed(fields: Map<String, Value>) -> Vec<(Option<String>, Value)> {
    fields.into_iter().map(|(key, value)| (Some(key), value)).collect()
}

/// What is not an object has no columns: it is kept under one name and noted.
fn push(source: &mut Source, position: Position, value: Value) {
    let mut problems = Vec::new();
    let value = if value.is_object() {
        value
    } else {
        problems.push(Problem::warning(&position, "record_not_an_object"));
        Value::Object(Map::from_iter([("value".to_owned(), value)]))
    };
    if let Some(fields) = value.as_object() {
        for name in fields.keys() {
            if source.columns.len() < 2_000 && !source.columns.contains(name) {
                source.columns.push(name.clone());
            }
        }
    }
    source.records.push(Record { position, value, problems });
}

pub(super) fn read_lines(
    bytes: &[u8],
    file: &str,
    options: &ReadOptions,
) -> Result<Source, ReadError> {
    let mut source = Source::new(file, Format::Ndjson);
    let text = text::text_of(bytes, &mut source, options)?;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        if source.records.len() >= options.limits.rows {
            return Err(ReadError::new("too_many_rows").with("most", options.limits.rows));
        }
        let position = source.position(index as u64 + 1);
        match serde_json::from_str::<Value>(line) {
            Ok(value) => push(&mut source, position, value),
            Err(error) => source.problems.push(
                Problem {
                    severity: crate::Severity::Refused,
                    ..Problem::warning(&position, "json_broken")
                }
                .with("row", index + 1)
                .with("column", error.column())
                .with("detail", error),
            ),
        }
    }
    Ok(source)
}
