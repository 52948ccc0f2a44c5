use super::document::Documents;
use super::kept::Kept;
use super::shelf::Shelf;
use app::App;
use http::HeaderName;
use jiff::tz::TimeZone;
use l10n::Translator;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// What every handler may need. Each layer of the site has one, and each request makes new ones: it is
/// one pointer. Who changes one changes a copy of its own.
#[derive(Clone)]
pub struct WebState(Arc<Equipment>);

impl Deref for WebState {
    type Target = Equipment;

    fn deref(&self) -> &Equipment {
        &self.0
    }
}

impl DerefMut for WebState {
    fn deref_mut(&mut self) -> &mut Equipment {
        Arc::make_mut(&mut self.0)
    }
}

/// What is in it.
#[derive(Clone)]
pub struct Equipment {
    pub texts: Arc<Translator>,
    /// The use cases.
    pub app: App,
    /// The public address of the service, without a slash at the end.
    pub base_url: Arc<str>,
    /// The zone of the authority, in which times are shown.
    pub zone: TimeZone,
    pub contacts: Arc<Contacts>,
    /// The header in which a proxy of ours writes the client's address. Without one the address is
    /// that of the connection: any other header could be written by anybody.
    pub client_header: Option<HeaderName>,
    /// Sets documents as PDF; without it none are offered.
    pub documents: Option<Arc<dyn Documents>>,
    /// The page that checks an extract in a browser, with the policy of this log in it.
    pub verify_page: Option<Arc<str>>,
    /// The files of open data; none where none are made.
    pub open_data: Option<Arc<Shelf>>,
    /// Whether pages are written to a folder, to be read without this program: nothing that needs an
    /// answer is shown.
    pub is_archive: bool,
    /// Writes the numbers of the program, when it keeps any.
    pub metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    /// Answers that are given again while nothing changes.
    pub kept: Kept,
}

/// How people reach the authority, as configured.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
}

impl WebState {
    pub fn new(texts: Arc<Translator>, app: App) -> Self {
        let zone = app.moment().zone().map_or(TimeZone::UTC, |zone| zone.rules().clone());
        let base_url = app.settings().public_url.trim_end_matches('/').into();
        Self(Arc::new(Equipment {
            texts,
            app,
            base_url,
            zone,
            contacts: Arc::default(),
            client_header: None,
            documents: None,
            verify_page: None,
            open_data: None,
            is_archive: false,
            metrics: None,
            kept: Kept::default(),
        }))
    }
}
