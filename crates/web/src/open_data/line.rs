//! An entry as one line of NDJSON, and the schema of such lines. The names are those of the API.

use app::export::Outgoing;
use domain::field::{Field, Of};
use domain::holder::Standing;
use l10n::Language;
use serde_json::{Value, json};

use crate::api::{Status, schema};
use crate::shell::WebState;

/// The entry as it leaves.
pub fn line(entry: Outgoing) -> Value {
    let mut line = json!({
        "kind": entry.of.as_str(),
        "number": entry.number,
        "version": entry.version,
        "status": Status::from(entry.standing),
        "registered_at": entry.registered_at,
        "confirmed_at": entry.confirmed_at,
        "recorded_at": entry.recorded_at,
        "excluded": entry.excluded,
        "imported": entry.is_imported,
        "source": entry.source,
    });
    // Not among the others: what is named there is copied, and this is most of it.
    line["entry"] = schema::without_blanks(entry.tree);
    if let Some(holder) = &entry.holder {
        line["holder"] = json!({"number": holder.brief.number, "name": holder.brief.name});
    }
    if let Some(list) = &entry.list {
        line["list"] = json!(list);
    }
    line
}

/// The JSON Schema that every line keeps to.
pub fn line_schema(state: &WebState) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of register.ndjson",
        "oneOf": [one_kind(state, Of::Holder), one_kind(state, Of::DataArray)],
    })
}

fn one_kind(state: &WebState, of: Of) -> Value {
    let fields = state.app.moment().fields();
    let label = |field: &Field| state.texts.t(Language::En, &field.message_key());
    let number = json!({"type": "string", "minLength": 1});
    let count = json!({"type": "integer", "minimum": 1});
    let time = json!({"type": "string", "format": "date-time"});
    let statuses = [Standing::Registered, Standing::Excluded].map(Standing::as_str);
    let mut shape = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "kind": {"const": of.as_str()},
            "number": number,
            "version": count,
            "status": {"enum": statuses},
            "registered_at": time,
            "confirmed_at": {"type": ["string", "null"], "format": "date-time"},
            "recorded_at": time,
            "excluded": {
                "type": ["object", "null"],
                "properties": {"ground": {"type": "string"}, "at": time},
                "required": ["ground", "at"],
            },
            "imported": {"type": "boolean"},
            "source": {"type": ["string", "null"]},
            "entry": schema::published(&fields, of, label),
        },
    });
    if of == Of::DataArray {
        let name = json!({"type": "string"});
        let names = json!({"ky": name, "ru": name, "en": name});
        shape["properties"]["holder"] = json!({
            "type": "object",
            "properties": {"number": number, "name": {"type": "object", "properties": names}},
            "required": ["number", "name"],
        });
        shape["properties"]["list"] = json!({
            "type": "object",
            "properties": {"number": number, "version": count},
            "required": ["number", "version"],
        });
    }
    let needed: Vec<String> = shape["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
        .collect();
    shape["required"] = json!(needed);
    shape
}
