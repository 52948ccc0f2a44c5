//! What a template of an organisation proposes: arrays whose fields are suggestions to confirm.

use domain::template;
use serde_json::Value;

use crate::shell::Ctx;

/// An array that organisations of a kind usually have.
pub struct Proposal {
    pub code: String,
    pub name: String,
    pub entry: Value,
}

/// The arrays of a template, the most usual first; own words in the visitor's language.
pub fn proposals(ctx: &Ctx, code: &str) -> Vec<Proposal> {
    let law = ctx.state.app.law();
    let language = ctx.lang.code();
    let arrays = template::template(&law, code).map(|found| found.arrays).unwrap_or_default();
    arrays
        .iter()
        .map(|array| Proposal {
            code: array.key.clone(),
            name: array.name.in_language(language).to_owned(),
            entry: array.entry(language, &law),
        })
        .collect()
}
