//! From a document to the bytes of a file.

use std::collections::BTreeSet;

use jiff::Timestamp as Moment;
use jiff::tz::TimeZone;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::attachments::{MAX_FILE, MAX_FILES};
use crate::document::{Attachment, Block, Document, Value};
use crate::letters::{Trust, shown};
use crate::press::Job;
use crate::sheet;

/// The longest text of a document, in bytes.
pub const MAX_TEXT: usize = 2 << 20;

/// The attached files of a document together, in bytes.
pub const MAX_ATTACHED: usize = MAX_FILE;

/// How many later documents may still use what was computed for one. Consecutive extracts share
/// little, and the cache is of the whole process.
const CACHE_AGE: usize = 2;

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// PDF/UA refuses a document without a title.
    #[error("a document needs a title")]
    NoTitle,
    /// More than [`MAX_TEXT`] or [`MAX_ATTACHED`].
    #[error("the document is too long")]
    TooLong,
    /// A table without columns, or a row that is not as long as its header.
    #[error("a row of a table does not have the columns of its header")]
    Table,
    /// Its name, media type or description is not as [`Attachment`] says, or there are more than
    /// [`MAX_FILES`].
    #[error("the file {0:?} cannot be attached")]
    Attachment(String),
    /// Typst refused, in its own words.
    #[error("the document cannot be set: {0}")]
    Set(String),
}

/// Set a document as PDF/A-3a and PDF/UA-1 at once. The same document gives the same bytes.
///
/// It takes a processor for as long as it takes: call it outside of an async executor.
pub fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    check(document)?;
    // A cluster of signs may fall between two faces. That is rare, so it is tried and not foreseen.
    set(document, Trust::AnyFace).or_else(|_| set(document, Trust::EveryFace))
}

fn check(document: &Document) -> Result<(), RenderError> {
    if shown(&document.title, Trust::EveryFace).trim().is_empty() {
        return Err(RenderError::NoTitle);
    }
    let attached: usize = document.attachments.iter().map(|file| file.bytes.len()).sum();
    if length(document) > MAX_TEXT || attached > MAX_ATTACHED {
        return Err(RenderError::TooLong);
    }
    if !document.blocks.iter().all(is_even) {
        return Err(RenderError::Table);
    }
    let mut names = BTreeSet::new();
    let wrong = document.attachments.iter().enumerate().find(|(index, file)| {
        *index >= MAX_FILES || !is_attachable(file) || !names.insert(&file.name)
    });
    wrong.map_or(Ok(()), |(_, file)| Err(RenderError::Attachment(file.name.clone())))
}

/// All texts, in bytes.
fn length(document: &Document) -> usize {
    let heads = [&document.author, &document.title, &document.subtitle, &document.footer];
    heads.iter().map(|text| text.len()).sum::<usize>()
        + document.blocks.iter().map(block_length).sum::<usize>()
}

fn block_length(block: &Block) -> usize {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Lead(text) => text.len(),
        Block::Notice { title, text } => title.len() + text.len(),
        Block::Fields(fields) => {
            fields.iter().map(|field| field.label.len() + value_length(&field.value)).sum()
        }
        Block::Table { columns, rows } => {
            columns.iter().map(|column| column.title.len()).sum::<usize>()
                + rows.iter().flatten().map(value_length).sum::<usize>()
        }
        Block::Codes(codes) => codes.iter().map(|code| code.svg.len()).sum(),
        Block::PageBreak => 0,
    }
}

fn value_length(value: &Value) -> usize {
    match value {
        Value::Text(text) | Value::Code(text) => text.len(),
        Value::List(items) => items.iter().map(String::len).sum(),
    }
}

fn is_even(block: &Block) -> bool {
    match block {
        Block::Table { columns, rows } => {
            !columns.is_empty() && rows.iter().all(|row| row.len() == columns.len())
        }
        _ => true,
    }
}

fn is_attachable(file: &Attachment) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
    let token = |part: &str| {
        !part.is_empty()
            && part.chars().all(|s| s.is_ascii_alphanumeric() || "!#$&^_.+-".contains(s))
    };
    (1..=100).contains(&file.name.len())
        && file.name.chars().all(plain)
        && !file.name.starts_with('.')
        && file.media_type.split_once('/').is_some_and(|(kind, sub)| token(kind) && token(sub))
        && !shown(&file.description, Trust::EveryFace).trim().is_empty()
}

fn set(document: &Document, trust: Trust) -> Result<Vec<u8>, RenderError> {
    let data = sheet::data(document, trust).to_string().into_bytes();
    let attached = document.attachments.iter().enumerate();
    let attached = attached.map(|(index, file)| (sheet::attached_path(index), file.bytes.clone()));
    let job = Job::new(std::iter::once((sheet::DATA_PATH.to_owned(), data)).chain(attached));
    let made = print(&job, document);
    // Also after a failure: nothing else ever empties the cache.
    comemo::evict(CACHE_AGE);
    made
}

fn print(job: &Job, document: &Document) -> Result<Vec<u8>, RenderError> {
    let pages = typst::compile::<PagedDocument>(job).output.map_err(|errors| refused(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| RenderError::Set(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(document.identifier.clone()),
        creator: Smart::Custom(Some("Korgoo".to_owned())),
        timestamp: moment(document.created),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|errors| refused(&errors))
}

fn moment(at: Moment) -> Option<Timestamp> {
    let at = at.to_zoned(TimeZone::UTC).datetime();
    let part = |part: i8| u8::try_from(part).ok();
    let datetime = Datetime::from_ymd_hms(
        at.year().into(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

fn refused(errors: &[SourceDiagnostic]) -> RenderError {
    let said: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    RenderError::Set(said.join("; "))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Trust, render, set};
    use crate::document::{Block, Document, Language};

    fn document(text: &str) -> Document {
        Document {
            language: Language::Ky,
            identifier: String::new(),
            created: Timestamp::UNIX_EPOCH,
            author: String::new(),
            title: "x".into(),
            subtitle: String::new(),
            footer: String::new(),
            blocks: vec![Block::Paragraph(text.into())],
            attachments: vec![],
        }
    }

    #[test]
    fn a_sign_of_one_face_with_a_mark_of_another_is_set_with_codes() {
        let document = document("\u{2588}\u{346}");
        assert!(set(&document, Trust::AnyFace).is_err());
        assert!(render(&document).is_ok());
    }
}
