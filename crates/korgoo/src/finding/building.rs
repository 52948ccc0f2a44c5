//! Bringing the index up to date with the feed of public changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::register::{Findable, Words, all_findable, arrays_of, findable};
use app::{App, Error};
use domain::field::Of;
use domain::record::Kind;
use indicatif::ProgressBar;
use search::analysis::Language;
use search::index::{Document, IndexError, Place, Text, Vocabulary, Writer};
use store::PublicEvent;
use tokio::sync::mpsc::{Receiver, channel};
use uuid::Uuid;

use super::finder::Indexed;

/// Memory for what is not written yet, in bytes.
const MEMORY: usize = 60_000_000;
/// Changes that are shown together.
const CHANGES: u32 = 500;
/// Entries to a page when all are read.
const PAGE: u32 = 1000;
/// From so many changes on, all entries are read once instead of one after another.
const MANY: i64 = 5_000;

/// How a piece of work is told.
#[derive(Default)]
pub struct Building {
    pub told: Option<ProgressBar>,
}

/// Takes up what came since. Gives the writer back, and tells whether there was anything.
pub async fn follow<'a>(
    app: &App,
    indexed: &'a Indexed,
    writer: Writer<'a>,
    building: &Building,
) -> Result<(Writer<'a>, bool), Error> {
    indexed.keep_to_law(app);
    let newest = app.store().look().await?.newest;
    let position = indexed.index.snapshot().position();
    behind(newest - position);
    if position > newest {
        tracing::warn!(
            position,
            newest,
            "the register was set back: the search index is made anew"
        );
        return Ok((all(app, writer, newest, building).await?, true));
    }
    if newest - position > MANY || (position == 0 && newest > 0) {
        return Ok((all(app, writer, newest, building).await?, true));
    }
    let changes = app.store().register_changes(position, CHANGES).await?;
    // Once more: what has just changed may name codes of a law that has just come.
    indexed.keep_to_law(app);
    let Some(last) = changes.last() else {
        // What is left changes no entry: anchors of the audit log.
        behind(0);
        indexed.is_complete_up_to(newest);
        return Ok((writer, false));
    };
    let writer = some(app, writer, &changes, last.seq).await?;
    if u32::try_from(changes.len()).is_ok_and(|n| n < CHANGES) {
        indexed.is_complete_up_to(last.seq.max(newest));
    }
    Ok((writer, true))
}

/// For `/metrics`: how many public changes are not in the index yet.
#[expect(clippy::cast_precision_loss, reason = "a number to look at")]
fn behind(changes: i64) {
    metrics::gauge!("search_index_behind").set(changes as f64);
}

/// Some entries as they are today, each once.
async fn some<'a>(
    app: &App,
    mut writer: Writer<'a>,
    changes: &[PublicEvent],
    upto: i64,
) -> Result<Writer<'a>, Error> {
    let of = |kind: Kind| -> BTreeSet<Uuid> {
        changes.iter().filter(|change| change.kind == kind).map(|change| change.id).collect()
    };
    let holders: Vec<Uuid> = of(Kind::Holder).into_iter().collect();
    let mut ids = of(Kind::DataArray);
    ids.extend(arrays_of(app, &holders).await?);
    ids.extend(holders);
    let ids: Vec<Uuid> = ids.into_iter().collect();
    for page in ids.chunks(PAGE as usize) {
        for entry in findable(app, page.to_vec()).await? {
            writer.put(&document(&entry)?).map_err(internal)?;
        }
    }
    writer.commit(upto).map_err(internal)?;
    // What was forgotten must not lie in an old segment either.
    if changes.iter().any(|change| change.act == "redacted") {
        return writer.forget_replaced().map_err(internal);
    }
    Ok(writer)
}

