//! Saving changed records: keys, rows, tags and events, many at a time.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use domain::commitment::Sealed;
use domain::record::{Actor, Facets, Kind, Moment, fold};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    StoreError,
    many::each,
    sql::{Sql, many_rows},
    tx::Tx,
    value::{Json, Val, truncated},
};

/// The key scope under which a record's number is unique.
const NUMBER: &str = "number";
const LONGEST_TITLE: usize = 150;
const LONGEST_KEY: usize = 600;

/// A record as it is to be saved.
pub(crate) struct Change {
    pub id: Uuid,
    pub is_new: bool,
    pub revision: i64,
    pub state: Json,
    pub facets: Facets,
    pub events: Vec<NewEvent>,
    pub erased_below: Option<i64>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// An event as it is to be saved.
pub(crate) struct NewEvent {
    pub revision: i64,
    pub act: &'static str,
    pub body: Option<Json>,
    pub state: Option<Json>,
    pub public: bool,
    /// What the public log commits to.
    pub sealed: Option<Sealed>,
}

impl NewEvent {
    pub fn erase(&mut self) {
        self.body = None;
        self.state = None;
    }
}

/// Why one change of several was not saved; nothing of it is left.
#[derive(Debug, Clone)]
pub(crate) enum Lost {
    Conflict { current: i64 },
    Duplicate { scope: String, value: String, id: Uuid },
}

type Key = (String, String);

impl Change {
    fn keys(&self) -> BTreeSet<Key> {
        let unique = self
            .facets
            .unique
            .iter()
            .map(|(scope, value)| (scope.to_string(), bounded(value).into_owned()));
        unique.chain(self.facets.number.iter().map(|n| (NUMBER.to_owned(), n.clone()))).collect()
    }
}

impl Tx<'_> {
    /// Saves what can be saved and tells which changes lost, and to whom.
    pub(crate) async fn save(
        &mut self,
        kind: Kind,
        mut changes: Vec<Change>,
        by: &Actor,
        moment: &Moment,
    ) -> Result<Vec<(Uuid, Lost)>, StoreError> {
        let lost = self.save_records(kind, &mut changes).await?;
        self.save_events(kind, &changes, by, moment).await?;
        self.save_leaves(kind, &changes, truncated(moment.at)).await?;
        self.audit_events(kind, &changes, by, moment.at);
        self.erase_bodies(kind, &changes).await?;
        Ok(lost.into_iter().collect())
    }

    /// Keys, rows and tags, without events; what lost is taken out of the changes.
    pub(crate) async fn save_records(
        &mut self,
        kind: Kind,
        changes: &mut Vec<Change>,
    ) -> Result<HashMap<Uuid, Lost>, StoreError> {
        for change in changes.iter_mut() {
            let facets = &mut change.facets;
            facets.due_at = facets.due_at.map(truncated);
            facets.fresh_at = facets.fresh_at.map(truncated);
        }
        let mut lost = self.claim_keys(kind, changes).await?;
        changes.retain(|change| !lost.contains_key(&change.id));
        let conflicts = self.save_rows(kind, changes).await?;
        if !conflicts.is_empty() {
            self.give_back_keys(kind, changes, &conflicts).await?;
            changes.retain(|change| !conflicts.contains_key(&change.id));
            lost.extend(conflicts);
        }
        self.save_tags(kind, changes).await?;
        Ok(lost)
    }

    /// Takes the new keys of all changes, or none of a change whose keys are not all free.
    async fn claim_keys(
        &mut self,
        kind: Kind,
        changes: &[Change],
    ) -> Result<HashMap<Uuid, Lost>, StoreError> {
        let held = self.held_keys(kind, changes).await?;
        let none = BTreeSet::new();
        // In the order of the keys: two transactions that want the same ones cannot lock each other out.
        let mut wanted: BTreeMap<Key, Uuid> = BTreeMap::new();
        let mut lost = HashMap::new();
        for change in changes {
            let held = held.get(&change.id).unwrap_or(&none);
            let added: Vec<Key> = change.keys().difference(held).cloned().collect();
            // Inside one batch, the earlier record wins.
            if let Some(key) = added.iter().find(|key| wanted.contains_key(*key)) {
                let id = wanted[key];
                let (scope, value) = key.clone();
                lost.insert(change.id, Lost::Duplicate { scope, value, id });
            } else {
                wanted.extend(added.into_iter().map(|key| (key, change.id)));
            }
        }
        let won = self.insert_keys(kind, &wanted).await?;
        let missed: Vec<_> = wanted.iter().filter(|(key, _)| !won.contains(*key)).collect();
        if !missed.is_empty() {
            lost.extend(self.explain_keys(kind, missed).await?);
            let back =
                wanted.iter().filter(|(key, id)| lost.contains_key(id) && won.contains(*key));
            self.delete_keys(kind, back.map(|(key, _)| key)).await?;
        }
        let kept = changes.iter().filter(|change| !lost.contains_key(&change.id));
        let dropped: Vec<Key> = kept
            .filter_map(|change| {
                Some(held.get(&change.id)?.difference(&change.keys()).cloned().collect::<Vec<_>>())
            })
            .flatten()
            .collect();
        self.delete_keys(kind, dropped.iter()).await?;
        Ok(lost)
    }

