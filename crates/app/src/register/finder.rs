//! What a search index answers, and what it must be told.
//!
//! The index is derived: it follows the feed of public changes and can be made anew. What it is told is
//! made here, so that nothing can be found that is not published.

use std::collections::{BTreeSet, HashMap};

use domain::data_array::{DataArray, HolderRef};
use domain::data_list::DataList;
use domain::field::{Catalogue, Field, FieldKind, Of};
use domain::holder::{Holder, Standing};
use domain::holder_entry::HolderEntry;
use domain::law::ClassEntry;
use domain::path;
use domain::record::{Kind, Record};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use store::{Loaded, Query, Summary};
use uuid::Uuid;

use super::published::{json_of, whole_version};
use super::search::{
    AXES, Counts, Found, Results, Search, array_found, holder_found, holders_of, state,
};
use crate::{App, Result};

/// Looks for entries in an index.
pub trait Finder: Send + Sync {
    /// The place in the feed of changes up to which it is complete; none while it is being made.
    fn position(&self) -> Option<i64>;

    /// The page that a search asks for, with counts by these axes.
    fn find(&self, sought: &Sought<'_>) -> Result<(Results, Counts)>;
}

/// Where an entry has the words that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// In which of its texts.
    pub place: HitPlace,
    /// The code of the text's language, if it is known.
    pub language: Option<&'static str>,
    /// The text around the words.
    pub parts: Vec<HitPart>,
}

