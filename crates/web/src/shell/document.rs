//! Documents to take away, as this crate describes them. Who sets them as PDF is plugged in from outside:
//! without that, pages offer none.

use jiff::Timestamp;

/// A document in one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// `ky`, `ru`, `en`.
    pub language: String,
    /// What tells it from every other document, whatever the language.
    pub identifier: String,
    /// What it is: stands at the top and in the file's properties.
    pub title: String,
    /// Whom or what it is about.
    pub subtitle: String,
    /// The authority.
    pub author: String,
    /// Stands at the foot of every page, before the page's number.
    pub footer: String,
    /// The time in the file's properties; never the time of printing, so that the same document is
    /// always the same bytes.
    pub at: Timestamp,
    pub blocks: Vec<Block>,
    pub files: Vec<AttachedFile>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Heading(String),
    /// A heading inside a section: the name of a row of a list.
    Subheading(String),
    Lead(String),
    Text(String),
    /// What must not be overlooked.
    Notice(String),
    /// Names and what they say; a list of values is a list.
    Rows(Vec<(String, Vec<String>)>),
    /// A QR code with the words below it; left out when the text does not fit into one.
    Code {
        text: String,
        caption: String,
        alternative: String,
    },
}

/// A file inside the document.
#[derive(Clone, Debug, PartialEq)]
pub struct AttachedFile {
    pub name: String,
    pub media_type: &'static str,
    pub description: String,
    pub bytes: Vec<u8>,
}

/// Sets documents as PDF.
pub trait Documents: Send + Sync {
    /// The file, or what went wrong. Takes a moment of computing.
    fn pdf(&self, document: &Document) -> Result<Vec<u8>, String>;
}
