//! What a document is made of, before it has a form.

use jiff::Timestamp;

use crate::qr::QrCode;

/// A document, complete: nothing else goes into its pages, so equal documents give equal bytes.
///
/// All texts are plain. No sign in them is markup; a line break stays a line break. A sign that the
/// fonts lack, or that would hide or turn its neighbours, is shown by its code: `[U+202E]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Of the whole text: a screen reader chooses its voice by it.
    pub language: Language,
    /// What tells this document from every other. It is hashed into the identifier of the file.
    pub identifier: String,
    /// When the document was made, as its metadata say. Pages show only what the blocks say.
    pub created: Timestamp,
    /// Who issues it: stands above the title.
    pub author: String,
    /// Not empty.
    pub title: String,
    /// Beneath the title; may be empty.
    pub subtitle: String,
    /// At the foot of every page, beside the page's number; may be empty.
    pub footer: String,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// Files to take home with the document.
    pub attachments: Vec<Attachment>,
}

/// The languages of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Kyrgyz.
    Ky,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// The tag of BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ky => "ky",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// A piece of a document, as wide as the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Never the last line of a page. A blank one is left out.
    Heading {
        /// How deep.
        level: Level,
        /// One line or two.
        text: String,
    },
    /// Plain text.
    Paragraph(String),
    /// Larger text that says the main thing.
    Lead(String),
    /// Framed text, not to be missed.
    Notice {
        /// In bold; may be empty.
        title: String,
        /// Beneath it.
        text: String,
    },
    /// Labels on the left, values on the right. A long value goes on over the page.
    Fields(Vec<Field>),
    /// A table whose header is repeated on every page.
    Table {
        /// At least one.
        columns: Vec<Column>,
        /// Each as long as `columns`.
        rows: Vec<Vec<Value>>,
    },
    /// Codes for a camera, each above its caption.
    Codes(Vec<QrCode>),
    /// What follows begins on a new page.
    PageBreak,
}

/// The depth of a heading. A `Part` before any `Section` is raised to a section, since PDF/UA
/// refuses a level that is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// A main heading.
    Section,
    /// A heading within a section.
    Part,
}

/// One row of [`Block::Fields`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What is said.
    pub label: String,
    /// What it is.
    pub value: Value,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Plain text.
    Text(String),
    /// Hashes, keys, addresses: every sign as wide as the next, broken wherever the line ends.
    Code(String),
    /// Several values, each on a line of its own.
    List(Vec<String>),
}

/// One column of [`Block::Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Its width, in parts of the sum of all. 0 counts as 1.
    pub share: u8,
}

/// A file within the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Up to 100 of `A-Z a-z 0-9 . _ -`, not beginning with a dot; no name twice.
    pub name: String,
    /// Such as `application/json`.
    pub media_type: String,
    /// For people, in the language of the document; not empty.
    pub description: String,
    /// What it is to the pages.
    pub relationship: Relationship,
    /// The file itself.
    pub bytes: Vec<u8>,
}

/// What an attached file is to the document (`AFRelationship` of PDF/A-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// Data behind what the document shows.
    Data,
    /// The same content in another form.
    Alternative,
    /// More than the document shows.
    Supplement,
}
