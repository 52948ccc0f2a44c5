//! Sets of open data: the same bytes on both engines, none that holds what was forgotten.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::review::{Asked, confirm, forgettable, propose_redaction};
use app::{App, Caller, Clock, Settings, StaffRole, register};
use domain::data_array::{DataArray, DataArrayAct};
use domain::holder::Holder;
use domain::holder_entry::Basis;
use domain::record::Actor;
use jiff::{SignedDuration, Timestamp};
use l10n::Translator;
use store::{Expected, Store, StoreConfig};
use tempfile::TempDir;
use uuid::Uuid;
use web::WebState;
use web::open_data::Shelf;

use super::{Keeper, UNDER_WAY};
use crate::adapters::MachineRandomness;
use crate::log::cluster;

#[derive(Default)]
struct SetByHand(AtomicI64);

impl Clock for SetByHand {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + self.0.load(Ordering::Relaxed)).unwrap()
    }
}

struct Office {
    keeper: Keeper,
    clock: Arc<SetByHand>,
    folder: TempDir,
}

impl Office {
    /// The Register of the demonstration, told under a clock that stands.
    async fn open(url: &str) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(StoreConfig::new(url, folder.path())).await.unwrap();
        store.migrate().await.unwrap();
        let settings = Settings { public_url: "https://reestr.example".into(), is_demo: true };
        let clock = Arc::<SetByHand>::default();
        let law = crate::serve::law().unwrap();
        let app = App::new(store, law, clock.clone(), Arc::new(MachineRandomness), settings);
        crate::demo::fill(&app, false).await.unwrap();
        let state = WebState::new(Arc::new(Translator::load().unwrap()), app);
        let shelf = Arc::new(Shelf::at(folder.path().join("open-data")));
        Office { keeper: Keeper::new(state, shelf), clock, folder }
    }

    fn app(&self) -> &App {
        &self.keeper.state.app
    }

    async fn round(&mut self) -> Vec<String> {
        self.keeper.round().await.unwrap();
        self.sets()
    }

    fn sets(&self) -> Vec<String> {
        self.keeper.shelf.sets().iter().map(|set| set.name.clone()).collect()
    }

    fn read(&self, set: &str, name: &str) -> Vec<u8> {
        std::fs::read(self.keeper.shelf.folder().join(set).join(name)).unwrap()
    }

    fn wait(&self, hours: i64) {
        self.clock.0.fetch_add(SignedDuration::from_hours(hours).as_secs(), Ordering::Relaxed);
    }

    /// A value of a holder is forgotten, by two people of the authority.
    async fn forget(&self, number: &str, words: &str) {
        let found = forgettable::<Holder>(self.app(), &staff(StaffRole::Registrar), number).await;
        let found = found.unwrap().into_iter().filter(|one| one.value.contains(words));
        let asked = Asked {
            places: found.map(|one| one.place).collect(),
            ground: "not_to_be_published".into(),
            words: "адамдын өтүнүчү".into(),
        };
        assert!(!asked.places.is_empty(), "{words} is there");
        let id = register::current::<Holder>(self.app(), number).await.unwrap().id;
        let registrar = staff(StaffRole::Registrar);
        let case = propose_redaction::<Holder>(self.app(), &registrar, id, &asked).await.unwrap();
        confirm(self.app(), &staff(StaffRole::Head), case.id, None).await.unwrap();
    }
}

/// Somebody of the demonstration's authority.
fn staff(role: StaffRole) -> Caller {
    let people = &app::account::demo().people;
    let person = people.iter().find(|person| person.role == Some(role)).unwrap();
    Caller {
        actor: Some(Actor { person: person.id, name: person.name.clone() }),
        is_strong: true,
        staff: vec![role],
        ..Caller::default()
    }
}

/// Which files of a folder hold a word, in whatever folder below.
fn holding(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, word));
        } else if String::from_utf8_lossy(&std::fs::read(&path).unwrap()).contains(word) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_make_the_same_bytes() {
    let mut on_sqlite = Office::open("sqlite:korgoo.db").await;
    let sets = on_sqlite.round().await;
    assert_eq!(sets.len(), 1);
    let sums = on_sqlite.read(&sets[0], "SHA256SUMS");
    assert_eq!(on_sqlite.round().await, sets, "nothing has changed");
    let lines = String::from_utf8(on_sqlite.read(&sets[0], "register.ndjson")).unwrap();
    let statuses = |status: &str| lines.matches(&format!("\"status\":\"{status}\"")).count();
    assert!(statuses("registered") > 10 && statuses("excluded") > 0, "the excluded are there too");
    assert!(!lines.contains("\"contract\":") && !lines.contains("\"head\":{\"name\""));
    let Some(server) = cluster::server() else { return };
    let (url, database) = cluster::new_database(server).await;
    let mut on_postgres = Office::open(&url).await;
    assert_eq!(on_postgres.round().await, sets, "the name follows from the place and the rules");
    assert_eq!(on_postgres.read(&sets[0], "SHA256SUMS"), sums);
    on_postgres.app().store().close().await;
    cluster::drop_database(server, &database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_set_outlives_what_was_forgotten() {
    const WORDS: &str = "Каттоо бөлүмү, дүйшөмбү";
    let mut office = Office::open("sqlite:korgoo.db").await;
    let before = office.round().await;
    let shelf = office.folder.path().join("open-data");
    assert!(!holding(&shelf, WORDS).is_empty());
    office.forget("KG-H-000001", WORDS).await;
    // As if the program was killed while it made another one.
    let half_made = shelf.join(format!("{UNDER_WAY}1"));
    std::fs::create_dir(&half_made).unwrap();
    std::fs::write(half_made.join("register.ndjson"), WORDS).unwrap();
    office.keeper.lock = None;
    let after = office.round().await;
    assert_eq!(after.len(), 1);
    assert_ne!(after, before, "made anew at once");
    assert_eq!(holding(&shelf, WORDS), Vec::<String>::new());
    assert!(!half_made.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_set_waits_for_its_hour_and_the_oldest_goes() {
    let mut office = Office::open("sqlite:korgoo.db").await;
    let first = office.round().await;
    for (before, after) in [(1, 2), (2, 2), (2, 2)] {
        confirmed(office.app()).await;
        office.wait(23);
        assert_eq!(office.round().await.len(), before, "it is not old enough");
        office.wait(2);
        let newest = office.sets()[0].clone();
        let sets = office.round().await;
        assert_eq!(sets.len(), after, "as many are kept as the settings say");
        assert_ne!(sets[0], newest);
    }
    assert!(!office.sets().contains(&first[0]));
    // Another node in the same folder leaves the work to this one, and sees what it made.
    let shelf = Arc::new(Shelf::at(office.folder.path().join("open-data")));
    let mut neighbour = Keeper::new(office.keeper.state.clone(), shelf);
    neighbour.round().await.unwrap();
    assert!(neighbour.lock.is_none());
    assert_eq!(neighbour.shelf.sets(), office.keeper.shelf.sets());
}

/// Something public happens: an array is confirmed.
async fn confirmed(app: &App) {
    let id = register::current::<DataArray>(app, "KG-A-000001").await.unwrap().id;
    let (by, moment) = (&Actor::system(), &app.moment());
    let done: Result<(), store::StoreError> = app
        .store()
        .write("confirm", |tx| {
            Box::pin(async move {
                let basis = Basis::Application { id: Uuid::nil(), number: "KG-Z-000001".into() };
                let act = DataArrayAct::Confirm { basis };
                tx.act::<DataArray>(id, Expected::Any, act, by, moment).await.unwrap();
                Ok(())
            })
        })
        .await;
    done.unwrap();
}
