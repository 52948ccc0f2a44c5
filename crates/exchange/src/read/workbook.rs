//! Workbooks: XLSX, XLSM, XLSB, XLS, ODS.
//!
//! Dense ranges are a trap (one cell at XFD1048576 makes 17 thousand million): where the library can hand out
//! cells one by one, it does; the other formats are measured before they are opened.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, Sheets, Xls, open_workbook_auto_from_rs,
};

use super::grid::Grid;
use super::{Format, ReadOptions, Source, archive};
use crate::problem::ReadError;

type Book<'a> = Sheets<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], file: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    if bytes.starts_with(b"PK") {
        archive::check(bytes, options)?;
        check_ods(bytes, options)?;
    } else if is_encrypted_container(bytes) {
        return Err(ReadError::new("password_protected"));
    }
    // The library is fuzzed, but a stranger's file must never end the process: a panic is a broken file.
    catch_unwind(AssertUnwindSafe(|| read_book(bytes, file, options)))
        .unwrap_or_else(|_| Err(ReadError::new("file_broken")))
}

fn is_encrypted_container(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn broken(error: &calamine::Error) -> ReadError {
    use calamine::{Error, OdsError, XlsError, XlsbError, XlsxError};
    match error {
        Error::Xlsx(XlsxError::Password)
        | Error::Xlsb(XlsbError::Password)
        | Error::Xls(XlsError::Password)
        | Error::Ods(OdsError::Password) => ReadError::new("password_protected"),
        other => ReadError::new("file_broken").with("detail", other),
    }
}

fn read_book(bytes: &[u8], file: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    let mut source = Source::new(file, Format::Workbook);
    let mut book =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    source.sheets = book.sheet_names();
    let candidates = match &options.sheet {
        Some(wanted) if source.sheets.contains(wanted) => vec![wanted.clone()],
        Some(wanted) => return Err(ReadError::new("sheet_missing").with("sheet", wanted)),
        None => source.sheets.clone(),
    };
    for sheet in candidates {
        let grid = grid(&mut book, &sheet, options)?;
        if !grid.is_empty() {
            source.sheet = Some(sheet);
            grid.into_records(&mut source, options);
            break;
        }
    }
    Ok(source)
}

/// Cells of a sheet by row and column; nothing is kept for what is not there.
#[derive(Default)]
struct Sparse {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    count: u64,
}

impl Sparse {
    fn put(
        &mut self,
        (row, column): (u32, u32),
        text: String,
        options: &ReadOptions,
    ) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        let limits = &options.limits;
        self.count += 1;
        if self.count > limits.cells {
            return Err(ReadError::new("too_many_cells").with("most", limits.cells));
        }
        if column as usize >= limits.columns {
            return Err(ReadError::new("too_many_columns").with("most", limits.columns));
        }
        self.rows.entry(row).or_default().insert(column, text);
        Ok(())
    }

    /// A cell merged over several rows speaks for each of them (a holder beside its arrays).
    fn spread(&mut self, merged: &[Dimensions]) {
        for area in merged.iter().filter(|area| area.end.0 > area.start.0) {
            let Some(text) =
                self.rows.get(&area.start.0).and_then(|row| row.get(&area.start.1)).cloned()
            else {
                continue;
            };
            for (_, row) in self.rows.range_mut(area.start.0 + 1..=area.end.0) {
                row.entry(area.start.1).or_insert_with(|| text.clone());
            }
        }
    }

    fn into_grid(self, options: &ReadOptions) -> Result<Grid, ReadError> {
        let mut grid = Grid::default();
        for (row, cells) in self.rows {
            let width = cells.last_key_value().map_or(0, |(last, _)| *last as usize + 1);
            let mut line = vec![String::new(); width];
            for (column, text) in cells {
                line[column as usize] = text;
            }
            grid.push(u64::from(row) + 1, line, options)?;
        }
        Ok(grid)
    }
}

