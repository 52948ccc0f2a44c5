//! Text: encodings, and files of plain lines.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::{Value, json};

use super::{Format, ReadOptions, Record, Source};
use crate::problem::{Problem, ReadError};

/// Text in whatever encoding: byte order mark, UTF-8, UTF-16 by its zeros, else by letter frequency
/// (windows-1251, windows-1252 …). The flag says that some bytes had no meaning there.
///
/// # Errors
/// `encoding_unknown` for a label nobody knows.
pub fn decode(
    bytes: &[u8],
    label: Option<&str>,
) -> Result<(String, &'static str, bool), ReadError> {
    let encoding = match label {
        Some(label) => Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| ReadError::new("encoding_unknown").with("encoding", label))?,
        None => detect(bytes),
    };
    let (text, used, broken) = encoding.decode(bytes);
    Ok((text.into_owned(), used.name(), broken))
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, false)
}

/// Latin digits, spaces and line ends have a zero byte in UTF-16, in one half of the pairs only.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4_000)];
    let zeros =
        |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 20;
    match (even, odd) {
        (0, odd) if odd > enough => Some(UTF_16LE),
        (even, 0) if even > enough => Some(UTF_16BE),
        _ => None,
    }
}

/// A name without a telling extension: look at the first sign.
pub(super) fn guess(bytes: &[u8]) -> Result<Format, ReadError> {
    let (text, _, _) = decode(&bytes[..bytes.len().min(8_000)], None)?;
    let first_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    if text.contains('\0') {
        return Err(ReadError::new("format_unknown"));
    }
    match first_line.trim_start().chars().next() {
        Some('{') if lines > 1 && serde_json::from_str::<Value>(first_line).is_ok() => {
            Ok(Format::Ndjson)
        }
        Some('{' | '[') => Ok(Format::Json),
        _ => Ok(Format::Csv),
    }
}

/// Decoded text, with the doubt about it noted in the source.
pub(super) fn text_of(
    bytes: &[u8],
    source: &mut Source,
    options: &ReadOptions,
) -> Result<String, ReadError> {
    let (text, encoding, broken) = decode(bytes, options.encoding.as_deref())?;
    source.encoding = Some(encoding);
    if broken {
        let doubt =
            Problem::warning(&source.position(0), "encoding_doubtful").with("encoding", encoding);
        source.problems.push(doubt);
    }
    Ok(text)
}

pub(super) fn read_lines(
    bytes: &[u8],
    file: &str,
    options: &ReadOptions,
) -> Result<Source, ReadError> {
    let mut source = Source::new(file, Format::Lines);
    let text = text_of(bytes, &mut source, options)?;
    source.columns = vec!["line".to_owned()];
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if source.records.len() >= options.limits.rows {
            return Err(ReadError::new("too_many_rows").with("most", options.limits.rows));
        }
        if line.len() > options.limits.cell {
            return Err(ReadError::new("cell_too_long").with("row", index + 1));
        }
        let position = source.position(index as u64 + 1);
        source.records.push(Record {
            position,
            value: json!({ "line": line }),
            problems: Vec::new(),
        });
    }
    Ok(source)
}
