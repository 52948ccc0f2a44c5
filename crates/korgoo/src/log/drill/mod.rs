//! The drill of the public log: nodes are killed (SIGKILL) while they act, write tiles, have heads
//! signed and cosigned. Afterwards everything is computed anew and compared with all that was seen.
//!
//! The short form is among the tests; `cargo xtask drill log` runs the long one.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a drill, not the program")]

mod child;
#[path = "../../../../app/tests/it/holders.rs"]
mod holders;
mod killing;
#[path = "../../../../app/tests/it/whole.rs"]
mod whole;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use app::Clock;
use app::public_log::{Advanced, advance, ask_witnesses};
use tempfile::TempDir;
use tlog::{Cosigner, KeyName, LogSigner};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;

use self::child::{Ground, ORIGIN};
use self::killing::{Heard, kill_a_node, kill_signers, last_signed};
use self::whole::Found;
use super::witness::{OwnWitness, routes};
use super::{cluster, keys};
use crate::adapters::{MachineClock, MachineRandomness};

const SHORT: u32 = 3;

/// What a drill found; it stops at the first thing that is not whole, so a report is good news.
struct Report {
    nodes: usize,
    heard: Heard,
    signer_kills: u32,
    /// How often a node died with a head signed that the database did not have yet.
    torn: u32,
    found: Found,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { nodes, heard, signer_kills, torn, found } = self;
        let Found { leaves, heads, files } = found;
        write!(
            f,
            "{nodes} nodes of 4 writers, killed {} times, signer {signer_kills}; ",
            heard.kills
        )?;
        write!(
            f,
            "{} acts acknowledged, none missing of {leaves} leaves; ",
            heard.seen.acts.len()
        )?;
        write!(f, "{heads} heads seen, one root each, all follow; {files} files right; ")?;
        write!(f, "{torn} times killed between a signature and its row")
    }
}

