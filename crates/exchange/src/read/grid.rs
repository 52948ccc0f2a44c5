//! A grid of cells (from CSV or a sheet) becomes records: the header is found, columns get names.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{HeaderRow, ReadOptions, Record, Source};
use crate::problem::{Problem, ReadError};

/// A row as it stood in the file.
pub(super) struct GridRow {
    /// Its number there, from 1.
    pub number: u64,
    /// Its cells from the first column on.
    pub cells: Vec<String>,
}

impl GridRow {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }
}

/// Collects rows under the limits, however the reader delivers them.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<GridRow>,
    cells: u64,
}

impl Grid {
    /// Adds a row; a row without content only counts for the numbering.
    pub(super) fn push(
        &mut self,
        number: u64,
        cells: Vec<String>,
        options: &ReadOptions,
    ) -> Result<(), ReadError> {
        let limits = &options.limits;
        if let Some(longest) =
            cells.iter().map(String::len).max().filter(|longest| *longest > limits.cell)
        {
            return Err(ReadError::new("cell_too_long").with("row", number).with("bytes", longest));
        }
        let row = GridRow { number, cells };
        if row.filled() == 0 {
            return Ok(());
        }
        self.cells += row.cells.len() as u64;
        let width = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if width > limits.columns {
            return Err(ReadError::new("too_many_columns").with("most", limits.columns));
        }
        if self.cells > limits.cells {
            return Err(ReadError::new("too_many_cells").with("most", limits.cells));
        }
        if self.rows.len() > limits.rows {
            return Err(ReadError::new("too_many_rows").with("most", limits.rows));
        }
        self.rows.push(row);
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows under the header, as records of the source.
    pub(super) fn into_records(self, source: &mut Source, options: &ReadOptions) {
        let header = self.header(options.header_row);
        if let Some(above) = header.filter(|above| *above > 0) {
            let note = Problem::warning(&source.position(self.rows[0].number), "rows_above_header");
            source.problems.push(note.with("count", above));
        }
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let names = self.names(header, width, source);
        for row in self.rows.into_iter().skip(header.map_or(0, |at| at + 1)) {
            let record = record(row, &names, source);
            source.records.push(record);
        }
        source.columns = names.into_iter().flatten().collect();
    }

    fn header(&self, wanted: HeaderRow) -> Option<usize> {
        match wanted {
            HeaderRow::None => None,
            HeaderRow::At(number) => {
                self.rows.iter().position(|row| row.number == u64::from(number))
            }
            HeaderRow::Auto => self.find_header(),
        }
    }

    /// Titles and notes above a table fill a cell or two; the header is as full as the rows under it.
    fn find_header(&self) -> Option<usize> {
        let sample = &self.rows[..self.rows.len().min(30)];
        let fullest = sample.iter().map(GridRow::filled).max()?;
        sample.iter().position(|row| row.filled() * 5 >= fullest * 3)
    }

    /// Names of the columns; `None` for a column without name and content.
    fn names(
        &self,
        header: Option<usize>,
        width: usize,
        source: &mut Source,
    ) -> Vec<Option<String>> {
        let titles = header.map(|at| &self.rows[at]);
        let start = header.map_or(0, |at| at + 1);
        let mut used = vec![header.is_none(); width];
        for row in &self.rows[start.min(self.rows.len())..] {
            for (used, cell) in used.iter_mut().zip(&row.cells) {
                *used |= !cell.trim().is_empty();
            }
        }
        let mut taken = HashSet::new();
        let mut names = Vec::with_capacity(width);
        for (column, used) in used.into_iter().enumerate() {
            let title = titles
                .and_then(|row| row.cells.get(column))
                .map(|cell| tidy(cell))
                .unwrap_or_default();
            if title.is_empty() && !used {
                names.push(None);
                continue;
            }
            let wanted = if title.is_empty() { letters(column) } else { title };
            let name = unique(wanted, column, &mut taken, source);
            names.push(Some(name));
        }
        names
    }
}

/// Two columns of one name would hide each other: the second gets its letter.
fn unique(
    wanted: String,
    column: usize,
    taken: &mut HashSet<String>,
    source: &mut Source,
) -> String {
    if taken.insert(wanted.clone()) {
        return wanted;
    }
    let name = format!("{wanted} ({})", letters(column));
    let twice =
        Problem::warning(&source.position(0), "column_twice").column(&wanted).with("now", &name);
    source.problems.push(twice);
    taken.insert(name.clone());
    name
}

/// Line ends and doubled spaces inside a title are layout; so are quotes left by a space before them.
fn tidy(title: &str) -> String {
    let title = title.trim().trim_start_matches('\u{feff}');
    let bare = title.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(title);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn record(row: GridRow, names: &[Option<String>], source: &Source) -> Record {
    let position = source.position(row.number);
    let mut fields = Map::new();
    for (name, cell) in names.iter().zip(row.cells) {
        if let Some(name) = name {
            fields.insert(name.clone(), Value::String(cell));
        }
    }
    Record { position, value: Value::Object(fields), problems: Vec::new() }
}

/// The letters by which spreadsheets name columns: A … Z, AA …
pub(super) fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    name.iter().rev().collect()
}
