//! What this program knows of the commits: its own at once, those of others whenever it looks.
//!
//! What is derived from the database (a search index, kept answers) is as good as the pulse it was made at.

use tokio::sync::watch;

use crate::{Store, StoreError, sql::first};

/// Grows with every commit that this program has heard of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulse {
    /// How many commits it has heard of.
    pub commits: u64,
    /// The place of the newest public event that it has heard of.
    pub newest: i64,
    /// What a look found last.
    seen: Mark,
}

/// What shows that somebody else has changed what the public sees: the newest public event, the newest
/// signed head, how often the law was overridden.
type Mark = (i64, i64, i64);

const MARK: &str = "SELECT (SELECT value FROM counter WHERE name = 'public') AS newest, \
    (SELECT coalesce(max(size), 0) FROM checkpoint) AS head, \
    (SELECT count(*) FROM law_override WHERE active) AS law";

impl Store {
    /// The pulse now; costs nothing.
    pub fn pulse(&self) -> Pulse {
        *self.pulse.borrow()
    }

    /// To wait for the next commit.
    pub fn pulses(&self) -> watch::Receiver<Pulse> {
        self.pulse.subscribe()
    }

    /// Asks the database for commits of others: of another node, or of a command beside a server.
    pub async fn look(&self) -> Result<Pulse, StoreError> {
        let before = self.pulse().commits;
        let row = first(self.rows(MARK, &[]).await?)?;
        let mark: Mark = (row.get("newest")?, row.get("head")?, row.get("law")?);
        self.pulse.send_if_modified(|pulse| {
            // A commit of our own in between knows better; the next look will tell.
            let is_news = pulse.commits == before && pulse.seen != mark;
            if is_news {
                *pulse = Pulse { commits: before + 1, newest: mark.0, seen: mark };
            }
            is_news
        });
        Ok(self.pulse())
    }

    /// Something else that answers depend on has changed: they are as old as if there had been a commit.
    pub fn stir(&self) {
        self.committed(None);
    }

    /// A commit of this program, perhaps with public events.
    pub(crate) fn committed(&self, newest: Option<i64>) {
        self.pulse.send_modify(|pulse| {
            pulse.commits += 1;
            pulse.newest = newest.unwrap_or_default().max(pulse.newest);
        });
    }
}
