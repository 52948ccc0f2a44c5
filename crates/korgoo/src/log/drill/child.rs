//! What the drill kills: nodes that act and make heads, and the signer's own process.
//!
//! Both are this very test program, started again with the one test that only works.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use app::public_log::{Advanced, LogIdentity, PublicLog, Signer, SignerError};
use app::public_log::{advance, ask_witnesses};
use app::{App, Clock, Settings};
use domain::law::{Law, embedded};
use jiff::{SignedDuration, Timestamp};
use store::{BoxFuture, Store, StoreConfig};
use tlog::{ConsistencyProof, Head, Policy, SignedCheckpoint};

use super::holders;
use crate::adapters::{MachineClock, MachineRandomness};
use crate::log::serving::{SignerArgs, serve_signer};
use crate::log::{own_signer, signer_call::FarSigner, witnesses};

pub const ORIGIN: &str = "example.test/log";
const WRITERS: usize = 4;
/// The drill's time runs so much faster than ours: the lease of a killed node ends after 20 ms, so
/// that another takes over at once, at times while the first is still at work.
const HASTE: i32 = 1500;

/// Where a drill happens; a child finds it in its environment.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Ground {
    pub url: String,
    pub folder: PathBuf,
    /// When it began, in seconds: all processes agree on the time.
    pub began: i64,
    /// Who signs, and which witness has to.
    pub policy: String,
    /// Whether the signer is a process of its own.
    pub far_signer: bool,
}

/// The variable that makes a child.
pub const GROUND: &str = "KORGOO_LOG_DRILL";

impl Ground {
    /// `None` in a process that is no child of a drill.
    pub fn of_child() -> Option<Ground> {
        Some(serde_json::from_str(&std::env::var(GROUND).ok()?).unwrap())
    }

    pub fn state(&self) -> PathBuf {
        self.folder.join("signer")
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.join("signer.sock")
    }

    /// The application as a node has it.
    pub async fn app(&self) -> App {
        let config = StoreConfig::new(&self.url, &self.folder);
        let store = Store::open(config).await.unwrap();
        store.migrate().await.unwrap();
        let law = Law::read(&embedded()).unwrap();
        let settings = Settings { public_url: "https://example.test".into(), is_demo: true };
        let clock = Arc::new(Hasty { began: Timestamp::from_second(self.began).unwrap() });
        let app = App::new(store, law, clock, Arc::new(MachineRandomness), settings);
        let policy = Policy::read(self.policy.as_bytes()).unwrap();
        app.with_log(LogIdentity { key: policy.logs()[0].key.clone(), policy })
    }

    /// The log, with its signer: a node that signs itself holds the signer's state.
    pub fn log(&self, app: &App) -> PublicLog {
        PublicLog::new(self.signer(), witnesses(app.log().unwrap()).unwrap())
    }

    fn signer(&self) -> Arc<dyn Signer> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        if self.far_signer {
            return Arc::new(Telling(FarSigner::at(&self.socket()).unwrap()));
        }
        Arc::new(Telling(own_signer(&self.state(), ORIGIN).unwrap()))
    }
}

/// A clock in a hurry, the same for all processes.
struct Hasty {
    began: Timestamp,
}

impl Clock for Hasty {
    fn now(&self) -> Timestamp {
        let passed: SignedDuration = MachineClock.now().duration_since(self.began);
        self.began + passed * HASTE
    }
}

/// Says which heads the signer gave.
struct Telling<S>(S);

impl<S: Signer> Signer for Telling<S> {
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>> {
        self.0.last()
    }

    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>> {
        Box::pin(async move {
            let signed = self.0.sign(next, proof).await?;
            let head = signed.checkpoint().head();
            say(&format!("head {} {}", head.size(), head.root()));
            Ok(signed)
        })
    }
}

/// One write of the whole line: the parent never reads half of one. A parent that is gone ends us.
fn say(line: &str) {
    let mut out = std::io::stdout();
    if out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(1);
    }
}

/// Acts, makes heads and asks witnesses until it is killed.
pub async fn work(ground: &Ground) {
    // The harness has begun a line.
    say("");
    let app = ground.app().await;
    let log = ground.log(&app);
    for _ in 0..WRITERS {
        let app = app.clone();
        tokio::spawn(async move {
            loop {
                act(&app).await;
            }
        });
    }
    let node = app.new_id().to_string();
    loop {
        round(&app, &log, &node).await;
    }
}

/// Two versions of a new holder, each acknowledged once it is kept.
async fn act(app: &App) {
    let done = async {
        let (id, first) = holders::register(app, 1).await?.remove(0);
        say(&format!("act {id} {first}"));
        let (id, second) = holders::confirm(app, id).await?;
        say(&format!("act {id} {second}"));
        Ok::<_, store::StoreError>(())
    };
    if let Err(error) = done.await {
        say(&format!("alarm act: {error}"));
    }
}

async fn round(app: &App, log: &PublicLog, node: &str) {
    match advance(app, log, node).await {
        Ok(Advanced::To(_)) => {}
        Ok(_) => return tokio::task::yield_now().await,
        Err(error) if error.is_alarm() => return say(&format!("alarm head: {error}")),
        Err(_) => return,
    }
    let Some(identity) = app.log() else { return };
    let failed = ask_witnesses(app, log, identity).await.unwrap_or_default();
    for error in failed.into_iter().filter(app::public_log::NotCosigned::is_alarm) {
        say(&format!("alarm witness: {error}"));
    }
}

/// Signs until it is killed, or its parent is gone.
pub async fn sign(ground: &Ground) {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(1);
    });
    let (state, socket) = (ground.state(), ground.socket());
    serve_signer(SignerArgs { origin: ORIGIN.into(), state, socket }).await.unwrap();
}
