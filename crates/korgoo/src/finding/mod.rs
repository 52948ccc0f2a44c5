//! The search index of this node: it follows the feed of public changes from where it was.
//!
//! Every node keeps its own, in its data folder. It is derived: a damaged one, one of another version,
//! or one that knows more than the register (which was set back) is made anew.

mod building;
mod finder;

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::register::Finder;
use search::index::{Index, IndexError, Vocabulary};

use self::building::{Building, follow, vocabulary, writer};
use self::finder::Indexed;
use crate::config::{Config, Failure};

/// How long to wait for a commit of our own before asking for those of others.
const REST: Duration = Duration::from_millis(250);
/// How long to rest after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

fn folder(config: &Config) -> PathBuf {
    config.data_dir.join("search-index")
}

fn failed(error: IndexError) -> Failure {
    Failure::Settings { file: "search-index".into(), problem: error.to_string() }
}

/// Nodes that share a folder, and how many at most.
const NEIGHBOURS: usize = 16;

/// The first index that no neighbour has. Those behind it that nobody has either are emptied: nobody
/// would take out of them what is forgotten.
fn free(config: &Config, vocabulary: &Arc<Vocabulary>) -> Result<Index, Failure> {
    let first = folder(config);
    let others = (2..=NEIGHBOURS).map(|n| first.with_file_name(format!("search-index-{n}")));
    let mut own = None;
    for place in std::iter::once(first.clone()).chain(others) {
        if own.is_none() {
            match Index::open(&place, Arc::clone(vocabulary)) {
                Err(IndexError::InUse(_)) => {}
                opened => own = Some(opened.map_err(failed)?),
            }
        } else if place.exists() && Index::anew(&place, Arc::clone(vocabulary)).is_ok() {
            tracing::info!(place = %place.display(), "an index that nobody follows was emptied");
        }
    }
    own.ok_or_else(|| failed(IndexError::InUse(first)))
}

/// Opens the index and follows the register; searches are answered by it as soon as it is whole. A
/// server that cannot keep one goes on without.
pub fn start(app: App, config: &Config) -> App {
    let indexed = match free(config, &vocabulary(&app)) {
        Ok(index) => Arc::new(Indexed::new(index, app.law())),
        Err(error) => {
            tracing::error!(%error, "no search index: searches are answered by the database");
            return app;
        }
    };
    let app = app.with_finder(Arc::clone(&indexed) as Arc<dyn Finder>);
    tokio::spawn(run(app.clone(), indexed));
    app
}

async fn run(app: App, indexed: Arc<Indexed>) {
    loop {
        let Err(error) = keep_up(&app, &indexed).await;
        metrics::counter!("search_index_failures_total").increment(1);
        tracing::error!(%error, "the search index could not be brought up to date");
        tokio::time::sleep(AFTER_FAILURE).await;
    }
}

/// Follows until something fails: then the writer may have half of something, and is given up.
async fn keep_up(app: &App, indexed: &Indexed) -> Result<Infallible, app::Error> {
    let mut writer = writer(indexed)?;
    let mut pulses = app.store().pulses();
    loop {
        pulses.borrow_and_update();
        let is_news;
        (writer, is_news) = follow(app, indexed, writer, &Building::default()).await?;
        if !is_news {
            drop(tokio::time::timeout(REST, pulses.changed()).await);
        }
    }
}

/// `korgoo reindex`: makes the index anew, with a progress bar.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn reindex(config: &Config) -> Result<(), Failure> {
    let app = crate::serve::open(config).await?;
    let index = Index::anew(&folder(config), vocabulary(&app)).map_err(failed)?;
    let indexed = Indexed::new(index, app.law());
    let size = app::register::size(&app).await?;
    let bar = indicatif::ProgressBar::new((size.holders + size.arrays).unsigned_abs());
    let building = Building { told: Some(bar.clone()) };
    let (mut writer, mut is_news) = (writer(&indexed)?, true);
    while is_news {
        (writer, is_news) = follow(&app, &indexed, writer, &building).await?;
    }
    bar.finish_and_clear();
    println!("{} entries can be found", indexed.size());
    app.store().close().await;
    Ok(())
}
