//! CSV that a spreadsheet may open without running anything.

use std::borrow::Cow;
use std::io::Write;

use crate::Table;
use crate::problem::WriteError;

const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

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

/// Writes a table as CSV.
///
/// # Errors
/// When the writer fails.
pub fn write_csv(
    mut out: impl Write,
    table: &Table,
    options: CsvOptions,
) -> Result<(), WriteError> {
    let failed = |detail: String| WriteError::new("write_failed").with("detail", detail);
    if options.bom {
        out.write_all("\u{feff}".as_bytes()).map_err(|error| failed(error.to_string()))?;
    }
    let mut writer = csv::WriterBuilder::new().delimiter(options.delimiter).from_writer(out);
    for row in std::iter::once(&table.columns).chain(&table.rows) {
        let cells = row
            .iter()
            .map(|cell| if options.guard { guard(cell) } else { Cow::Borrowed(cell.as_str()) });
        writer
            .write_record(cells.map(|cell| cell.as_bytes().to_vec()))
            .map_err(|error| failed(error.to_string()))?;
    }
    writer.flush().map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_guarded_cell_is_no_formula_and_comes_back(cell in "['=+@\t\r-]{0,4}.{0,8}") {
            let guarded = guard(&cell).into_owned();
            prop_assert!(!is_formula(&guarded));
            prop_assert_eq!(unguard(&guarded), cell);
        }
    }
}
