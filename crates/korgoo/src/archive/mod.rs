//! `korgoo archive`: the whole public Register as files that can be read and checked without us.
//!
//! Pages are the site's own, written to a folder with links from file to file. The clock stands at the
//! newest signed head of the log, so an unchanged Register gives the same bytes.

mod links;
mod pages;
mod write;

use std::path::PathBuf;
use std::sync::Arc;

use app::{App, Clock};
use clap::Args;
use jiff::Timestamp;
use l10n::Translator;
use store::SignedHead;
use web::WebState;

use self::pages::Site;
use self::write::Folder;
use crate::config::{Config, Failure};
use crate::log;

/// Where to.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    /// The folder: a new one, an empty one, or an older archive, which is replaced as a whole.
    #[arg(long)]
    out: PathBuf,
}

/// The clock of an archive.
struct Stopped(Timestamp);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Writes everything, and says how much that was and how to check it.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub async fn archive(app: App, config: &Config, args: &ArchiveArgs) -> Result<(), Failure> {
    let app = log::identified(app, config).await?;
    let head = whole_head(&app).await?;
    let folder = Folder::beside(&args.out)?;
    let texts = Translator::load().map_err(|error| Failure::Messages(error.to_string()))?;
    let mut state =
        WebState::new(Arc::new(texts), app.with_clock(Arc::new(Stopped(head.signed_at))));
    state.is_archive = true;
    state.verify_page = log::verify_page(&app);
    let count = Site::new(state).write_all(&folder, &head).await?;
    // An act in between would stand on some pages and not on others.
    if whole_head(&app).await?.size != head.size {
        return Err(Failure::Archive("the Register changed meanwhile: begin again".into()));
    }
    let files = folder.finish()?;
    println!("{count} entries, {files} files, as of {}", head.signed_at);
    println!("check it: korgoo log verify --dir {} --policy FILE", args.out.display());
    Ok(())
}

/// The newest head, which must cover every act.
async fn whole_head(app: &App) -> Result<SignedHead, Failure> {
    let acts = app.store().last_public().await?;
    let head = app.store().newest_head().await?;
    match head.filter(|head| head.size == acts) {
        Some(head) => Ok(head),
        None => Err(Failure::Archive(format!(
            "not all of the {acts} public acts are sealed: let the server run for a moment"
        ))),
    }
}
