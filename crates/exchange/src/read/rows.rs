//! CSV and its relatives: the delimiter is sniffed.

use csv::{ReaderBuilder, StringRecord};

use super::grid::Grid;
use super::{Format, ReadOptions, Source, text};
use crate::problem::ReadError;
use crate::write::unguard;

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
const SAMPLE_RECORDS: usize = 60;

pub(super) fn read(bytes: &[u8], file: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    let mut source = Source::new(file, Format::Csv);
    let text = text::text_of(bytes, &mut source, options)?;
    let (delimiter, body) = delimiter(&text, options);
    source.delimiter = Some(char::from(delimiter));
    let mut grid = Grid::default();
    let mut reader = reader(body, delimiter);
    let mut lines = LineCounter { body: body.as_bytes(), at: 0, line: 1 };
    let mut row = StringRecord::new();
    loop {
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {
                let line = lines.line_at(row.position().map_or(0, csv::Position::byte));
                grid.push(line, row.iter().map(|cell| plain(cell, options)).collect(), options)?;
            }
            Err(error) => return Err(ReadError::new("file_broken").with("detail", error)),
        }
    }
    grid.into_records(&mut source, options);
    Ok(source)
}

/// The parser's own line of a row is that of the empty lines before it.
struct LineCounter<'a> {
    body: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    fn line_at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.at, self.body.len());
        let blank =
            self.body[byte..].iter().take_while(|sign| matches!(sign, b'\r' | b'\n')).count();
        let start = byte + blank;
        self.line += self.body[self.at..start].iter().filter(|sign| **sign == b'\n').count() as u64;
        self.at = start;
        self.line
    }
}

fn plain(cell: &str, options: &ReadOptions) -> String {
    if options.unguard { unguard(cell).to_owned() } else { cell.to_owned() }
}

fn reader(body: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes())
}

/// Excel's own `sep=;` line, the wanted one, or the one under which the rows are most alike.
fn delimiter<'a>(text: &'a str, options: &ReadOptions) -> (u8, &'a str) {
    if let Some(wanted) = options.delimiter.and_then(|wanted| u8::try_from(wanted).ok()) {
        return (wanted, text);
    }
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut lines = rest.splitn(2, '\n');
        if let ([sign], Some(body)) =
            (lines.next().unwrap_or_default().trim_end_matches('\r').as_bytes(), lines.next())
        {
            return (*sign, body);
        }
    }
    let best =
        CANDIDATES.into_iter().map(|sign| (score(text, sign), sign)).max_by_key(|(score, sign)| {
            (*score, std::cmp::Reverse(CANDIDATES.iter().position(|candidate| candidate == sign)))
        });
    (best.map_or(b',', |(_, sign)| sign), text)
}

/// Share of rows (in percent) that have the most frequent width, then that width; 0 if it is one column.
fn score(text: &str, sign: u8) -> (usize, usize) {
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    let mut rows = 0;
    for row in reader(text, sign).records().take(SAMPLE_RECORDS).flatten() {
        if row.len() == 1 && row[0].trim().is_empty() {
            continue;
        }
        *widths.entry(row.len()).or_default() += 1;
        rows += 1;
    }
    let common = widths.into_iter().max_by_key(|(width, count)| (*count, *width));
    match common {
        Some((width, count)) if width > 1 => (count * 100 / rows, width),
        _ => (0, 0),
    }
}
