//! Ids that the code asks for and no message has.

use std::fs;
use std::path::Path;

use super::messages::Messages;

/// Functions that take an id as their first literal.
const CALLS: [&str; 2] = ["t(", "t_args("];

/// Every literal id in the sources that is not in the messages.
pub fn unknown(root: &Path, messages: &Messages) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for file in super::files(&root.join("crates"), "rs") {
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        if !name.contains("/src/") {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(|error| format!("{name}: {error}"))?;
        found.extend(
            ids(&text)
                .into_iter()
                .filter(|(_, id)| !messages.contains_key(*id))
                .map(|(line, id)| format!("{name}:{line}: no message {id}")),
        );
    }
    Ok(found)
}

/// `ctx.t("id")`, `t(language, "id")`: the literal, with its line.
pub fn ids(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for call in CALLS {
        for (place, _) in text.match_indices(call) {
            let before = text[..place].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            if let Some(id) = first_literal(&text[place + call.len()..]) {
                found.push((text[..place].matches('\n').count() + 1, id));
            }
        }
    }
    found
}

/// The first string among the arguments, if only names stand before it.
fn first_literal(arguments: &str) -> Option<&str> {
    let (before, rest) = arguments.split_once('"')?;
    let plain = before.chars().all(|c| c.is_alphanumeric() || " \n_.,&:".contains(c));
    let (id, _) = rest.split_once('"')?;
    let is_id = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    (plain && is_id).then_some(id)
}
