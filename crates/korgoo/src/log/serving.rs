//! `korgoo signer` and `korgoo witness`: processes of their own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tlog::{Cosigner, VerifierKey};
use tokio::net::{TcpListener, UnixListener};

use super::witness::OwnWitness;
use super::{keys, own_signer, settings, signer_call, witness};
use crate::adapters::{MachineClock, MachineRandomness};
use crate::config::Failure;
use crate::serve::asked_to_stop;

/// Where the signer lives.
#[derive(Debug, Args)]
pub struct SignerArgs {
    /// The log's name for ever: a URL without its scheme, `reestr.example.kg/log`.
    #[arg(long)]
    pub(super) origin: String,
    /// The folder of the key and of the last head; only the signer's own user should read it.
    #[arg(long)]
    pub(super) state: PathBuf,
    /// The socket to answer at; whoever may open it may ask for signatures.
    #[arg(long)]
    pub(super) socket: PathBuf,
}

/// Where a witness lives, and which logs it knows.
#[derive(Debug, Args)]
pub struct WitnessArgs {
    /// The witness's name: a URL without its scheme.
    #[arg(long)]
    name: String,
    /// The folder of the key and of the last checkpoints.
    #[arg(long)]
    state: PathBuf,
    /// Address and port to answer at.
    #[arg(long, default_value = "127.0.0.1:7080")]
    listen: SocketAddr,
    /// The verifier key of a log to witness; may be repeated.
    #[arg(long = "log", required = true)]
    logs: Vec<String>,
}

/// Signs heads until asked to stop.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn serve_signer(args: SignerArgs) -> Result<(), Failure> {
    let failed = |source| Failure::Machine { what: args.socket.display().to_string(), source };
    let signer = Arc::new(own_signer(&args.state, &args.origin)?);
    // The state is locked by now: a socket that is left over belongs to nobody.
    match std::fs::remove_file(&args.socket) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let listener = UnixListener::bind(&args.socket).map_err(failed)?;
    println!("{}", signer.key());
    let routes = signer_call::routes(signer);
    axum::serve(listener, routes).with_graceful_shutdown(asked_to_stop()).await.map_err(failed)
}

/// Witnesses logs until asked to stop.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn serve_witness(args: WitnessArgs) -> Result<(), Failure> {
    let failed = |source| Failure::Machine { what: args.listen.to_string(), source };
    let key: Cosigner = keys::open(&args.state.join("key"), &args.name, &MachineRandomness)?;
    let logs = args.logs.iter().map(|log| {
        log.parse::<VerifierKey>().map_err(|error| settings("--log", error.to_string()))
    });
    let logs = logs.collect::<Result<Vec<_>, _>>()?;
    println!("{}", key.verifier());
    let witness = OwnWitness::open(key, logs, args.state, Arc::new(MachineClock))?;
    let listener = TcpListener::bind(args.listen).await.map_err(failed)?;
    let routes = witness::routes(Arc::new(witness));
    axum::serve(listener, routes).with_graceful_shutdown(asked_to_stop()).await.map_err(failed)
}
