//! The statistics: the very numbers of the page, as JSON and as CSV.

use app::statistics::{self, Figure, Statistics};
use axum::response::Response;
use exchange::{CsvOptions, Table, write_csv};
use http::HeaderMap;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::question::{Question, wrong};
use super::shapes::ProblemDocument;
use crate::shell::{Ctx, Problem, conditional};
use crate::statistics::source;

/// Of which day.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StatisticsQuestion {
    /// The last numbers of this day; the newest unless told.
    #[param(format = Date, max_length = 10, example = "2026-11-29")]
    day: Option<String>,
}

/// One number.
#[derive(Debug, Serialize, ToSchema)]
pub struct FigureLine {
    /// What it counts.
    #[schema(pattern = "^[a-z_]+$")]
    pub group: String,
    /// Which part of it: a code, a word, a month, a procedure; empty for the whole.
    #[schema(max_length = 60)]
    pub code: String,
    /// `holder` or `data_array`; none for applications.
    #[schema(pattern = "^[a-z_]+$")]
    pub of: Option<String>,
    #[schema(minimum = 0)]
    pub value: i64,
    /// The page whose total is this number, as long as nothing changes; none for applications.
    pub source: Option<String>,
}

/// The numbers of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatisticsDocument {
    #[schema(format = Date)]
    pub day: String,
    /// When they were counted.
    pub at: Timestamp,
    /// The place in the feed of changes up to which they count.
    #[schema(minimum = 0)]
    pub change: i64,
    #[schema(max_items = 5000)]
    pub figures: Vec<FigureLine>,
}

/// The statistics of the Register.
#[utoipa::path(get, path = "/statistics", tag = "register", params(StatisticsQuestion), responses(
    (status = OK, body = StatisticsDocument),
    (status = NOT_MODIFIED),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNPROCESSABLE_ENTITY, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn statistics(
    ctx: Ctx,
    Question(question): Question<StatisticsQuestion>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = found(&ctx, &question).await?;
    let document = StatisticsDocument {
        day: found.day.to_string(),
        at: found.at,
        change: found.position,
        figures: found.figures.iter().map(|figure| line(&ctx, figure)).collect(),
    };
    conditional::answer(&headers, &document, Some(found.at))
}

/// The same as comma-separated values.
#[utoipa::path(get, path = "/statistics.csv", tag = "register", params(StatisticsQuestion), responses(
    (status = OK, body = String, content_type = "text/csv"),
    (status = NOT_MODIFIED),
    (status = BAD_REQUEST, body = ProblemDocument, content_type = "application/problem+json"),
    (status = NOT_FOUND, body = ProblemDocument, content_type = "application/problem+json"),
    (status = UNPROCESSABLE_ENTITY, body = ProblemDocument, content_type = "application/problem+json"),
))]
pub async fn statistics_csv(
    ctx: Ctx,
    Question(question): Question<StatisticsQuestion>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = found(&ctx, &question).await?;
    let mut bytes = Vec::new();
    let options = CsvOptions { bom: false, ..CsvOptions::default() };
    write_csv(&mut bytes, &rows(&ctx, &found), options).map_err(Problem::internal)?;
    conditional::answer_as("text/csv", &headers, bytes, Some(found.at))
}

async fn found(ctx: &Ctx, question: &StatisticsQuestion) -> Result<Statistics, Problem> {
    let app = &ctx.state.app;
    match &question.day {
        None => Ok(statistics::newest(app).await?),
        Some(day) => {
            let is_plain = day.len() == "2026-11-29".len();
            let day = day.parse::<Date>().ok().filter(|_| is_plain);
            let day = day.ok_or_else(|| wrong("day", "not_a_date"))?;
            Ok(statistics::of_day(app, day).await?)
        }
    }
}

fn line(ctx: &Ctx, figure: &Figure) -> FigureLine {
    FigureLine {
        group: figure.group.as_str().to_owned(),
        code: figure.code.clone(),
        of: figure.of.map(|of| of.as_str().to_owned()),
        value: figure.value,
        source: source(figure).map(|path| format!("{}{}", ctx.state.base_url, ctx.url(&path))),
    }
}

fn rows(ctx: &Ctx, found: &Statistics) -> Table {
    let columns = ["day", "change", "group", "code", "of", "value", "source"];
    let row = |figure: &Figure| {
        let line = line(ctx, figure);
        vec![
            found.day.to_string(),
            found.position.to_string(),
            line.group,
            line.code,
            line.of.unwrap_or_default(),
            line.value.to_string(),
            line.source.unwrap_or_default(),
        ]
    };
    Table {
        name: "statistics".into(),
        columns: columns.map(str::to_owned).into(),
        rows: found.figures.iter().map(row).collect(),
    }
}
