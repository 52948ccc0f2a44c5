//! Form fields: label, hint, example, mistake and control tied together for
//! screen readers.

mod choices;
mod date;
mod simple;
mod tree;

use super::{Fault, fault_at};
use crate::shell::Ctx;
pub use choices::{checkboxes, radios, select, yes_no};
pub use date::{date, read_date};
use maud::{Markup, html};
pub use simple::{file, hidden, text, textarea};
pub use tree::tree_checkboxes;

/// How wide a text box stands: the width says how much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    #[default]
    Full,
    Half,
    /// An identifier, a telephone number.
    Short,
    /// A few digits.
    Tiny,
}

/// What a field is. `name` is the dotted path in the form: `holder.name_ky`.
#[derive(Clone, Debug, Default)]
pub struct Field {
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub example: Option<String>,
    /// One value for text, several for checkboxes.
    pub values: Vec<String>,
    pub error: Option<String>,
    pub optional: bool,
    pub autocomplete: Option<&'static str>,
    pub inputmode: Option<&'static str>,
    pub maxlength: Option<usize>,
    pub kind: Option<&'static str>,
    pub width: Width,
    pub rows: usize,
    pub lang: Option<&'static str>,
    /// The label is the heading of the page (one question per page).
    pub heading: bool,
    /// Kinds of file, as in `accept`.
    pub accept: Option<&'static str>,
}

impl Field {
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), rows: 4, ..Self::default() }
    }

    /// A field whose label, `.hint` and `.example` are one message.
    pub fn of(ctx: &Ctx, name: impl Into<String>, id: &str) -> Self {
        Self {
            hint: ctx.attr(id, "hint"),
            example: ctx.attr(id, "example"),
            ..Self::new(name, ctx.t(id))
        }
    }

    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    pub fn example(mut self, text: impl Into<String>) -> Self {
        self.example = Some(text.into());
        self
    }

    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values = vec![value.into()];
        self
    }

    pub fn values(mut self, values: Vec<String>) -> Self {
        self.values = values;
        self
    }

    pub fn error(mut self, text: Option<String>) -> Self {
        self.error = text;
        self
    }

    /// Takes the mistake that belongs to this field.
    pub fn faults(mut self, faults: &[Fault]) -> Self {
        self.error = fault_at(faults, &self.name).map(|fault| fault.text.clone());
        self
    }

    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    pub fn autocomplete(mut self, kind: &'static str) -> Self {
        self.autocomplete = Some(kind);
        self
    }

    /// `numeric`, `tel`, `email`, `url`: which keyboard a phone shows.
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    pub fn maxlength(mut self, characters: usize) -> Self {
        self.maxlength = Some(characters);
        self
    }

    /// `password`, `search`; everything else stays a plain text box.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = Some(kind);
        self
    }

    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// The language of what is typed (a Kyrgyz name on an English page).
    pub fn lang(mut self, code: &'static str) -> Self {
        self.lang = Some(code);
        self
    }

    pub fn heading(mut self) -> Self {
        self.heading = true;
        self
    }

    pub fn accept(mut self, kinds: &'static str) -> Self {
        self.accept = Some(kinds);
        self
    }

    pub fn id(&self) -> String {
        id_of(&self.name)
    }

    pub(super) fn first_value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn class(&self) -> &'static str {
        if self.error.is_some() { "field has-error" } else { "field" }
    }

    /// The ids of everything that explains the control.
    fn described_by(&self) -> Option<String> {
        let id = self.id();
        let present = [
            (self.hint.is_some(), "hint"),
            (self.example.is_some(), "example"),
            (self.error.is_some(), "error"),
        ];
        let ids: Vec<String> = present
            .iter()
            .filter(|(there, _)| *there)
            .map(|(_, what)| format!("{id}-{what}"))
            .collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }
}

/// The HTML id of a field: `holder.name_ky` → `holder-name_ky`.
pub fn id_of(name: &str) -> String {
    name.replace(['.', '[', ']'], "-")
}

fn optional_mark(ctx: &Ctx, field: &Field) -> Markup {
    html! { @if field.optional { " " span .optional { (ctx.t("field-optional")) } } }
}

/// Hint, example and mistake, above the control so that a phone's keyboard
/// does not cover them.
fn explanations(ctx: &Ctx, field: &Field) -> Markup {
    let id = field.id();
    html! {
        @if let Some(hint) = &field.hint { p .hint id={ (id) "-hint" } { (hint) } }
        @if let Some(example) = &field.example {
            p .example id={ (id) "-example" } { (ctx.t("field-example")) " " span { (example) } }
        }
        @if let Some(error) = &field.error {
            p .error id={ (id) "-error" } {
                span .visually-hidden { (ctx.t("field-error-prefix")) " " } (error)
            }
        }
    }
}

/// A control with its own label.
fn labelled(ctx: &Ctx, field: &Field, control: Markup) -> Markup {
    let label = html! { label for=(field.id()) { (field.label) (optional_mark(ctx, field)) } };
    html! {
        div class=(field.class()) {
            @if field.heading { h1 .label-heading { (label) } } @else { (label) }
            (explanations(ctx, field))
            (control)
        }
    }
}

/// Several controls under one legend.
fn grouped(ctx: &Ctx, field: &Field, controls: Markup) -> Markup {
    let legend = html! { (field.label) (optional_mark(ctx, field)) };
    html! {
        fieldset class=(field.class()) id=(field.id()) tabindex="-1" aria-describedby=[field.described_by()] {
            legend { @if field.heading { h1 .label-heading { (legend) } } @else { (legend) } }
            (explanations(ctx, field))
            (controls)
        }
    }
}
