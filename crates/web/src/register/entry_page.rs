//! The page of a holder or an array: today, on a day in the past, or in one of its versions.

use app::register::{EntryView, Published, as_of, canonical, current, oldest_in_time};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::holder::Standing;
use domain::holder_entry::Names;
use domain::law::GroundKind;
use domain::path;
use http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use super::address;
use super::linked::JSON_LD;
use crate::entry::{code_label, forgotten};
use crate::parts::{self, Crumb, Fault, Row, Tone, field, notice, summary_list};
use crate::public_log::seal;
use crate::shell::{Ctx, Page, Problem};

/// What a holder's page and an array's page have each for itself.
pub trait Shown: Published {
    /// The description in plain words.
    fn story(ctx: &Ctx, view: &EntryView) -> impl Future<Output = Result<Markup, Problem>> + Send;
}

/// How the reader came to this state of the entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Today,
    On(Date),
    Version,
}

/// The entry as it stands, or as it stood at the end of `?as_of=`.
pub async fn page<R: Shown>(
    ctx: Ctx,
    Path(typed): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let number = canonical(&ctx.state.app, R::OF, &typed).ok_or(Problem::not_found())?;
    let mut response = match wanted_data(&headers) {
        Some(ending) => {
            let data = address::data(R::OF, &number, None);
            Redirect::to(&format!("{data}{ending}")).into_response()
        }
        None => as_page::<R>(ctx, typed, number).await?,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// What a program that asks for data of this address is led to; a browser names pages first.
fn wanted_data(headers: &HeaderMap) -> Option<&'static str> {
    let accepted = headers.get(header::ACCEPT)?.to_str().ok()?;
    let mut kinds = accepted.split(',').map(|kind| kind.split(';').next().unwrap_or(kind).trim());
    match kinds.next()? {
        "application/ld+json" => Some("/entry.jsonld"),
        "application/json" => Some(""),
        _ => None,
    }
}

async fn as_page<R: Shown>(ctx: Ctx, typed: String, number: String) -> Result<Response, Problem> {
    if number != typed {
        let query = ctx.query.as_ref().map_or(String::new(), |query| format!("?{query}"));
        let right = format!("{}{query}", ctx.url(&address::entry(R::OF, &number)));
        return Ok(Redirect::permanent(&right).into_response());
    }
    let today = current::<R>(&ctx.state.app, &number).await?;
    let Some(asked) = asked_day(&ctx) else {
        return Ok(shown::<R>(&ctx, &today, Seen::Today, &[]).await?.into_response());
    };
    let (view, seen, faults) = match on_day::<R>(&ctx, &today, &asked).await? {
        Ok((view, day)) => (view, Seen::On(day), vec![]),
        Err(fault) => (today, Seen::Today, vec![fault]),
    };
    Ok(shown::<R>(&ctx, &view, seen, &faults).await?.into_response())
}

/// What was typed as the day, if anything.
fn asked_day(ctx: &Ctx) -> Option<String> {
    let query = ctx.query.as_deref().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, typed) = pairs.find(|(name, _)| name == "as_of")?;
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.chars().take(40).collect())
}

/// The entry on that day, or what is wrong with the day.
async fn on_day<R: Shown>(
    ctx: &Ctx,
    today: &EntryView,
    typed: &str,
) -> Result<Result<(EntryView, Date), Fault>, Problem> {
    let wrong = |text: String| Ok(Err(Fault::new("as_of", text)));
    let Ok(day) = typed.parse::<Date>() else {
        return wrong(ctx.ta("register-day-unreadable", &[("typed", typed.into())]));
    };
    if day > ctx.day(ctx.now) {
        return wrong(ctx.t("register-day-future"));
    }
    match as_of::<R>(&ctx.state.app, &today.number, day).await {
        Ok(view) => Ok(Ok((view, day))),
        Err(app::Error::NotFound) => {
            let since = ctx.date(ctx.day(today.registered_at));
            wrong(ctx.ta("register-day-too-early", &[("since", since.into())]))
        }
        Err(error) => Err(error.into()),
    }
}

