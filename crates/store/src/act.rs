//! Acts: load, decide, apply, save, in the transaction of the caller.

use std::{borrow::Cow, fmt, sync::OnceLock};

use domain::field::Catalogue;
use domain::record::{Actor, Event, Happened, Moment, Record};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    StoreError,
    save::{Change, Lost, NewEvent},
    tx::Tx,
    value::{Json, Row, truncated},
};

/// A record with its place in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded<R> {
    /// Its id.
    pub id: Uuid,
    /// How many events it has lived through.
    pub revision: i64,
    /// What they add up to.
    pub record: R,
    /// When its first event happened.
    pub created_at: Timestamp,
    /// When its last event happened.
    pub updated_at: Timestamp,
}

impl<R: Record> Loaded<R> {
    pub(crate) fn from_row(row: &Row) -> Result<Self, StoreError> {
        let id: Uuid = row.get("id")?;
        let state: Json = row.get("state")?;
        Ok(Loaded {
            id,
            revision: row.get("revision")?,
            record: state.read(&format!("state of {} {id}", R::KIND))?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

/// What the caller believes about the record it acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// It does not exist yet.
    New,
    /// It stands at this revision: what the person saw.
    Revision(i64),
    /// Whatever it is, or nothing yet.
    Any,
}

/// Why an act was not done.
#[derive(Debug)]
pub enum ActError<X> {
    /// The law refuses it.
    Refused(X),
    /// Somebody else acted meanwhile.
    Conflict {
        /// Where the record stands now.
        current: i64,
    },
    /// Another live record holds the key.
    Duplicate {
        /// The kind of key.
        scope: String,
        /// The key.
        value: String,
        /// The record that holds it.
        id: Uuid,
    },
    /// There is no such record.
    NotFound,
    /// The machinery failed.
    Store(StoreError),
}

impl<X> From<StoreError> for ActError<X> {
    fn from(error: StoreError) -> Self {
        ActError::Store(error)
    }
}

impl<X: fmt::Debug> fmt::Display for ActError<X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ActError::Refused(refusal) => write!(f, "refused: {refusal:?}"),
            ActError::Conflict { current } => write!(f, "conflict: the record stands at {current}"),
            ActError::Duplicate { scope, value, id } => {
                write!(f, "{scope} {value} belongs to {id}")
            }
            ActError::NotFound => f.write_str("no such record"),
            ActError::Store(error) => error.fmt(f),
        }
    }
}

impl<X: fmt::Debug> std::error::Error for ActError<X> {}

impl Tx<'_> {
    /// The record, held for this transaction: nobody else can change it until the end.
    pub async fn load<R: Record>(&mut self, id: Uuid) -> Result<Option<Loaded<R>>, StoreError> {
        let sql = format!(
            "SELECT id, revision, state, created_at, updated_at FROM record \
             WHERE kind = $1 AND id = $2{}",
            self.for_update
        );
        let rows = self.rows(&sql, &[R::KIND.as_str().into(), id.into()]).await?;
        rows.first().map(Loaded::from_row).transpose()
    }

    /// The live record that holds a unique key, held for this transaction.
    pub async fn load_by_key<R: Record>(
        &mut self,
        scope: &str,
        value: &str,
    ) -> Result<Option<Loaded<R>>, StoreError> {
        let sql = "SELECT id FROM unique_key WHERE kind = $1 AND scope = $2 AND value = $3";
        let value = crate::save::bounded(value);
        let values = [R::KIND.as_str().into(), scope.into(), value.as_ref().into()];
        match self.rows(sql, &values).await?.first() {
            Some(row) => self.load::<R>(row.get("id")?).await,
            None => Ok(None),
        }
    }

    /// Does an act: the law decides, the events are kept, the record and its facets are saved.
    pub async fn act<R: Record>(
        &mut self,
        id: Uuid,
        expected: Expected,
        act: R::Act,
        by: &Actor,
        moment: &Moment,
    ) -> Result<Loaded<R>, ActError<R::Refusal>> {
        let current = self.load::<R>(id).await?;
        let revision = current.as_ref().map(|loaded| loaded.revision);
        check(expected, revision)?;
        let acts = std::iter::once(act);
        let (loaded, change) = decide::<R>(id, current, acts, by, moment, &Fields::new())?;
        let Some(change) = change else { return Ok(loaded) };
        match self.save(R::KIND, vec![change], by, moment).await?.pop() {
            None => Ok(loaded),
            Some((_, lost)) => Err(lost.into()),
        }
    }
}

