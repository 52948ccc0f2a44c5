//! Reading a leaf back from its canonical text.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::Timestamp;

use super::{Act, HEADER, Leaf, LeafError, Name, print_time};
use crate::bundle::MAX_ENTRY;
use crate::hash::Hash;
use crate::text;

/// Lines before the first field.
const FIXED: usize = 7;

impl Leaf {
    /// Read a leaf. Written again it is the same bytes.
    ///
    /// # Errors
    /// [`LeafError`].
    pub fn read(entry: &[u8]) -> Result<Self, LeafError> {
        if entry.len() > MAX_ENTRY {
            return Err(LeafError::TooLong);
        }
        let text = std::str::from_utf8(entry).map_err(|_| LeafError::Line(1))?;
        let lines: Vec<&str> = text.split_terminator('\n').collect();
        if !text.ends_with('\n') {
            return Err(LeafError::Line(lines.len()));
        }
        let act = read_act(&lines)?;
        let fields = read_fields(lines.get(FIXED..).unwrap_or_default())?;
        Self::build(act, fields)
    }
}

fn read_act(lines: &[&str]) -> Result<Act, LeafError> {
    if lines.first() != Some(&HEADER) {
        return Err(LeafError::Line(1));
    }
    Ok(Act {
        kind: line(lines, 2, "type ", parsed)?,
        subject: line(lines, 3, "subject ", parsed)?,
        version: line(lines, 4, "version ", text::decimal)?,
        event: line(lines, 5, "event ", parsed)?,
        at: line(lines, 6, "at ", read_time)?,
        prev: line(lines, 7, "prev ", read_prev)?,
    })
}

/// The rest of line `number` (from 1) behind its word, understood.
fn line<T>(
    lines: &[&str],
    number: usize,
    word: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<T, LeafError> {
    let rest = lines.get(number - 1).and_then(|line| line.strip_prefix(word));
    rest.and_then(read).ok_or(LeafError::Line(number))
}

fn parsed<T: FromStr>(word: &str) -> Option<T> {
    word.parse().ok()
}

/// A time in exactly the one form: jiff reads more than that.
fn read_time(text: &str) -> Option<Timestamp> {
    text.parse().ok().filter(|at| print_time(*at) == text)
}

#[expect(clippy::option_option, reason = "whether it could be read, and whether there is one")]
fn read_prev(text: &str) -> Option<Option<Hash>> {
    if text == "-" { Some(None) } else { text.parse().ok().map(Some) }
}

fn read_fields(lines: &[&str]) -> Result<BTreeMap<Name, Hash>, LeafError> {
    let mut fields: BTreeMap<Name, Hash> = BTreeMap::new();
    for (line, number) in lines.iter().zip(FIXED + 1..) {
        let (name, hash) = read_field(line).ok_or(LeafError::Line(number))?;
        if fields.last_key_value().is_some_and(|(last, _)| *last >= name) {
            return Err(LeafError::Order(name));
        }
        fields.insert(name, hash);
    }
    Ok(fields)
}

fn read_field(line: &str) -> Option<(Name, Hash)> {
    let (name, hash) = line.strip_prefix("f ")?.split_once(' ')?;
    Some((name.parse().ok()?, hash.parse().ok()?))
}
