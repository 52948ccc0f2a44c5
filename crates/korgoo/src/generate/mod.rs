//! `korgoo generate`: a Register of made-up holders and arrays, for trying things at their full size.
//!
//! They enter by the same import as those of another register: with numbers, events, leaves of the
//! public log and facets. The same seed gives the same entries.

mod making;
mod words;

use std::collections::VecDeque;
use std::time::Instant;

use app::App;
use app::import::{Import, ImportAs, Imported, Incoming, Read, read};
use clap::Args;
use domain::field::Of;
use domain::record::Actor;
use indicatif::ProgressBar;
use tokio::sync::mpsc::{Receiver, channel};

use crate::config::Failure;
use making::Maker;

/// Entries to one transaction, as for every import.
const RUN: usize = 2000;

/// How much to make up.
#[derive(Debug, Clone, Args)]
pub struct GenerateArgs {
    /// Holders.
    #[arg(long, default_value_t = 1000)]
    pub holders: usize,
    /// Arrays of these holders.
    #[arg(long, default_value_t = 5000)]
    pub arrays: usize,
    /// Another seed gives other entries.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Fills the database, and says how fast: on the whole, at the beginning and at the end.
#[expect(clippy::disallowed_methods, reason = "the pace is measured")]
pub async fn generate(app: &App, args: &GenerateArgs) -> Result<(), Failure> {
    let import = Import {
        source: format!("generate-{}", args.seed),
        how: ImportAs::Registered,
        is_trial: false,
        by: Actor::system(),
    };
    let bar = ProgressBar::new((args.holders + args.arrays) as u64);
    let mut paces = Paces::default();
    let mut runs = made(app, args.clone());
    let mut before = Instant::now();
    while let Some(run) = runs.recv().await {
        let (of, run) = run?;
        save(app, &import, &run).await?;
        bar.inc(run.len() as u64);
        if of == Of::DataArray {
            paces.add(run.len(), before.elapsed().as_secs_f64());
        }
        before = Instant::now();
    }
    bar.finish_and_clear();
    paces.tell();
    Ok(())
}

/// Entries of one kind, ready to be saved.
type Run = (Of, Vec<Read>);

/// Entries are made up and read beside, while the last ones are saved.
fn made(app: &App, args: GenerateArgs) -> Receiver<Result<Run, Failure>> {
    let (send, receive) = channel(2);
    let (law, moment) = (app.law(), app.moment());
    tokio::task::spawn_blocking(move || {
        let words = match words::words() {
            Ok(words) => words,
            Err(failure) => return drop(send.blocking_send(Err(failure))),
        };
        let mut maker = Maker::new(&words, &law, args.seed);
        let mut left = args.holders;
        while left > 0 {
            let run = (0..left.min(RUN)).map(|_| maker.holder()).collect::<Vec<_>>();
            left -= run.len();
            if send.blocking_send(Ok((Of::Holder, read(run, &moment)))).is_err() {
                return;
            }
        }
        for from in (0..args.arrays).step_by(RUN) {
            let run: Vec<Incoming> =
                (from..args.arrays.min(from + RUN)).filter_map(|n| maker.array(n)).collect();
            let is_empty = run.is_empty();
            let run = (Of::DataArray, read(run, &moment));
            if is_empty || send.blocking_send(Ok(run)).is_err() {
                return;
            }
        }
    });
    receive
}

async fn save(app: &App, how: &Import, run: &[Read]) -> Result<(), Failure> {
    for outcome in app::import::save(app, how, run).await? {
        if let Imported::Rejected { problems } = outcome {
            return Err(Failure::Import(format!("{problems:?}")));
        }
    }
    Ok(())
}

/// How many arrays were saved in how many seconds, run by run.
#[derive(Default)]
struct Paces(VecDeque<(usize, f64)>);

impl Paces {
    fn add(&mut self, arrays: usize, seconds: f64) {
        self.0.push_back((arrays, seconds));
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate to look at")]
    fn rate<'a>(of: impl Iterator<Item = &'a (usize, f64)>) -> f64 {
        let (arrays, seconds) =
            of.fold((0, 0.0), |(n, s), (arrays, seconds)| (n + arrays, s + seconds));
        arrays as f64 / f64::max(seconds, f64::MIN_POSITIVE)
    }

    /// The first and the last tenth beside the whole.
    #[expect(clippy::print_stdout, reason = "the answer of a command")]
    fn tell(&self) {
        let (all, tenth) = (&self.0, self.0.len().div_ceil(10));
        if all.is_empty() {
            return;
        }
        let arrays: usize = all.iter().map(|(arrays, _)| arrays).sum();
        println!(
            "{arrays} arrays, {:.0}/s; the first tenth {:.0}/s, the last {:.0}/s",
            Self::rate(all.iter()),
            Self::rate(all.iter().take(tenth)),
            Self::rate(all.iter().rev().take(tenth)),
        );
    }
}
