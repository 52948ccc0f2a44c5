//! A whole log: every file, every leaf, every value laid open, and the public state beside it.

mod chains;
mod compare;
mod document;
mod entries;
mod in_order;
mod piece;
mod print;
mod problem;
mod round;
mod source;
mod state;
mod walk;

use tlog::{Head, Policy, SignedCheckpoint, Standing};

pub use problem::{MOST_PROBLEMS, Problem, StateProblem};
pub use source::{Layout, Lines, Source, Unreadable};

use self::piece::Reading;
use self::problem::Problems;
use self::round::Round;
use self::source::get;
use self::walk::Walk;

/// How far the work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Leaves that were read.
    Leaves {
        /// So many.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// Entries of the public state that were compared. How many there will be is not known.
    Entries {
        /// So many.
        done: u64,
    },
}

/// What could be compared with the log, because it was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Values laid open beside the log; none if there are no openings.
    pub values: Option<u64>,
    /// Entries of the public state; none if there is no state.
    pub entries: Option<u64>,
}

/// What was found of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    /// Who signed the checkpoint; none if it is not one to rely on.
    pub standing: Option<Standing>,
    /// The head that the checkpoint names; of an empty tree if there is none.
    pub head: Head,
    /// Leaves that were read.
    pub leaves: u64,
    /// Subjects that the leaves are about.
    pub subjects: u64,
    /// What else was there to compare.
    pub compared: Compared,
    /// What is wrong, in the order it was found: the first [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many problems there are beside those.
    pub more: u64,
}

impl LogReport {
    /// Whether nothing is wrong. A log without enough witnesses is sound: it is registered, not yet
    /// witnessed.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Verify a whole log: signatures of the checkpoint; every bundle and tile, computed anew and compared
/// byte for byte; every leaf and the chain of each subject; every value laid open; and the public
/// state against the newest leaves, in both directions.
///
/// The memory it needs grows with the number of subjects only.
///
/// # Errors
/// [`Unreadable`] if a file could be neither read nor known to be absent.
pub fn verify_log(
    source: &dyn Source,
    layout: Layout,
    policy: &Policy,
    progress: &dyn Fn(Stage),
) -> Result<LogReport, Unreadable> {
    let (mut walk, mut compared) = (Walk::new(), Compared::default());
    let Some(mut signed) = checkpoint(source, layout, policy, &mut walk.problems)? else {
        return Ok(report(walk, None, Head::empty(), compared));
    };
    key(source, layout, policy, &signed, &mut walk.problems)?;
    let mut head = *signed.checkpoint().head();
    let has_openings = layout != Layout::Bare
        && (head.size() == 0 || get(source, &layout.of_openings(0))?.is_some());
    let reading = Reading::new(source, layout, has_openings);
    walk.go_on(&reading, &head, progress)?;
    if layout != Layout::Bare && !walk.is_stopped {
        let mut round = Round::new(&mut walk, &reading, progress);
        compared.entries = round.state()?;
        while compared.entries.is_some() && round.is_behind() && source.settle() {
            let Some(next) = checkpoint(source, layout, policy, round.problems())? else { break };
            let grown = *next.checkpoint().head();
            if !round.go_on(&head, &grown)? {
                break;
            }
            (signed, head) = (next, grown);
        }
        if compared.entries.is_some() {
            round.finish();
        }
    }
    compared.values = has_openings.then_some(walk.opened);
    Ok(report(walk, policy.weigh(&signed).ok(), head, compared))
}

/// The checkpoint, if it is one to rely on.
fn checkpoint(
    source: &dyn Source,
    layout: Layout,
    policy: &Policy,
    problems: &mut Problems,
) -> Result<Option<SignedCheckpoint>, Unreadable> {
    let path = layout.of_log("checkpoint");
    let Some(bytes) = get(source, &path)? else {
        problems.add(Problem::Missing(path));
        return Ok(None);
    };
    let read = SignedCheckpoint::read(&bytes).map_err(Problem::from);
    let good = read.and_then(|read| policy.weigh(&read).map(|_| read).map_err(Problem::from));
    Ok(good.map_err(|problem| problems.add(problem)).ok())
}

/// The key beside the log proves nothing; but whoever takes it from there must not get another.
fn key(
    source: &dyn Source,
    layout: Layout,
    policy: &Policy,
    signed: &SignedCheckpoint,
    problems: &mut Problems,
) -> Result<(), Unreadable> {
    let Some(bytes) = get(source, &layout.of_log("key"))? else { return Ok(()) };
    let origin = signed.checkpoint().origin();
    let mut own = policy.logs().iter().filter(|log| log.key.name().as_str() == origin);
    if !own.any(|log| format!("{}\n", log.key).as_bytes() == bytes) {
        problems.add(Problem::Key(origin.to_owned()));
    }
    Ok(())
}

fn report(walk: Walk, standing: Option<Standing>, head: Head, compared: Compared) -> LogReport {
    let (leaves, subjects) = (walk.size(), walk.chains.len() as u64);
    let (problems, more) = walk.problems.into_parts();
    LogReport { standing, head, leaves, subjects, compared, problems, more }
}
