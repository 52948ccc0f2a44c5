//! What is wrong with the entry, as the applicant sees it too: what keeps it from being sent, and
//! what does not make sense.

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
    html! {
        section aria-labelledby="findings" {
            h2 #findings { (ctx.t("desk-findings")) }
            @if faults.is_empty() {
                p { (ctx.t("desk-findings-none")) }
            } @else {
                ul { @for fault in faults {
                    li { a href={ "#at-" (id_of(&fault.path)) } { (fault.text) } }
                } }
            }
        }
    }
}
