//! Putting statements together from pieces and their values.

use crate::{
    StoreError,
    value::{Row, Val},
};

/// SQLite allows 32,766 arguments in one statement, PostgreSQL 65,535.
const MOST_ARGUMENTS: usize = 30_000;
const MOST_ROWS: usize = 500;

/// A statement as it grows; `?` marks the place of each value.
#[derive(Debug, Default, Clone)]
pub(crate) struct Sql {
    pub text: String,
    pub values: Vec<Val>,
}

impl Sql {
    pub fn new(text: &str) -> Self {
        Sql { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text; every `?` in it takes the next of the values.
    pub fn push(&mut self, text: &str, values: impl IntoIterator<Item = Val>) -> &mut Self {
        self.text.push_str(text);
        self.values.extend(values);
        self
    }

    /// The text as PostgreSQL wants it: `$1`, `$2` … SQLite takes it as it is: a mark with a name is
    /// looked up among all the others there, which takes a second where a statement has thousands.
    pub fn numbered(&self) -> String {
        let mut numbered = String::with_capacity(self.text.len() + 4 * self.values.len());
        for (n, piece) in self.text.split('?').enumerate() {
            if n > 0 {
                numbered.push('$');
                numbered.push_str(&n.to_string());
            }
            numbered.push_str(piece);
        }
        numbered
    }

    /// Adds `name IN (…)`; an empty list lets nothing through.
    pub fn push_in(&mut self, name: &str, values: impl IntoIterator<Item = Val>) -> &mut Self {
        let values: Vec<Val> = values.into_iter().collect();
        if values.is_empty() {
            return self.push("1 = 0", []);
        }
        let marks = vec!["?"; values.len()].join(", ");
        self.push(&format!("{name} IN ({marks})"), values)
    }
}

/// `INSERT` statements of many rows each: `head VALUES (…), (…) tail`.
pub(crate) fn many_rows(head: &str, rows: Vec<Vec<Val>>, tail: &str) -> Vec<Sql> {
    let width = rows.first().map_or(1, Vec::len).max(1);
    let most = (MOST_ARGUMENTS / width).min(MOST_ROWS);
    let marks = format!("({})", vec!["?"; width].join(", "));
    let mut statements = Vec::new();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut sql = Sql::new(head);
        sql.push(" VALUES ", []);
        for (n, row) in rows.by_ref().take(most).enumerate() {
            let separator = if n > 0 { ", " } else { "" };
            sql.push(separator, []).push(&marks, row);
        }
        sql.push(" ", []).push(tail, []);
        statements.push(sql);
    }
    statements
}

/// The one row of an answer that always has one.
pub(crate) fn first(rows: Vec<Row>) -> Result<Row, StoreError> {
    rows.into_iter().next().ok_or(StoreError::Database(sqlx::Error::RowNotFound))
}

/// A pattern for `LIKE … ESCAPE '\'` that finds the word anywhere, taking it literally.
pub(crate) fn containing(word: &str) -> String {
    format!("%{}%", escaped(word))
}

/// A pattern for `LIKE … ESCAPE '\'` that finds what begins so, taking it literally.
pub(crate) fn beginning(word: &str) -> String {
    format!("{}%", escaped(word))
}

fn escaped(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