/// A witness that is never killed: it sees every head, and refuses a second root.
async fn witness(folder: &Path, log: &LogSigner) -> String {
    let key = Cosigner::from_seed(KeyName::new("witness.example").unwrap(), &[8; 32]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (log, name) = (log.verifier(), key.verifier());
    let policy = format!("log {log}\nwitness w {name} http://{address}\nquorum w\n");
    let logs = vec![log.clone()];
    let witness = OwnWitness::open(key, logs, folder.join("witness"), Arc::new(MachineClock));
    let routes = routes(Arc::new(witness.unwrap()));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    policy
}

async fn prepare(url: String, folder: &Path, far_signer: bool) -> Ground {
    let key: LogSigner =
        keys::open(&folder.join("signer/key"), ORIGIN, &MachineRandomness).unwrap();
    let policy = witness(folder, &key).await;
    let began = MachineClock.now().as_second();
    Ground { url, folder: folder.to_owned(), began, policy, far_signer }
}

/// A tile is almost full: the first nodes make it so.
async fn fill(ground: &Ground) {
    let app = ground.app().await;
    holders::register(&app, 250).await.unwrap();
    app.store().close().await;
}

/// One node that signs itself, or two that share a signer's process.
async fn drill(url: String, folder: &Path, nodes: usize, rounds: u32) -> Report {
    let ground = prepare(url, folder, nodes > 1).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let signers = ground.far_signer.then(|| {
        let (ground, is_over) = (ground.clone(), is_over.clone());
        spawn_blocking(move || kill_signers(&ground, &is_over))
    });
    fill(&ground).await;
    let torn = Arc::new(AtomicU32::new(0));
    let each = rounds.div_ceil(nodes as u32);
    let killers = (0..nodes).map(|_| killer(ground.clone(), each, torn.clone()));
    let killers: Vec<_> = killers.map(tokio::spawn).collect();
    let mut heard = Heard::default();
    for killer in killers {
        heard.add(killer.await.unwrap());
    }
    is_over.store(true, Ordering::Release);
    let signer = match signers {
        Some(signers) => Some(signers.await.unwrap()),
        None => None,
    };
    let found = settle(&ground, &heard).await;
    let signer_kills = signer.map_or(0, |(kills, mut child)| {
        child.kill().unwrap();
        child.wait().unwrap();
        kills
    });
    Report { nodes, heard, signer_kills, torn: torn.load(Ordering::Relaxed), found }
}

async fn killer(ground: Ground, rounds: u32, torn: Arc<AtomicU32>) -> Heard {
    let app = ground.app().await;
    let mut heard = Heard::default();
    for _ in 0..rounds {
        let place = ground.clone();
        heard.add(spawn_blocking(move || kill_a_node(&place)).await.unwrap());
        let kept =
            app.store().newest_head().await.unwrap().map_or(0, |head| head.size.unsigned_abs());
        let signed = last_signed(&ground).map_or(0, |head| head.size());
        torn.fetch_add(u32::from(signed > kept), Ordering::Relaxed);
    }
    app.store().close().await;
    heard
}

/// Lets the log come to rest, and looks whether it is whole.
async fn settle(ground: &Ground, heard: &Heard) -> Found {
    assert!(heard.alarms.is_empty(), "nothing was an alarm: {:#?}", heard.alarms);
    let app = ground.app().await;
    let log = ground.log(&app);
    let node = app.new_id().to_string();
    for _ in 0..100 {
        // The killed connections of PostgreSQL may still be finishing what they had been told.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        match advance(&app, &log, &node).await {
            Ok(Advanced::Nothing) => break,
            Ok(_) => {}
            Err(error) => assert!(!error.is_alarm(), "{error}"),
        }
    }
    let identity = app.log().unwrap();
    assert!(ask_witnesses(&app, &log, identity).await.unwrap().is_empty());
    let (newest, witnessed) = (
        app.store().newest_head().await.unwrap(),
        app.store().newest_witnessed_head().await.unwrap(),
    );
    assert_eq!(newest.unwrap().size, witnessed.unwrap().size, "the newest head is witnessed");
    let found = whole::look(&app, &identity.key, &heard.seen).await;
    assert!(!heard.seen.acts.is_empty(), "nothing was acted: the drill proves nothing");
    app.store().close().await;
    found
}

async fn on_sqlite(rounds: u32) -> Report {
    let folder = TempDir::new().unwrap();
    drill("sqlite:korgoo.db".into(), folder.path(), 1, rounds).await
}

/// `None` only if KORGOO_SKIP_POSTGRES=1 says so.
async fn on_postgresql(nodes: usize, rounds: u32) -> Option<Report> {
    let server = cluster::server()?;
    let (url, name) = cluster::new_database(server).await;
    let folder = TempDir::new().unwrap();
    let report = drill(url, folder.path(), nodes, rounds).await;
    cluster::drop_database(server, &name).await;
    Some(report)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_kill_breaks_the_log_on_sqlite() {
    on_sqlite(SHORT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_kill_breaks_the_log_on_postgresql() {
    on_postgresql(1, SHORT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_kill_breaks_the_log_of_two_nodes_with_one_signer() {
    on_postgresql(2, 2 * SHORT).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the long form: `cargo xtask drill log`"]
async fn the_long_form() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let rounds = number("KORGOO_DRILL_ROUNDS").unwrap_or(200);
    println!("\nsqlite: {}", on_sqlite(rounds).await);
    for nodes in [1, 2] {
        if let Some(report) = on_postgresql(nodes, rounds).await {
            println!("postgres: {report}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a node of the drill; it runs until it is killed"]
async fn a_node_works_until_it_is_killed() {
    let Some(ground) = Ground::of_child() else { return };
    child::work(&ground).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a signer of the drill; it runs until it is killed"]
async fn the_signer_works_until_it_is_killed() {
    let Some(ground) = Ground::of_child() else { return };
    child::sign(&ground).await;
}
