//! The auditor's page: who did and read what, how the log stands, and the proof for one record.

use app::audit::{self, Asked, AuditEntry, AuditState, EntryKind, Found};
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use http::{HeaderValue, header};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::parts::{self, Choice, Column, Field, Row, Tone, empty_state, field};
use crate::shell::{Ctx, Page, Problem};

/// What was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    case: String,
    staff: String,
    #[serde(rename = "day.day")]
    day: String,
    #[serde(rename = "day.month")]
    month: String,
    #[serde(rename = "day.year")]
    year: String,
    before: String,
}

impl Wanted {
    /// What can be understood of it; nonsense is left out, as in every filter.
    fn asked(&self) -> Asked {
        Asked {
            case: self.case.trim().to_owned(),
            staff: self.staff.parse().ok(),
            day: self.date().parse().ok(),
            before: self.before.parse().ok(),
        }
    }

    fn date(&self) -> String {
        field::read_date(&self.year, &self.month, &self.day)
    }

    fn address(&self, ctx: &Ctx, before: i64) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let before = before.to_string();
        let all = [
            ("case", &self.case),
            ("staff", &self.staff),
            ("day.day", &self.day),
            ("day.month", &self.month),
            ("day.year", &self.year),
            ("before", &before),
        ];
        query.extend_pairs(all.into_iter().filter(|(_, value)| !value.is_empty()));
        format!("{}?{}", ctx.url("/desk/audit"), query.finish())
    }
}

pub async fn page(ctx: Ctx, Query(wanted): Query<Wanted>) -> Result<Page, Problem> {
    let (app, caller) = (&ctx.state.app, &ctx.caller);
    let found = audit::entries(app, caller, &wanted.asked()).await?;
    let staff = audit::staff(app, caller).await?;
    let state = audit::state(app, caller).await?;
    let title = ctx.t("audit-title");
    let body = html! {
        h1 { (title) }
        p .lead { (ctx.t("audit-lead")) }
        (how_it_stands(&ctx, &state))
        (search(&ctx, &wanted, &staff))
        (proofs(&ctx, &found))
        (list(&ctx, &wanted, &found))
    };
    Ok(ctx.page(title.clone(), body).wide().style("desk.css"))
}

fn how_it_stands(ctx: &Ctx, state: &AuditState) -> Markup {
    let mut rows = vec![Row::text(ctx.t("audit-size"), &ctx.number(state.size))];
    match &state.anchor {
        None => rows.push(Row::text(ctx.t("audit-anchor"), &ctx.t("audit-anchor-none"))),
        Some(anchor) => {
            let size: i64 = anchor.size;
            let covers = ctx.ta("audit-anchor-covers", &[("n", size.into())]);
            let when = ctx.date_time(anchor.at);
            rows.push(Row::new(ctx.t("audit-anchor"), html! { (when) " · " (covers) }));
            let hash = html! { code { (anchor.leaf) } };
            let leaf = match &anchor.file {
                Some(file) => html! { a href={ "/log/" (file) } { (hash) } },
                None => html! { (hash) " · " (ctx.t("audit-anchor-unsigned")) },
            };
            rows.push(Row::new(ctx.t("audit-leaf"), leaf));
        }
    }
    html! { section { h2 { (ctx.t("audit-state")) } (parts::summary_list(ctx, &rows)) } }
}

fn search(ctx: &Ctx, wanted: &Wanted, staff: &[(Uuid, String)]) -> Markup {
    let people: Vec<Choice> =
        staff.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str())).collect();
    let case = Field::of(ctx, "case", "audit-case").value(wanted.case.as_str()).kind("search");
    let person = Field::of(ctx, "staff", "audit-staff").value(wanted.staff.as_str());
    let day = Field::of(ctx, "day", "audit-day").value(wanted.date());
    html! {
        form method="get" role="search" {
            (field::text(ctx, &case))
            (field::select(ctx, &person, &people))
            (field::date(ctx, &day))
            div .buttons {
                (parts::button(&ctx.t("audit-search")))
                a href=(ctx.url("/desk/audit")) { (ctx.t("desk-clear")) }
            }
        }
    }
}

