//! A log behind an address.

use std::thread::sleep;
use std::time::Duration;

use reqwest::{Client, StatusCode};
use tokio::runtime::Handle;
use verifier::Source;

use super::CannotRead;

/// No file of a log, and no document, is longer: a bundle of the longest entries has 17 MB.
const LONGEST: usize = 64 << 20;

/// Files asked for at once.
const AT_ONCE: usize = 8;

/// What a server that is busy, or a line that breaks, is given before the next try.
const WAITS: [Duration; 4] = [
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
];

/// A log seals within seconds.
const SETTLE: Duration = Duration::from_secs(5);

/// The server. Its threads are none of the runtime's, so they may wait for it.
pub struct Server {
    client: Client,
    runtime: Handle,
    base: String,
}

/// Why a try brought nothing.
enum Failed {
    ForNow(String),
    ForGood(String),
}

impl Server {
    /// A server by its address, with or without a slash at the end.
    pub fn at(url: &str, runtime: Handle) -> Result<Self, CannotRead> {
        // The provider may be installed already; then this one is not needed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| CannotRead(error.to_string()))?;
        Ok(Self { client, runtime, base: url.trim_end_matches('/').to_owned() })
    }

    async fn try_once(&self, path: &str) -> Result<Option<Vec<u8>>, Failed> {
        let sent = self.client.get(format!("{}/{path}", self.base)).send().await;
        let mut answer = sent.map_err(|error| broken(&error))?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(None),
            StatusCode::TOO_MANY_REQUESTS => return Err(Failed::ForNow("too busy".into())),
            other if other.is_server_error() => {
                return Err(Failed::ForNow(format!("status {other}")));
            }
            other => return Err(Failed::ForGood(format!("status {other}"))),
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| broken(&error))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LONGEST {
                return Err(Failed::ForGood("the answer is too long".into()));
            }
        }
        Ok(Some(bytes))
    }
}

fn broken(error: &reqwest::Error) -> Failed {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        words = deeper.to_string();
        cause = deeper.source();
    }
    // An address that is none stays none.
    if error.is_builder() { Failed::ForGood(words) } else { Failed::ForNow(words) }
}

impl Source for Server {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let mut waits = WAITS.iter();
        loop {
            match (self.runtime.block_on(self.try_once(path)), waits.next()) {
                (Ok(found), _) => return Ok(found),
                (Err(Failed::ForNow(_)), Some(wait)) => sleep(*wait),
                (Err(Failed::ForNow(reason) | Failed::ForGood(reason)), _) => return Err(reason),
            }
        }
    }

    fn at_once(&self) -> usize {
        AT_ONCE
    }

    fn settle(&self) -> bool {
        sleep(SETTLE);
        true
    }
}
