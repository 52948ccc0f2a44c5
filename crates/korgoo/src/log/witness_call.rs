//! Asking a witness over HTTP.

use std::time::Duration;

use app::public_log::Witness;
use reqwest::StatusCode;
use store::BoxFuture;
use tlog::{AddCheckpoint, Answer, Head, SignedCheckpoint, VerifierKey, monitoring_path};

use crate::config::Failure;

/// An answer longer than this is none.
const LONGEST: usize = 64 * 1024;

/// A witness at an address.
pub struct FarWitness {
    client: reqwest::Client,
    key: VerifierKey,
    url: String,
    /// The path under which it shows the last head of our log.
    path: String,
}

impl FarWitness {
    /// A witness by its key and address, asked for the log of that origin.
    pub fn new(key: VerifierKey, url: &str, origin: &str) -> Result<Self, Failure> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| Failure::Settings {
                file: "log.policy".into(),
                problem: error.to_string(),
            })?;
        let url = url.trim_end_matches('/').to_owned();
        Ok(FarWitness { client, key, url, path: monitoring_path(origin) })
    }

    async fn ask_last(&self) -> Result<Option<Head>, String> {
        let address = format!("{}/{}", self.url, self.path);
        let answer = self.client.get(address).send().await.map_err(|e| e.to_string())?;
        match answer.status() {
            StatusCode::NOT_FOUND => Ok(None),
            StatusCode::OK => {
                let note = body(answer).await?;
                let signed = SignedCheckpoint::read(&note).map_err(|error| error.to_string())?;
                // A head that this witness did not sign would be somebody else's claim.
                let own = std::slice::from_ref(&self.key);
                signed.note().verify(own).map_err(|error| error.to_string())?;
                Ok(Some(*signed.checkpoint().head()))
            }
            other => Err(format!("status {other}")),
        }
    }

    async fn ask_add(&self, request: &AddCheckpoint) -> Result<Answer, String> {
        let address = format!("{}/add-checkpoint", self.url);
        let sent = self.client.post(address).body(request.to_string()).send().await;
        let answer = sent.map_err(|error| error.to_string())?;
        let status = answer.status();
        if status.is_server_error() {
            return Err(format!("status {status}"));
        }
        let kind = answer.headers().get(reqwest::header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).map(str::to_owned);
        Ok(Answer::read(status.as_u16(), kind.as_deref(), &body(answer).await?))
    }
}

async fn body(mut answer: reqwest::Response) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| error.to_string())? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST {
            return Err("the answer is too long".into());
        }
    }
    Ok(bytes)
}

impl Witness for FarWitness {
    fn key(&self) -> &VerifierKey {
        &self.key
    }

    fn last(&self) -> BoxFuture<'_, Result<Option<Head>, String>> {
        Box::pin(self.ask_last())
    }

    fn ask<'a>(&'a self, request: &'a AddCheckpoint) -> BoxFuture<'a, Result<Answer, String>> {
        Box::pin(self.ask_add(request))
    }
}
