//! The crash drill: writers are killed while they acknowledge acts; then the database is searched
//! for an act that was acknowledged and is not whole, or one that is only half there.
//!
//! `cargo run -p store --example crash -- --rounds 50 --engine sqlite|postgres|both`

// A drill may fail loudly, and it reports on standard output.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods)]

#[path = "../tests/it/cluster.rs"]
mod cluster;
#[path = "../tests/it/drill.rs"]
mod drill;
#[allow(dead_code)]
#[path = "../tests/it/toy.rs"]
mod toy;

use clap::{Parser, ValueEnum};

#[derive(Parser)]
struct Arguments {
    /// How many times the writers are started and killed, on each engine.
    #[arg(long, default_value_t = 20)]
    rounds: u32,
    /// Which engines.
    #[arg(long, value_enum, default_value = "both")]
    engine: Engine,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
    Both,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    // The drill starts this very program again as its writers.
    drill::write_until_killed().await;
    let writer = || std::process::Command::new(std::env::current_exe().unwrap());
    if arguments.engine != Engine::Postgres {
        let folder = tempfile::tempdir().unwrap();
        let report =
            drill::drill("sqlite:korgoo.db", folder.path(), arguments.rounds, writer).await;
        println!("sqlite: {report}");
    }
    if arguments.engine != Engine::Sqlite {
        let Some(server) = cluster::server() else {
            println!("postgres: skipped, KORGOO_SKIP_POSTGRES=1");
            return;
        };
        let (url, name) = cluster::new_database(server).await;
        let folder = tempfile::tempdir().unwrap();
        let report = drill::drill(&url, folder.path(), arguments.rounds, writer).await;
        println!("postgres: {report}");
        cluster::drop_database(server, &name).await;
    }
}
