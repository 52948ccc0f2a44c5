//! An entry of the Register on a page: read, written, compared.
//!
//! Everything here is driven by the catalogue of fields, so that a new field needs no new page.

mod changes;
mod findings;
mod form;
mod labels;
mod read;

pub use changes::changes;
pub use findings::{finding_text, findings};
pub use form::{Form, choices, control, decode, remark, section_form};
pub use labels::{code_label, faults, field_label, problem_text, row_label};
pub use read::{Row, grouped, row_texts, rows_of, section_summary, value_markup, value_text};
