//! Writers that acknowledge acts, their sudden death, and the search for what was lost.

use std::{
    collections::BTreeSet,
    fmt,
    hash::{BuildHasher, Hasher, RandomState},
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use store::{ActError, Enqueue, Expected, Json, Store, StoreConfig};
use uuid::Uuid;

use crate::toy::{Act, Draft, No, Toy, at, clerk, moment, named};

const WRITERS: usize = 3;
const URL: &str = "KORGOO_DRILL_URL";
const DATA: &str = "KORGOO_DRILL_DATA";

/// What a drill found; it stops at the first loss, so a report is good news.
#[derive(Debug, Default)]
pub struct Report {
    pub rounds: u32,
    pub acknowledged: usize,
    pub kept: i64,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { rounds, acknowledged, kept } = self;
        write!(
            f,
            "{rounds} rounds of {WRITERS} writers killed; {acknowledged} acts acknowledged, "
        )?;
        write!(f, "all there and whole; {kept} kept, none half there")
    }
}

/// The child: acts in a hurry and says each id once its act is committed. Returns at once if this
/// process is no child of a drill.
pub async fn write_until_killed() {
    let Ok(url) = std::env::var(URL) else { return };
    let data = std::env::var(DATA).unwrap();
    let store = Store::open(StoreConfig::new(url, data)).await.unwrap();
    let mut out = std::io::stdout();
    loop {
        let id = Uuid::now_v7();
        act_three_times(&store, id).await.unwrap();
        // One write of the whole line: the parent never reads half an id.
        out.write_all(format!("{id}\n").as_bytes()).unwrap();
        out.flush().unwrap();
    }
}

async fn act_three_times(store: &Store, id: Uuid) -> Result<(), ActError<No>> {
    let (by, moment, key) = (&clerk(), &moment(0), &id.to_string());
    store
        .write("drill", |tx| {
            Box::pin(async move {
                let regions = vec!["osh".into(), "chuy".into()];
                let create =
                    Act::Create(Draft { key: Some(key.clone()), regions, ..named("Үлгү") });
                tx.act::<Toy>(id, Expected::New, create, by, moment).await?;
                let register = Act::Register(format!("N-{key}"));
                tx.act::<Toy>(id, Expected::Revision(1), register, by, moment).await?;
                let body = Json::of(key)?;
                let (channel, dedupe) = ("mail", Some(key.as_str()));
                tx.enqueue(Enqueue { channel, dedupe, body, run_at: at(0), now: at(0) }).await?;
                Ok(())
            })
        })
        .await
}

/// Starts writers, kills them at a random moment, checks; again and again on one database.
pub async fn drill(url: &str, data: &Path, rounds: u32, writer: impl Fn() -> Command) -> Report {
    let store = Store::open(StoreConfig::new(url, data)).await.unwrap();
    store.migrate().await.unwrap();
    let mut acknowledged = BTreeSet::new();
    for _ in 0..rounds {
        let children: Vec<Child> = (0..WRITERS).map(|_| start(writer(), url, data)).collect();
        acknowledged.extend(kill_at_random(children).await);
    }
    // The killed connections of PostgreSQL may still be finishing what they had been told.
    tokio::time::sleep(Duration::from_millis(500)).await;
    check_acknowledged(&store, &acknowledged).await;
    let kept = check_whole(&store).await;
    assert!(!acknowledged.is_empty(), "the writers acknowledged nothing: the drill proves nothing");
    store.close().await;
    Report { rounds, acknowledged: acknowledged.len(), kept }
}

fn start(mut command: Command, url: &str, data: &Path) -> Child {
    command.env(URL, url).env(DATA, data).stdout(Stdio::piped()).stdin(Stdio::null());
    command.spawn().unwrap()
}

/// Kills (SIGKILL) some time after the first acknowledgement; returns all that were heard.
async fn kill_at_random(children: Vec<Child>) -> Vec<Uuid> {
    let reap = |mut child: Child| {
        tokio::task::spawn_blocking(move || {
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
            // A test harness says words of its own; only ids are acknowledgements.
            let first = lines.find_map(id_in);
            std::thread::sleep(Duration::from_micros(
                RandomState::new().build_hasher().finish() % 120_000,
            ));
            child.kill().unwrap();
            child.wait().unwrap();
            first.into_iter().chain(lines.filter_map(id_in)).collect::<Vec<Uuid>>()
        })
    };
    let reaped = futures_util::future::join_all(children.into_iter().map(reap)).await;
    reaped.into_iter().flat_map(Result::unwrap).collect()
}

fn id_in(line: std::io::Result<String>) -> Option<Uuid> {
    line.unwrap().parse().ok()
}

async fn check_acknowledged(store: &Store, acknowledged: &BTreeSet<Uuid>) {
    let all: Vec<Uuid> = acknowledged.iter().copied().collect();
    let found = store.get_many::<Toy>(&all).await.unwrap();
    let found: BTreeSet<Uuid> = found.iter().map(|loaded| loaded.id).collect();
    assert_eq!(found, *acknowledged, "every acknowledged act is there");
}

/// Every record is whole: state, two events, two tags, two keys, one job; and nothing else exists.
async fn check_whole(store: &Store) -> i64 {
    let number =
        async |sql: &str| -> i64 { store.rows(sql, &[]).await.unwrap()[0].get("n").unwrap() };
    let records = number("SELECT count(*) AS n FROM record").await;
    for (table, each) in [("event", 2), ("tag", 2), ("unique_key", 2), ("outbox", 1)] {
        let rows = number(&format!("SELECT count(*) AS n FROM {table}")).await;
        assert_eq!(rows, records * each, "{table}");
    }
    let odd = "SELECT count(*) AS n FROM record r WHERE revision <> 2 OR status <> 'registered' \
        OR (SELECT count(*) FROM event e WHERE e.kind = r.kind AND e.id = r.id) <> 2 \
        OR (SELECT count(*) FROM tag t WHERE t.kind = r.kind AND t.id = r.id) <> 2 \
        OR (SELECT count(*) FROM unique_key k WHERE k.kind = r.kind AND k.id = r.id) <> 2";
    assert_eq!(number(odd).await, 0, "no half act");
    assert_eq!(store.last_public().await.unwrap(), records, "the feed has no gaps");
    let public = number("SELECT count(public_seq) AS n FROM event").await;
    assert_eq!(public, records, "the feed has no gaps");
    records
}
