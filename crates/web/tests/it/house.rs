//! A whole site in memory: a fresh database, the law as it is, a clock that stands still.

use crate::keepers::TestSigner;
use crate::log::{PlainDocuments, identity};
use app::public_log::{PublicLog, advance};
use app::register::Finder;
use app::{App, Caller, Clock, Randomness, Settings};
use axum::{Router, body::Body, middleware::map_request};
use domain::law::Law;
use http::{HeaderName, HeaderValue, Request, Response};
use http_body_util::BodyExt;
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Store, StoreConfig, Val};
use tempfile::TempDir;
use tower::ServiceExt;
use web::WebState;

/// The moment at which every test happens.
pub const NOW: &str = "2026-11-22T06:00:00Z";

struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        NOW.parse().unwrap()
    }
}

/// Numbers that look random and repeat with every run.
#[derive(Default)]
struct Counted(AtomicU64);

impl Randomness for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            *byte = (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u8;
        }
    }
}

/// A site with its database.
pub struct House {
    pub app: App,
    log: PublicLog,
    site: Router,
    folder: TempDir,
}

impl House {
    pub async fn open() -> Self {
        Self::of(true, None, None).await
    }

    /// With an index.
    pub async fn indexed(finder: impl Finder + 'static) -> Self {
        Self::of(true, None, Some(Arc::new(finder))).await
    }

    /// As `korgoo serve` opens it, not as the demonstration.
    pub async fn real() -> Self {
        Self::of(false, None, None).await
    }

    /// Behind a proxy that writes the client's address into a header.
    pub async fn behind(client_header: &'static str) -> Self {
        Self::of(true, Some(client_header), None).await
    }

    async fn of(
        is_demo: bool,
        client_header: Option<&'static str>,
        finder: Option<Arc<dyn Finder>>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(StoreConfig::new("sqlite:test.db", folder.path())).await.unwrap();
        store.migrate().await.unwrap();
        let law = Law::read(&domain::law::embedded()).unwrap();
        let settings = Settings { public_url: "https://example.test/".into(), is_demo };
        let app = App::new(store, law, Arc::new(Stopped), Arc::<Counted>::default(), settings);
        let signer = TestSigner::new();
        let app = app.with_log(identity(&signer));
        let app = match finder {
            Some(finder) => app.with_finder(finder),
            None => app,
        };
        let texts = Arc::new(l10n::Translator::load().unwrap());
        let mut state = WebState::new(texts, app.clone());
        state.client_header = client_header.map(HeaderName::from_static);
        state.verify_page = Some("<!doctype html><title>checks</title>".into());
        state.documents = Some(Arc::new(PlainDocuments));
        let site = web::router(state);
        let log = PublicLog::new(signer, Vec::new());
        House { app, log, site, folder }
    }

    /// Where its database lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Every act so far is put under a signed head of the log.
    pub async fn seal(&self) {
        advance(&self.app, &self.log, "test").await.unwrap();
    }

    /// The site; forms come as a browser sends them from one of our own pages.
    pub fn site(&self) -> Router {
        self.site.clone().layer(map_request(as_from_our_page))
    }

    /// The site as a program without a browser meets it.
    pub fn bare_site(&self) -> Router {
        self.site.clone()
    }

    /// The newest link of a kind in the outbox of the demonstration: its path.
    pub async fn mailed(&self, kind: &str) -> String {
        let page = text(self.get("/en/demo/outbox").await).await;
        let from = page.find(&format!("/{kind}/")).unwrap_or_else(|| panic!("no {kind} mailed"));
        let path: String = page[from..].chars().take_while(|c| !"\"< ".contains(*c)).collect();
        format!("/en{path}")
    }

    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.site().oneshot(request).await.unwrap()
    }

    /// Opens the account of a caller, with the roles at the authority; twice is once.
    pub async fn enter(&self, caller: &Caller) {
        let actor = caller.actor.clone().unwrap();
        let roles: Vec<&str> = caller.staff.iter().map(|role| role.as_str()).collect();
        let now = self.app.now();
        let work = self.app.store().write("enter_person", |tx| {
            let (actor, roles) = (actor.clone(), roles.clone());
            Box::pin(async move {
                let sql = "INSERT INTO person (id, email, name, language, status, created_at, updated_at) \
                           VALUES ($1, $2, $3, 'ky', 'active', $4, $4) ON CONFLICT DO NOTHING";
                let email = format!("{}@example.test", actor.person);
                let values: [Val; 4] =
                    [actor.person.into(), email.into(), actor.name.clone().into(), now.into()];
                tx.put_rows(sql, &values).await?;
                for role in roles {
                    let sql = "INSERT INTO staff_role (person, role, granted_by, granted_at) VALUES ($1, $2, $1, $3) ON CONFLICT DO NOTHING";
                    tx.put_rows(sql, &[actor.person.into(), role.into(), now.into()]).await?;
                }
                Ok::<_, app::Error>(())
            })
        });
        work.await.unwrap();
    }

    pub async fn get(&self, path: &str) -> Response<Body> {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }
}

async fn as_from_our_page(mut request: Request<Body>) -> Request<Body> {
    let headers = request.headers_mut();
    headers.entry("sec-fetch-site").or_insert(HeaderValue::from_static("same-origin"));
    request
}

pub async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}
