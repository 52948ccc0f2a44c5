use super::{Tone, tag};
use crate::shell::Ctx;
use maud::{Markup, html};

/// A line of a summary: what, its value, and where to change it.
pub struct Row {
    pub key: String,
    pub value: Markup,
    pub change: Option<String>,
}

impl Row {
    pub fn new(key: impl Into<String>, value: Markup) -> Self {
        Self { key: key.into(), value, change: None }
    }

    /// A plain text as the value.
    pub fn text(key: impl Into<String>, value: &str) -> Self {
        Self::new(key, html! { (value) })
    }

    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// Keys and values, each with its “Change” link.
pub fn summary_list(ctx: &Ctx, rows: &[Row]) -> Markup {
    html! {
        dl .summary {
            @for row in rows {
                div {
                    dt { (row.key) }
                    dd { (row.value) }
                    @if let Some(href) = &row.change {
                        dd .change {
                            a href=(href) {
                                (ctx.t("action-change"))
                                span .visually-hidden { ": " (row.key) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    NotStarted,
    InProgress,
    Done,
    /// The registrar's remarks, or mistakes, wait here.
    Trouble,
    /// Another task comes first.
    Locked,
}

/// One thing to do; `href` is absent while it is locked.
pub struct Task {
    pub title: String,
    pub hint: Option<String>,
    pub href: Option<String>,
    pub state: TaskState,
}

/// Tasks in any order, each with its state.
pub fn task_list(ctx: &Ctx, tasks: &[Task]) -> Markup {
    html! {
        ul .tasks {
            @for task in tasks {
                li {
                    div .task-words {
                        @if let Some(href) = &task.href { a href=(href) { (task.title) } }
                        @else { (task.title) }
                        @if let Some(hint) = &task.hint { p .hint { (hint) } }
                    }
                    (task_tag(ctx, task.state))
                }
            }
        }
    }
}

/// Done is plain: what still needs a hand stands out.
fn task_tag(ctx: &Ctx, state: TaskState) -> Markup {
    let (tone, id) = match state {
        TaskState::NotStarted => (Tone::Info, "task-not-started"),
        TaskState::InProgress => (Tone::Attention, "task-in-progress"),
        TaskState::Done => (Tone::Plain, "task-done"),
        TaskState::Trouble => (Tone::Bad, "task-trouble"),
        TaskState::Locked => (Tone::Plain, "task-locked"),
    };
    tag(tone, &ctx.t(id))
}

/// How a term was counted, step by step; or the steps of a procedure.
pub fn steps(items: &[Markup]) -> Markup {
    html! { ol .steps { @for item in items { li { (item) } } } }
}