/// All entries, into an empty index.
async fn all<'a>(
    app: &App,
    mut writer: Writer<'a>,
    newest: i64,
    building: &Building,
) -> Result<Writer<'a>, Error> {
    metrics::counter!("search_index_made_anew_total").increment(1);
    writer.remove_all().map_err(internal)?;
    let mut pages = pages(app);
    while let Some(page) = pages.recv().await {
        let page = page?;
        page.iter().try_for_each(|entry| add(&mut writer, entry))?;
        if let Some(bar) = &building.told {
            bar.inc(page.len() as u64);
        }
    }
    writer.commit(newest).map_err(internal)?;
    // Among the changes may be a redaction: what it took must not lie in the files of before.
    writer.in_one().map_err(internal)
}

/// All entries, read beside the work of taking them up.
fn pages(app: &App) -> Receiver<Result<Vec<Findable>, Error>> {
    let (send, pages) = channel(2);
    let app = app.clone();
    tokio::spawn(async move {
        for of in [Of::Holder, Of::DataArray] {
            let mut cursor = None;
            loop {
                let read = all_findable(&app, of, PAGE, cursor).await;
                let next = read.as_ref().ok().and_then(|(_, next)| next.clone());
                if send.send(read.map(|(page, _)| page)).await.is_err() {
                    return;
                }
                if next.is_none() {
                    break;
                }
                cursor = next;
            }
        }
    });
    pages
}

/// Who writes. First it takes out of the files what was replaced before: the program may have been killed,
/// or this may have failed, between a redaction and its merge.
pub fn writer(indexed: &Indexed) -> Result<Writer<'_>, Error> {
    indexed.index.writer(MEMORY).and_then(Writer::forget_replaced).map_err(internal)
}

fn add(writer: &mut Writer<'_>, entry: &Findable) -> Result<(), Error> {
    writer.add(&document(entry)?).map_err(internal)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn internal(error: IndexError) -> Error {
    Error::Internal(error.to_string())
}

fn document(entry: &Findable) -> Result<Document, Error> {
    let card = &entry.card;
    let mut tags: Vec<(String, String)> =
        entry.tags.iter().map(|(axis, code)| ((*axis).to_owned(), code.clone())).collect();
    tags.push(("kind".into(), card.of.as_str().into()));
    tags.push(("status".into(), card.standing.as_str().into()));
    let texts =
        [(Place::Title, &entry.names), (Place::Owner, &entry.owner), (Place::Body, &entry.words)];
    let texts =
        texts.into_iter().flat_map(|(place, words)| words.iter().flat_map(move |w| text(place, w)));
    Ok(Document {
        key: entry.id.into_bytes(),
        texts: texts.collect(),
        named: entry.named.clone(),
        numbers: entry.numbers.clone(),
        belongs: entry.holder.map(Uuid::into_bytes),
        tags,
        changed: card.changed_at.as_microsecond(),
        fresh: card.confirmed_at.map(|at| at.as_microsecond()),
        title_key: entry.title_key.clone(),
        is_past: entry.is_past(),
        is_partial: card.is_imported,
        card: serde_json::to_vec(card).map_err(|error| Error::Internal(error.to_string()))?,
    })
}

fn language(code: &str) -> Language {
    match code {
        "ru" => Language::Russian,
        "en" => Language::English,
        _ => Language::Kyrgyz,
    }
}

/// The names of codes, which are not kept with each entry.
pub fn vocabulary(app: &App) -> Arc<Vocabulary> {
    let said = |words: Words| (language(words.language.unwrap_or_default()), words.text);
    let all = app::register::vocabulary(app).into_iter();
    let all = all.map(|(key, names)| (key, names.into_iter().map(said).collect()));
    Arc::new(all.collect())
}

/// Words of an unknown language may be in either of the two that people write in.
fn text(place: Place, words: &Words) -> Vec<Text> {
    let languages = match words.language {
        Some(code) => vec![language(code)],
        None => vec![Language::Kyrgyz, Language::Russian],
    };
    let text = |language| Text { place, language, text: words.text.clone() };
    languages.into_iter().map(text).collect()
}
