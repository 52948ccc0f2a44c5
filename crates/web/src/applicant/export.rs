//! The organisation's own registered arrays as a file: whole, for they are its own.

use app::application;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::holder::Standing;
use exchange::{CsvOptions, MappedEntry, line_of, table_of, write_csv, write_ndjson, write_xlsx};
use http::{HeaderValue, header};
use uuid::Uuid;

use crate::shell::{Ctx, Problem};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// As comma-separated values.
pub async fn csv(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let table = table_of("data_array", &entries(&ctx, id).await?);
    let mut bytes = Vec::new();
    write_csv(&mut bytes, &table, CsvOptions::default()).map_err(Problem::internal)?;
    Ok(file("text/csv; charset=utf-8", "attachment; filename=\"arrays.csv\"", bytes))
}

/// As a workbook.
pub async fn xlsx(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let table = table_of("data_array", &entries(&ctx, id).await?);
    let bytes = write_xlsx(&[table]).map_err(Problem::internal)?;
    Ok(file(WORKBOOK, "attachment; filename=\"arrays.xlsx\"", bytes))
}

/// As one JSON document on each line.
pub async fn ndjson(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let lines: Vec<_> = entries(&ctx, id).await?.iter().map(line_of).collect();
    let mut bytes = Vec::new();
    write_ndjson(&mut bytes, &lines).map_err(Problem::internal)?;
    Ok(file("application/x-ndjson", "attachment; filename=\"arrays.ndjson\"", bytes))
}

fn file(kind: &'static str, disposition: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, bytes).into_response()
}

async fn entries(ctx: &Ctx, id: Uuid) -> Result<Vec<MappedEntry>, Problem> {
    let app = &ctx.state.app;
    let home = application::home(app, &ctx.caller, id).await?;
    let mut entries = Vec::new();
    for found in home.arrays.iter().filter(|f| f.record.standing == Standing::Registered) {
        let entry = application::array_entry(app, &found.record).await?;
        entries.push(MappedEntry {
            kind: "data_array".into(),
            key: found.record.number.clone(),
            of: None,
            tree: serde_json::to_value(entry).map_err(Problem::internal)?,
        });
    }
    Ok(entries)
}
