//! Opening the parts and serving the site until asked to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::law_override::{self, NotTaken};
use app::{App, Settings};
use domain::law::{Law, LawError};
use l10n::Translator;
use store::{FilesAt, Store, StoreConfig};
use tracing_subscriber::EnvFilter;
use web::WebState;

use crate::adapters::{MachineClock, MachineRandomness};
use crate::config::{Config, Failure};
use crate::{alerts, finding, log, mail, open_data, statistics, tables};

/// How often what is old is looked for.
const SWEEP: Duration = Duration::from_secs(60 * 60);

/// Logs go to standard error; `RUST_LOG` chooses how much.
pub fn start_logging(config: &Config) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new(if config.is_demo { "warn" } else { "info" }));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.json_logs { logs.json().init() } else { logs.init() }
}

/// The law that the program carries; every mistake is listed with file, line and key.
pub fn law() -> Result<Law, Failure> {
    let law = Law::read(&domain::law::embedded()).map_err(|errors| mistakes(&errors))?;
    let broken: Vec<String> =
        domain::template::mistakes(&law).iter().map(ToString::to_string).collect();
    if broken.is_empty() { Ok(law) } else { Err(Failure::Law(broken.join("\n"))) }
}

fn mistakes(errors: &[LawError]) -> Failure {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Failure::Law(lines.join("\n"))
}

/// The same with the dated changes that an administrator made.
async fn law_with_changes(store: &Store) -> Result<Law, Failure> {
    law_override::load(store).await.map_err(|error| match error {
        NotTaken::Mistakes(errors) => mistakes(&errors),
        NotTaken::App(error) => error.into(),
    })
}

async fn store(config: &Config) -> Result<Store, Failure> {
    let (database_url, data_dir) = (config.database_url.clone(), config.data_dir.clone());
    let files = config.files.clone().map_or(FilesAt::DataDir, FilesAt::S3);
    Ok(Store::open(StoreConfig { database_url, data_dir, files }).await?)
}

/// Opens the database, brings it up to date, and puts the application together.
pub async fn open(config: &Config) -> Result<App, Failure> {
    let store = store(config).await?;
    store.migrate().await?;
    let law = law_with_changes(&store).await?;
    let settings = Settings { public_url: config.public_url.clone(), is_demo: config.is_demo };
    let (clock, randomness) = (Arc::new(MachineClock), Arc::new(MachineRandomness));
    Ok(App::new(store, law, clock, randomness, settings))
}

/// Brings the schema up to date, and says where it stands.
pub async fn migrate(config: &Config) -> Result<(), Failure> {
    let app = open(config).await?;
    say_database(&app.store().health().await?);
    app.store().close().await;
    Ok(())
}

/// Serves the site until SIGTERM or Ctrl-C; requests under way are finished first.
pub async fn serve(app: App, config: &Config) -> Result<(), Failure> {
    let (app, sequencer) = log::start(app, config).await?;
    let app = finding::start(app, config);
    let texts = Translator::load().map_err(|error| Failure::Messages(error.to_string()))?;
    let store = app.store().clone();
    let mut state = WebState::new(Arc::new(texts), app.clone());
    state.metrics = metrics();
    state.documents = documents();
    state.verify_page = log::verify_page(&app);
    state.client_header = config.client_header.clone();
    if config.public_url.starts_with("https:") && config.client_header.is_none() {
        // TLS ends at a proxy, so every visitor seems to come from its address.
        tracing::warn!("client_address_header is not set: limits count all visitors as one");
    }
    let failed = |source| Failure::Machine { what: config.listen.to_string(), source };
    // First the door: a second program started by mistake sends no mail.
    let listener = tokio::net::TcpListener::bind(config.listen).await.map_err(failed)?;
    let files = open_data::start(&state, config);
    state.open_data = Some(Arc::clone(&files.shelf));
    let mail = mail::start(&app, state.clone(), config)?;
    let workers = [alerts::start(&app, state.clone()), statistics::start(&app)];
    tables::start(&app);
    let sweeper = tokio::spawn(sweep(app));
    tracing::info!(listen = %config.listen, "ready");
    let site = web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, site).with_graceful_shutdown(asked_to_stop());
    served.await.map_err(failed)?;
    sweeper.abort();
    workers.iter().for_each(tokio::task::JoinHandle::abort);
    if let Some(worker) = mail {
        worker.finish().await;
    }
    files.stop().await;
    sequencer.stop().await;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Forgets what need not be kept, from time to time.
async fn sweep(app: App) {
    let mut hours = tokio::time::interval(SWEEP);
    loop {
        hours.tick().await;
        match app::machinery::forget_done_jobs(&app).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "jobs done long ago are forgotten"),
            Err(error) => tracing::error!(%error, "old jobs could not be forgotten"),
        }
        if let Err(error) = app::alert::forget_unconfirmed(&app).await {
            tracing::error!(%error, "alerts that nobody confirmed could not be forgotten");
        }
    }
}

/// Who sets documents as PDF, if this program was built with it.
fn documents() -> Option<Arc<dyn web::shell::document::Documents>> {
    #[cfg(feature = "pdf")]
    return Some(Arc::new(crate::documents::Press));
    #[cfg(not(feature = "pdf"))]
    None
}

/// Collects the numbers that `/metrics` shows. Without them the service works all the same.
fn metrics() -> Option<Arc<dyn Fn() -> String + Send + Sync>> {
    match metrics_exporter_prometheus::PrometheusBuilder::new().install_recorder() {
        Ok(numbers) => Some(Arc::new(move || numbers.render())),
        Err(error) => {
            tracing::warn!(%error, "no metrics");
            None
        }
    }
}

/// Ends when the program is asked to stop: SIGTERM or Ctrl-C.
pub async fn asked_to_stop() {
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}

/// Says whether law, messages and database are in order; changes nothing in the database.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn check(config: &Config) -> Result<(), Failure> {
    let law = law()?;
    println!("law {}: {} files in order", law.version(), law.files().len());
    Translator::load().map_err(|error| Failure::Messages(error.to_string()))?;
    if let Some(settings) = &config.mail {
        mail::Smtp::open(settings)?;
    }
    let store = store(config).await?;
    let health = store.health().await?;
    say_database(&health);
    if health.schema < health.newest {
        return Err(Failure::OldSchema { found: health.schema, known: health.newest });
    }
    law_with_changes(&store).await?;
    store.files_answer().await?;
    println!("files {}", config.files.as_deref().unwrap_or("in the data folder"));
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn say_database(health: &store::Health) {
    println!("database {} {}, schema {}", health.engine, health.version, health.schema);
}
