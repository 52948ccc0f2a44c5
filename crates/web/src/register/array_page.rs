//! An array in plain words: about whom, which data, why, how long, who receives it.

use app::register::EntryView;
use domain::array_entry::{ArrayEntry, DataItem, Purpose, Recipient, StorageTerm, Transfer};
use domain::data_array::DataArray;
use domain::field::Of;
use domain::law::GroundKind;
use maud::{Markup, html};

use super::entry_page::{Shown, named};
use super::{address, tied};
use crate::entry::{code_label, forgotten, section_summary};
use crate::parts::{Column, table};
use crate::shell::{Ctx, Problem};

/// The questions in the order in which the page answers them.
const CONTENTS: [&str; 7] =
    ["subjects", "items", "purposes", "storage", "recipients", "cross_border", "contacts"];

impl Shown for DataArray {
    async fn story(ctx: &Ctx, view: &EntryView) -> Result<Markup, Problem> {
        let entry = tied::array_entry(&view.entry);
        let numbers: Vec<&str> = entry.recipients.iter().map(|r| r.holder.as_str()).collect();
        let recipients_known = tied::holders(ctx, &numbers).await?;
        let holder = view.held_by.as_ref().map(|holder| forgotten::told(ctx, holder));
        let plain = |name: &str| {
            tied::section(ctx, name, section_summary(ctx, Of::DataArray, name, &view.entry))
        };
        Ok(html! {
            (held_by(ctx, view))
            (tied::contents(ctx, &CONTENTS))
            (tied::section(ctx, "subjects", subjects(ctx, &entry)))
            (tied::section(ctx, "items", items(ctx, &entry)))
            (tied::section(ctx, "purposes", purposes(ctx, &entry)))
            (tied::section(ctx, "storage", storage(ctx, &entry, view)))
            (tied::section(ctx, "recipients", recipients(ctx, &entry, &recipients_known)))
            (tied::section(ctx, "cross_border", cross_border(ctx, &entry)))
            (contacts(ctx, view, holder.as_ref()))
            (plain("methods")) (plain("informing")) (plain("measures"))
        })
    }
}

fn held_by(ctx: &Ctx, view: &EntryView) -> Markup {
    html! {
        @if let Some(holder) = &view.holder {
            p .lead {
                (ctx.t("register-held-by")) " "
                a href=(ctx.url(&address::entry(Of::Holder, &holder.number))) {
                    (named(ctx, &holder.name, &holder.number))
                }
            }
        }
    }
}

fn subjects(ctx: &Ctx, entry: &ArrayEntry) -> Markup {
    html! {
        @if entry.subjects.is_empty() { (unsaid(ctx)) }
        ul .values {
            @for group in &entry.subjects {
                li { (tied::named(ctx, "subject_category", &group.category, &group.words)) }
            }
        }
        @if !entry.size.is_empty() {
            p { (ctx.t("register-how-many")) " " (code_label(ctx, "size_band", &entry.size)) }
        }
    }
}

fn unsaid(ctx: &Ctx) -> Markup {
    html! { p .hint { (ctx.t("entry-nothing-said")) } }
}

fn items(ctx: &Ctx, entry: &ArrayEntry) -> Markup {
    let columns = [
        Column::text(ctx.t("register-item")),
        Column::text(ctx.t("register-item-source")),
        Column::text(ctx.t("register-item-purpose")),
    ];
    let rows: Vec<Vec<Markup>> = entry
        .items
        .iter()
        .map(|item| {
            let sources = item.sources.iter().map(|code| code_label(ctx, "data_source", code));
            vec![tied::item(ctx, item), words(sources), item_purposes(ctx, entry, item)]
        })
        .collect();
    html! {
        @if rows.is_empty() { (unsaid(ctx)) }
        @else { (table(&ctx.t("register-items-caption"), &columns, &rows)) }
        @if entry.has_special() { p .hint { (ctx.t("register-sensitive.hint")) } }
    }
}

/// What an item is for; a long array says “for all purposes” instead of all of them again.
fn item_purposes(ctx: &Ctx, entry: &ArrayEntry, item: &DataItem) -> Markup {
    let serves = |purpose: &&Purpose| item.purposes.contains(&purpose.key);
    let served: Vec<&Purpose> = entry.purposes.iter().filter(serves).collect();
    if served.len() > 1 && served.len() == entry.purposes.len() {
        return html! { (ctx.t("register-all-purposes")) };
    }
    words(served.iter().map(|purpose| purpose.words.clone()))
}

/// One text alone, several as a list.
fn words(texts: impl Iterator<Item = String>) -> Markup {
    let texts: Vec<String> = texts.collect();
    html! {
        @if let [one] = &texts[..] { (one) }
        @else if texts.is_empty() { "—" }
        @else { ul .values { @for text in &texts { li { (text) } } } }
    }
}

fn purposes(ctx: &Ctx, entry: &ArrayEntry) -> Markup {
    html! {
        @if entry.purposes.is_empty() { (unsaid(ctx)) }
        @for purpose in &entry.purposes {
            div .tied {
                h3 { (purpose.words) }
                (ground(ctx, &purpose.ground, &purpose.act))
                @let used: Vec<_> = entry.items.iter().filter(|i| i.purposes.contains(&purpose.key)).collect();
                @if !used.is_empty() {
                    p .intro { (ctx.t("register-purpose-items")) }
                    @if used.len() > 1 && used.len() == entry.items.len() {
                        p { (ctx.t("register-all-items")) }
                    } @else {
                        ul .values { @for item in used { li { (tied::item(ctx, item)) } } }
                    }
                }
            }
        }
    }
}

