use super::{Field, Width, labelled};
use crate::shell::Ctx;
use maud::{Markup, html};

/// A line of text.
pub fn text(ctx: &Ctx, field: &Field) -> Markup {
    let id = field.id();
    let control = html! {
        input id=(id) name=(field.name) class=[width_class(field.width)]
            type=(field.kind.unwrap_or("text")) value=(field.first_value())
            lang=[field.lang] autocomplete=[field.autocomplete] inputmode=[field.inputmode]
            maxlength=[field.maxlength] spellcheck=[no_spelling(field)]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
    };
    labelled(ctx, field, control)
}

/// Several lines of text.
pub fn textarea(ctx: &Ctx, field: &Field) -> Markup {
    let control = html! {
        textarea id=(field.id()) name=(field.name) rows=(field.rows) lang=[field.lang]
            maxlength=[field.maxlength] autocomplete=[field.autocomplete]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()]
            { (field.first_value()) }
    };
    labelled(ctx, field, control)
}

/// A file to send. Its form needs `enctype="multipart/form-data"`.
pub fn file(ctx: &Ctx, field: &Field) -> Markup {
    let control = html! {
        input type="file" id=(field.id()) name=(field.name) accept=[field.accept]
            aria-describedby=[field.described_by()] aria-invalid=[field.invalid()];
    };
    labelled(ctx, field, control)
}

/// A value the person does not see.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// Numbers and addresses are no words to be spell-checked.
fn no_spelling(field: &Field) -> Option<&'static str> {
    field.inputmode.map(|_| "false")
}

fn width_class(width: Width) -> Option<&'static str> {
    match width {
        Width::Full => None,
        Width::Half => Some("w-half"),
        Width::Short => Some("w-short"),
        Width::Tiny => Some("w-tiny"),
    }
}