impl<X> From<Lost> for ActError<X> {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Conflict { current } => ActError::Conflict { current },
            Lost::Duplicate { scope, value, id } => ActError::Duplicate { scope, value, id },
        }
    }
}

pub(crate) fn check<X>(expected: Expected, current: Option<i64>) -> Result<(), ActError<X>> {
    match (expected, current) {
        (Expected::Any, _) | (Expected::New, None) => Ok(()),
        (Expected::Revision(seen), Some(now)) if seen == now => Ok(()),
        (_, Some(current)) => Err(ActError::Conflict { current }),
        (Expected::Revision(_), None) => Err(ActError::NotFound),
    }
}

/// A record on its way through its acts.
struct Course<R> {
    state: Option<R>,
    revision: i64,
    events: Vec<NewEvent>,
    erased_below: Option<i64>,
}

/// A record after its acts, with what there is to save.
pub(crate) type Decided<R> = (Loaded<R>, Option<Change>);

/// The fields of the moment, made when the first public act of a transaction asks for them.
pub(crate) type Fields = OnceLock<Cow<'static, Catalogue>>;

/// Runs acts on a record in memory. Without any event there is nothing to save.
pub(crate) fn decide<R: Record>(
    id: Uuid,
    current: Option<Loaded<R>>,
    acts: impl Iterator<Item = R::Act>,
    by: &Actor,
    moment: &Moment,
    fields: &Fields,
) -> Result<Decided<R>, ActError<R::Refusal>> {
    let mut moment = moment.clone();
    moment.at = truncated(moment.at);
    let known = current.as_ref().map(|c| (c.revision, c.created_at, c.updated_at));
    let (revision, created_at, updated_at) = known.unwrap_or((0, moment.at, moment.at));
    let state = current.map(|c| c.record);
    let mut course = Course { state, revision, events: Vec::new(), erased_below: None };
    for act in acts {
        let events =
            R::decide(course.state.as_ref(), act, by, &moment).map_err(ActError::Refused)?;
        for event in events {
            course.happen(&event, by, &moment, fields)?;
        }
    }
    let changed = !course.events.is_empty();
    let revision = course.revision;
    let updated_at = if changed { moment.at } else { updated_at };
    let Some(record) = course.state else { return Err(ActError::NotFound) };
    let loaded = Loaded { id, revision, record, created_at, updated_at };
    if !changed {
        return Ok((loaded, None));
    }
    let facets = loaded.record.facets();
    let change = Change {
        id,
        is_new: known.is_none(),
        revision,
        state: Json::of(&loaded.record)?,
        facets,
        events: course.events,
        erased_below: course.erased_below,
        created_at,
        updated_at,
    };
    Ok((loaded, Some(change)))
}

impl<R: Record> Course<R> {
    fn happen(
        &mut self,
        event: &R::Event,
        by: &Actor,
        moment: &Moment,
        fields: &Fields,
    ) -> Result<(), StoreError> {
        let record = R::apply(self.state.take(), Happened { event, at: moment.at, by });
        let public = event.is_public();
        self.revision += 1;
        let mut state = None;
        if event.erases() {
            self.events.iter_mut().for_each(NewEvent::erase);
            self.erased_below = Some(self.revision);
            state = Some(Json::of(&record)?);
        }
        let fields = || fields.get_or_init(|| moment.fields());
        let sealed = if public { record.sealed(event, fields()) } else { None };
        self.state = Some(record);
        self.events.push(NewEvent {
            revision: self.revision,
            act: event.name(),
            body: Some(Json::of(event)?),
            state,
            public,
            sealed,
        });
        Ok(())
    }
}