    async fn held_keys(
        &mut self,
        kind: Kind,
        changes: &[Change],
    ) -> Result<HashMap<Uuid, BTreeSet<Key>>, StoreError> {
        let mut held: HashMap<Uuid, BTreeSet<Key>> = HashMap::new();
        let old: Vec<Uuid> = changes.iter().filter(|c| !c.is_new).map(|c| c.id).collect();
        for ids in old.chunks(500) {
            let mut sql = Sql::new("SELECT id, scope, value FROM unique_key WHERE ");
            sql.push("kind = ? AND ", [kind.as_str().into()]);
            sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
            for row in self.ask(&sql).await? {
                held.entry(row.get("id")?)
                    .or_default()
                    .insert((row.get("scope")?, row.get("value")?));
            }
        }
        Ok(held)
    }

    async fn insert_keys(
        &mut self,
        kind: Kind,
        wanted: &BTreeMap<Key, Uuid>,
    ) -> Result<HashSet<Key>, StoreError> {
        let row = |((scope, value), id): (&Key, &Uuid)| {
            vec![kind.as_str().into(), scope.as_str().into(), value.as_str().into(), (*id).into()]
        };
        let head = "INSERT INTO unique_key (kind, scope, value, id)";
        let tail = "ON CONFLICT (kind, scope, value) DO NOTHING RETURNING scope, value";
        let mut won = HashSet::new();
        for sql in many_rows(head, wanted.iter().map(row).collect(), tail) {
            for row in self.ask(&sql).await? {
                won.insert((row.get("scope")?, row.get("value")?));
            }
        }
        Ok(won)
    }

    /// Who holds the keys that could not be taken.
    async fn explain_keys(
        &mut self,
        kind: Kind,
        missed: Vec<(&Key, &Uuid)>,
    ) -> Result<HashMap<Uuid, Lost>, StoreError> {
        let mut lost = HashMap::new();
        let sql = "SELECT id FROM unique_key WHERE kind = $1 AND scope = $2 AND value = $3";
        for ((scope, value), id) in missed {
            let values = [kind.as_str().into(), scope.as_str().into(), value.as_str().into()];
            let rows = self.rows(sql, &values).await?;
            // The holder may have let go of it in this very moment: then the nil id says "unknown".
            let holder = rows.first().map(|row| row.get("id")).transpose()?.unwrap_or(Uuid::nil());
            let (scope, value) = (scope.clone(), value.clone());
            lost.insert(*id, Lost::Duplicate { scope, value, id: holder });
        }
        Ok(lost)
    }

    async fn delete_keys(
        &mut self,
        kind: Kind,
        keys: impl Iterator<Item = &Key>,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM unique_key WHERE kind = $1 AND scope = $2 AND value = $3";
        for (scope, value) in keys.cloned().collect::<Vec<_>>() {
            self.put_rows(sql, &[kind.as_str().into(), scope.into(), value.into()]).await?;
        }
        Ok(())
    }

    /// Keys taken for records that then turned out to exist already.
    async fn give_back_keys(
        &mut self,
        kind: Kind,
        changes: &[Change],
        conflicts: &HashMap<Uuid, Lost>,
    ) -> Result<(), StoreError> {
        let losers = changes.iter().filter(|change| conflicts.contains_key(&change.id));
        let keys: Vec<Key> = losers.flat_map(Change::keys).collect();
        self.delete_keys(kind, keys.iter()).await
    }

