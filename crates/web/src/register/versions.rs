//! Every version of an entry, one of them, and the difference of any two.

use app::register::{VersionLine, canonical, current, version, versions};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::field::Of;
use maud::{Markup, html};

use super::entry_page::{self, Seen, Shown};
use super::{address, compare};
use crate::parts::{self, Choice, Column, Crumb, Fault, field, table};
use crate::shell::{Ctx, Page, Problem};

/// The list of versions; with `?from=` and `?to=` also their difference.
pub async fn page<R: Shown>(ctx: Ctx, Path(typed): Path<String>) -> Result<Response, Problem> {
    let number = canonical(&ctx.state.app, R::OF, &typed).ok_or(Problem::not_found())?;
    if number != typed {
        let right = ctx.url(&address::versions(R::OF, &number));
        return Ok(Redirect::permanent(&right).into_response());
    }
    let lines = versions::<R>(&ctx.state.app, &number).await?;
    let pair = compare::asked(&ctx);
    let answer = listed::<R>(&ctx, &number, &lines, pair).await?;
    Ok(answer.into_response())
}

/// One version (`3`), or the difference of two (`1...3`).
pub async fn one<R: Shown>(
    ctx: Ctx,
    Path((typed, which)): Path<(String, String)>,
) -> Result<Page, Problem> {
    let number = canonical(&ctx.state.app, R::OF, &typed).ok_or(Problem::not_found())?;
    if let Some((before, after)) = which.split_once("...") {
        let lines = versions::<R>(&ctx.state.app, &number).await?;
        let pair = Some((before.to_owned(), after.to_owned()));
        return listed::<R>(&ctx, &number, &lines, pair).await;
    }
    let n = which.parse().map_err(|_| Problem::not_found())?;
    let view = version::<R>(&ctx.state.app, &number, n).await?;
    entry_page::shown::<R>(&ctx, &view, Seen::Version, &[]).await
}

async fn listed<R: Shown>(
    ctx: &Ctx,
    number: &str,
    lines: &[VersionLine],
    pair: Option<(String, String)>,
) -> Result<Page, Problem> {
    let (comparison, faults) = match &pair {
        None => (None, vec![]),
        Some(pair) => match compare::read(ctx, pair, lines) {
            Ok(pair) => (Some(compare::shown::<R>(ctx, number, pair).await?), vec![]),
            Err(faults) => (None, faults),
        },
    };
    let view = current::<R>(&ctx.state.app, number).await?;
    let title = ctx.t("register-versions");
    let body = html! {
        h1 { (title) }
        p .lead { (entry_page::name_of(ctx, &view)) " (" (number) ")" }
        @if let Some(comparison) = comparison { (comparison) }
        (list(ctx, R::OF, number, lines))
        @if lines.len() > 1 && !ctx.state.is_archive { (chooser(ctx, R::OF, number, lines, pair.as_ref(), &faults)) }
    };
    let crumbs = [
        Crumb { text: ctx.t("nav-register"), href: ctx.url("/register") },
        Crumb { text: number.to_owned(), href: ctx.url(&address::entry(R::OF, number)) },
    ];
    let page = ctx.page(format!("{title}: {number}"), body);
    Ok(page.above(parts::breadcrumbs(ctx, &crumbs)).faults(&faults))
}

fn list(ctx: &Ctx, of: Of, number: &str, lines: &[VersionLine]) -> Markup {
    let columns = [
        Column::text(ctx.t("register-versions-version")),
        Column::text(ctx.t("register-versions-act")),
        Column::text(ctx.t("register-versions-date")),
        Column::text(ctx.t("register-versions-changes")),
    ];
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|line| {
            let n = line.version;
            let changes = format!("{}/{}...{n}", address::versions(of, number), n - 1);
            vec![
                html! { a href=(ctx.url(&address::version(of, number, n))) { (ctx.number(n)) } },
                html! { (ctx.t(&format!("act-{}", line.act))) },
                html! { (ctx.date_time(line.at)) },
                html! {
                    @if line.act == "amended" { a href=(ctx.url(&changes)) {
                        (ctx.t("register-versions-what")) span .visually-hidden { ": " (ctx.number(n)) }
                    } }
                    @else { "—" }
                },
            ]
        })
        .collect();
    table(&ctx.t("register-versions.caption"), &columns, &rows)
}

fn chooser(
    ctx: &Ctx,
    of: Of,
    number: &str,
    lines: &[VersionLine],
    pair: Option<&(String, String)>,
    faults: &[Fault],
) -> Markup {
    let choices: Vec<Choice> = lines
        .iter()
        .map(|line| {
            let label = format!("{} · {}", line.version, ctx.date(ctx.day(line.at)));
            Choice::new(line.version.to_string(), label)
        })
        .collect();
    let oldest = lines.last().map_or(1, |line| line.version).to_string();
    let newest = lines.first().map_or(1, |line| line.version).to_string();
    let (from, to) = pair.cloned().unwrap_or((oldest, newest));
    let spec = |name: &str, id: &str, value: String| {
        field::Field::new(name, ctx.t(id)).value(value).faults(faults)
    };
    html! {
        section .no-print aria-labelledby="compare" {
            h2 #compare { (ctx.t("register-compare")) }
            form method="get" action=(ctx.url(&address::versions(of, number))) {
                (field::select(ctx, &spec("from", "register-compare-from", from), &choices))
                (field::select(ctx, &spec("to", "register-compare-to", to), &choices))
                (parts::button(&ctx.t("register-compare-button")))
            }
        }
    }
}
