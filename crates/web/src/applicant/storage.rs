//! The term of storage: only the answers that the chosen kind of term has. The page hides the
//! others; whatever stood in them leaves with them.

use domain::path;
use serde_json::{Map, Value};

const KIND: &str = "storage.term.kind";

/// The answers of each kind.
const ANSWERS: [(&str, &[&str]); 3] =
    [("duration", &["amount", "unit", "event"]), ("until", &["words"]), ("unlimited", &[])];

/// Takes the answers of the other kinds out. While no kind is chosen all stay.
pub fn complete(changes: &mut Map<String, Value>) {
    let mut tree = Value::Object(std::mem::take(changes));
    let kind = path::text(&tree, KIND).to_owned();
    if ANSWERS.iter().any(|(known, _)| *known == kind) {
        for name in ANSWERS.iter().filter(|(other, _)| *other != kind).flat_map(|(_, own)| *own) {
            path::set(&mut tree, &format!("storage.term.{name}"), Value::String(String::new()));
        }
    }
    if let Value::Object(map) = tree {
        *changes = map;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_of_another_kind_of_term_leave() {
        let term = |kind: &str| {
            let term = json!({"kind": kind, "amount": "5", "unit": "year", "words": "бүткүчө"});
            let mut changes = Map::from_iter([("storage".to_owned(), json!({ "term": term }))]);
            complete(&mut changes);
            changes["storage"]["term"].clone()
        };
        assert_eq!(term("duration")["amount"], "5");
        assert_eq!(term("duration")["words"], "");
        assert_eq!(term("until")["amount"], "");
        assert_eq!(term("until")["words"], "бүткүчө");
        assert_eq!(term("")["amount"], "5", "nothing is chosen yet");
    }
}
