//! The public log's processes: sequencer, signer, witness; and who anchors the audit log in it.

mod anchors;
#[cfg(test)]
mod bench;
// Names of databases carry chance, and need no argument for it.
#[cfg(test)]
#[allow(clippy::disallowed_methods)]
#[path = "../../../store/tests/it/cluster.rs"]
pub mod cluster;
#[cfg(test)]
mod drill;
mod gauges;
mod kept;
mod keys;
mod serving;
mod signer;
mod signer_call;
mod witness;
mod witness_call;
mod worker;

use std::path::Path;
use std::sync::Arc;

use app::App;
use app::public_log::{LogIdentity, PublicLog, Signer, Witness, seal_history};
use tlog::{LogSigner, Policy, VerifierKey};

pub use self::worker::Sequencer;
pub use serving::{SignerArgs, WitnessArgs, serve_signer, serve_witness};

use self::signer::OwnSigner;
use self::signer_call::FarSigner;
use self::witness_call::FarWitness;
use crate::adapters::MachineRandomness;
use crate::config::{Config, Failure};

/// Starts the sequencer, and gives the application what everybody must know of its log.
pub async fn start(app: App, config: &Config) -> Result<(App, Sequencer), Failure> {
    // The provider may be installed already; then this one is not needed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    seal_history(&app).await?;
    let (signer, key) = signer(config).await?;
    let known = app.store().log_key(&key.to_string()).await?;
    if known != key.to_string() {
        return Err(settings(
            "log",
            format!("the log of this register is signed by {known}, not by {key}: use its signer"),
        ));
    }
    let identity = LogIdentity { policy: policy(config, &key)?, key };
    let log = PublicLog::new(signer, witnesses(&identity)?);
    let app = app.with_log(identity);
    let sequencer = worker::start(&app, Arc::new(log));
    anchors::start(&app);
    Ok((app, sequencer))
}

/// Gives the application what everybody must know of its log, without anybody to sign.
pub async fn identified(app: App, config: &Config) -> Result<App, Failure> {
    let missing = || settings("log", "this register has no log yet: run the server first".into());
    let key = app.store().known_log_key().await?.ok_or_else(missing)?;
    let key: VerifierKey = key.parse().map_err(|_| missing())?;
    Ok(app.with_log(LogIdentity { policy: policy(config, &key)?, key }))
}

/// The page that checks an extract in a browser, with the policy of this log in it.
pub fn verify_page(app: &App) -> Option<Arc<str>> {
    app.log().map(|log| verifier::page_with(&log.policy).into())
}

/// The signer that the settings name, or one in this process.
async fn signer(config: &Config) -> Result<(Arc<dyn Signer>, VerifierKey), Failure> {
    if let Some(socket) = &config.log.signer {
        let signer = FarSigner::at(socket)?;
        let key = signer.key().await;
        let key = key.map_err(|error| settings("log.signer", error.to_string()))?;
        return Ok((Arc::new(signer), key));
    }
    if !config.is_demo {
        tracing::warn!("the server signs the public log by itself; see `korgoo signer`");
    }
    let folder = config.data_dir.join("log-signer");
    let signer = own_signer(&folder, &origin(config))?;
    let key = signer.key().clone();
    Ok((Arc::new(signer), key))
}

fn own_signer(folder: &Path, origin: &str) -> Result<OwnSigner, Failure> {
    let key: LogSigner = keys::open(&folder.join("key"), origin, &MachineRandomness)?;
    OwnSigner::open(key, folder)
}

/// The name of the log: as set, or by the public address.
fn origin(config: &Config) -> String {
    let address = config.public_url.split_once("://").map_or("localhost", |(_, rest)| rest);
    let by_address = || format!("{}/log", address.trim_end_matches('/'));
    config.log.origin.clone().unwrap_or_else(by_address)
}

/// The policy in the settings; without one nobody is asked to witness.
fn policy(config: &Config, key: &VerifierKey) -> Result<Policy, Failure> {
    let Some(path) = &config.log.policy else {
        let alone = format!("log {key}\nquorum none\n");
        return Policy::read(alone.as_bytes()).map_err(|e| settings("log", e.to_string()));
    };
    let name = path.display().to_string();
    let text =
        std::fs::read(path).map_err(|source| Failure::Machine { what: name.clone(), source })?;
    Policy::read(&text).map_err(|error| settings(&name, error.to_string()))
}

fn witnesses(identity: &LogIdentity) -> Result<Vec<Arc<dyn Witness>>, Failure> {
    let origin = identity.key.name().as_str();
    let mut witnesses: Vec<Arc<dyn Witness>> = Vec::new();
    for witness in identity.policy.witnesses() {
        let Some(url) = &witness.url else {
            return Err(settings("log.policy", format!("witness {} has no address", witness.name)));
        };
        witnesses.push(Arc::new(FarWitness::new(witness.key.clone(), url, origin)?));
    }
    Ok(witnesses)
}

fn settings(file: &str, problem: String) -> Failure {
    Failure::Settings { file: file.into(), problem }
}
