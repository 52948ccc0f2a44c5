//! The tables of a set: CSV for programs, one workbook for people, both with the same cells.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;

use domain::field::Of;
use exchange::{CsvOptions, CsvRows, LongWorkbook, WriteError};
use l10n::Language;
use serde_json::Value;
use web::WebState;
use web::open_data::{Column, MadeFile, Manifest, cells, columns};

use super::making::broken;
use super::sink::{Summed, Twice};
use crate::config::Failure;

/// The columns of the list of codes.
const CODES: [&str; 6] = ["classifier", "code", "parent", "ky", "ru", "en"];
/// The columns of the first sheet.
const ABOUT: [&str; 4] = ["", "ky", "ru", "en"];

/// The tables under way.
pub struct Tables {
    holders: Vec<Column>,
    arrays: Vec<Column>,
    of: Of,
    rows: Option<CsvRows<Twice>>,
    book: LongWorkbook,
}

impl Tables {
    /// Begins the workbook with the sheet that says what it is.
    pub fn begin(state: &WebState, folder: &Path, manifest: &Manifest) -> Result<Self, Failure> {
        let date = manifest.as_of.to_zoned(state.zone.clone()).datetime();
        let mut tables = Self {
            holders: columns(state, Of::Holder),
            arrays: columns(state, Of::DataArray),
            of: Of::Holder,
            rows: None,
            book: LongWorkbook::new(folder, date).map_err(unwritten)?,
        };
        tables.about(state, manifest).map_err(unwritten)?;
        Ok(tables)
    }

    /// Begins the table of holders or of arrays.
    pub fn open(&mut self, of: Of, folder: &Path) -> Result<(), Failure> {
        self.of = of;
        let name = name_of(of);
        let names: Vec<String> = self.columns().iter().map(|column| column.name.clone()).collect();
        let file = Twice::create(folder, &format!("{name}.csv"));
        let file = file.map_err(|error| super::failed(folder.display(), error))?;
        self.rows = Some(CsvRows::new(file, &names, CsvOptions::default()).map_err(unwritten)?);
        self.book.sheet(name, &names).map_err(unwritten)
    }

    fn columns(&self) -> &[Column] {
        match self.of {
            Of::Holder => &self.holders,
            Of::DataArray => &self.arrays,
        }
    }

    /// One entry, by its line of NDJSON.
    pub fn row(&mut self, line: &Value) -> std::io::Result<()> {
        let cells = cells(self.columns(), line);
        let other = |error: WriteError| std::io::Error::other(error.to_string());
        if let Some(rows) = &mut self.rows {
            rows.row(&cells).map_err(other)?;
        }
        self.book.row(&cells).map_err(other)
    }

    /// Ends the present table.
    pub fn close(&mut self, at: SystemTime) -> Result<Vec<MadeFile>, Failure> {
        let Some(rows) = self.rows.take() else { return Ok(Vec::new()) };
        let file = rows.end().map_err(unwritten)?;
        file.end(at).map(Vec::from).map_err(broken)
    }

    /// Writes the list of codes and the workbook.
    pub fn end(
        mut self,
        state: &WebState,
        folder: &Path,
        at: SystemTime,
    ) -> Result<[MadeFile; 2], Failure> {
        let codes = self.codes(state);
        let file = Summed::create(folder, "codes.csv").map_err(broken)?;
        let mut rows = CsvRows::new(file, &CODES, CsvOptions::default()).map_err(unwritten)?;
        self.book.sheet("codes", &CODES).map_err(unwritten)?;
        for code in &codes {
            rows.row(code).and_then(|()| self.book.row(code)).map_err(unwritten)?;
        }
        let codes = rows.end().map_err(unwritten)?.end(at).map_err(broken)?;
        let mut book = Summed::create(folder, "register.xlsx").map_err(broken)?;
        self.book.save(&mut book).map_err(unwritten)?;
        Ok([codes, book.end(at).map_err(broken)?])
    }

    /// Every code that may stand in a column, with its names.
    fn codes(&self, state: &WebState) -> Vec<[String; 6]> {
        let law = state.app.law();
        let all = self.holders.iter().chain(&self.arrays);
        let names: BTreeSet<&str> = all.map(|column| column.classifier.as_str()).collect();
        let classifiers = names.into_iter().filter_map(|name| law.classifier(name));
        let mut codes = Vec::new();
        for classifier in classifiers {
            for entry in classifier.entries() {
                let name = |language| entry.name.in_language(language).to_owned();
                let parent = entry.parent.clone().unwrap_or_default();
                let [ky, ru, en] = ["ky", "ru", "en"].map(name);
                codes.push([classifier.name.clone(), entry.code.clone(), parent, ky, ru, en]);
            }
        }
        codes
    }

    /// What the workbook is, and what each column means, in three languages.
    fn about(&mut self, state: &WebState, manifest: &Manifest) -> Result<(), WriteError> {
        self.book.sheet("about", &ABOUT)?;
        let (law, today) = (state.app.law(), state.app.moment().date());
        let setting = |key: &str| {
            let text = law.settings().text(key, today).cloned().unwrap_or_default();
            ["ky", "ru", "en"].map(|language| text.in_language(language).to_owned())
        };
        let message = |key: &str| Language::all().map(|language| state.texts.t(language, key));
        let same = |text: &str| [text, text, text].map(str::to_owned);
        let facts = [
            ("title", message("service-name")),
            ("source", setting("authority.name")),
            ("as_of", same(&manifest.as_of.to_string())),
            ("change", same(&manifest.change.to_string())),
            ("licence", setting("open_data.licence_name")),
            ("licence_address", same(&manifest.licence)),
            (
                "address",
                Language::all().map(|language| format!("{}/{language}/open-data", state.base_url)),
            ),
            ("cells", message("open-data-cells")),
        ];
        for (name, [ky, ru, en]) in facts {
            self.book.row(&[name.to_owned(), ky, ru, en])?;
        }
        for (table, columns) in [(Of::Holder, &self.holders), (Of::DataArray, &self.arrays)] {
            for column in columns {
                let name = format!("{}: {}", name_of(table), column.name);
                let titles = column.titles.iter().map(|(_, title)| title.clone());
                self.book.row(&std::iter::once(name).chain(titles).collect::<Vec<_>>())?;
            }
        }
        Ok(())
    }
}

fn name_of(of: Of) -> &'static str {
    match of {
        Of::Holder => "holders",
        Of::DataArray => "arrays",
    }
}

fn unwritten(error: WriteError) -> Failure {
    broken(error)
}
