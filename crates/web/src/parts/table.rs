use maud::{Markup, html};

/// The head of a column. Numbers stand to the right.
pub struct Column {
    pub title: String,
    pub number: bool,
}

impl Column {
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), number: false }
    }

    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), number: true }
    }

    fn class(&self) -> Option<&'static str> {
        self.number.then_some("number")
    }
}

/// A table. On a narrow screen each row becomes a block of labelled lines;
/// the roles keep it a table for screen readers then. The first cell of a row
/// is its heading.
pub fn table(caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    html! {
        table .table role="table" {
            caption { (caption) }
            thead role="rowgroup" {
                tr role="row" {
                    @for column in columns {
                        th scope="col" role="columnheader" class=[column.class()] { (column.title) }
                    }
                }
            }
            tbody role="rowgroup" {
                @for row in rows { tr role="row" { (cells(columns, row)) } }
            }
        }
    }
}

fn cells(columns: &[Column], row: &[Markup]) -> Markup {
    html! {
        @for (i, (column, cell)) in columns.iter().zip(row).enumerate() {
            @if i == 0 {
                th scope="row" role="rowheader" class=[column.class()] { (cell) }
            } @else {
                td role="cell" class=[column.class()] data-label=(column.title) { (cell) }
            }
        }
    }
}