/// In which of the texts of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HitPlace {
    /// Its name.
    Name,
    /// The name of its holder.
    Holder,
    /// Its description.
    Description,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HitPart {
    /// The words.
    pub text: String,
    /// Whether they were asked for.
    pub is_match: bool,
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
    /// All other words of its own.
    pub words: Vec<Words>,
    /// Its codes as keys of the [`vocabulary`], each once.
    pub named: Vec<String>,
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

/// The names of all codes, by their keys: what many entries say.
pub fn vocabulary(app: &App) -> HashMap<String, Vec<Words>> {
    let law = app.law();
    let fields = Catalogue::embedded();
    let classifiers = [Of::Holder, Of::DataArray].into_iter().flat_map(|of| fields.of(of));
    let classifiers: BTreeSet<&str> = classifiers.map(|field| field.classifier.as_str()).collect();
    let mut all = HashMap::new();
    for name in classifiers {
        for entry in law.classifier(name).into_iter().flat_map(|codes| codes.entries()) {
            all.insert(key_of(name, &entry.code), called(entry));
        }
    }
    all
}

fn key_of(classifier: &str, code: &str) -> String {
    format!("{classifier}/{code}")
}

/// These entries as they are today.
pub async fn findable(app: &App, ids: Vec<Uuid>) -> Result<Vec<Findable>> {
    let limit = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let kinds = vec![Kind::Holder, Kind::DataArray];
    let query = Query { kinds, ids: Some(ids), limit, ..Query::default() };
    findable_page(app, query).await.map(|page| page.0)
}

/// All entries of a kind, a page after another: with the cursor of the next page.
pub async fn all_findable(
    app: &App,
    of: Of,
    limit: u32,
    cursor: Option<String>,
) -> Result<(Vec<Findable>, Option<String>)> {
    let kinds = vec![if of == Of::Holder { Kind::Holder } else { Kind::DataArray }];
    let order = store::Order::Id;
    findable_page(app, Query { kinds, limit, cursor, order, ..Query::default() }).await
}

/// The arrays of holders: they are found by what their holder is today.
pub async fn arrays_of(app: &App, holders: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    for holder in holders {
        let (kinds, order) = (vec![Kind::DataArray], store::Order::Id);
        let mut query =
            Query { kinds, order, holder: Some(*holder), limit: 500, ..Query::default() };
        loop {
            let (arrays, next) = app.store().walk(&query).await?;
            ids.extend(arrays.iter().map(|summary| summary.id));
            query.cursor = match next {
                Some(next) => Some(next),
                None => break,
            };
        }
    }
    Ok(ids)
}

/// What the entries of a page need besides themselves.
struct Beside {
    holders: HashMap<Uuid, Holder>,
    lists: HashMap<Uuid, DataList>,
}

async fn findable_page(app: &App, query: Query) -> Result<(Vec<Findable>, Option<String>)> {
    let (items, next) = app.store().walk(&Query { with_state: true, ..query }).await?;
    let (mut holders, mut arrays) = (Vec::new(), Vec::new());
    for summary in &items {
        match summary.kind {
            Kind::Holder => holders.push((summary, state::<Holder>(summary)?)),
            _ => arrays.push((summary, state::<DataArray>(summary)?)),
        }
    }
    let lists: Vec<Uuid> = arrays.iter().map(|(_, array)| array.record.list.id).collect();
    let lists = app.store().get_many::<DataList>(&lists).await?;
    let lists = lists.into_iter().map(|list| (list.id, list.record)).collect();
    let beside = Beside { holders: holders_of(app, &items).await?, lists };
    let fields = app.moment().fields();
    let mut findable = Vec::with_capacity(items.len());
    for (summary, holder) in holders {
        findable.push(of_holder(app, &fields, summary, &holder)?);
    }
    for (summary, array) in arrays {
        findable.push(of_array(app, &fields, summary, array, &beside).await?);
    }
    Ok((findable, next))
}

fn of_holder(
    app: &App,
    fields: &Catalogue,
    summary: &Summary,
    holder: &Loaded<Holder>,
) -> Result<Findable> {
    let card = holder_found(summary, &holder.record);
    let tags = holder.record.facets().tags;
    Ok(made(app, fields, summary.id, json_of(&holder.record.entry)?, card, tags))
}

async fn of_array(
    app: &App,
    fields: &Catalogue,
    summary: &Summary,
    array: Loaded<DataArray>,
    beside: &Beside,
) -> Result<Findable> {
    let mut array = array.record;
    let (holder, today) = (array.holder.id, beside.holders.get(&array.holder.id));
    let tags = match today {
        Some(today) => array.facets_under(holder, today).tags,
        None => array.facets().tags,
    };
    let listed = beside.lists.get(&array.list.id);
    let entry = match listed.filter(|list| list.version == array.list.version) {
        Some(list) => array.whole_entry(list.items.clone()),
        None => whole_version(app, &array).await?,
    };
    if let Some(today) = today {
        array.holder = HolderRef::new(holder, &today.number, &today.entry);
    }
    let number = array.holder.number.clone();
    let card = array_found(summary, &array);
    let mut findable = made(app, fields, summary.id, json_of(&entry)?, card, tags);
    findable.holder = Some(holder);
    findable.numbers.push(number);
    findable.owner = today.map(|today| published_names(fields, &today.entry)).unwrap_or_default();
    Ok(findable)
}

/// The names of a holder, as far as they are published.
fn published_names(fields: &Catalogue, entry: &HolderEntry) -> Vec<Words> {
    let shown =
        json_of(&entry.name).map(|names| fields.publish(Of::Holder, json!({"name": names})));
    shown.map(|entry| names(&entry)).unwrap_or_default()
}

fn made(
    app: &App,
    fields: &Catalogue,
    id: Uuid,
    entry: Value,
    card: Found,
    tags: Vec<(&'static str, String)>,
) -> Findable {
    let entry = fields.publish(card.of, entry);
    let mut findable = Findable {
        id,
        names: names(&entry),
        owner: Vec::new(),
        words: Vec::new(),
        named: Vec::new(),
        numbers: vec![card.number.clone()],
        holder: None,
        tags: tags.into_iter().filter(|(axis, _)| AXES.contains(axis)).collect(),
        title_key: store::title_key(card.name.in_language("ky")),
        card,
    };
    let mut codes = BTreeSet::new();
    for field in fields.of(findable.card.of).filter(|field| !field.path.starts_with("name.")) {
        let values = path::places(&entry, &field.path);
        let texts = values.iter().filter_map(|(_, value)| value.as_str());
        for text in texts.filter(|text| !text.is_empty()) {
            if is_code(app, field, text) {
                codes.insert((field.classifier.as_str(), text));
            } else {
                take_up(field, text, &mut findable);
            }
        }
    }
    findable.named = codes.into_iter().map(|(classifier, code)| key_of(classifier, code)).collect();
    findable
}

fn names(entry: &Value) -> Vec<Words> {
    let name = |language| Words {
        language: Some(language),
        text: path::text(entry, &format!("name.{language}")).to_owned(),
    };
    let names = ["ky", "ru", "en"].into_iter().map(name);
    names.filter(|words| !words.text.is_empty()).collect()
}

fn is_code(app: &App, field: &Field, text: &str) -> bool {
    use FieldKind::{Code, CodeOrWords, Codes};
    matches!(field.kind, Code | Codes | CodeOrWords)
        && app.law().classifier(&field.classifier).is_some_and(|all| all.get(text).is_some())
}

/// Takes up what one field says: words as they are, numbers as numbers.
fn take_up(field: &Field, text: &str, into: &mut Findable) {
    use FieldKind::{CodeOrWords, Holder, Identifier, LongText, Okpo, Text};
    let language = match field.kind {
        Text | LongText => field.language(),
        CodeOrWords => None,
        Identifier | Okpo | Holder => return into.numbers.push(text.to_owned()),
        _ => return,
    };
    into.words.push(Words { language, text: text.to_owned() });
}

/// The names of a code, and other words that people use for it.
fn called(entry: &ClassEntry) -> Vec<Words> {
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
