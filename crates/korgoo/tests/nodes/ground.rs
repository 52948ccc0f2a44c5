//! Two servers that share a database, a signer and their files, and a third program beside them.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use app::{App, Settings};
use domain::law::{Law, embedded};
use rustix::process::{Pid, Signal, kill_process};
use store::{Store, StoreConfig};
use tempfile::TempDir;

use crate::adapters::{MachineClock, MachineRandomness};
use crate::cluster;
use crate::support::{Running, free_address, korgoo, number, until, until_ready, with_key};

/// One database with all that is around it.
pub struct Ground {
    /// This test as a program of its own. It has no index: what it finds, the database finds.
    pub app: App,
    folder: TempDir,
    url: String,
    database: String,
    _signer: Running,
}

impl Ground {
    /// `None` only if KORGOO_SKIP_POSTGRES=1 says so.
    pub async fn open() -> Option<Self> {
        let (url, database) = cluster::new_database(cluster::server()?).await;
        let folder = TempDir::new().unwrap();
        let at = folder.path();
        let signer =
            ["signer", "--origin", "example.test/log", "--state", "s", "--socket", "s.sock"];
        let (signer, _) = with_key(at, &signer);
        let config = StoreConfig::new(url.as_str(), at);
        let store = Store::open(config).await.unwrap();
        store.migrate().await.unwrap();
        let law = Law::read(&embedded()).unwrap();
        let settings = Settings { public_url: "https://example.test".into(), is_demo: false };
        let (clock, randomness) = (Arc::new(MachineClock), Arc::new(MachineRandomness));
        let app = App::new(store, law, clock, randomness, settings);
        Some(Self { app, folder, url, database, _signer: signer })
    }

    pub async fn close(self) {
        self.app.store().close().await;
        if let Some(server) = cluster::server() {
            cluster::drop_database(server, &self.database).await;
        }
    }

    /// A server with an index of its own, which is what it may lose. Files are everybody's.
    pub fn node(&self, name: &'static str) -> Node {
        let at = self.folder.path();
        let data = at.join(name);
        if !data.exists() {
            std::fs::create_dir_all(&data).unwrap();
            std::os::unix::fs::symlink(at.join("files"), data.join("files")).unwrap();
        }
        let address = free_address();
        let settings = format!(
            "listen = \"{address}\"\ndata_dir = \"{name}\"\ndatabase_url = \"{}\"\n[log]\n\
             origin = \"example.test/log\"\nsigner = \"{}\"\n",
            self.url,
            at.join("s.sock").display()
        );
        std::fs::write(at.join(format!("{name}.toml")), settings).unwrap();
        Node::start(at, name, address)
    }
}

/// One of the servers.
pub struct Node {
    pub name: &'static str,
    pub address: SocketAddr,
    /// Where its index lies.
    pub index: PathBuf,
    running: Running,
}

impl Node {
    fn start(at: &Path, name: &'static str, address: SocketAddr) -> Self {
        let said = std::fs::File::options().create(true).append(true).open(at.join("said"));
        let mut serve = korgoo(at, &["serve", "--config", &format!("{name}.toml")]);
        serve.stdout(Stdio::null()).stderr(said.unwrap());
        let mut running = Running(serve.spawn().unwrap());
        until_ready(&mut running.0, address);
        Self { name, address, index: at.join(name).join("search-index"), running }
    }

    /// Stops it where it stands, whatever it is doing. It does not hear of it.
    pub fn freeze(&self) {
        let pid = Pid::from_raw(i32::try_from(self.running.0.id()).unwrap()).unwrap();
        kill_process(pid, Signal::STOP).unwrap();
    }

    /// SIGKILL: nothing is finished, nothing is said.
    pub fn kill(self) {
        // What runs is killed as it is dropped.
        drop(self.running);
    }

    /// Its index has all that was done before it was started.
    pub fn until_caught_up(&self) {
        let behind = || number(self.address, "search_index_behind");
        until("the index has all", || behind() == Some(0.0));
    }

    /// How often it has made its index anew since it was started.
    pub fn made_anew(&self) -> f64 {
        number(self.address, "search_index_made_anew_total").unwrap_or(0.0)
    }
}
