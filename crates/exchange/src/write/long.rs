//! XLSX of any length: rows go to a file as they come, so memory stays flat.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use jiff::civil::DateTime;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::workbook::{LONGEST_CELL, failed, sheet_name};
use crate::problem::WriteError;

/// How many rows a sheet has, with its heading.
const ROWS: u32 = 1_048_576;
/// A column is at least and at most so wide, in signs.
const NARROW: usize = 12;
const WIDE: usize = 40;

/// A workbook under way. A sheet that is full goes on as «NAME 2». Every cell is text and never a
/// formula; a cell longer than a spreadsheet bears is cut, and ends with «…».
pub struct LongWorkbook {
    book: Workbook,
    name: String,
    columns: Vec<String>,
    /// How many sheets bear the present name.
    part: u32,
    sheet: usize,
    row: u32,
    rows: u32,
    heading: Format,
    text: Format,
}

impl LongWorkbook {
    /// Begins a workbook that keeps what it is given in files of this folder. The date stands in its
    /// properties, never the time of writing: the same rows are always the same bytes.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn new(folder: &Path, date: DateTime) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(|error| failed(&error))?;
        let date = excel_date(date).map_err(|error| failed(&error))?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&date));
        Ok(Self {
            book,
            name: String::new(),
            columns: Vec::new(),
            part: 0,
            sheet: 0,
            row: 0,
            rows: ROWS,
            heading: Format::new().set_bold().set_text_wrap(),
            text: Format::new().set_num_format("@"),
        })
    }

    /// The same with shorter sheets: for tests.
    #[cfg(test)]
    fn with_rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// The next sheet, under the names of its columns.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn sheet<S: AsRef<str>>(&mut self, name: &str, columns: &[S]) -> Result<(), WriteError> {
        self.close().map_err(|error| failed(&error))?;
        name.clone_into(&mut self.name);
        self.columns = columns.iter().map(|column| column.as_ref().to_owned()).collect();
        self.part = 0;
        self.open().map_err(|error| failed(&error))
    }

    /// One more row of the present sheet.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), WriteError> {
        self.put(cells).map_err(|error| failed(&error))
    }

    /// Writes the workbook.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(mut self, out: impl Write + Send) -> Result<(), WriteError> {
        self.close().and_then(|()| self.book.save_to_writer(out)).map_err(|error| failed(&error))
    }

    fn put<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), XlsxError> {
        if self.row == self.rows {
            self.close()?;
            self.open()?;
        }
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        let filled = (0_u16..).zip(cells).filter(|(_, cell)| !cell.as_ref().is_empty());
        for (column, cell) in filled {
            sheet.write_string_with_format(self.row, column, cut(cell.as_ref()), &self.text)?;
        }
        self.row += 1;
        Ok(())
    }

    fn open(&mut self) -> Result<(), XlsxError> {
        self.part += 1;
        self.sheet = self.book.worksheets().len();
        let name = if self.part == 1 {
            sheet_name(&self.name)
        } else {
            sheet_name(&format!("{} {}", self.name, self.part))
        };
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        head(sheet, &self.columns, &self.heading)?;
        self.row = 1;
        Ok(())
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        if let (Some(last), true) = (self.columns.len().checked_sub(1), self.row > 1) {
            let last = u16::try_from(last).unwrap_or(u16::MAX);
            self.book.worksheet_from_index(self.sheet)?.autofilter(0, 0, self.row - 1, last)?;
        }
        Ok(())
    }
}

fn head(sheet: &mut Worksheet, columns: &[String], heading: &Format) -> Result<(), XlsxError> {
    for (column, name) in (0_u16..).zip(columns) {
        let width = name.chars().count().clamp(NARROW, WIDE);
        sheet.set_column_width(column, f64::from(u8::try_from(width).unwrap_or(u8::MAX)))?;
    }
    for (column, name) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, column, name, heading)?;
    }
    Ok(())
}

fn excel_date(date: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(date.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))?;
    day.and_hms(part(date.hour()).into(), part(date.minute()), f64::from(part(date.second())))
}

/// What a cell of a workbook bears, counted as spreadsheets count; a longer one ends with «…».
pub fn cut(cell: &str) -> Cow<'_, str> {
    if cell.len() <= LONGEST_CELL || cell.encode_utf16().count() <= LONGEST_CELL {
        return Cow::Borrowed(cell);
    }
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units < LONGEST_CELL
    };
    Cow::Owned(cell.chars().take_while(fits).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn written(fill: impl FnOnce(&mut LongWorkbook)) -> Vec<u8> {
        let folder = std::env::temp_dir();
        let date = jiff::civil::datetime(2026, 11, 22, 6, 0, 0, 0);
        let mut book = LongWorkbook::new(&folder, date).unwrap().with_rows(3);
        fill(&mut book);
        let mut bytes = Vec::new();
        book.save(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn rows_beyond_a_sheet_go_on_in_the_next() {
        let fill = |book: &mut LongWorkbook| {
            book.sheet("arrays", &["n", "name"]).unwrap();
            for n in 1..=5 {
                book.row(&[n.to_string(), "аты".to_owned()]).unwrap();
            }
        };
        let bytes = written(fill);
        assert_eq!(bytes, written(fill), "the same rows are the same bytes");
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["arrays", "arrays 2", "arrays 3"]);
        let last = book.worksheet_range("arrays 3").unwrap();
        let cells: Vec<&[Data]> = last.rows().collect();
        assert_eq!(cells.len(), 2);
        assert_eq!(cells[1], [Data::String("5".into()), Data::String("аты".into())]);
    }

    #[test]
    fn what_looks_like_a_formula_stays_a_text_and_what_is_too_long_is_cut() {
        let long = "ң".repeat(LONGEST_CELL + 5);
        let bytes = written(|book| {
            book.sheet("a", &["x", "y"]).unwrap();
            book.row(&["=1+1", long.as_str()]).unwrap();
        });
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        assert!(book.worksheet_formula("a").unwrap().is_empty());
        let sheet = book.worksheet_range("a").unwrap();
        assert_eq!(sheet.get_value((1, 0)), Some(&Data::String("=1+1".into())));
        let Some(Data::String(kept)) = sheet.get_value((1, 1)) else { panic!("a text") };
        assert_eq!(kept.encode_utf16().count(), LONGEST_CELL);
        assert!(kept.ends_with("ң…"));
    }
}
