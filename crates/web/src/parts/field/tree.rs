use super::{Field, choices::one, grouped};
use crate::{parts::Choice, shell::Ctx};
use maud::{Markup, html};

/// Checkboxes in folding groups. A group with something ticked stands open.
pub fn tree_checkboxes(ctx: &Ctx, field: &Field, choices: &[Choice]) -> Markup {
    grouped(ctx, field, html! { div .tree { (level(ctx, field, choices, "")) } })
}

fn level(ctx: &Ctx, field: &Field, choices: &[Choice], above: &str) -> Markup {
    html! {
        @for (i, choice) in choices.iter().enumerate() {
            (branch(ctx, field, choice, &format!("{above}{i}")))
        }
    }
}

/// A branch with a value can be ticked itself; without one it only gathers.
fn branch(ctx: &Ctx, field: &Field, choice: &Choice, place: &str) -> Markup {
    if choice.children.is_empty() {
        return one("checkbox", field, choice, place);
    }
    let taken = choice.taken(&field.values);
    html! {
        details .branch open[taken > 0] {
            summary {
                (choice.label)
                @if taken > 0 {
                    " " span .count { (ctx.ta("tree-chosen", &[("n", taken.into())])) }
                }
            }
            @if !choice.value.is_empty() {
                @let whole = Choice { children: Vec::new(), ..choice.clone() };
                (one("checkbox", field, &whole, &format!("{place}-all")))
            }
            (level(ctx, field, &choice.children, &format!("{place}-")))
        }
    }
}
