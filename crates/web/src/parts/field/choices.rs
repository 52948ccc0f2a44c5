use super::{Field, grouped, labelled};
use crate::{parts::Choice, shell::Ctx};
use maud::{Markup, html};

/// One of a long list. For up to seven choices radios are kinder.
pub fn select(ctx: &Ctx, field: &Field, choices: &[Choice]) -> Markup {
    let control = html! {
        select id=(field.id()) name=(field.name) autocomplete=[field.autocomplete]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()] {
            option value="" { (ctx.t("field-choose")) }
            @for choice in choices { (option(field, choice)) }
        }
    };
    labelled(ctx, field, control)
}

fn option(field: &Field, choice: &Choice) -> Markup {
    html! {
        @if choice.children.is_empty() {
            option value=(choice.value) selected[field.values.contains(&choice.value)] { (choice.label) }
        } @else {
            optgroup label=(choice.label) {
                @for child in &choice.children { (option(field, child)) }
            }
        }
    }
}

/// One of a few.
pub fn radios(ctx: &Ctx, field: &Field, choices: &[Choice]) -> Markup {
    grouped(ctx, field, boxes("radio", field, choices, "choices"))
}

/// Any of a few.
pub fn checkboxes(ctx: &Ctx, field: &Field, choices: &[Choice]) -> Markup {
    grouped(ctx, field, boxes("checkbox", field, choices, "choices"))
}

/// Yes or no, with values `yes` and `no`; `if_yes` shows after “yes”.
pub fn yes_no(ctx: &Ctx, field: &Field, if_yes: Option<Markup>) -> Markup {
    let class = if if_yes.is_some() { "choices" } else { "choices side-by-side" };
    let mut yes = Choice::new("yes", ctx.t("answer-yes"));
    yes.reveals = if_yes;
    let choices = [yes, Choice::new("no", ctx.t("answer-no"))];
    grouped(ctx, field, boxes("radio", field, &choices, class))
}

fn boxes(kind: &str, field: &Field, choices: &[Choice], class: &str) -> Markup {
    html! {
        div class=(class) {
            @for (i, choice) in choices.iter().enumerate() { (one(kind, field, choice, &i.to_string())) }
        }
    }
}

pub(super) fn one(kind: &str, field: &Field, choice: &Choice, place: &str) -> Markup {
    let id = format!("{}-{place}", field.id());
    let hint = choice.hint.as_ref().map(|_| format!("{id}-hint"));
    html! {
        div .choice {
            input type=(kind) id=(id) name=(field.name) value=(choice.value)
                checked[field.values.contains(&choice.value)] aria-describedby=[hint.as_deref()];
            label for=(id) {
                (choice.label)
                @if let Some(tag) = &choice.tag { " " span .tag.tag-attention { (tag) } }
            }
            @if let Some(text) = &choice.hint { p .hint id=[hint.as_deref()] { (text) } }
            @if let Some(more) = &choice.reveals { div .reveals { (more) } }
        }
    }
}