fn ground(ctx: &Ctx, code: &str, act: &str) -> Markup {
    html! {
        @if !code.is_empty() {
            p {
                strong { (ctx.t("register-ground")) } " "
                (code_label(ctx, GroundKind::Processing.classifier(), code))
                @if !act.is_empty() { " · " (act) }
            }
        }
    }
}

fn storage(ctx: &Ctx, entry: &ArrayEntry, view: &EntryView) -> Markup {
    html! {
        p .answer { (term(ctx, &entry.storage.term)) }
        (section_summary(ctx, Of::DataArray, "storage", &place_only(&view.entry)))
    }
}

/// The storage without its term, which stands above in a sentence.
fn place_only(entry: &serde_json::Value) -> serde_json::Value {
    let mut place = entry.clone();
    if let Some(storage) = place.get_mut("storage").and_then(serde_json::Value::as_object_mut) {
        storage.remove("term");
    }
    place
}

/// How long, as a sentence.
fn term(ctx: &Ctx, term: &StorageTerm) -> String {
    let words = || term.words.clone();
    match term.kind.as_str() {
        "duration" => {
            let n = term.amount.parse::<i64>().unwrap_or_default();
            let unit = match term.unit.as_str() {
                "day" | "month" | "year" => {
                    ctx.ta(&format!("register-term-{}", term.unit), &[("n", n.into())])
                }
                unit => format!("{n} {}", code_label(ctx, "time_unit", unit)),
            };
            let event = code_label(ctx, "storage_event", &term.event);
            let args = [("term", unit.into()), ("event", event.into())];
            let sentence = ctx.ta("register-term-duration", &args);
            if term.words.is_empty() { sentence } else { format!("{sentence} {}", term.words) }
        }
        "until" => ctx.ta("register-term-until", &[("words", words().into())]),
        "unlimited" => ctx.t("register-term-unlimited"),
        _ => ctx.t("entry-nothing-said"),
    }
}

fn recipients(ctx: &Ctx, entry: &ArrayEntry, known: &tied::Holders) -> Markup {
    html! {
        @if entry.recipients.is_empty() { p { (ctx.t("register-recipients-none")) } }
        @for recipient in &entry.recipients {
            div .tied {
                h3 { (recipient_name(ctx, recipient, known)) }
                (ground(ctx, &recipient.ground, ""))
                p .intro { (ctx.t("register-gets")) }
                (tied::items_given(ctx, entry, &recipient.items))
            }
        }
        @if !entry.processors.is_empty() {
            h3 { (ctx.t("register-processors")) }
            ul {
                @for processor in &entry.processors {
                    li {
                        (processor.name) " (" (code_label(ctx, "country", &processor.country)) ")"
                        @if !processor.task.is_empty() { ": " (processor.task) }
                    }
                }
            }
        }
    }
}

fn recipient_name(ctx: &Ctx, recipient: &Recipient, known: &tied::Holders) -> Markup {
    let name = tied::named(ctx, "recipient_category", &recipient.category, &recipient.words);
    html! {
        @if !recipient.holder.is_empty() { (known.link(ctx, &recipient.holder)) }
        @if !recipient.holder.is_empty() && !name.is_empty() { ": " }
        (name)
    }
}

fn cross_border(ctx: &Ctx, entry: &ArrayEntry) -> Markup {
    html! {
        @match entry.cross_border.answer.as_str() {
            "yes" => p .answer { (ctx.t("register-abroad-yes")) },
            "no" => p .answer { (ctx.t("register-abroad-no")) },
            _ => (unsaid(ctx)),
        }
        @for transfer in &entry.cross_border.transfers { (transfer_shown(ctx, entry, transfer)) }
    }
}

fn transfer_shown(ctx: &Ctx, entry: &ArrayEntry, transfer: &Transfer) -> Markup {
    html! {
        div .tied {
            h3 {
                (code_label(ctx, "country", &transfer.country))
                @if !transfer.recipient.is_empty() { ": " (transfer.recipient) }
            }
            @if !transfer.ground.is_empty() {
                p {
                    strong { (ctx.t("register-ground")) } " "
                    (code_label(ctx, "transfer_ground", &transfer.ground))
                }
            }
            p .intro { (ctx.t("register-gets")) }
            (tied::items_given(ctx, entry, &transfer.items))
        }
    }
}

/// The holder's contacts and, under them, who answers for the array.
fn contacts(ctx: &Ctx, view: &EntryView, holder: Option<&EntryView>) -> Markup {
    html! {
        @if let Some(holder) = holder {
            (tied::section(ctx, "contacts", html! {
                p { (ctx.t("register-ask-first")) }
                (section_summary(ctx, Of::Holder, "contacts", &holder.entry))
                (section_summary(ctx, Of::Holder, "address", &holder.entry))
            }))
        }
        (tied::section(ctx, "responsible", section_summary(ctx, Of::DataArray, "responsible", &view.entry)))
    }
}
