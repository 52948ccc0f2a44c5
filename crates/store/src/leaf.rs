//! Leaves of the public log, made in the transaction of the act that they prove.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    str::FromStr,
};

use domain::commitment::{Commitment, Sealed};
use domain::field::Catalogue;
use domain::record::{Happened, Kind, Record};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use tlog::{
    Hash,
    leaf::{Act, Leaf, LeafError, Opening, Salt},
};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    feed::kind_of,
    log::hash_of,
    many::each,
    save::Change,
    sql::{Sql, many_rows},
    tx::Tx,
    value::{Json, Row, Val},
};

/// Where the salts of one version come from: 32 unpredictable bytes.
pub(crate) type Seed = [u8; 32];

/// The salt of one commitment. Nobody finds another one, or the seed, from those that are public.
pub(crate) fn salt(seed: &Seed, name: &str) -> Salt {
    let mut mac = Hmac::<Sha256>::new_from_slice(seed).expect("HMAC takes a key of any length");
    mac.update(name.as_bytes());
    Salt::from_bytes(mac.finalize().into_bytes().into())
}

impl Tx<'_> {
    /// Keeps a leaf for each public event; each names the leaf of the version before it.
    pub(crate) async fn save_leaves(
        &mut self,
        kind: Kind,
        changes: &[Change],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sealed: Vec<&Change> =
            changes.iter().filter(|c| c.events.iter().any(|e| e.sealed.is_some())).collect();
        let newest = self.newest_leaves(kind, &sealed).await?;
        let made =
            each(sealed, |change| sealed_rows(kind, change, newest.get(&change.id).copied(), at));
        let rows = made.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
        self.run_all(many_rows(LEAF, rows, "")).await
    }

    async fn newest_leaves(
        &mut self,
        kind: Kind,
        changes: &[&Change],
    ) -> Result<HashMap<Uuid, Hash>, StoreError> {
        let mut newest = HashMap::new();
        let old: Vec<Uuid> = changes.iter().filter(|c| !c.is_new).map(|c| c.id).collect();
        for ids in old.chunks(500) {
            let mut sql = Sql::new("SELECT id, hash FROM leaf WHERE ");
            sql.push("kind = ? AND ", [kind.as_str().into()]);
            sql.push_in("id", ids.iter().map(|id| Val::from(*id)));
            let last = " AND revision = (SELECT max(revision) FROM leaf AS other \
                        WHERE other.kind = leaf.kind AND other.id = leaf.id)";
            sql.push(last, []);
            for row in self.ask(&sql).await? {
                let hash: Vec<u8> = row.get("hash")?;
                newest.insert(row.get("id")?, hash_of(&hash)?);
            }
        }
        Ok(newest)
    }
}

impl Store {
    /// Seals every version of a record that a program without a log has kept.
    pub async fn seal_history<R: Record>(
        &self,
        id: Uuid,
        fields: &Catalogue,
    ) -> Result<(), StoreError> {
        let (mut record, mut prev, mut rows) = (None, None, Vec::new());
        for stored in self.history::<R>(id).await? {
            let event = stored.event.ok_or(StoreError::Erased(id))?;
            let happened = Happened { event: &event, at: stored.at, by: &stored.by };
            let now: R = R::apply(record.take(), happened);
            if let Some(sealed) = now.sealed(&event, fields) {
                let (row, hash) =
                    sealed_row(R::KIND, id, stored.revision, &sealed, prev, stored.at)?;
                rows.push(row);
                prev = Some(hash);
            }
            record = Some(now);
        }
        let statements = &many_rows(LEAF, rows, "ON CONFLICT (kind, id, revision) DO NOTHING");
        self.write("seal_history", |tx| {
            Box::pin(async move { tx.run_all(statements.clone()).await })
        })
        .await
    }

    /// Records with public events, after a place in the feed, that no leaf seals.
    pub async fn unsealed(&self, after: i64) -> Result<HashSet<(Kind, Uuid)>, StoreError> {
        // By the place alone: for one kind, or for each record once, SQLite would go through all events.
        let sql = "SELECT event.kind, event.id FROM event LEFT JOIN leaf \
                   ON leaf.kind = event.kind \
                   AND leaf.id = event.id AND leaf.revision = event.revision \
                   WHERE event.public_seq > $1 AND leaf.id IS NULL";
        let rows = self.rows(sql, &[after.into()]).await?;
        rows.iter().map(|row| Ok((kind_of(&row.get::<String>("kind")?)?, row.get("id")?))).collect()
    }

