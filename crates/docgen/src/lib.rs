#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod attachments;

pub use attachments::{Attached, MAX_FILE, MAX_FILES, MAX_PDF, ReadError, attachments};

#[cfg(feature = "render")]
mod document;
#[cfg(feature = "render")]
mod letters;
#[cfg(feature = "render")]
mod press;
#[cfg(feature = "render")]
mod qr;
#[cfg(feature = "render")]
mod render;
#[cfg(feature = "render")]
mod sheet;

#[cfg(feature = "render")]
pub use document::{
    Attachment, Block, Column, Document, Field, Language, Level, Relationship, Value,
};
#[cfg(feature = "render")]
pub use qr::{MAX_MODULES, QrCode, QrError, Strength};
#[cfg(feature = "render")]
pub use render::{MAX_ATTACHED, MAX_TEXT, RenderError, render};