    async fn save_rows(
        &mut self,
        kind: Kind,
        changes: &[Change],
    ) -> Result<HashMap<Uuid, Lost>, StoreError> {
        let (new, old): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|c| c.is_new);
        let rows = old.iter().map(|change| record_row(kind, change)).collect();
        self.run_all(many_rows(RECORD, rows, OVERWRITE)).await?;
        let rows = each(new.clone(), |change| record_row(kind, change));
        let mut inserted = HashSet::new();
        for sql in many_rows(RECORD, rows, "ON CONFLICT (kind, id) DO NOTHING RETURNING id") {
            for row in self.ask(&sql).await? {
                inserted.insert(row.get::<Uuid>("id")?);
            }
        }
        let mut conflicts = HashMap::new();
        for change in new.iter().filter(|change| !inserted.contains(&change.id)) {
            let sql = "SELECT revision FROM record WHERE kind = $1 AND id = $2";
            let rows = self.rows(sql, &[kind.as_str().into(), change.id.into()]).await?;
            let current = rows.first().map(|row| row.get("revision")).transpose()?.unwrap_or(0);
            conflicts.insert(change.id, Lost::Conflict { current });
        }
        Ok(conflicts)
    }

    async fn save_tags(&mut self, kind: Kind, changes: &[Change]) -> Result<(), StoreError> {
        let old: Vec<Uuid> = changes.iter().filter(|c| !c.is_new).map(|c| c.id).collect();
        for ids in old.chunks(500) {
            let mut sql = Sql::new("DELETE FROM tag WHERE ");
            sql.push("kind = ? AND ", [kind.as_str().into()]);
            sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
            self.run(&sql).await?;
        }
        let rows = changes.iter().flat_map(|change| {
            let tags: BTreeSet<_> = change.facets.tags.iter().collect();
            tags.into_iter().map(|(axis, value)| {
                vec![
                    kind.as_str().into(),
                    change.id.into(),
                    (*axis).into(),
                    bounded(value).as_ref().into(),
                ]
            })
        });
        let head = "INSERT INTO tag (kind, id, axis, value)";
        self.run_all(many_rows(head, rows.collect(), "")).await
    }

    async fn save_events(
        &mut self,
        kind: Kind,
        changes: &[Change],
        by: &Actor,
        moment: &Moment,
    ) -> Result<(), StoreError> {
        let (at, law) = (truncated(moment.at), law_version(moment));
        let mut rows = Vec::new();
        for change in changes {
            for event in &change.events {
                rows.push(vec![
                    kind.as_str().into(),
                    change.id.into(),
                    event.revision.into(),
                    event.act.into(),
                    event.body.clone().into(),
                    event.state.clone().into(),
                    by.person.into(),
                    by.name.as_str().into(),
                    at.into(),
                    law.as_str().into(),
                ]);
                if event.public {
                    self.public.push((kind, change.id, event.revision));
                }
            }
        }
        let head = "INSERT INTO event \
                    (kind, id, revision, act, body, state, actor_id, actor_name, at, law)";
        self.run_all(many_rows(head, rows, "")).await
    }

    /// A purge: what was said before it is no longer kept, only that something was said.
    async fn erase_bodies(&mut self, kind: Kind, changes: &[Change]) -> Result<(), StoreError> {
        let sql = "UPDATE event SET body = NULL, state = NULL \
                   WHERE kind = $1 AND id = $2 AND revision < $3";
        for change in changes {
            if let Some(revision) = change.erased_below {
                self.put_rows(sql, &[kind.as_str().into(), change.id.into(), revision.into()])
                    .await?;
            }
        }
        Ok(())
    }
}

/// Which law the act was decided under, for the record.
fn law_version(moment: &Moment) -> String {
    moment.law.version()
}

const RECORD: &str = "INSERT INTO record (kind, id, revision, state, status, number, holder, \
    subject, assignee, due_at, fresh_at, title, title_key, text, created_at, updated_at)";

const OVERWRITE: &str = "ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, \
    state = excluded.state, status = excluded.status, number = excluded.number, \
    holder = excluded.holder, subject = excluded.subject, assignee = excluded.assignee, \
    due_at = excluded.due_at, fresh_at = excluded.fresh_at, title = excluded.title, \
    title_key = excluded.title_key, text = excluded.text, updated_at = excluded.updated_at";

fn record_row(kind: Kind, change: &Change) -> Vec<Val> {
    let facets = &change.facets;
    vec![
        kind.as_str().into(),
        change.id.into(),
        change.revision.into(),
        change.state.clone().into(),
        facets.status.as_str().into(),
        facets.number.clone().into(),
        facets.holder.into(),
        facets.subject.into(),
        facets.assignee.into(),
        facets.due_at.into(),
        facets.fresh_at.into(),
        facets.title.as_str().into(),
        title_key(&facets.title).into(),
        fold(&facets.text).into(),
        change.created_at.into(),
        change.updated_at.into(),
    ]
}

/// A key or tag as it is indexed: a very long one becomes its beginning and its hash.
pub(crate) fn bounded(value: &str) -> Cow<'_, str> {
    if value.len() <= LONGEST_KEY {
        return value.into();
    }
    let beginning: String = value.chars().take(100).collect();
    format!("{beginning}…{}", hex::encode(Sha256::digest(value))).into()
}

/// A text whose bytes sort as the Kyrgyz alphabet does: ё after е, ң after н, ө after о, ү after у.
/// The letter is followed by one that stands behind every other.
pub fn title_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len().min(600));
    // Cut, because an index row of PostgreSQL holds no more than 2,700 bytes.
    for letter in title.chars().take(LONGEST_TITLE).flat_map(char::to_lowercase) {
        match letter {
            'ё' => key.push_str("е\u{f8ff}"),
            'ң' => key.push_str("н\u{f8ff}"),
            'ө' => key.push_str("о\u{f8ff}"),
            'ү' => key.push_str("у\u{f8ff}"),
            letter if letter.is_alphanumeric() => key.push(letter),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key
}
