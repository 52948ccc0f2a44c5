use super::{Page, Problem, WebState, language};
use app::{Caller, StaffRole};
use axum::extract::{FromRef, FromRequestParts, OriginalUri};
use http::{HeaderMap, Uri, request::Parts};
use jiff::{Timestamp, civil::Date};
use l10n::{Arg, Language};
use maud::Markup;
use uuid::Uuid;

/// The person who is signed in, as the layout shows them.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub id: Uuid,
    pub name: String,
    /// Sees the desk.
    pub staff: bool,
    /// Sees the administration.
    pub admin: bool,
    /// Sees what the others did and read.
    pub auditor: bool,
}

impl Viewer {
    fn of(caller: &Caller) -> Option<Self> {
        let actor = caller.actor.as_ref()?;
        Some(Self {
            id: actor.person,
            name: actor.name.clone(),
            staff: caller.is_staff(StaffRole::Registrar) || caller.is_staff(StaffRole::Head),
            admin: caller.is_staff(StaffRole::Administrator),
            auditor: caller.is_staff(StaffRole::Auditor),
        })
    }
}

/// What a page needs to know of the request it answers.
#[derive(Clone)]
pub struct Ctx {
    pub lang: Language,
    /// The address after the language: `/register/holders/KG-H-000001`.
    pub path: String,
    pub query: Option<String>,
    /// Who calls; put into the request's extensions by the session layer.
    pub caller: Caller,
    pub viewer: Option<Viewer>,
    pub now: Timestamp,
    pub state: WebState,
    /// The address names a language that the visitor has not chosen before.
    pub(super) new_choice: bool,
}

impl Ctx {
    /// A text; `id.attribute` names an attribute.
    pub fn t(&self, id: &str) -> String {
        self.state.texts.t(self.lang, id)
    }

    /// A text with values.
    pub fn ta(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.state.texts.t_args(self.lang, id, args)
    }

    /// An attribute of a text (`hint`, `example`), when it has one.
    pub fn attr(&self, id: &str, attribute: &str) -> Option<String> {
        self.state.texts.attr(self.lang, id, attribute)
    }

    /// The address of a page in the present language: `/register` → `/ky/register`.
    pub fn url(&self, path: &str) -> String {
        address(self.lang, path)
    }

    /// The address of this very page in another language.
    pub fn here_in(&self, language: Language) -> String {
        let query = self.query.as_ref().map_or(String::new(), |q| format!("?{q}"));
        format!("{}{query}", address(language, &self.path))
    }

    pub fn date(&self, date: Date) -> String {
        self.state.texts.date_long(self.lang, date)
    }

    pub fn date_short(&self, date: Date) -> String {
        self.state.texts.date_short(self.lang, date)
    }

    /// Date and time of day, in the zone of the authority.
    pub fn date_time(&self, at: Timestamp) -> String {
        self.state.texts.date_time(self.lang, at, &self.state.zone)
    }

    /// The day of a moment, in the zone of the authority.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.state.zone.clone()).date()
    }

    pub fn ago(&self, at: Timestamp) -> String {
        self.state.texts.ago(self.lang, at, self.now)
    }

    pub fn number(&self, number: i64) -> String {
        self.state.texts.number(self.lang, number)
    }

    pub fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.state.texts.list(self.lang, items)
    }

    /// A page in the layout; `body` begins with its `h1`.
    pub fn page(&self, title: impl Into<String>, body: Markup) -> Page {
        Page::new(self.clone(), title.into(), body)
    }

    /// A context for an address without a language (the fallback, errors).
    pub(super) fn of(state: &WebState, uri: &Uri, headers: &HeaderMap, caller: Caller) -> Self {
        let named = language::in_address(uri.path());
        Self {
            lang: named.map_or_else(|| language::preferred(headers), |(l, _)| l),
            path: named.map_or("/", |(_, rest)| rest).to_owned(),
            query: uri.query().map(str::to_owned),
            viewer: Viewer::of(&caller),
            caller,
            now: state.app.now(),
            state: state.clone(),
            new_choice: named.is_some_and(|(l, _)| language::remembered(headers) != Some(l)),
        }
    }
}

fn address(language: Language, path: &str) -> String {
    format!("/{language}{}", if path == "/" { "" } else { path })
}

impl<S> FromRequestParts<S> for Ctx
where
    WebState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        // A nested router sees a shortened address: the language is in the original one.
        let uri = match parts.extensions.get::<OriginalUri>() {
            Some(OriginalUri(uri)) => uri,
            None => &parts.uri,
        };
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_default();
        Ok(Self::of(&WebState::from_ref(state), uri, &parts.headers, caller))
    }
}
