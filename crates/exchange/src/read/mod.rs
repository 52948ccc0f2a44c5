//! Reading: bytes of any known format become records with a position.

mod archive;
mod grid;
mod json;
mod path;
mod rows;
mod text;
mod workbook;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::problem::{Problem, ReadError};

pub use path::read_path;
pub use text::decode;

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Rows of text between delimiters.
    Csv,
    /// XLSX, XLSM, XLS, XLSB or ODS.
    Workbook,
    /// One JSON document.
    Json,
    /// One JSON document on each line.
    Ndjson,
    /// Plain text: each line is a record `{"line": …}`.
    Lines,
    /// A folder or ZIP of files, each read on its own.
    Archive,
}

/// How the records lie in a JSON document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// An array gives its elements, an object of objects its values, any other object itself.
    #[default]
    Auto,
    /// Every element of an array, or value of an object, is a record.
    Many,
    /// The document is one record.
    One,
}

/// Where the names of the columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderRow {
    /// Found: the first row that is as full as the rows under it.
    #[default]
    Auto,
    /// The row with this number, counted from 1 as spreadsheets do.
    At(u32),
    /// There is none; columns are named `A`, `B`, …
    None,
}

/// What a reader refuses to go beyond, so that a hostile file costs neither memory nor time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Size of a file.
    pub bytes: u64,
    /// Sum of the sizes of an archive's members after unpacking.
    pub unpacked: u64,
    /// Unpacked size against packed size, for archives above one megabyte.
    pub ratio: u64,
    /// Members of an archive or files of a folder.
    pub files: usize,
    /// Records.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Cells of one sheet.
    pub cells: u64,
    /// Bytes of one cell.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 200 << 20,
            unpacked: 500 << 20,
            ratio: 200,
            files: 20_000,
            rows: 1_000_000,
            columns: 2_000,
            cells: 10_000_000,
            cell: 1 << 20,
        }
    }
}

/// How to read; everything may be left to be found out.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The format, if the name and the content shall not decide.
    pub format: Option<Format>,
    /// The encoding's label (`windows-1251`), if it shall not be detected.
    pub encoding: Option<String>,
    /// The delimiter, if it shall not be sniffed.
    pub delimiter: Option<char>,
    /// The sheet of a workbook; the first one with content otherwise.
    pub sheet: Option<String>,
    /// Where the names of the columns stand.
    pub header_row: HeaderRow,
    /// Where in a JSON document the records lie (RFC 6901).
    pub pointer: Option<String>,
    /// How they lie there.
    pub shape: Shape,
    /// Only members of an archive or folder whose name contains this.
    pub only: Option<String>,
    /// Take off the `'` that [`crate::write_csv`] puts before a formula sign.
    pub unguard: bool,
    /// What is refused.
    pub limits: Limits,
}

/// Where a record stands, for people who must find it again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Position {
    /// The file, inside an archive with its path.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row of a sheet, line of a text, or place in a list; from 1.
    pub row: u64,
    /// The key, where the records were an object's values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, "[{sheet}]")?;
        }
        write!(f, ":{}", self.row)
    }
}

/// One record: an object of columns, or a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Where it stands.
    pub position: Position,
    /// What it says. Tables give an object of text by column name.
    pub value: Value,
    /// What reading it could not keep.
    pub problems: Vec<Problem>,
}

/// A file, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its name as given.
    pub file: String,
    /// What it turned out to be.
    pub format: Format,
    /// The encoding of a text.
    pub encoding: Option<&'static str>,
    /// The delimiter of rows.
    pub delimiter: Option<char>,
    /// All sheets of a workbook.
    pub sheets: Vec<String>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// The columns of a table in their order.
    pub columns: Vec<String>,
    /// The records.
    pub records: Vec<Record>,
    /// The JSON document around the records, without them: its dictionaries may be tables of a mapping.
    pub around: Value,
    /// What concerns the file and no single record.
    pub problems: Vec<Problem>,
}

impl Source {
    fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
            encoding: None,
            delimiter: None,
            sheets: Vec::new(),
            sheet: None,
            columns: Vec::new(),
            records: Vec::new(),
            around: Value::Object(Map::new()),
            problems: Vec::new(),
        }
    }

    fn position(&self, row: u64) -> Position {
        Position { file: self.file.clone(), sheet: self.sheet.clone(), row, key: None }
    }
}

/// Reads a file of any known format.
///
/// # Errors
/// When nothing of it can be read: unknown or broken format, password, a limit passed.
pub fn read(bytes: &[u8], filename: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    if bytes.len() as u64 > options.limits.bytes {
        return Err(ReadError::new("file_too_large").with("most", options.limits.bytes));
    }
    // The wanted format may be that of the files inside a ZIP.
    let wanted =
        options.format.filter(|format| *format == Format::Workbook || !bytes.starts_with(b"PK"));
    match wanted.map_or_else(|| guess(bytes, filename), Ok)? {
        Format::Csv => rows::read(bytes, filename, options),
        Format::Workbook => workbook::read(bytes, filename, options),
        Format::Json => json::read(bytes, filename, options),
        Format::Ndjson => json::read_lines(bytes, filename, options),
        Format::Lines => text::read_lines(bytes, filename, options),
        Format::Archive => archive::read(bytes, filename, options),
    }
}

/// The content decides before the name does: names lie more often.
fn guess(bytes: &[u8], filename: &str) -> Result<Format, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::new("file_empty"));
    }
    if bytes.starts_with(b"PK") {
        return archive::kind(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Ok(Format::Workbook);
    }
    let extension =
        filename.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "json" | "geojson" => Ok(Format::Json),
        "ndjson" | "jsonl" => Ok(Format::Ndjson),
        "csv" | "tsv" | "tab" => Ok(Format::Csv),
        "txt" | "text" | "log" => Ok(Format::Lines),
        "pdf" | "doc" | "docx" | "rtf" | "htm" | "html" | "xml" | "png" | "jpg" | "jpeg" => {
            Err(ReadError::new("format_unknown").with("extension", extension))
        }
        // Old BIFF files stand without the container, under the same extension.
        "xls" => Ok(Format::Workbook),
        _ => text::guess(bytes),
    }
}
