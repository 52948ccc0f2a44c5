//! Feeds for readers: every public change, and whatever a search finds.

use app::Order;
use app::register::{
    Found, NamedChange, Search, block_of_changes, look_for, newest_changes, older_blocks, size,
};
use axum::response::Response;
use http::HeaderMap;

use super::atom::{Entry, Feed, answer};
use super::entry_page::named;
use super::wanted::Wanted;
use super::{address, changes_page, chips};
use crate::shell::{Ctx, Problem};

/// Where the feed of changes is, after the language.
pub const CHANGES: &str = "/register/changes.atom";
/// How many entries of a search stand in its feed.
const OF_A_SEARCH: u32 = 50;

/// The address of the feed of a search.
pub fn of_search(wanted: &Wanted) -> String {
    let plain = Wanted { sort: None, ..wanted.first_page() };
    plain.address().replacen("/register", "/register/search.atom", 1)
}

/// Public changes: the newest, or with `?block=` an older hundred of places that changes no more.
pub async fn changes(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    match asked_block(&ctx)? {
        Some(block) => {
            let found = block_of_changes(&ctx.state.app, block).await?;
            let found = found.ok_or(Problem::not_found())?;
            answer(&headers, &archived(&ctx, block, &found).await?)
        }
        None => answer(&headers, &newest(&ctx).await?),
    }
}

fn asked_block(ctx: &Ctx) -> Result<Option<i64>, Problem> {
    let query = ctx.query.as_deref().unwrap_or_default();
    let asked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "block");
    asked.map(|(_, n)| n.parse().map_err(|_| Problem::not_found())).transpose()
}

async fn newest(ctx: &Ctx) -> Result<Feed, Problem> {
    let (found, older) = newest_changes(&ctx.state.app).await?;
    let mut feed = of_changes(ctx, &found);
    feed.links.push(("self", None, full(ctx, CHANGES)));
    if older > 0 {
        feed.links.push(("prev-archive", None, block_address(ctx, older)));
    }
    Ok(feed)
}

async fn archived(ctx: &Ctx, block: i64, found: &[NamedChange]) -> Result<Feed, Problem> {
    let mut feed = of_changes(ctx, found);
    feed.is_archive = true;
    feed.links.push(("self", None, block_address(ctx, block)));
    feed.links.push(("current", None, full(ctx, CHANGES)));
    if block > 1 {
        feed.links.push(("prev-archive", None, block_address(ctx, block - 1)));
    }
    if block < older_blocks(&ctx.state.app).await? {
        feed.links.push(("next-archive", None, block_address(ctx, block + 1)));
    }
    Ok(feed)
}

fn block_address(ctx: &Ctx, block: i64) -> String {
    full(ctx, &format!("{CHANGES}?block={block}"))
}

fn of_changes(ctx: &Ctx, found: &[NamedChange]) -> Feed {
    Feed {
        id: full(ctx, CHANGES),
        title: ctx.t("changes-title"),
        language: ctx.lang.code(),
        author: ctx.t("service-owner"),
        // An import may bring older acts after newer ones.
        updated: found.iter().map(|change| change.line.at).max().unwrap_or_default(),
        links: vec![("alternate", Some("text/html"), full(ctx, changes_page::PATH))],
        is_archive: false,
        entries: found.iter().map(|change| change_entry(ctx, change)).collect(),
    }
}

fn change_entry(ctx: &Ctx, change: &NamedChange) -> Entry {
    let line = &change.line;
    let page = address::of_change(line).unwrap_or_else(|| changes_page::PATH.to_owned());
    let act = ctx.t(&format!("act-{}", line.act));
    let name = named(ctx, &change.name, &line.number);
    Entry {
        id: format!("{}#{}", full(ctx, CHANGES), line.change),
        title: format!("{act}: {name}"),
        updated: line.at,
        link: full(ctx, &page),
        summary: ctx.ta("changes-number", &[("number", line.number.as_str().into())]),
    }
}

/// What fits a search, the last changed first.
pub async fn search(ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let wanted = Wanted::read(&ctx).first_page();
    let order = Some(Order::Newest);
    let asked = Search { order, limit: OF_A_SEARCH, cursor: None, ..wanted.search() };
    let found = look_for(&ctx.state.app, &asked).await?;
    let entries = found.items.iter().filter(|_| found.has_all_words);
    let entries: Vec<Entry> = entries.map(|found| found_entry(&ctx, found)).collect();
    let changed_at = size(&ctx.state.app).await?.changed_at;
    let (own, page) = (full(&ctx, &of_search(&wanted)), full(&ctx, &wanted.address()));
    let feed = Feed {
        id: own.clone(),
        title: chips::words(&ctx, &wanted),
        language: ctx.lang.code(),
        author: ctx.t("service-owner"),
        updated: entries.first().map(|entry| entry.updated).or(changed_at).unwrap_or_default(),
        links: vec![("self", None, own), ("alternate", Some("text/html"), page)],
        is_archive: false,
        entries,
    };
    answer(&headers, &feed)
}

/// Each version is an entry of its own: a reader shows what changed as something new.
fn found_entry(ctx: &Ctx, found: &Found) -> Entry {
    let page = full(ctx, &address::version(found.of, &found.number, found.version));
    let name = named(ctx, &found.name, &found.number);
    let holder = found.holder.as_ref().map(|holder| named(ctx, &holder.name, &holder.number));
    let number = ctx.ta("changes-number", &[("number", found.number.as_str().into())]);
    Entry {
        id: page.clone(),
        title: name.to_owned(),
        updated: found.changed_at,
        link: page,
        summary: holder.into_iter().chain([number.as_str()]).collect::<Vec<_>>().join(" · "),
    }
}

fn full(ctx: &Ctx, path: &str) -> String {
    format!("{}{}", ctx.state.base_url, ctx.url(path))
}
