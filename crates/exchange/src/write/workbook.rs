//! XLSX: every cell is text, so that a number that names something stays a name.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::Table;
use crate::problem::WriteError;

pub(super) const LONGEST_CELL: usize = 32_767;
const MOST_ROWS: usize = 1_048_575;
const MOST_COLUMNS: usize = 16_384;

/// A workbook with one sheet for each table, the header frozen and filterable.
///
/// # Errors
/// When a table does not fit into a sheet: `too_many_rows`, `too_many_columns`, `cell_too_long`.
pub fn write_xlsx(tables: &[Table]) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    for table in tables {
        check(table)?;
        add_sheet(&mut book, table).map_err(|error| failed(&error))?;
    }
    book.save_to_buffer().map_err(|error| failed(&error))
}

pub(super) fn failed(error: &XlsxError) -> WriteError {
    WriteError::new("write_failed").with("detail", error)
}

/// Excel would cut in silence; we say so before.
fn check(table: &Table) -> Result<(), WriteError> {
    if table.rows.len() > MOST_ROWS {
        return Err(WriteError::new("too_many_rows").with("most", MOST_ROWS));
    }
    if table.columns.len() > MOST_COLUMNS {
        return Err(WriteError::new("too_many_columns").with("most", MOST_COLUMNS));
    }
    for (number, row) in table.rows.iter().enumerate() {
        if row.iter().any(|cell| cell.encode_utf16().count() > LONGEST_CELL) {
            return Err(WriteError::new("cell_too_long")
                .with("row", number + 2)
                .with("most", LONGEST_CELL));
        }
    }
    Ok(())
}

fn add_sheet(book: &mut Workbook, table: &Table) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_text_wrap();
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet();
    if !table.name.is_empty() {
        sheet.set_name(sheet_name(&table.name))?;
    }
    for (column, name) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, name, &heading)?;
        sheet.set_column_width(column, name.chars().count().clamp(12, 40) as f64)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, column, cell, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Ok(last_row), Some(last)) =
        (u32::try_from(table.rows.len()), table.columns.len().checked_sub(1))
    {
        sheet.autofilter(0, 0, last_row, last as u16)?;
    }
    Ok(())
}

/// Excel allows 31 signs and none of `[]:*?/\`, no apostrophe at an end.
pub(super) fn sheet_name(name: &str) -> String {
    let clean: String = name
        .chars()
        .map(|sign| if "[]:*?/\\".contains(sign) { '_' } else { sign })
        .take(31)
        .collect();
    clean.trim_matches('\'').to_owned()
}
