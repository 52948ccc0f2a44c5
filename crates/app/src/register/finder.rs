//! What a search index answers, and what it must be told.
//!
//! The index is derived: it follows the feed of public changes and can be made anew. What it is told is
//! made here, so that nothing can be found that is not published.

use std::collections::HashMap;

use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::holder::{Holder, Standing};
use domain::path;
use domain::record::Kind;
use jiff::Timestamp;
use serde_json::Value;
use store::{Loaded, Query, Summary};
use uuid::Uuid;

use super::published::{Published, json_of};
use super::search::{AXES, Counts, Found, Results, Search, found, holders_of};
use crate::{App, Result};

/// Looks for entries in an index.
pub trait Finder: Send + Sync {
    /// The place in the feed of changes up to which it is complete; none while it is being made.
    fn position(&self) -> Option<i64>;

    /// The page that a search asks for, with counts by these axes.
    fn find(&self, sought: &Sought<'_>) -> Result<(Results, Counts)>;
}

/// A search as an index needs it.
pub struct Sought<'a> {
    /// What is looked for.
    pub search: &'a Search,
    /// Since when a confirmation is in time.
    pub border: Timestamp,
    /// By which axes to count.
    pub axes: &'a [&'a str],
}

/// An entry as an index takes it up: only what is published.
#[derive(Debug, Clone)]
pub struct Findable {
    /// The record.
    pub id: Uuid,
    /// Its names.
    pub names: Vec<Words>,
    /// The names of the holder of an array.
    pub owner: Vec<Words>,
    /// All other words.
    pub words: Vec<Words>,
    /// Its own number first, then other numbers by which it is found.
    pub numbers: Vec<String>,
    /// The holder of an array.
    pub holder: Option<Uuid>,
    /// Axis and code, for filters and counts.
    pub tags: Vec<(&'static str, String)>,
    /// Its place in the order of names.
    pub title_key: String,
    /// What a list shows.
    pub card: Found,
}

/// Some words, in one of the three languages if it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its code; none for what was written in one of them.
    pub language: Option<&'static str>,
    /// The words.
    pub text: String,
}

/// These entries as they are today.
pub async fn findable(app: &App, ids: Vec<Uuid>) -> Result<Vec<Findable>> {
    let limit = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    findable_page(app, Query { ids: Some(ids), limit, ..Query::default() }).await.map(|page| page.0)
}

/// All entries, a page after another: with the cursor of the next page.
pub async fn all_findable(
    app: &App,
    limit: u32,
    cursor: Option<String>,
) -> Result<(Vec<Findable>, Option<String>)> {
    let order = store::Order::Number;
    findable_page(app, Query { limit, cursor, order, ..Query::default() }).await
}

/// The arrays of holders: they are found by what their holder is today.
pub async fn arrays_of(app: &App, holders: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    for holder in holders {
        let kinds = vec![Kind::DataArray];
        let mut query = Query { kinds, holder: Some(*holder), limit: 500, ..Query::default() };
        loop {
            let page = app.store().find(&query).await?;
            ids.extend(page.items.iter().map(|summary| summary.id));
            query.cursor = match page.next {
                Some(next) => Some(next),
                None => break,
            };
        }
    }
    Ok(ids)
}

async fn findable_page(app: &App, query: Query) -> Result<(Vec<Findable>, Option<String>)> {
    let kinds = vec![Kind::Holder, Kind::DataArray];
    let page = app.store().find(&Query { kinds, with_state: true, ..query }).await?;
    let holders = holders_of(app, &page.items).await?;
    let fields = app.moment().fields();
    let mut findable = Vec::with_capacity(page.items.len());
    for summary in &page.items {
        findable.push(one(app, &fields, summary, &holders).await?);
    }
    Ok((findable, page.next))
}