/// The page itself.
pub async fn shown<R: Shown>(
    ctx: &Ctx,
    view: &EntryView,
    seen: Seen,
    faults: &[Fault],
) -> Result<Page, Problem> {
    let name = name_of(ctx, view);
    let told = forgotten::told(ctx, view);
    let story = R::story(ctx, &told).await?;
    let seal = seal::section::<R>(ctx, view).await?;
    let body = html! {
        h1 { (name) }
        (notices(ctx, view, seen))
        (forgotten::explained(ctx, view.of, &view.redacted))
        (story)
        (record(ctx, view, seen))
        (seal)
        @if !ctx.state.is_archive { (another_day(ctx, view, faults)) }
    };
    let address = match seen {
        Seen::Today => address::entry(view.of, &view.number),
        _ => address::version(view.of, &view.number, view.version),
    };
    let page = ctx.page(format!("{name} ({})", view.number), body).above(crumbs(ctx));
    let data = data_address(view, seen);
    let linked = (seen == Seen::Today).then(|| format!("{data}/entry.jsonld"));
    let mut page = page.alternate("application/json", data);
    if let Some(linked) = linked {
        page = page.alternate(JSON_LD, linked);
    }
    Ok(page.canonical(address).description(ctx.t("help-start-lead")).faults(faults))
}

fn crumbs(ctx: &Ctx) -> Markup {
    parts::breadcrumbs(ctx, &[Crumb { text: ctx.t("nav-register"), href: ctx.url("/register") }])
}

/// The name of the entry in the reader's language; where it was forgotten, the number.
pub fn name_of(ctx: &Ctx, view: &EntryView) -> String {
    let names: Names = path::get(&view.entry, "name")
        .and_then(|names| serde_json::from_value(names.clone()).ok())
        .unwrap_or_default();
    named(ctx, &names, &view.number).to_owned()
}

/// A name in the reader's language; a number where there is none.
pub fn named<'a>(ctx: &Ctx, names: &'a Names, number: &'a str) -> &'a str {
    let name = names.in_language(ctx.lang.code());
    if name.is_empty() { number } else { name }
}

/// What a reader must know before reading on.
fn notices(ctx: &Ctx, view: &EntryView, seen: Seen) -> Markup {
    html! {
        @if seen != Seen::Today { (past(ctx, view, seen)) }
        @if let Some(excluded) = &view.excluded {
            @let ground = code_label(ctx, GroundKind::Exclusion.classifier(), &excluded.ground);
            (notice(Tone::Bad, &ctx.t("register-excluded"), html! {
                p { (ctx.ta("register-excluded.when", &[("date", ctx.date(ctx.day(excluded.at)).into())])) }
                p { (ctx.ta("register-excluded.ground", &[("ground", ground.into())])) }
            }))
        }
        @if view.is_imported {
            (notice(Tone::Attention, &ctx.t("register-import"), html! { p { (import_text(ctx, view)) } }))
        }
        // A state of the past is old by its nature; only the present one can be out of date.
        @if let Some(at) = stale_since(ctx, view).filter(|_| seen == Seen::Today) {
            (notice(Tone::Attention, &ctx.t("register-stale"), html! {
                p { (ctx.ta("register-stale.text", &[("ago", ctx.ago(at).into())])) }
            }))
        }
    }
}

fn past(ctx: &Ctx, view: &EntryView, seen: Seen) -> Markup {
    let title = match seen {
        Seen::On(day) => ctx.ta("register-on-day", &[("date", ctx.date(day).into())]),
        _ => ctx.ta(
            "register-version-of",
            &[("n", view.version.into()), ("all", view.versions.into())],
        ),
    };
    let body = html! {
        p { (ctx.ta("register-version-since", &[("date", ctx.date_time(view.recorded_at).into())])) }
        p { a href=(ctx.url(&address::entry(view.of, &view.number))) { (ctx.t("register-to-current")) } }
    };
    notice(Tone::Info, &title, body)
}

