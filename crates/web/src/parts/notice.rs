use maud::{Markup, html};

/// What a tag or notice means; the words say it, the colour only repeats it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Info,
    Good,
    Attention,
    Bad,
}

impl Tone {
    const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Bad => "bad",
        }
    }
}

/// A short adjective: “returned”, “overdue”. Never a link.
pub fn tag(tone: Tone, text: &str) -> Markup {
    html! { span class={ "tag tag-" (tone.word()) } { (text) } }
}

/// A banner above the page: a deadline is near, something was saved.
pub fn notice(tone: Tone, title: &str, body: Markup) -> Markup {
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    html! {
        div class={ "notice notice-" (tone.word()) } role=(role) {
            p .notice-title { (title) }
            (body)
        }
    }
}

/// Text that folds away.
pub fn details(summary: &str, body: Markup) -> Markup {
    html! { details .more { summary { (summary) } div { (body) } } }
}

/// Nothing here yet: says why, and what to do.
pub fn empty_state(title: &str, text: &str, action: Option<Markup>) -> Markup {
    html! {
        div .empty {
            p .empty-title { (title) }
            p { (text) }
            @if let Some(action) = action { (action) }
        }
    }
}
