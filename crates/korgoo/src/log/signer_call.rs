//! The signer as a process of its own: a socket in the file system, so that the operating system says
//! who may ask.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::public_log::{Signer, SignerError};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use store::BoxFuture;
use tlog::{ConsistencyProof, Hash, Head, SignedCheckpoint, VerifierKey};

use super::signer::OwnSigner;
use crate::config::Failure;

/// A head on its way.
#[derive(Debug, Serialize, Deserialize)]
struct HeadForm {
    size: u64,
    root: String,
}

/// What is asked to be signed.
#[derive(Debug, Serialize, Deserialize)]
struct SignForm {
    next: HeadForm,
    proof: Vec<String>,
}

impl HeadForm {
    fn of(head: &Head) -> Self {
        HeadForm { size: head.size(), root: head.root().to_string() }
    }

    fn head(&self) -> Option<Head> {
        Head::new(self.size, self.root.parse().ok()?).ok()
    }
}

/// What the signer's process answers.
pub fn routes(signer: Arc<OwnSigner>) -> Router {
    Router::new()
        .route("/key", get(key))
        .route("/last", get(last))
        .route("/sign", post(sign))
        .with_state(signer)
}

async fn key(State(signer): State<Arc<OwnSigner>>) -> String {
    signer.key().to_string()
}

async fn last(State(signer): State<Arc<OwnSigner>>) -> Json<HeadForm> {
    Json(HeadForm::of(&signer.last_head()))
}

async fn sign(State(signer): State<Arc<OwnSigner>>, Json(form): Json<SignForm>) -> Response {
    let proof = form.proof.iter().map(|hash| hash.parse::<Hash>().ok()).collect::<Option<_>>();
    let proof = proof.and_then(|hashes| ConsistencyProof::new(hashes).ok());
    let (Some(next), Some(proof)) = (form.next.head(), proof) else {
        return (StatusCode::BAD_REQUEST, "not a head and a proof").into_response();
    };
    match signer.sign_head(&next, &proof) {
        Ok(signed) => signed.to_string().into_response(),
        Err(SignerError::Refused(reason)) => {
            tracing::error!(%reason, size = next.size(), "refused to sign");
            (StatusCode::CONFLICT, reason).into_response()
        }
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response(),
    }
}

/// A signer at the other end of a socket.
pub struct FarSigner {
    client: reqwest::Client,
}

impl FarSigner {
    /// Speaks to the socket in that place.
    pub fn at(socket: &Path) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .unix_socket(socket)
            .timeout(Duration::from_secs(30))
            .build()
            .map_err(|error| Failure::Settings {
                file: "log.signer".into(),
                problem: error.to_string(),
            })?;
        Ok(FarSigner { client })
    }

    /// The key that it signs by.
    pub async fn key(&self) -> Result<VerifierKey, SignerError> {
        let answer = self.client.get("http://signer/key").send().await.map_err(away)?;
        let key = answer.text().await.map_err(away)?;
        key.parse().map_err(|_| SignerError::Wrong("no verifier key".into()))
    }

    async fn ask_last(&self) -> Result<Head, SignerError> {
        let answer = self.client.get("http://signer/last").send().await.map_err(away)?;
        let form: HeadForm = answer.json().await.map_err(away)?;
        form.head().ok_or_else(|| SignerError::Wrong("no head of a tree".into()))
    }

    async fn ask_sign(
        &self,
        next: &Head,
        proof: &ConsistencyProof,
    ) -> Result<SignedCheckpoint, SignerError> {
        let proof = proof.hashes().iter().map(ToString::to_string).collect();
        let form = SignForm { next: HeadForm::of(next), proof };
        let answer = self.client.post("http://signer/sign").json(&form).send().await;
        let answer = answer.map_err(away)?;
        let status = answer.status();
        let body = answer.text().await.map_err(away)?;
        match status {
            StatusCode::OK => {
                let signed = SignedCheckpoint::read(body.as_bytes());
                let signed = signed.map_err(|error| SignerError::Wrong(error.to_string()))?;
                let same = signed.checkpoint().head() == next;
                if same {
                    Ok(signed)
                } else {
                    Err(SignerError::Wrong("it signed another head".into()))
                }
            }
            StatusCode::CONFLICT => Err(SignerError::Refused(body)),
            StatusCode::BAD_REQUEST => Err(SignerError::Wrong(body)),
            _ => Err(SignerError::Away(body)),
        }
    }
}

fn away(error: reqwest::Error) -> SignerError {
    SignerError::Away(error.to_string())
}

impl Signer for FarSigner {
    fn last(&self) -> BoxFuture<'_, Result<Head, SignerError>> {
        Box::pin(self.ask_last())
    }

    fn sign<'a>(
        &'a self,
        next: &'a Head,
        proof: &'a ConsistencyProof,
    ) -> BoxFuture<'a, Result<SignedCheckpoint, SignerError>> {
        Box::pin(self.ask_sign(next, proof))
    }
}
