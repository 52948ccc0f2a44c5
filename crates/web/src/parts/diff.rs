use crate::shell::Ctx;
use maud::{Markup, html};

/// A line of a comparison between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Same(String),
    Added(String),
    Removed(String),
    Changed { before: String, after: String },
}

/// What changed in one field, in words and not by colour alone.
pub fn diff(ctx: &Ctx, title: &str, lines: &[Line]) -> Markup {
    html! {
        section .diff {
            h3 { (title) }
            ul { @for line in lines { (shown(ctx, line)) } }
        }
    }
}

fn shown(ctx: &Ctx, line: &Line) -> Markup {
    match line {
        Line::Same(text) => html! { li { (text) } },
        Line::Added(text) => added(ctx, text),
        Line::Removed(text) => removed(ctx, text),
        Line::Changed { before, after } => html! { (removed(ctx, before)) (added(ctx, after)) },
    }
}

fn added(ctx: &Ctx, text: &str) -> Markup {
    html! { li .added { span .diff-word { (ctx.t("diff-added")) } " " ins { (text) } } }
}

fn removed(ctx: &Ctx, text: &str) -> Markup {
    html! { li .removed { span .diff-word { (ctx.t("diff-removed")) } " " del { (text) } } }
}
