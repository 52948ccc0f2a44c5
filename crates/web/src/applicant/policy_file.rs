//! The processing policy (art. 4 part 2): a link, or an attached file.

use app::application;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::application::Application;
use domain::path;
use http::{HeaderValue, header};
use maud::{Markup, html};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::sent_form::{SentFile, SentForm};
use crate::entry::{self, Form};
use crate::parts::{Fault, field};
use crate::shell::{Ctx, Problem};

/// The longest file.
const MOST_BYTES: usize = 5 * 1024 * 1024;
/// The longest file name that is kept.
const MOST_LETTERS: usize = 200;
const UPLOAD: &str = "policy.upload";

/// The fields of the policy.
pub fn form(ctx: &Ctx, form: &Form<'_>) -> Markup {
    let spec = |name: &str, key: &str| {
        let mut spec = field::Field::of(ctx, name, key).faults(form.faults).optional();
        spec.label = ctx.attr(key, "question").unwrap_or(spec.label);
        spec
    };
    let link = spec("policy.link", "field-holder-policy-link").inputmode("url");
    let upload = spec(UPLOAD, "field-holder-policy-file").accept(".pdf,.docx,.odt,.txt");
    let name = path::text(form.entry, "policy.file_name");
    html! {
        (entry::remark(ctx, form, "policy.link"))
        (field::text(ctx, &link.value(path::text(form.entry, "policy.link"))))
        (entry::remark(ctx, form, "policy.file"))
        @if !path::text(form.entry, "policy.file").is_empty() {
            div .field {
                p { (ctx.t("applicant-policy-attached")) " " strong { (name) } }
                p { button .button.secondary type="submit" name="action" value="remove:policy.0" { (ctx.t("applicant-policy-remove")) } }
            }
        }
        (field::file(ctx, &upload))
    }
}

/// The file stays what it was unless another one came, or it was taken away. A hash that the form
/// names is not believed: it could be anybody's file.
pub async fn complete(
    ctx: &Ctx,
    changes: &mut Map<String, Value>,
    (id, application): (Uuid, &Application),
    form: &SentForm,
) -> Result<Vec<Fault>, Problem> {
    let mut tree = Value::Object(std::mem::take(changes));
    let mut put = |name: &str, value: &str| {
        path::set(&mut tree, name, Value::String(value.to_owned()));
    };
    let is_removed = form.value("action").starts_with("remove:");
    for name in ["policy.file", "policy.file_name"] {
        put(name, if is_removed { "" } else { path::text(&application.entry, name) });
    }
    let mut faults = Vec::new();
    if let Some(file) = &form.file {
        match kind_of(file) {
            Ok(kind) => {
                let (app, bytes) = (&ctx.state.app, file.bytes.clone());
                let hash = application::attach(app, &ctx.caller, id, bytes, kind).await?;
                put("policy.file", &hash);
                put("policy.file_name", &shown_name(&file.name));
            }
            Err(code) => faults.push(Fault::new(UPLOAD, refusal(ctx, code))),
        }
    }
    if let Value::Object(map) = tree {
        *changes = map;
    }
    Ok(faults)
}

fn refusal(ctx: &Ctx, code: &str) -> String {
    ctx.ta(&format!("problem-{code}"), &[("max", ctx.t("applicant-five-megabytes").into())])
}

fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(MOST_LETTERS).collect()
}

/// What the bytes are, whatever the name says.
fn kind_of(file: &SentFile) -> Result<&'static str, &'static str> {
    let bytes = &file.bytes;
    if bytes.is_empty() {
        return Err("file_empty");
    }
    if bytes.len() > MOST_BYTES {
        return Err("file_too_large");
    }
    let has = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    match () {
        () if bytes.starts_with(b"%PDF-") => Ok("application/pdf"),
        () if is_zip && has("application/vnd.oasis.opendocument.text") => {
            Ok("application/vnd.oasis.opendocument.text")
        }
        () if is_zip && has("word/") => {
            Ok("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        () if std::str::from_utf8(bytes).is_ok_and(is_plain) => Ok("text/plain; charset=utf-8"),
        () => Err("file_type"),
    }
}

fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

/// The attached file, for those who may read the application.
pub async fn download(ctx: Ctx, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (kind, bytes) = application::attached(&ctx.state.app, &ctx.caller, id).await?;
    let kind = HeaderValue::from_str(&kind).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> SentFile {
        SentFile { name: "policy.pdf".into(), bytes: bytes.to_vec() }
    }

    #[test]
    fn the_bytes_say_what_a_file_is_not_its_name() {
        assert_eq!(kind_of(&file(b"%PDF-1.7 ...")), Ok("application/pdf"));
        assert_eq!(kind_of(&file("саясат".as_bytes())), Ok("text/plain; charset=utf-8"));
        assert_eq!(kind_of(&file(b"")), Err("file_empty"));
        assert_eq!(kind_of(&file(b"MZ\x90\x00")), Err("file_type"));
        assert_eq!(kind_of(&file(b"PK\x03\x04 something")), Err("file_type"));
        assert_eq!(kind_of(&file(&vec![b'a'; MOST_BYTES + 1])), Err("file_too_large"));
    }

    #[test]
    fn a_name_loses_its_folders() {
        assert_eq!(shown_name("C:\\x\\саясат.pdf"), "саясат.pdf");
    }
}
