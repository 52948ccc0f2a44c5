//! An application in memory: a fresh database on either engine, the law as it is, a clock set by
//! hand, chance that repeats, and the people of the tests.

use app::caller::{Caller, Membership, OrganisationRole, StaffRole};
use app::{App, Clock, Error, Randomness, Settings, application, review};
use domain::application::{Application, Outcome, Procedure, State};
use domain::record::Actor;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use store::{Loaded, Store, StoreConfig, Val};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{cluster, samples};

#[derive(Default)]
struct SetByHand(AtomicI64);

impl Clock for SetByHand {
    fn now(&self) -> Timestamp {
        samples::moment(self.0.load(Ordering::Relaxed)).at
    }
}

/// Numbers that never come twice and are the same with every run.
#[derive(Default)]
struct Counted(AtomicU64);

impl Randomness for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::Relaxed).to_le_bytes();
        for (place, byte) in bytes.iter_mut().rev().enumerate() {
            *byte = count.get(place).copied().unwrap_or_default();
        }
    }
}

pub struct House {
    pub app: App,
    clock: Arc<SetByHand>,
    chance: Arc<Counted>,
    config: StoreConfig,
    database: Option<String>,
    _folder: TempDir,
}

/// The organisation of the sample, and another one.
pub const OURS: Uuid = Uuid::from_u128(100);
pub const THEIRS: Uuid = Uuid::from_u128(200);

impl House {
    pub async fn sqlite() -> House {
        let folder = tempfile::tempdir().unwrap();
        House::open("sqlite:test.db".into(), folder, None).await
    }

    /// `None` only if KORGOO_SKIP_POSTGRES=1 says so.
    pub async fn postgres() -> Option<House> {
        let (url, name) = cluster::new_database(cluster::server()?).await;
        Some(House::open(url, tempfile::tempdir().unwrap(), Some(name)).await)
    }

    async fn open(url: String, folder: TempDir, database: Option<String>) -> House {
        let config = StoreConfig::new(url, folder.path());
        let store = Store::open(config.clone()).await.unwrap();
        store.migrate().await.unwrap();
        let (clock, chance) = (Arc::<SetByHand>::default(), Arc::<Counted>::default());
        let app = app(store, clock.clone(), chance.clone());
        let house = House { app, clock, chance, config, database, _folder: folder };
        house.let_people_in().await;
        house
    }

    /// The same, as another program sees it: with connections of its own.
    pub async fn opened_again(&self) -> App {
        let store = Store::open(self.config.clone()).await.unwrap();
        app(store, self.clock.clone(), self.chance.clone())
    }

    async fn let_people_in(&self) {
        let now = self.app.now();
        for number in 1..=8_u128 {
            let id = Uuid::from_u128(number);
            let sql = "INSERT INTO person (id, email, name, language, status, created_at, updated_at) \
                       VALUES ($1, $2, $3, 'ky', 'active', $4, $4)";
            let (email, name) = (format!("{number}@example.kg"), samples::person(number).name);
            self.put(sql, vec![id.into(), email.into(), name.into(), now.into()]).await;
        }
        for organisation in [OURS, THEIRS] {
            let sql = "INSERT INTO organisation (id, name, created_at) VALUES ($1, 'Үлгү', $2)";
            self.put(sql, vec![organisation.into(), now.into()]).await;
        }
        let sql = "INSERT INTO membership (person, organisation, role, created_at) \
                   VALUES ($1, $2, 'owner', $3)";
        self.put(sql, vec![Uuid::from_u128(1).into(), OURS.into(), now.into()]).await;
        for (person, role) in
            [(2, "registrar"), (3, "head"), (4, "administrator"), (8, "registrar")]
        {
            let sql = "INSERT INTO staff_role (person, role, granted_by, granted_at) \
                       VALUES ($1, $2, $1, $3)";
            self.put(sql, vec![Uuid::from_u128(person).into(), role.into(), now.into()]).await;
        }
    }

    async fn put(&self, sql: &str, values: Vec<Val>) {
        let values = &values;
        let done: Result<(), Error> = self
            .app
            .store()
            .write("prepare", |tx| {
                Box::pin(async move {
                    tx.put_rows(sql, values).await?;
                    Ok(())
                })
            })
            .await;
        done.unwrap();
    }

    pub async fn close(self) {
        self.app.store().close().await;
        if let (Some(name), Some(server)) = (&self.database, cluster::server()) {
            cluster::drop_database(server, name).await;
        }
    }

    pub fn wait_days(&self, days: i64) {
        self.wait_hours(24 * days);
    }

    pub fn wait_hours(&self, hours: i64) {
        let seconds = SignedDuration::from_hours(hours).as_secs();
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Empties a table, as if it had never been filled.
    pub async fn forget(&self, table: &str) {
        self.put(&format!("DELETE FROM {table}"), Vec::new()).await;
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) AS n FROM {table}");
        self.app.store().rows(&sql, &[]).await.unwrap()[0].get("n").unwrap()
    }

