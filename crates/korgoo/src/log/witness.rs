//! A witness: sees to it that a log shows everybody the same tree (C2SP tlog-witness).

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use app::Clock;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tlog::{
    AddCheckpoint, Cosigner, MAX_REQUEST, Refusal, SignedCheckpoint, Time, VerifierKey, judge,
    monitoring_path,
};

use super::kept::Kept;
use crate::config::Failure;

/// Cosigns the heads of the logs it knows.
pub struct OwnWitness {
    key: Cosigner,
    logs: Vec<VerifierKey>,
    clock: Arc<dyn Clock>,
    /// By the path under which the last checkpoint is read. One lock for all: heads come seldom.
    seen: Mutex<HashMap<String, Seen>>,
}

/// The last checkpoint of one log.
struct Seen {
    kept: Kept,
    last: Option<SignedCheckpoint>,
}

impl OwnWitness {
    /// Takes up where the folder says it stopped.
    pub fn open(
        key: Cosigner,
        logs: Vec<VerifierKey>,
        folder: PathBuf,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Failure> {
        let failed = |source| Failure::Machine { what: folder.display().to_string(), source };
        let mut seen = HashMap::new();
        for log in &logs {
            let path = monitoring_path(log.name().as_str());
            let kept = Kept::open(&folder, &path.replace('/', "-")).map_err(failed)?;
            let last = kept.read().map_err(failed)?.map(|note| SignedCheckpoint::read(&note));
            let last = last.transpose().map_err(|error| Failure::Settings {
                file: folder.join(&path).display().to_string(),
                problem: error.to_string(),
            })?;
            seen.insert(path, Seen { kept, last });
        }
        Ok(OwnWitness { key, logs, clock, seen: Mutex::new(seen) })
    }

    /// Judges a request, and keeps the head, durably, before the cosignature is given away.
    fn add(&self, body: &[u8]) -> Result<String, Answer> {
        let request = AddCheckpoint::read(body).map_err(Refusal::from)?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let path = monitoring_path(request.checkpoint.checkpoint().origin());
        let known = |_: &str| Some(*seen.get(&path)?.last.as_ref()?.checkpoint().head());
        judge(&request, &self.logs, known)?;
        let time = u64::try_from(self.clock.now().as_second()).ok().and_then(Time::from_seconds);
        let time = time.ok_or(Answer::Broken("the clock is wrong".into()))?;
        let mut signed = request.checkpoint;
        let line = self.key.cosign(signed.checkpoint(), time);
        // Lines of others are not ours to spread: only the log's own and ours are kept.
        signed.add(line.clone()).map_err(|error| Answer::Broken(error.to_string()))?;
        let place = seen.get_mut(&path).ok_or(Refusal::UnknownLog)?;
        let note = signed.to_string();
        place.kept.replace(note.as_bytes()).map_err(|error| Answer::Broken(error.to_string()))?;
        place.last = Some(signed);
        Ok(line.to_string())
    }

    fn last(&self, path: &str) -> Option<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        Some(seen.get(path)?.last.as_ref()?.to_string())
    }
}

/// Why there is no cosignature.
enum Answer {
    Refused(Refusal),
    Broken(String),
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        Answer::Refused(refusal)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Answer::Refused(refusal) => {
                let (kind, body) = refusal.body();
                let status =
                    StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
                (status, [(header::CONTENT_TYPE, kind)], body).into_response()
            }
            Answer::Broken(reason) => {
                tracing::error!(reason, "the witness cannot keep its state");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// What the witness's process answers.
pub fn routes(witness: Arc<OwnWitness>) -> Router {
    Router::new()
        .route("/add-checkpoint", post(add))
        .route("/{log}/checkpoint", get(read))
        .layer(DefaultBodyLimit::max(MAX_REQUEST + 1))
        .with_state(witness)
}

async fn add(State(witness): State<Arc<OwnWitness>>, body: Bytes) -> Response {
    match witness.add(&body) {
        Ok(lines) => lines.into_response(),
        Err(answer) => answer.into_response(),
    }
}

async fn read(State(witness): State<Arc<OwnWitness>>, Path(log): Path<String>) -> Response {
    match witness.last(&format!("{log}/checkpoint")) {
        Some(note) => note.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
