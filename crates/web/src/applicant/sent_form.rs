//! A form as it was sent: names and values in order, perhaps with a file. Nothing in it can fail:
//! what cannot be read is left out.

use axum::extract::{FromRequest, Multipart, Request};
use axum::response::{IntoResponse, Response};
use http::header;

/// Names longer than this name no field of ours.
const LONGEST_NAME: usize = 120;
/// More fields than the largest description has.
const MOST_FIELDS: usize = 20_000;

/// A file of a form.
#[derive(Debug, Clone)]
pub struct SentFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What was sent.
#[derive(Debug, Clone, Default)]
pub struct SentForm {
    pub pairs: Vec<(String, String)>,
    pub file: Option<SentFile>,
}

impl SentForm {
    /// The first value of a name, or nothing.
    pub fn value(&self, name: &str) -> &str {
        self.pairs.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Every value of a name.
    pub fn values(&self, name: &str) -> Vec<String> {
        let all = self.pairs.iter().filter(|(n, _)| n == name);
        all.map(|(_, value)| value.clone()).collect()
    }

    /// The pairs without the form's own machinery.
    pub fn fields(&self) -> impl Iterator<Item = &(String, String)> {
        let own = |name: &str| matches!(name, "action" | "revision" | "return");
        self.pairs.iter().filter(move |(name, _)| !own(name))
    }

    fn add(&mut self, name: String, value: String) {
        if name.len() <= LONGEST_NAME && self.pairs.len() < MOST_FIELDS {
            self.pairs.push((name, value));
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for SentForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data")) {
            let parts = Multipart::from_request(request, state).await;
            return read_parts(parts.map_err(IntoResponse::into_response)?).await;
        }
        let bytes = axum::body::Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(IntoResponse::into_response)?;
        let mut form = SentForm::default();
        for (name, value) in form_urlencoded::parse(&bytes) {
            form.add(name.into_owned(), value.into_owned());
        }
        Ok(form)
    }
}

async fn read_parts(mut parts: Multipart) -> Result<SentForm, Response> {
    let mut form = SentForm::default();
    while let Some(part) = parts.next_field().await.map_err(IntoResponse::into_response)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(IntoResponse::into_response)?;
        match file_name {
            // A browser sends a nameless empty file when none was chosen.
            Some(file) if bytes.is_empty() && file.is_empty() => {}
            Some(file) => form.file = Some(SentFile { name: file, bytes: bytes.to_vec() }),
            None => form.add(name, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    Ok(form)
}
