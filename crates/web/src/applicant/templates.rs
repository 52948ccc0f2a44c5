//! What a template of an organisation proposes: arrays whose fields are suggestions to confirm.

use serde_json::Value;

use crate::shell::Ctx;

/// An array that organisations of a kind usually have.
pub struct Proposal {
    pub code: String,
    pub name: String,
    pub entry: Value,
}

/// The arrays of a template, in the order of the law's file.
pub fn proposals(_ctx: &Ctx, _template: &str) -> Vec<Proposal> {
    Vec::new()
}
