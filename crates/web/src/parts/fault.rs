use super::field::id_of;
use crate::shell::Ctx;
use maud::{Markup, html};

/// A mistake in a form: the dotted path of the field and a translated sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub path: String,
    pub text: String,
}

impl Fault {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }
}

/// The mistake at one field, if there is one.
pub fn fault_at<'a>(faults: &'a [Fault], path: &str) -> Option<&'a Fault> {
    faults.iter().find(|fault| fault.path == path)
}

/// All mistakes, first in `main`, each leading to its field.
pub fn error_summary(ctx: &Ctx, faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            section .error-summary #error-summary aria-labelledby="error-summary-title" tabindex="-1" autofocus {
                h2 #error-summary-title { (ctx.t("error-summary-title")) }
                ul {
                    @for fault in faults {
                        li { a href={ "#" (id_of(&fault.path)) } { (fault.text) } }
                    }
                }
            }
        }
    }
}
