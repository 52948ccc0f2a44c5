//! A short form of the crash drill; `cargo xtask drill crash` runs the long one.
//!
//! The writers are this very test program, started again with the one test that only writes.

use std::process::Command;

use crate::{cluster, drill};

const ROUNDS: u32 = 4;

fn writer() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "crash::writes_until_killed", "--ignored", "--nocapture"]);
    command
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a writer of the crash drill; it runs until it is killed"]
async fn writes_until_killed() {
    drill::write_until_killed().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_act_survives_a_kill_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    drill::drill("sqlite:korgoo.db", folder.path(), ROUNDS, writer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_act_survives_a_kill_on_postgresql() {
    let Some(server) = cluster::server() else { return };
    let (url, name) = cluster::new_database(server).await;
    let folder = tempfile::tempdir().unwrap();
    drill::drill(&url, folder.path(), ROUNDS, writer).await;
    cluster::drop_database(server, &name).await;
}
