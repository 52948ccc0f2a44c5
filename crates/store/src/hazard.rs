//! Writes that fail on purpose: how tests prove that no lost or unreported write does harm.

use std::{fmt, future::Future, io, sync::Arc};

use crate::{Store, StoreError};

/// What a write meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: it is done.
    None,
    /// It is not done, and reported as failed.
    Lost,
    /// It is done, and reported as failed all the same.
    Unsaid,
}

/// Decides which writes fail. No program has one; a test does.
pub trait Hazard: fmt::Debug + Send + Sync {
    /// What the next write of this name meets. Names are those of [`Store::write`], and
    /// `put PATH` and `drop PATH` for files of the log.
    fn meets(&self, write: &str) -> Fault;
}

impl Store {
    /// The same store, whose writes may fail as the hazard says.
    #[must_use]
    pub fn with_hazard(self, hazard: Arc<dyn Hazard>) -> Self {
        Store { hazard: Some(hazard), ..self }
    }

    /// Does a write, unless it fails on purpose.
    pub(crate) async fn at_risk<T, E: From<StoreError>>(
        &self,
        write: &str,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        match self.hazard.as_ref().map_or(Fault::None, |hazard| hazard.meets(write)) {
            Fault::None => work.await,
            Fault::Lost => Err(broken(write).into()),
            Fault::Unsaid => {
                work.await?;
                Err(broken(write).into())
            }
        }
    }
}

/// As a connection that breaks is reported.
fn broken(write: &str) -> StoreError {
    StoreError::Database(sqlx::Error::Io(io::Error::other(format!("broken on purpose: {write}"))))
}
