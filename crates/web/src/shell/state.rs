use jiff::{Timestamp, tz::TimeZone};
use l10n::Translator;
use std::sync::Arc;

/// Where the time comes from; tests bring their own.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place of this crate that reads it")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// What every handler may need; cheap to clone.
#[derive(Clone)]
pub struct WebState {
    pub texts: Arc<Translator>,
    pub clock: Arc<dyn Clock>,
    /// The public address of the service, without a slash at the end.
    pub base_url: Arc<str>,
    /// The zone of the authority, in which times are shown.
    pub zone: TimeZone,
    pub contacts: Arc<Contacts>,
}

/// How people reach the authority, as configured.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
}

impl WebState {
    pub fn new(texts: Arc<Translator>, clock: Arc<dyn Clock>, base_url: &str) -> Self {
        Self {
            texts,
            clock,
            base_url: base_url.trim_end_matches('/').into(),
            zone: TimeZone::get("Asia/Bishkek").unwrap_or(TimeZone::UTC),
            contacts: Arc::default(),
        }
    }
}
