//! What is wrong with the entry, as the applicant sees it too: what keeps it from being sent, and
//! what does not make sense.

use domain::field::{Catalogue, Of};
use maud::{Markup, html};

use super::case::Open;
use crate::entry;
use crate::parts::Fault;
use crate::parts::field::id_of;
use crate::shell::Ctx;

/// The mistakes at their places.
pub fn faults(ctx: &Ctx, case: &Open) -> Vec<Fault> {
    entry::faults(ctx, case.of(), &case.view.problems)
}

pub fn findings(ctx: &Ctx, case: &Open, faults: &[Fault]) -> Markup {
    if !case.application().procedure.has_entry() || case.application().state.is_final() {
        return html! {};
    }
    let link = |section: &str, path: &str| Some(place_of(case.of(), section, path));
    html! {
        section aria-labelledby="findings" {
            h2 #findings { (ctx.t("desk-findings")) }
            @if faults.is_empty() && case.found.is_empty() {
                p { (ctx.t("desk-findings-none")) }
            }
            @if !faults.is_empty() {
                ul { @for fault in faults {
                    li { a href=(anchor(&fault.path)) { (fault.text) } }
                } }
            }
            (entry::findings(ctx, case.of(), &case.found, link))
        }
    }
}

/// A finding may name a branch (`policy`) that has no place of its own: its section has.
fn place_of(of: Of, section: &str, path: &str) -> String {
    let is_row = path.rsplit('.').next().is_some_and(|last| last.parse::<usize>().is_ok());
    if is_row || Catalogue::embedded().at(of, path).is_some() {
        anchor(path)
    } else {
        format!("#section-{section}")
    }
}

fn anchor(path: &str) -> String {
    format!("#at-{}", id_of(path))
}
