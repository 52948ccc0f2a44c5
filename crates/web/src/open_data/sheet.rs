//! One entry as a workbook, in the reader's language.

use app::register::{canonical, current};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::field::{Catalogue, Of};
use exchange::{Table, cut, write_xlsx};
use http::{HeaderValue, header};
use serde_json::Value;

use super::kinds::XLSX;
use crate::entry::{forgotten, row_texts, rows_of};
use crate::register::entry_page::Shown;
use crate::shell::{Ctx, Problem};

/// The entry as it stands: section, question, answer.
pub async fn entry<R: Shown>(ctx: Ctx, Path(typed): Path<String>) -> Result<Response, Problem> {
    let app = &ctx.state.app;
    let number = canonical(app, R::OF, &typed).ok_or(Problem::not_found())?;
    let view = current::<R>(app, &number).await?;
    let told = forgotten::filled(&ctx, &view.entry, &view.redacted);
    let columns = ["record-section", "record-what", "record-says"].map(|id| ctx.t(id)).to_vec();
    let mut rows = vec![vec![String::new(), ctx.t("register-record-number"), number.clone()]];
    for section in Catalogue::embedded().sections(R::OF) {
        let name = ctx.t(&format!("public-section-{section}"));
        let said = lines(&ctx, R::OF, section, &told);
        rows.extend(said.into_iter().map(|(label, text)| vec![name.clone(), label, text]));
    }
    workbook(&[Table { name: number.clone(), columns, rows }], &format!("{number}.xlsx"))
}

/// What a section says: a label, after the name of its row in a list, and the words.
pub fn lines(ctx: &Ctx, of: Of, section: &str, entry: &Value) -> Vec<(String, String)> {
    let line = |row: &crate::entry::Row| {
        let label = match &row.group {
            Some(group) => format!("{group}: {}", row.label),
            None => row.label.clone(),
        };
        (label, row_texts(ctx, of, entry, row).join("; "))
    };
    rows_of(ctx, of, section, entry).iter().map(line).collect()
}

/// The tables as a file to take away. A cell longer than a spreadsheet bears ends with «…».
pub fn workbook(tables: &[Table], name: &str) -> Result<Response, Problem> {
    let tables: Vec<Table> = tables.iter().map(fitting).collect();
    let bytes = write_xlsx(&tables).map_err(Problem::internal)?;
    let disposition = format!("attachment; filename=\"{}\"", name.replace(['/', '"', '\\'], "_"));
    let disposition = HeaderValue::from_str(&disposition).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(XLSX)),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, bytes).into_response())
}

fn fitting(table: &Table) -> Table {
    let row = |row: &Vec<String>| row.iter().map(|cell| cut(cell).into_owned()).collect();
    Table { rows: table.rows.iter().map(row).collect(), ..table.clone() }
}