fn proofs(ctx: &Ctx, found: &Found) -> Markup {
    html! {
        @for subject in &found.subjects {
            section {
                h2 { (ctx.t("audit-proof")) }
                p { (ctx.t("audit-proof.text")) }
                p { a href=(ctx.url(&format!("/desk/audit/proof/{subject}"))) download="audit-case.json" {
                    (ctx.ta("audit-proof-of", &[("subject", subject_words(ctx, found, subject).into())]))
                } }
            }
        }
    }
}

fn list(ctx: &Ctx, wanted: &Wanted, found: &Found) -> Markup {
    if found.is_unknown {
        return empty_state(&ctx.t("audit-unknown"), &ctx.t("audit-unknown.text"), None);
    }
    if found.entries.is_empty() {
        return empty_state(&ctx.t("audit-empty"), &ctx.t("audit-empty.text"), None);
    }
    let columns = ["when", "who", "what", "record"]
        .map(|name| Column::text(ctx.t(&format!("audit-column-{name}"))));
    let rows: Vec<Vec<Markup>> = found.entries.iter().map(|entry| row(ctx, found, entry)).collect();
    let shown = ctx.ta("audit-shown", &[("n", found.entries.len().into())]);
    let next = found.next.map(|before| wanted.address(ctx, before));
    html! {
        (parts::table(&ctx.t("audit-entries"), &columns, &rows))
        (parts::pagination(ctx, &shown, None, next.as_deref()))
    }
}

fn row(ctx: &Ctx, found: &Found, entry: &AuditEntry) -> Vec<Markup> {
    let of = |name: &str, value: &str| {
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish();
        format!("{}?{query}", ctx.url("/desk/audit"))
    };
    let by = entry.by.person.to_string();
    vec![
        html! { (ctx.date_time(entry.at)) },
        html! { a href=(of("staff", &by)) { (entry.by.name) } },
        html! { (what(ctx, entry)) },
        html! { a href=(of("case", &entry.subject)) { (subject_words(ctx, found, &entry.subject)) } },
    ]
}

/// The act in words, or “read” and by which deed.
fn what(ctx: &Ctx, entry: &AuditEntry) -> Markup {
    let word = &entry.word;
    let ids = match entry.kind {
        EntryKind::Reading => [format!("deed-{word}"), String::new()],
        EntryKind::Act => [format!("act-{word}"), format!("account-act-{word}")],
    };
    let text = ids.iter().find_map(|id| ctx.state.texts.find_text(ctx.lang, id));
    let text = text.unwrap_or_else(|| word.clone());
    html! {
        @if entry.kind == EntryKind::Reading { (parts::tag(Tone::Info, &ctx.t("audit-reading"))) " " }
        (text)
        @if let Some(revision) = entry.details.get("revision") {
            " · " (ctx.ta("audit-revision", &[("n", revision.as_str().into())]))
        }
    }
}

/// The record by its number, or the place.
fn subject_words(ctx: &Ctx, found: &Found, subject: &str) -> String {
    let text = |id: &str| ctx.state.texts.find_text(ctx.lang, id);
    match subject.split_once('/') {
        None => text(&format!("audit-place-{subject}")).unwrap_or_else(|| subject.to_owned()),
        Some((kind, id)) => {
            let number = id.parse().ok().and_then(|id: Uuid| found.numbers.get(&id));
            let kind = text(&format!("kind-{kind}")).unwrap_or_else(|| kind.to_owned());
            format!("{kind} {}", number.map_or(id, String::as_str))
        }
    }
}

/// The file. Its leaves are read piece by piece while they are sent.
pub async fn proof(ctx: Ctx, Path(subject): Path<String>) -> Result<Response, Problem> {
    let (app, caller) = (ctx.state.app.clone(), ctx.caller.clone());
    let case = audit::case(&app, &caller, &subject).await?;
    let (size, after) = (case.size, case.after);
    let leaves = stream::try_unfold(0, move |place| {
        let (app, caller) = (app.clone(), caller.clone());
        async move {
            if place == size {
                return Ok::<_, app::Error>(None);
            }
            audit::case_leaves(&app, &caller, place, size).await.map(Some)
        }
    });
    let begin = stream::iter([Ok(case.before)]);
    let end = stream::iter([Ok(after.to_owned())]);
    let body =
        Body::from_stream(stream::StreamExt::chain(stream::StreamExt::chain(begin, leaves), end));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"audit-case.json\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, body).into_response())
}