    /// Begins and sends; the organisation is that of the caller.
    pub async fn sent(
        &self,
        who: &Caller,
        procedure: Procedure,
        about: Option<Uuid>,
        entry: Value,
    ) -> Uuid {
        let id = self.started(who, procedure, about, entry).await;
        application::submit(&self.app, who, id, None).await.unwrap();
        id
    }

    pub async fn started(
        &self,
        who: &Caller,
        procedure: Procedure,
        about: Option<Uuid>,
        entry: Value,
    ) -> Uuid {
        let organisation = who.memberships[0].organisation;
        application::start(&self.app, who, organisation, procedure, about, entry).await.unwrap()
    }

    /// Takes it in hand and grants it.
    pub async fn granted(&self, id: Uuid) -> Loaded<Application> {
        self.take(id).await;
        self.grant(id).await.unwrap()
    }

    pub async fn take(&self, id: Uuid) {
        review::assign(&self.app, &registrar(), id, None).await.unwrap();
    }

    pub async fn grant(&self, id: Uuid) -> app::Result<Loaded<Application>> {
        let (ground, reasons) = (String::new(), String::new());
        review::decide(&self.app, &registrar(), id, None, Outcome::Grant, ground, reasons).await
    }

    pub async fn refuse(&self, id: Uuid) -> app::Result<Loaded<Application>> {
        let (ground, reasons) = ("not_subject".to_owned(), "себеп".to_owned());
        review::decide(&self.app, &registrar(), id, None, Outcome::Refuse, ground, reasons).await
    }

    pub async fn save(&self, who: &Caller, id: Uuid, branch: &str, value: Value) {
        let changes = Map::from_iter([(branch.to_owned(), value)]);
        application::save(&self.app, who, id, None, changes).await.unwrap();
    }

    /// The sample's holder, registered, and its number.
    pub async fn registered_holder(&self) -> String {
        let id = self.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        assert_eq!(self.granted(id).await.record.state, State::Registered);
        let holder = self.app.store().get::<domain::holder::Holder>(OURS).await.unwrap();
        holder.unwrap().record.number
    }

    /// The sample's array, registered, and the record.
    pub async fn registered_array(&self) -> Loaded<domain::data_array::DataArray> {
        let id = self.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        let subject = self.granted(id).await.record.subject;
        self.app.store().get(subject).await.unwrap().unwrap()
    }

    /// The public feed has no gap; how long it is.
    pub async fn gapless_feed(&self) -> i64 {
        let feed = self.app.store().public_changes(0, 1000).await.unwrap();
        let places: Vec<i64> = feed.iter().map(|event| event.seq).collect();
        let last = i64::try_from(places.len()).unwrap();
        assert_eq!(places, (1..=last).collect::<Vec<_>>());
        assert_eq!(self.app.store().last_public().await.unwrap(), last);
        last
    }
}

fn app(store: Store, clock: Arc<SetByHand>, chance: Arc<Counted>) -> App {
    // Read once for all cases: that takes longer than most of them.
    let law = (*samples::moment(0).law).clone();
    let settings = Settings { public_url: "https://example.test".into(), is_demo: true };
    App::new(store, law, clock, chance, settings)
}

fn signed_in(number: u128) -> Caller {
    let actor: Actor = samples::person(number);
    Caller { actor: Some(actor), is_strong: true, language: "ky".into(), ..Caller::default() }
}

fn member(number: u128, organisation: Uuid, role: OrganisationRole) -> Caller {
    let membership = Membership { organisation, name: "Ден-Соолук Үлгү".into(), role };
    Caller { memberships: vec![membership], ..signed_in(number) }
}

fn of_staff(number: u128, role: StaffRole) -> Caller {
    Caller { staff: vec![role], ..signed_in(number) }
}

pub fn owner() -> Caller {
    member(1, OURS, OrganisationRole::Owner)
}

pub fn registrar() -> Caller {
    of_staff(2, StaffRole::Registrar)
}

pub fn another_registrar() -> Caller {
    of_staff(8, StaffRole::Registrar)
}

pub fn head() -> Caller {
    of_staff(3, StaffRole::Head)
}

pub fn administrator() -> Caller {
    of_staff(4, StaffRole::Administrator)
}

pub fn another_owner() -> Caller {
    member(5, THEIRS, OrganisationRole::Owner)
}

pub fn editor() -> Caller {
    member(6, OURS, OrganisationRole::Editor)
}

pub fn reader() -> Caller {
    member(7, OURS, OrganisationRole::Reader)
}

/// A registrar who has not given the second factor.
pub fn weak_registrar() -> Caller {
    Caller { is_strong: false, ..of_staff(8, StaffRole::Registrar) }
}

/// An owner of an organisation by number, without an account.
pub fn owner_of(number: u128) -> Caller {
    member(number, Uuid::from_u128(number), OrganisationRole::Owner)
}

/// Each case runs on both engines; PostgreSQL is left out only when told so.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($house:ident) $body:block)*) => { $(
        $(#[$meta])*
        mod $name {
            use super::*;
            async fn case($house: &$crate::house::House) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                let house = $crate::house::House::sqlite().await;
                case(&house).await;
                house.close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                let Some(house) = $crate::house::House::postgres().await else { return };
                case(&house).await;
                house.close().await;
            }
        }
    )* };
}
