use super::{Ctx, language, layout};
use crate::parts::{Fault, error_summary};
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};

/// A page in the layout. Made by `ctx.page(title, body)`; becomes a response.
pub struct Page {
    pub(super) ctx: Ctx,
    pub(super) title: String,
    pub(super) above: Vec<Markup>,
    pub(super) faults: Vec<Fault>,
    pub(super) body: Markup,
    pub(super) wide: bool,
    pub(super) description: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) alternates: Vec<(&'static str, String)>,
    pub(super) feed: Option<(String, String)>,
    pub(super) styles: Vec<&'static str>,
    pub(super) scripts: Vec<&'static str>,
    status: StatusCode,
}

impl Page {
    pub(super) fn new(ctx: Ctx, title: String, body: Markup) -> Self {
        Self {
            ctx,
            title,
            above: Vec::new(),
            faults: Vec::new(),
            body,
            wide: false,
            description: None,
            canonical: None,
            alternates: Vec::new(),
            feed: None,
            styles: Vec::new(),
            scripts: Vec::new(),
            status: StatusCode::OK,
        }
    }

    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Uses the whole width: worklists, comparisons.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// What stands above the heading: a back link, breadcrumbs, a notice.
    pub fn above(mut self, part: Markup) -> Self {
        self.above.push(part);
        self
    }

    /// The mistakes of a form: the summary comes first in `main`, the title
    /// says so, and the answer is 422.
    pub fn faults(mut self, faults: &[Fault]) -> Self {
        self.faults = faults.to_vec();
        if !faults.is_empty() {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// One more style sheet of our own, by its name in `assets`.
    pub fn style(mut self, name: &'static str) -> Self {
        self.styles.push(name);
        self
    }

    /// One more script of our own; the page works without it.
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
        self
    }

    /// One sentence for search engines and link previews.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// The one permanent address of what the page shows, without the language.
    pub fn canonical(mut self, path: impl Into<String>) -> Self {
        self.canonical = Some(path.into());
        self
    }

    /// Where programs find the same in another form, by its media type.
    pub fn alternate(mut self, media_type: &'static str, path: impl Into<String>) -> Self {
        self.alternates.push((media_type, path.into()));
        self
    }

    /// Where feed readers follow what the page shows, and what that feed is called.
    pub fn feed(mut self, path: impl Into<String>, title: impl Into<String>) -> Self {
        self.feed = Some((path.into(), title.into()));
        self
    }

    pub(super) fn main(&self) -> Markup {
        html! {
            @for part in &self.above { (part) }
            (error_summary(&self.ctx, &self.faults))
            (self.body)
        }
    }

    fn language_cookie(&self) -> Option<HeaderValue> {
        self.ctx.new_choice.then_some(())?;
        let cookie = Cookie::build((language::COOKIE, self.ctx.lang.code()))
            .path("/")
            .same_site(SameSite::Lax)
            .secure(self.ctx.state.base_url.starts_with("https:"))
            .permanent();
        HeaderValue::from_str(&cookie.build().to_string()).ok()
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let html = Html(layout::render(&self).into_string());
        let mut response = (self.status, html).into_response();
        // Casework never stays in a shared computer's cache.
        let caching = if self.ctx.viewer.is_some() { "no-store" } else { "private, no-cache" };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(self.ctx.lang.code()));
        if let Some(cookie) = self.language_cookie() {
            headers.append(header::SET_COOKIE, cookie);
        }
        response
    }
}
