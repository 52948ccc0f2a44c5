//! The messages of one language, as plain text.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// By id, or by `id.attribute`.
pub type Messages = BTreeMap<String, Message>;

/// One text.
pub struct Message {
    /// The path from the top of the checkout.
    pub file: String,
    /// Values are shown as `…`; of several forms each stands on its own.
    pub forms: Vec<String>,
}

/// Every message of a language. A file that cannot be read stops the task.
pub fn read(root: &Path, language: &str) -> Result<Messages, String> {
    let mut messages = Messages::new();
    for file in super::files(&root.join("locales").join(language), "ftl") {
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        let text = fs::read_to_string(&file).map_err(|error| format!("{name}: {error}"))?;
        let resource = parser::parse(text.as_str())
            .map_err(|(_, errors)| format!("{name}: {}", errors[0].kind))?;
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            let attributes = message
                .attributes
                .iter()
                .map(|attribute| (format!("{id}.{}", attribute.id.name), &attribute.value));
            let value = message.value.iter().map(|value| (id.to_owned(), value));
            for (id, pattern) in value.chain(attributes) {
                let message = Message { file: name.clone(), forms: forms(pattern) };
                if messages.insert(id.clone(), message).is_some() {
                    return Err(format!("{name}: {id} is written twice"));
                }
            }
        }
    }
    Ok(messages)
}

/// The text with each choice made in turn, the others being left at their first.
fn forms(pattern: &Pattern<&str>) -> Vec<String> {
    let parts: Vec<Vec<String>> = pattern.elements.iter().map(choices).collect();
    let most = parts.iter().map(Vec::len).max().unwrap_or(1);
    (0..most)
        .map(|turn| parts.iter().map(|part| part.get(turn).unwrap_or(&part[0]).as_str()).collect())
        .collect()
}

fn choices(element: &PatternElement<&str>) -> Vec<String> {
    match element {
        PatternElement::TextElement { value } => vec![(*value).to_owned()],
        PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
            variants.iter().flat_map(|variant| forms(&variant.value)).collect()
        }
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::StringLiteral { value }),
        } => vec![(*value).to_owned()],
        PatternElement::Placeable { .. } => vec!["…".to_owned()],
    }
}