fn import_text(ctx: &Ctx, view: &EntryView) -> String {
    match &view.source {
        Some(source) => ctx.ta("register-import.from", &[("source", source.as_str().into())]),
        None => ctx.t("register-import.text"),
    }
}

/// The last confirmation, when it is older than the law's interval.
fn stale_since(ctx: &Ctx, view: &EntryView) -> Option<Timestamp> {
    let at = view.confirmed_at.filter(|_| view.standing == Standing::Registered)?;
    (ctx.day(at) < oldest_in_time(&ctx.state.app)).then_some(at)
}

/// Number, dates, versions: the entry as a record of the Register.
fn record(ctx: &Ctx, view: &EntryView, seen: Seen) -> Markup {
    let date = |at| ctx.date(ctx.day(at));
    let versions = address::versions(view.of, &view.number);
    let mut rows = vec![
        Row::text(ctx.t("register-record-number"), &view.number),
        Row::text(ctx.t("register-record-standing"), &ctx.t(standing(view.standing))),
        Row::text(ctx.t("register-record-registered"), &date(view.registered_at)),
    ];
    // An import is nobody's word that the entry is still true.
    if let Some(at) = view.confirmed_at {
        let ago = html! { (date(at)) " (" (ctx.ago(at)) ")" };
        rows.push(Row::new(ctx.t("register-record-confirmed"), ago));
    }
    if let Some(list) = &view.list {
        let version = ctx.ta("register-record-version", &[("n", i64::from(list.version).into())]);
        let text = format!("{}, {version}", list.number);
        rows.push(Row::text(ctx.t("register-record-list"), &text));
    }
    rows.push(Row::new(ctx.t("register-record-versions"), html! {
        (ctx.ta("register-version-of", &[("n", view.version.into()), ("all", view.versions.into())]))
        " · " a href=(ctx.url(&versions)) { (ctx.t("register-versions-link")) }
    }));
    let here = ctx.url(&address::version(view.of, &view.number, view.version));
    rows.push(Row::new(
        ctx.t("register-record-address"),
        html! {
            a href=(here) { (ctx.state.base_url) (here) }
        },
    ));
    let data = data_address(view, seen);
    rows.push(Row::new(
        ctx.t("register-record-data"),
        html! {
            a href=(data) { "JSON" }
            @if seen == Seen::Today { (other_forms(ctx, view, &data)) }
        },
    ));
    html! {
        section aria-labelledby="record" {
            h2 #record { (ctx.t("register-record")) }
            (summary_list(ctx, &rows))
        }
    }
}

/// The entry as it stands, in forms to take away.
fn other_forms(ctx: &Ctx, view: &EntryView, data: &str) -> Markup {
    let entry = ctx.url(&address::entry(view.of, &view.number));
    html! {
        " · " a href={ (data) "/entry.jsonld" } { "JSON-LD" }
        " · " a href={ (entry) "/entry.xlsx" } { "XLSX" }
        " · " a href={ (entry) "/record-of-processing" } { (ctx.t("record-link")) }
    }
}

/// The same for programs.
fn data_address(view: &EntryView, seen: Seen) -> String {
    let version = (seen != Seen::Today).then_some(view.version);
    address::data(view.of, &view.number, version)
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Registered => "standing-registered",
        Standing::Excluded => "standing-excluded",
    }
}

fn another_day(ctx: &Ctx, view: &EntryView, faults: &[Fault]) -> Markup {
    let typed = asked_day(ctx).unwrap_or_default();
    let spec = field::Field::of(ctx, "as_of", "register-day")
        .value(typed)
        .width(field::Width::Short)
        .kind("date")
        .faults(faults);
    let form = html! {
        form method="get" action=(ctx.url(&address::entry(view.of, &view.number))) {
            (field::text(ctx, &spec))
            (parts::button(&ctx.t("register-day-button")))
        }
    };
    html! {
        div .no-print {
            @if faults.is_empty() { (parts::details(&ctx.t("register-day.summary"), form)) }
            @else { (form) }
        }
    }
}
