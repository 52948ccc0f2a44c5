//! A private PostgreSQL for the tests: its own folder, its own free port, gone at the end.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, getuid, kill_process};
use tempfile::TempDir;

/// How long the server may take to answer: 120 × 250 ms.
const PATIENCE: u32 = 120;

/// A running server. Dropping it stops it and removes its folder.
pub struct Postgres {
    server: Child,
    port: u16,
    folder: TempDir,
}

/// Who runs the server when we are root: PostgreSQL refuses to be root.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Postgres {
    /// Make a cluster and start it.
    pub fn start(programs: &Path) -> Result<Self, String> {
        let folder = TempDir::with_prefix("korgoo-postgres-").map_err(|e| e.to_string())?;
        let account = account()?;
        if let Some(account) = account {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700))
                .and_then(|()| chown(folder.path(), Some(account.user), Some(account.group)))
                .map_err(|error| format!("the folder of PostgreSQL: {error}"))?;
        }
        initdb(programs, folder.path(), account)?;
        let port = free_port()?;
        let server = serve(programs, folder.path(), port, account)?;
        let mut postgres = Self { server, port, folder };
        postgres.wait(programs)?;
        Ok(postgres)
    }

    /// For `KORGOO_TEST_DATABASE_URL`.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait(&mut self, programs: &Path) -> Result<(), String> {
        let port = self.port.to_string();
        for _ in 0..PATIENCE {
            let ready = Command::new(programs.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &port])
                .status()
                .is_ok_and(|status| status.success());
            if ready {
                return Ok(());
            }
            if let Ok(Some(status)) = self.server.try_wait() {
                return Err(format!("PostgreSQL ended ({status}): {}", self.log()));
            }
            thread::sleep(Duration::from_millis(250));
        }
        Err(format!("PostgreSQL does not answer: {}", self.log()))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    /// SIGINT is PostgreSQL's "fast" stop: connections are cut, nothing is left behind.
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.server.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::INT);
        }
        let _ = self.server.wait();
    }
}

fn initdb(programs: &Path, folder: &Path, account: Option<Account>) -> Result<(), String> {
    let mut command = command(&programs.join("initdb"), folder, account);
    command
        .args(["--username=postgres", "--auth=trust", "--no-sync"])
        .args(["--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"])
        .arg(folder.join("data"));
    let output = command.output().map_err(|error| format!("initdb: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("initdb: {}", String::from_utf8_lossy(&output.stderr)))
}

/// `fsync` is off: the tests kill our program, not PostgreSQL, so the page cache survives.
fn serve(
    programs: &Path,
    folder: &Path,
    port: u16,
    account: Option<Account>,
) -> Result<Child, String> {
    let log = fs::File::create(folder.join("log")).map_err(|error| error.to_string())?;
    let mut command = command(&programs.join("postgres"), folder, account);
    command.arg("-D").arg(folder.join("data"));
    command.arg("-k").arg(folder);
    command.args(["-p", &port.to_string()]);
    for setting in [
        "listen_addresses=127.0.0.1",
        "fsync=off",
        "full_page_writes=off",
        "max_connections=300",
        "shared_buffers=128MB",
    ] {
        command.args(["-c", setting]);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .map_err(|error| format!("postgres: {error}"))
}

fn command(program: &Path, folder: &Path, account: Option<Account>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
    command
}

fn account() -> Result<Option<Account>, String> {
    if !getuid().is_root() {
        return Ok(None);
    }
    ["postgres", "nobody"]
        .into_iter()
        .find_map(|name| {
            Some(Account { user: identity("-u", name)?, group: identity("-g", name)? })
        })
        .map(Some)
        .ok_or_else(|| {
            "PostgreSQL refuses to run as root, and there is no other account".to_owned()
        })
}

fn identity(which: &str, name: &str) -> Option<u32> {
    let output = Command::new("id").args([which, name]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// A port that nobody uses at this moment.
pub fn free_port() -> Result<u16, String> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port: {error}"))
}

/// The folder with `initdb` and `postgres`: Debian keeps them off the path.
pub fn programs() -> Option<PathBuf> {
    let asked = Command::new("pg_config")
        .arg("--bindir")
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .map(|text| PathBuf::from(text.trim()));
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    debian.sort();
    asked
        .into_iter()
        .chain(debian.into_iter().rev())
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}
