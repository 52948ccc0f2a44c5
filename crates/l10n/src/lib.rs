//! Messages, plurals, dates, sorting in Kyrgyz, Russian and English.
//!
//! A leaf: it knows nothing of the rest of the system. Texts live in
//! `locales/{ky,ru,en}/SLICE.ftl` and are carried inside the binary.
#![warn(missing_docs)]

mod calendar;
mod catalogue;
mod files;
mod language;
mod number;
mod sorting;
mod translator;

pub use catalogue::{Gap, LoadError};
pub use language::{Language, UnknownLanguage};
pub use translator::Translator;

/// A value put into a message: a number (chooses the plural form, grouped by
/// thousands) or a text. Years are given as text, for they are never grouped.
pub use fluent_bundle::FluentValue as Arg;
