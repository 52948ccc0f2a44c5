//! The pieces of a page: functions that return markup. Texts come in ready
//! translated; the few words that a piece adds itself are in `shell.ftl`.

mod actions;
mod choice;
mod diff;
mod fault;
pub mod field;
mod lists;
mod navigation;
mod notice;
mod table;

pub use actions::{button, button_secondary, button_warning, form_buttons, link_button};
pub use choice::Choice;
pub use diff::{Line, diff};
pub use fault::{Fault, error_summary, fault_at};
pub use field::Field;
pub use lists::{Row, Task, TaskState, steps, summary_list, task_list};
pub use navigation::{Crumb, Tab, back_link, breadcrumbs, pagination, tabs};
pub use notice::{Tone, details, empty_state, notice, tag};
pub use table::{Column, table};
