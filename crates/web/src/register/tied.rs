//! Pieces of the story that are tied together: sections, data items, links to other holders.

use std::collections::HashMap;

use app::register::canonical;
use domain::array_entry::{ArrayEntry, DataItem};
use domain::field::Of;
use domain::holder_entry::Names;
use maud::{Markup, html};
use serde_json::Value;

use super::{address, entry_page};
use crate::entry::code_label;
use crate::parts::{Tone, tag};
use crate::shell::{Ctx, Problem};

/// A question of the reader with its answer.
pub fn section(ctx: &Ctx, name: &str, answer: Markup) -> Markup {
    html! {
        section aria-labelledby=(name) {
            h2 id=(name) { (ctx.t(&format!("public-section-{name}"))) }
            (answer)
        }
    }
}

/// The questions of a long page, each a link to its answer.
pub fn contents(ctx: &Ctx, names: &[&str]) -> Markup {
    html! {
        nav .contents aria-labelledby="contents" {
            p #contents { (ctx.t("register-contents")) }
            ul {
                @for name in names {
                    li { a href={ "#" (name) } { (ctx.t(&format!("public-section-{name}"))) } }
                }
            }
        }
    }
}

/// The names of holders that an entry refers to by number.
pub struct Holders(HashMap<String, (String, Names)>);

/// Looks up the holders of these numbers; unknown ones are left out.
pub async fn holders(ctx: &Ctx, typed: &[&str]) -> Result<Holders, Problem> {
    let app = &ctx.state.app;
    let number = |typed: &&str| Some(((*typed).to_owned(), canonical(app, Of::Holder, typed)?));
    let typed: HashMap<String, String> = typed.iter().filter_map(number).collect();
    let numbers: Vec<String> = typed.values().cloned().collect();
    let names = app::register::names(app, &numbers).await?;
    let named = |(typed, number): (String, String)| {
        let names = names.get(&number)?.clone();
        Some((typed, (number, names)))
    };
    Ok(Holders(typed.into_iter().filter_map(named).collect()))
}

impl Holders {
    /// A link to the holder's page; the bare number when there is no such holder.
    pub fn link(&self, ctx: &Ctx, typed: &str) -> Markup {
        match self.0.get(typed) {
            Some((number, names)) => html! {
                a href=(ctx.url(&address::entry(Of::Holder, number))) {
                    (entry_page::named(ctx, names, number))
                }
                " (" (number) ")"
            },
            None => html! { (typed) " (" (ctx.t("register-not-registered")) ")" },
        }
    }
}

/// The published description as a structure; rows that publish nothing become empty rows.
pub fn array_entry(entry: &Value) -> ArrayEntry {
    serde_json::from_value(without_nulls(entry)).unwrap_or_default()
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), without_nulls(v))).collect(),
        Value::Array(list) => {
            let row = |v: &Value| {
                if v.is_null() { Value::Object(Default::default()) } else { without_nulls(v) }
            };
            Value::Array(list.iter().map(row).collect())
        }
        other => other.clone(),
    }
}

/// What a data item is called: the category, then own words.
pub fn item_name(ctx: &Ctx, item: &DataItem) -> String {
    named(ctx, "data_category", &item.category, &item.words)
}

/// A category by its name, with the holder's own words after it.
pub fn named(ctx: &Ctx, classifier: &str, code: &str, words: &str) -> String {
    match (code, words) {
        ("", words) => words.to_owned(),
        (code, "") => code_label(ctx, classifier, code),
        (code, words) => format!("{}: {words}", code_label(ctx, classifier, code)),
    }
}

/// An item with its mark when it is special.
pub fn item(ctx: &Ctx, item: &DataItem) -> Markup {
    html! {
        (item_name(ctx, item))
        @if item.special == "yes" { " " (tag(Tone::Attention, &ctx.t("register-sensitive"))) }
    }
}

/// The items of these keys, or the word for "all data" when no key is named.
pub fn items_given(ctx: &Ctx, entry: &ArrayEntry, keys: &[String]) -> Markup {
    let given: Vec<&DataItem> = entry.items.iter().filter(|i| keys.contains(&i.key)).collect();
    html! {
        @if given.is_empty() { p { (ctx.t("register-all-items")) } }
        @else { ul .values { @for one in given { li { (item(ctx, one)) } } } }
    }
}