fn grid(book: &mut Book<'_>, sheet: &str, options: &ReadOptions) -> Result<Grid, ReadError> {
    let mut sparse = Sparse::default();
    let merged = match book {
        Sheets::Xlsx(book) => {
            let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
            let mut reader = match book.worksheet_cells_reader(sheet) {
                Ok(reader) => reader,
                // A chart or macro sheet has no cells.
                Err(_) => return Ok(Grid::default()),
            };
            while let Some((cell, style)) =
                reader.next_cell_with_style_id().map_err(|error| broken(&error.into()))?
            {
                let zeros =
                    reader.styles().get(style).and_then(|style| style.number_format.as_ref());
                let zeros = zeros.map_or(0, |format| leading_zeros(&format.format_code));
                sparse.put(
                    cell.get_position(),
                    padded(text_of_ref(cell.get_value()), zeros),
                    options,
                )?;
            }
            merged
        }
        Sheets::Xlsb(book) => {
            let Ok(mut reader) = book.worksheet_cells_reader(sheet) else {
                return Ok(Grid::default());
            };
            while let Some(cell) = reader.next_cell().map_err(|error| broken(&error.into()))? {
                sparse.put(cell.get_position(), text_of_ref(cell.get_value()), options)?;
            }
            Vec::new()
        }
        Sheets::Xls(book) => dense_xls(book, sheet, &mut sparse, options)?,
        Sheets::Ods(book) => dense_ods(book, sheet, &mut sparse, options)?,
    };
    sparse.spread(&merged);
    sparse.into_grid(options)
}

fn dense_xls(
    book: &mut Xls<Cursor<&[u8]>>,
    sheet: &str,
    sparse: &mut Sparse,
    options: &ReadOptions,
) -> Result<Vec<Dimensions>, ReadError> {
    let range = book.worksheet_range(sheet).map_err(|error| broken(&error.into()))?;
    take_range(&range, sparse, options)?;
    Ok(book.merge_cells_by_sheet_name(sheet).unwrap_or_default())
}

fn dense_ods(
    book: &mut Ods<Cursor<&[u8]>>,
    sheet: &str,
    sparse: &mut Sparse,
    options: &ReadOptions,
) -> Result<Vec<Dimensions>, ReadError> {
    let range = book.worksheet_range(sheet).map_err(|error| broken(&error.into()))?;
    take_range(&range, sparse, options)?;
    Ok(Vec::new())
}

fn take_range(
    range: &calamine::Range<Data>,
    sparse: &mut Sparse,
    options: &ReadOptions,
) -> Result<(), ReadError> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        sparse.put((top + row as u32, left + column as u32), text_of(value), options)?;
    }
    Ok(())
}

fn text_of_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::String(text) => text.clone(),
        other => text_of(&Data::from(other.clone())),
    }
}

fn text_of(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(moment) => date_text(moment),
        // `#N/A` and its kin: kept as written, so that a person sees what stands in the cell.
        Data::Error(error) => error.to_string(),
    }
}

/// A taxpayer's number stored as a number keeps its digits: never `1.2E+13`.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9.0e15 {
        format!("{}", number as i64)
    } else {
        format!("{number}")
    }
}

/// `00000000000000` as a cell's format means that its zeros are part of the number.
fn leading_zeros(format: &str) -> usize {
    let bare = format.trim_matches('"');
    if bare.len() > 1 && bare.bytes().all(|byte| byte == b'0') { bare.len() } else { 0 }
}

fn padded(text: String, width: usize) -> String {
    if width > text.len() && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{text:0>width$}")
    } else {
        text
    }
}

fn date_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if moment.is_duration() || moment.as_f64() < 1.0 {
        let seconds = (moment.as_f64() * 86_400.0).round() as i64;
        return format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// ODS repeats cells and rows by attribute: a hundred bytes can mean a million cells. Counted before opening.
fn check_ods(bytes: &[u8], options: &ReadOptions) -> Result<(), ReadError> {
    let Some(content) = archive::member(bytes, "content.xml") else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(&content);
    for table in text.split("<table:table ").skip(1) {
        let (mut widest, mut rows, mut pending) = (0_u64, 0_u64, 0_u64);
        for row in table.split("<table:table-row").skip(1) {
            let times = repeats(row, "number-rows-repeated=\"");
            pending = pending.saturating_add(times);
            let width = valued_width(row);
            if width > 0 {
                rows = rows.saturating_add(pending);
                pending = 0;
            }
            widest = widest.max(width);
        }
        if rows.saturating_mul(widest) > options.limits.cells {
            return Err(ReadError::new("too_many_cells").with("most", options.limits.cells));
        }
    }
    Ok(())
}

/// Columns of a row up to its last cell with a value.
fn valued_width(row: &str) -> u64 {
    let (mut at, mut last) = (0_u64, 0_u64);
    for cell in row.split("table-cell").skip(1) {
        let tag = cell.split('>').next().unwrap_or_default();
        if cell.starts_with('>') {
            continue;
        }
        at = at.saturating_add(repeats(tag, "number-columns-repeated=\""));
        if tag.contains("office:") || tag.contains("table:formula") || tag.contains("calcext:") {
            last = at;
        }
    }
    last
}

fn repeats(text: &str, name: &str) -> u64 {
    let tag = text.split('>').next().unwrap_or_default();
    let digits = tag.split(name).nth(1).and_then(|rest| rest.split('"').next());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1)
}
