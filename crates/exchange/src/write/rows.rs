//! CSV that a spreadsheet may open without running anything.

use std::borrow::Cow;
use std::io::Write;

use crate::Table;
use crate::problem::WriteError;

/// What a spreadsheet may begin a formula with, or skip before one; also in the full width of East Asian
/// keyboards, which some take for the same.
const FORMULA_SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// How a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// Starts with a byte order mark: without it Excel shows Cyrillic as rubbish.
    pub bom: bool,
    /// Between the cells.
    pub delimiter: u8,
    /// Puts `'` before what a spreadsheet would take for a formula.
    pub guard: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { bom: true, delimiter: b',', guard: true }
    }
}

/// The cell with `'` before it if a spreadsheet would compute it. Cells that already look guarded get one
/// more, so that [`unguard`] gives every cell back as it was.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches('\'')) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(FORMULA_SIGNS)
}

/// CSV written row by row, however many there are.
pub struct CsvRows<W: Write> {
    writer: csv::Writer<W>,
    guard: bool,
}

impl<W: Write> CsvRows<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn new<S: AsRef<str>>(
        mut out: W,
        columns: &[S],
        options: CsvOptions,
    ) -> Result<Self, WriteError> {
        if options.bom {
            out.write_all("\u{feff}".as_bytes()).map_err(failed)?;
        }
        let writer = csv::WriterBuilder::new().delimiter(options.delimiter).from_writer(out);
        let mut rows = Self { writer, guard: options.guard };
        rows.row(columns)?;
        Ok(rows)
    }

    /// One more row.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        for cell in cells {
            let cell = if self.guard { guard(cell.as_ref()) } else { cell.as_ref().into() };
            self.writer.write_field(cell.as_bytes()).map_err(failed)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(failed)
    }

    /// Writes what is left, and gives the writer back.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn end(self) -> Result<W, WriteError> {
        self.writer.into_inner().map_err(|error| failed(error.error()))
    }
}

fn failed(error: impl std::fmt::Display) -> WriteError {
    WriteError::new("write_failed").with("detail", error)
}

/// Writes a table as CSV.
///
/// # Errors
/// When the writer fails.
pub fn write_csv(out: impl Write, table: &Table, options: CsvOptions) -> Result<(), WriteError> {
    let mut rows = CsvRows::new(out, &table.columns, options)?;
    table.rows.iter().try_for_each(|row| rows.row(row))?;
    rows.end().and_then(|mut out| out.flush().map_err(failed))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_guarded_cell_is_no_formula_and_comes_back(cell in "['=+@\t\r\n＝＋－＠-]{0,4}.{0,8}") {
            let guarded = guard(&cell).into_owned();
            prop_assert!(!is_formula(&guarded));
            prop_assert_eq!(unguard(&guarded), cell);
        }
    }

    #[test]
    fn no_sign_of_a_formula_reaches_a_spreadsheet() {
        for sign in FORMULA_SIGNS {
            let table = Table {
                columns: vec!["a".into()],
                rows: vec![vec![format!("{sign}HYPERLINK(1)")]],
                ..Table::default()
            };
            let mut out = Vec::new();
            write_csv(&mut out, &table, CsvOptions::default()).unwrap();
            let text = String::from_utf8(out).unwrap();
            let cell = text.lines().nth(1).unwrap().trim_start_matches('"');
            assert!(cell.starts_with('\''), "{sign:?}: {cell}");
        }
    }
}