    /// Lays commitments of a version open: those whose salt was not forgotten.
    ///
    /// The commitments come from the record's history; whoever reads them checks them by the leaf.
    pub async fn openings(
        &self,
        kind: Kind,
        id: Uuid,
        revision: i64,
        commitments: &[&Commitment],
    ) -> Result<Vec<Opening>, StoreError> {
        let sql = "SELECT seed, salts FROM leaf WHERE kind = $1 AND id = $2 AND revision = $3";
        let rows = self.rows(sql, &[kind.as_str().into(), id.into(), revision.into()]).await?;
        let Some(row) = rows.first() else { return Ok(Vec::new()) };
        let salts = Salts::from_row(row)?;
        let open = |c: &&Commitment| Some(opening(salts.of(&c.name)?, c));
        let opened = commitments.iter().filter_map(open).collect::<Result<Vec<_>, _>>();
        opened.map_err(|error| StoreError::NotSealed(id.to_string(), error.to_string()))
    }
}

const LEAF: &str = "INSERT INTO leaf (kind, id, revision, hash, body, seed)";

/// The leaves of a change, each naming the one before it.
fn sealed_rows(
    kind: Kind,
    change: &Change,
    mut prev: Option<Hash>,
    at: Timestamp,
) -> Result<Vec<Vec<Val>>, StoreError> {
    let mut rows = Vec::new();
    for event in &change.events {
        let Some(sealed) = &event.sealed else { continue };
        let (row, hash) = sealed_row(kind, change.id, event.revision, sealed, prev, at)?;
        prev = Some(hash);
        rows.push(row);
    }
    Ok(rows)
}

/// A leaf with new salts, as it is kept, and its hash.
fn sealed_row(
    kind: Kind,
    id: Uuid,
    revision: i64,
    sealed: &Sealed,
    prev: Option<Hash>,
    at: Timestamp,
) -> Result<(Vec<Val>, Hash), StoreError> {
    let seed = new_seed();
    let body = leaf(sealed, revision, prev, &seed, at)?.to_string().into_bytes();
    let hash = Hash::of_leaf(&body);
    let row = vec![
        kind.as_str().into(),
        id.into(),
        revision.into(),
        hash.as_bytes().to_vec().into(),
        body.into(),
        seed.to_vec().into(),
    ];
    Ok((row, hash))
}

/// The salts of a version: all of them from one seed, or what forgetting has left.
pub(crate) enum Salts {
    Seed(Seed),
    Left(BTreeMap<String, String>),
}

impl Salts {
    pub(crate) fn from_row(row: &Row) -> Result<Self, StoreError> {
        let seed: Option<Vec<u8>> = row.get("seed")?;
        let left: Option<Json> = row.get("salts")?;
        match seed.and_then(|seed| seed.try_into().ok()) {
            Some(seed) => Ok(Salts::Seed(seed)),
            None => left.map_or(Ok(BTreeMap::new()), |left| left.read("salts")).map(Salts::Left),
        }
    }

    pub(crate) fn of(&self, name: &str) -> Option<Salt> {
        match self {
            Salts::Seed(seed) => Some(salt(seed, name)),
            Salts::Left(left) => left.get(name)?.parse().ok(),
        }
    }
}

/// The leaf of a version. One too long for the log commits to lists as a whole.
fn leaf(
    sealed: &Sealed,
    version: i64,
    prev: Option<Hash>,
    seed: &Seed,
    at: Timestamp,
) -> Result<Leaf, StoreError> {
    let written = |sealed: &Sealed| {
        let act = Act {
            kind: word(sealed.kind)?,
            subject: word(&sealed.subject)?,
            version: version.unsigned_abs(),
            event: word(sealed.act)?,
            at,
            prev,
        };
        let openings = sealed.commitments.iter().map(|c| opening(salt(seed, &c.name), c));
        Leaf::new(act, &openings.collect::<Result<Vec<_>, _>>()?).map_err(NotSealed::from)
    };
    match written(sealed) {
        Err(NotSealed::Leaf(LeafError::TooLong)) => written(&sealed.coarse()),
        other => other,
    }
    .map_err(|error| StoreError::NotSealed(sealed.subject.clone(), error.to_string()))
}

/// What keeps an act from being sealed: a mistake of the program or of the law's patterns.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotSealed {
    #[error("{0} is no word of a leaf")]
    Word(String),
    #[error(transparent)]
    Leaf(#[from] LeafError),
}

pub(crate) fn word<T: FromStr>(text: &str) -> Result<T, NotSealed> {
    text.parse().map_err(|_| NotSealed::Word(text.to_owned()))
}

fn opening(salt: Salt, commitment: &Commitment) -> Result<Opening, NotSealed> {
    opening_of(salt, &commitment.name, &commitment.value)
}

pub(crate) fn opening_of(salt: Salt, name: &str, value: &str) -> Result<Opening, NotSealed> {
    // As the database keeps it: see `Json::of`.
    Ok(Opening::new(word(name)?, salt, &value.replace('\0', "\u{fffd}")))
}

/// Salts must be unpredictable for ever.
#[expect(clippy::disallowed_methods, reason = "no rule and no test depends on it")]
pub(crate) fn new_seed() -> Seed {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).expect("the operating system gives randomness");
    seed
}
