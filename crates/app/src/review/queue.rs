//! The queue: what waits for the authority, the nearest term first, with exact counts.

use domain::application::{Application, Procedure, State};
use domain::record::Kind;
use jiff::Timestamp;
use store::{Assignee, Axis, Order, Page, Query, Summary};
use uuid::Uuid;

use crate::policy::{self, Deed};
use crate::{App, Caller, Result};

/// In whose hands the cases are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Hands {
    /// It does not matter.
    #[default]
    Anyone,
    /// In the caller's.
    Mine,
    /// In nobody's yet.
    Nobody,
}

/// Which cases, and how many to a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Any of these states; none: whatever waits for the authority.
    pub states: Vec<State>,
    /// Any of these procedures.
    pub procedures: Vec<Procedure>,
    /// Any of these regions of the holder.
    pub regions: Vec<String>,
    /// Any of these sectors of the holder.
    pub sectors: Vec<String>,
    /// In whose hands.
    pub hands: Hands,
    /// Only those whose term has passed.
    pub is_overdue: bool,
    /// Words of the name, or a number.
    pub text: String,
    /// Where the page before ended.
    pub after: Option<String>,
    /// How many to a page.
    pub limit: u32,
}

/// A case as the queue shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub application: Application,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// How many cases a click on each filter would show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By state.
    pub states: Vec<(String, i64)>,
    /// By procedure.
    pub procedures: Vec<(String, i64)>,
    /// By the holder's region.
    pub regions: Vec<(String, i64)>,
    /// By the holder's sector.
    pub sectors: Vec<(String, i64)>,
    /// In anybody's, the caller's and nobody's hands.
    pub hands: [i64; 3],
    /// Whose term has passed.
    pub overdue: i64,
}

/// A page of the queue.
#[derive(Debug, Clone)]
pub struct Queue {
    /// The cases, the nearest term first; with equal terms the oldest first.
    pub cases: Vec<Case>,
    /// How many there are on all pages.
    pub total: i64,
    /// Where the next page begins.
    pub next: Option<String>,
    /// For the filters.
    pub counts: Counts,
}

/// A page of the queue.
pub async fn queue(app: &App, caller: &Caller, filter: &Filter) -> Result<Queue> {
    let by = policy::actor(caller, Deed::ReadQueue, None)?;
    let now = app.now();
    let query = query(filter, by.person, now);
    let count = Query { cursor: None, limit: 0, ..query.clone() };
    let of_hands = |hands| {
        let query = Query { assignee: assignee(hands, by.person), ..count.clone() };
        async move { total(app, query).await }
    };
    let late = Query { due_before: Some(now), statuses: waiting(), ..count.clone() };
    let store = app.store();
    let by_tag = |axis| {
        let count = &count;
        async move { Ok(store.counts(count, Axis::Tag(axis)).await?) }
    };
    let (page, mut states, procedures, regions, sectors, anyone, mine, nobody, overdue) = tokio::try_join!(
        async { Ok(store.find(&query).await?) },
        async { Ok(store.counts(&count, Axis::Status).await?) },
        by_tag("procedure"),
        by_tag("region"),
        by_tag("sector"),
        of_hands(Hands::Anyone),
        of_hands(Hands::Mine),
        of_hands(Hands::Nobody),
        total(app, late),
    )?;
    // What its applicant has not sent is nobody's business here.
    states.retain(|(state, _)| state != State::Draft.as_str());
    let counts =
        Counts { states, procedures, regions, sectors, hands: [anyone, mine, nobody], overdue };
    Ok(Queue { cases: cases(&page)?, total: page.total, next: page.next, counts })
}

async fn total(app: &App, query: Query) -> Result<i64> {
    Ok(app.store().find(&query).await?.total)
}

fn waiting() -> Vec<String> {
    let with_us = State::ALL.into_iter().filter(|state| state.is_with_authority());
    with_us.map(|state| state.as_str().to_owned()).collect()
}

fn assignee(hands: Hands, me: Uuid) -> Assignee {
    match hands {
        Hands::Anyone => Assignee::Any,
        Hands::Mine => Assignee::Person(me),
        Hands::Nobody => Assignee::Nobody,
    }
}

fn query(filter: &Filter, me: Uuid, now: Timestamp) -> Query {
    let shown = filter.states.iter().filter(|state| **state != State::Draft);
    let mut statuses: Vec<String> = shown.map(|state| state.as_str().to_owned()).collect();
    if statuses.is_empty() {
        statuses = waiting();
    }
    if filter.is_overdue {
        statuses.retain(|status| waiting().contains(status));
    }
    let procedures = filter.procedures.iter().map(|p| p.as_str().to_owned()).collect();
    Query {
        kinds: vec![Kind::Application],
        statuses,
        assignee: assignee(filter.hands, me),
        // A number is given at the first submission: what was never sent has none.
        number_prefix: Some(String::new()),
        text: filter.text.clone(),
        tags: vec![
            ("procedure".into(), procedures),
            ("region".into(), filter.regions.clone()),
            ("sector".into(), filter.sectors.clone()),
        ],
        due_before: filter.is_overdue.then_some(now),
        order: Order::DueFirst,
        limit: filter.limit,
        cursor: filter.after.clone(),
        with_state: true,
        ..Query::default()
    }
}

pub(super) fn cases(page: &Page<Summary>) -> Result<Vec<Case>> {
    let mut cases = Vec::with_capacity(page.items.len());
    for summary in &page.items {
        if let Some(loaded) = summary.loaded::<Application>()? {
            let (application, updated_at) = (loaded.record, loaded.updated_at);
            cases.push(Case { id: loaded.id, application, updated_at });
        }
    }
    Ok(cases)
}

/// Drafts that the authority itself began and has not sent yet.
pub async fn own_drafts(app: &App, caller: &Caller) -> Result<Vec<Case>> {
    policy::check(caller, Deed::ReadQueue, None)?;
    let query = Query {
        kinds: vec![Kind::Application],
        statuses: vec![State::Draft.as_str().into()],
        tags: vec![("ex_officio".into(), vec!["yes".into()])],
        limit: 50,
        with_state: true,
        ..Query::default()
    };
    cases(&app.store().find(&query).await?)
}

/// The case to open after another: one's own by term, then those nobody has.
pub async fn next_case(app: &App, caller: &Caller, after: Option<Uuid>) -> Result<Option<Uuid>> {
    let me = policy::actor(caller, Deed::ReadQueue, None)?.person;
    let mut line: Vec<Uuid> = Vec::new();
    let in_hand = |hands, states| Filter { hands, states, limit: 200, ..Filter::default() };
    let filters = if policy::may(caller, Deed::ReviewApplication, None) {
        vec![
            in_hand(Hands::Mine, vec![State::UnderReview]),
            in_hand(Hands::Nobody, vec![State::Submitted]),
        ]
    } else {
        vec![in_hand(Hands::Anyone, vec![State::Proposed])]
    };
    for filter in filters {
        let query = Query { with_state: false, ..query(&filter, me, app.now()) };
        line.extend(app.store().find(&query).await?.items.iter().map(|found| found.id));
    }
    let place = line.iter().position(|id| Some(*id) == after);
    let next = line.get(place.map_or(0, |place| place + 1)).or(line.first()).copied();
    Ok(next.filter(|id| Some(*id) != after))
}
