//! The application's questions in the words of the index, and its answers back.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use app::register::{Counts, Found, Freshness, Hit, HitPart, HitPlace, Results, Sought};
use app::{App, Error, Order};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::field::Of;
use domain::law::Law;
use domain::problem::Problem;
use search::analysis::Language;
use search::index::{After, Answer, Index, Order as IndexOrder, Place, Question};

use super::building::vocabulary;

/// The index as the application sees it.
pub struct Indexed {
    pub index: Index,
    /// The law whose names of codes it goes by.
    law: Mutex<Arc<Law>>,
    /// Where it is complete up to; less than nothing before it was once.
    complete: AtomicI64,
}

const NOT_YET: i64 = -1;

impl Indexed {
    pub fn new(index: Index, law: Arc<Law>) -> Self {
        Self { index, law: Mutex::new(law), complete: AtomicI64::new(NOT_YET) }
    }

    /// A law that came into force while the program runs may name new codes.
    pub fn keep_to_law(&self, app: &App) {
        let (now, mut law) = (app.law(), self.law.lock().unwrap_or_else(PoisonError::into_inner));
        if !Arc::ptr_eq(&law, &now) {
            self.index.set_vocabulary(vocabulary(app));
            *law = now;
        }
    }

    /// From now on questions are answered.
    pub fn is_complete_up_to(&self, position: i64) {
        self.complete.store(position, Ordering::Release);
    }

    /// How many entries it has.
    pub fn size(&self) -> u64 {
        self.index.snapshot().size()
    }
}

impl app::register::Finder for Indexed {
    fn position(&self) -> Option<i64> {
        Some(self.complete.load(Ordering::Acquire)).filter(|position| *position > NOT_YET)
    }

    fn find(&self, sought: &Sought<'_>) -> app::Result<(Results, Counts)> {
        let question = question(sought)?;
        let answer = self.index.snapshot().ask(&question);
        answered(answer.map_err(|error| Error::Internal(error.to_string()))?)
    }
}

fn question(sought: &Sought<'_>) -> app::Result<Question> {
    let search = sought.search;
    let mut filters = search.filters.clone();
    let kind = search.of.map(|of| ("kind".to_owned(), vec![of.as_str().to_owned()]));
    filters.extend(kind);
    if !search.standings.is_empty() {
        let standings = search.standings.iter().map(|standing| standing.as_str().to_owned());
        filters.push(("status".to_owned(), standings.collect()));
    }
    let axes = ["kind", "status"].iter().chain(sought.axes).map(|axis| (*axis).to_owned());
    Ok(Question {
        text: search.text.chars().take(app::register::LONGEST_TEXT).collect(),
        belongs: search.holder.map(uuid::Uuid::into_bytes),
        only: search.ids.as_ref().map(|ids| ids.iter().map(|id| id.into_bytes()).collect()),
        filters,
        is_fresh: search.freshness.map(|freshness| freshness == Freshness::InTime),
        border: sought.border.as_microsecond(),
        order: order(search.order),
        limit: search.limit.min(app::register::MOST_ENTRIES) as usize,
        after: search.cursor.as_deref().map(after).transpose()?,
        axes: axes.collect(),
    })
}

fn order(order: Option<Order>) -> IndexOrder {
    match order {
        None => IndexOrder::Best,
        Some(Order::Newest | Order::DueFirst | Order::Id) => IndexOrder::Newest,
        Some(Order::Title) => IndexOrder::Title,
        Some(Order::Number) => IndexOrder::Number,
        Some(Order::Fresh) => IndexOrder::Fresh,
    }
}

fn after(cursor: &str) -> app::Result<After> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let after = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    after.ok_or_else(|| Error::Invalid(vec![Problem::new("cursor", "bad_cursor")]))
}

fn answered(answer: Answer) -> app::Result<(Results, Counts)> {
    let internal = |error: serde_json::Error| Error::Internal(error.to_string());
    let mut items: Vec<Found> = answer
        .cards
        .iter()
        .map(|card| serde_json::from_slice(card).map_err(internal))
        .collect::<app::Result<_>>()?;
    for (item, found) in items.iter_mut().zip(answer.hits) {
        item.hit = found.map(hit);
    }
    let next = answer.next.as_ref().map(serde_json::to_vec).transpose().map_err(internal)?;
    let next = next.map(|next| BASE64_URL_SAFE_NO_PAD.encode(next));
    let (total, has_all_words) = (answer.total.cast_signed(), answer.has_all_words);
    let results = Results { items, total, has_all_words, next };
    let mut axes = answer.counts;
    let mut taken =
        |axis: &str| -> Vec<(String, i64)> { signed(axes.remove(axis).unwrap_or_default()) };
    let (kinds, standings) = (taken("kind"), taken("status"));
    let of = |of: Of| kinds.iter().find(|(kind, _)| kind == of.as_str()).map_or(0, |(_, n)| *n);
    let counts = Counts {
        holders: of(Of::Holder),
        arrays: of(Of::DataArray),
        standings,
        axes: axes.into_iter().map(|(axis, counts)| (axis, signed(counts))).collect(),
        freshness: answer.freshness.map(u64::cast_signed),
    };
    Ok((results, counts))
}

fn hit(found: search::index::Hit) -> Hit {
    let part = |part: search::index::Part| HitPart { text: part.text, is_match: part.is_match };
    Hit {
        place: match found.place {
            Place::Title => HitPlace::Name,
            Place::Owner => HitPlace::Holder,
            Place::Body => HitPlace::Description,
        },
        language: found.language.map(|language| match language {
            Language::Kyrgyz => "ky",
            Language::Russian => "ru",
            Language::English => "en",
        }),
        parts: found.parts.into_iter().map(part).collect(),
    }
}

fn signed(counts: Vec<(String, u64)>) -> Vec<(String, i64)> {
    counts.into_iter().map(|(code, n)| (code, n.cast_signed())).collect()
}
