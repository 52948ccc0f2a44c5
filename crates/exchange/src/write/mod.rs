//! Writing: the same rows as CSV, workbook or lines of JSON.

mod lines;
mod long;
mod rows;
mod workbook;

pub use lines::write_ndjson;
pub use long::{LongWorkbook, cut};
pub use rows::{CsvOptions, CsvRows, guard, unguard, write_csv};
pub use workbook::write_xlsx;

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The name of the sheet; CSV has no place for it.
    pub name: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// Text by column, in the same order.
    pub rows: Vec<Vec<String>>,
}