async fn one(
    app: &App,
    fields: &Catalogue,
    summary: &Summary,
    holders: &HashMap<Uuid, Holder>,
) -> Result<Findable> {
    let card = found(summary, holders)?;
    match summary.loaded::<Holder>() {
        Ok(Some(holder)) if summary.kind == Kind::Holder => {
            let tags = domain::record::Record::facets(&holder.record).tags;
            made(app, fields, &holder, card, tags).await
        }
        _ => {
            let array = super::search::state::<domain::data_array::DataArray>(summary)?;
            let today = holders.get(&array.record.holder.id);
            let tags = match today {
                Some(today) => array.record.facets_under(array.record.holder.id, today).tags,
                None => domain::record::Record::facets(&array.record).tags,
            };
            let holder = Some(array.record.holder.id);
            let numbers = std::iter::once(array.record.holder.number.clone());
            let mut findable = made(app, fields, &array, card, tags).await?;
            findable.holder = holder;
            findable.numbers.extend(numbers);
            findable.owner = owner(fields, today);
            Ok(findable)
        }
    }
}

fn owner(fields: &Catalogue, today: Option<&Holder>) -> Vec<Words> {
    let shown = today.and_then(|holder| json_of(&holder.entry).ok());
    let shown = shown.map(|entry| fields.publish(Of::Holder, &entry));
    shown.map(|entry| names(&entry)).unwrap_or_default()
}

async fn made<R: Published>(
    app: &App,
    fields: &Catalogue,
    loaded: &Loaded<R>,
    card: Found,
    tags: Vec<(&'static str, String)>,
) -> Result<Findable> {
    let entry = fields.publish(R::OF, &loaded.record.whole(app).await?);
    let mut findable = Findable {
        id: loaded.id,
        names: names(&entry),
        owner: Vec::new(),
        words: Vec::new(),
        numbers: vec![card.number.clone()],
        holder: None,
        tags: tags.into_iter().filter(|(axis, _)| AXES.contains(axis)).collect(),
        title_key: store::title_key(card.name.in_language("ky")),
        card,
    };
    for field in fields.of(R::OF).filter(|field| !field.path.starts_with("name.")) {
        for place in path::expand(&entry, &field.path) {
            if let Some(value) = path::get(&entry, &place) {
                take_up(app, field, value, &mut findable);
            }
        }
    }
    Ok(findable)
}

fn names(entry: &Value) -> Vec<Words> {
    let name = |language| Words {
        language: Some(language),
        text: path::text(entry, &format!("name.{language}")).to_owned(),
    };
    let names = ["ky", "ru", "en"].into_iter().map(name);
    names.filter(|words| !words.text.is_empty()).collect()
}

/// Takes up what one field says: words as they are, codes by their names, numbers as numbers.
fn take_up(app: &App, field: &Field, value: &Value, into: &mut Findable) {
    let Some(text) = value.as_str().filter(|text| !text.is_empty()) else { return };
    use FieldKind::{Code, CodeOrWords, Codes, Holder, Identifier, LongText, Okpo, Text};
    match field.kind {
        Text | LongText => {
            into.words.push(Words { language: field.language(), text: text.to_owned() });
        }
        Identifier | Okpo | Holder => into.numbers.push(text.to_owned()),
        Code | Codes | CodeOrWords => {
            let named = called(app, &field.classifier, text);
            if named.is_empty() && field.kind == CodeOrWords {
                into.words.push(Words { language: None, text: text.to_owned() });
            }
            into.words.extend(named);
        }
        _ => {}
    }
}

/// The names of a code, and other words that people use for it.
fn called(app: &App, classifier: &str, code: &str) -> Vec<Words> {
    let law = app.law();
    let Some(entry) = law.classifier(classifier).and_then(|all| all.get(code)) else {
        return Vec::new();
    };
    let name =
        |language: &'static str, text: &str| Words { language: Some(language), text: text.into() };
    let mut named =
        vec![name("ky", &entry.name.ky), name("ru", &entry.name.ru), name("en", &entry.name.en)];
    for language in ["ky", "ru", "en"] {
        let others = entry.synonyms.get(language).into_iter().flatten();
        named.extend(others.map(|other| name(language, other)));
    }
    named
}

impl Findable {
    /// Whether it stands behind others that fit as well.
    pub fn is_past(&self) -> bool {
        self.card.standing == Standing::Excluded
    }
}
