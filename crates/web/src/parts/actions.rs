use crate::shell::Ctx;
use maud::{Markup, html};

/// The main action of a form.
pub fn button(text: &str) -> Markup {
    html! { button .button type="submit" { (text) } }
}

/// Another action of the same form, told apart by `name` and `value`.
pub fn button_secondary(text: &str, name: &str, value: &str) -> Markup {
    html! { button .button.secondary type="submit" name=(name) value=(value) { (text) } }
}

/// An action that is hard to take back.
pub fn button_warning(text: &str) -> Markup {
    html! { button .button.warning type="submit" { (text) } }
}

/// A link that begins something.
pub fn link_button(text: &str, href: &str) -> Markup {
    html! { a .button href=(href) { (text) } }
}

/// “Continue” and, beside it, a way out.
pub fn form_buttons(ctx: &Ctx, main: &str, cancel: Option<&str>) -> Markup {
    html! {
        div .buttons {
            (button(main))
            @if let Some(href) = cancel { a href=(href) { (ctx.t("action-cancel")) } }
        }
    }
}
