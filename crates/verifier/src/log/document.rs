//! An entry of the public state, as the API and the archive give it.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::chains::Newest;
use super::problem::StateProblem;

/// What of the document is compared with the log. The rest repeats it in another form.
#[derive(Deserialize)]
pub struct Document {
    pub number: String,
    pub version: u64,
    status: String,
    registered_at: Timestamp,
    recorded_at: Timestamp,
    holder: Option<Numbered>,
    pub list: Option<List>,
    source: Option<String>,
    excluded: Option<Exclusion>,
    entry: Map<String, Value>,
}

#[derive(Deserialize)]
struct Numbered {
    number: String,
}

/// Which list of data, and which version of its items.
#[derive(Deserialize)]
pub struct List {
    pub number: String,
    pub version: u64,
}

#[derive(Deserialize)]
struct Exclusion {
    ground: String,
}

impl Document {
    pub fn read(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }

    /// Whether the frame is what the leaves say of the acts: how it stands, and since when.
    pub fn check_frame(&self, newest: &Newest) -> Result<(), StateProblem> {
        let standing = if newest.is_excluded { "excluded" } else { "registered" };
        let (first, last) = newest.times;
        let facts = [
            ("status", self.status == standing),
            ("registered_at", self.registered_at.as_second() == first),
            ("recorded_at", self.recorded_at.as_second() == last),
        ];
        match facts.into_iter().find(|(_, holds)| !holds) {
            Some((name, _)) => Err(StateProblem::Frame { name, leaf: newest.index }),
            None => Ok(()),
        }
    }

    /// The values as the leaves name them: of the entry itself, and of its list of data.
    pub fn into_values(self) -> (Value, Option<Value>) {
        let mut own = self.entry;
        let list = self.list.map(|list| {
            let items = own.remove("items").unwrap_or_default();
            own.insert("list".into(), format!("{}/{}", list.number, list.version).into());
            serde_json::json!({ "items": items, "version": list.version })
        });
        let mut frame = |name: &str, value: Option<Value>| {
            // A name of the frame in the entry too would hide one of them.
            let other = value.and_then(|value| own.insert(name.to_owned(), value));
            own.extend(other.map(|other| (format!("{name} (twice)"), other)));
        };
        frame("holder", self.holder.map(|holder| holder.number.into()));
        frame("source", self.source.map(Value::from));
        let ground = |excluded: Exclusion| serde_json::json!({ "ground": excluded.ground });
        frame("exclusion", self.excluded.map(ground));
        (Value::Object(own), list)
    }
}
