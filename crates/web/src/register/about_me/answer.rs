//! The answer for one situation: rings of nearness, in each the holders with their arrays and how to
//! reach them.

use app::register::{AboutMe, Found, Group, Reach, Ring};
use domain::field::Of;
use domain::holder_entry::Names;
use domain::path;
use maud::{Markup, html};
use serde_json::Value;

use super::asked::Asked;
use super::situation_name;
use crate::entry::{code_label, row_texts, rows_of};
use crate::register::entry_page::named;
use crate::register::wanted::Wanted;
use crate::register::{address, results};
use crate::shell::Ctx;

pub fn group(ctx: &Ctx, asked: &Asked, answer: &AboutMe, group: &Group) -> Markup {
    let name = situation_name(ctx, &group.situation);
    let id = format!("about-{}", group.situation);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (name) }
            p { (ctx.ta("about-count", &[("n", group.total.into())])) }
            @for ring in &group.rings { (self::ring(ctx, asked, answer, ring, &name)) }
        }
    }
}

fn ring(ctx: &Ctx, asked: &Asked, answer: &AboutMe, ring: &Ring, situation: &str) -> Markup {
    let place = place_of(ctx, asked, ring.reach);
    html! {
        h3 { (ring_title(ctx, asked, ring.reach, &place)) }
        @if !ring.arrays.is_empty() {
            ul .held { @for arrays in by_holder(&ring.arrays) { li { (holder(ctx, answer, &arrays)) } } }
        }
        p {
            a href=(ctx.url(&all(ring).address())) {
                (ctx.ta("about-all", &[("place", place.into()), ("n", ring.total.into())]))
                span .visually-hidden { ": " (situation) }
            }
        }
    }
}

/// The ordinary search that finds the whole ring, with what is nearer.
fn all(ring: &Ring) -> Wanted {
    let each = |(axis, codes): &(String, Vec<String>)| {
        codes.iter().map(|code| (axis.clone(), code.clone())).collect::<Vec<_>>()
    };
    let in_force = ("status".to_owned(), "registered".to_owned());
    Wanted {
        of: Some(Of::DataArray),
        filters: ring.filters.iter().flat_map(each).chain([in_force]).collect(),
        ..Wanted::default()
    }
}

fn place_of(ctx: &Ctx, asked: &Asked, reach: Reach) -> String {
    match reach {
        Reach::District => code_label(ctx, "district", &asked.home.district),
        Reach::Region => code_label(ctx, "region", &asked.home.region),
        Reach::Country => ctx.t("about-place-country"),
        Reach::Anywhere => ctx.t("about-place-anywhere"),
    }
}

fn ring_title(ctx: &Ctx, asked: &Asked, reach: Reach, place: &str) -> String {
    let id = match reach {
        Reach::Country => return ctx.t("about-ring-country"),
        Reach::Anywhere => return ctx.t("about-ring-anywhere"),
        Reach::Region if !asked.home.district.is_empty() => "about-ring-also",
        Reach::District | Reach::Region => "about-ring-here",
    };
    ctx.ta(id, &[("place", place.into())])
}

/// The arrays of one holder stand together, where the first of them stands.
fn by_holder(arrays: &[Found]) -> Vec<Vec<&Found>> {
    let mut groups: Vec<Vec<&Found>> = Vec::new();
    for array in arrays {
        match groups.iter_mut().find(|group| group[0].holder == array.holder) {
            Some(group) => group.push(array),
            None => groups.push(vec![array]),
        }
    }
    groups
}

fn holder(ctx: &Ctx, answer: &AboutMe, arrays: &[&Found]) -> Markup {
    let Some(brief) = arrays.first().and_then(|array| array.holder.as_ref()) else {
        return html! {};
    };
    let entry = answer.holders.get(&brief.number).cloned().unwrap_or_default();
    let names: Names = serde_json::from_value(entry["name"].clone()).unwrap_or_default();
    html! {
        h4 {
            a href=(ctx.url(&address::entry(Of::Holder, &brief.number))) { (named(ctx, &names, &brief.number)) }
        }
        ul .arrays { @for found in arrays { li { (array(ctx, answer, found)) } } }
        (contacts(ctx, &entry))
    }
}

fn array(ctx: &Ctx, answer: &AboutMe, found: &Found) -> Markup {
    let purposes = answer.purposes.get(&found.number).map_or(&[][..], Vec::as_slice);
    html! {
        a href=(ctx.url(&address::entry(Of::DataArray, &found.number))) {
            (named(ctx, &found.name, &found.number))
        }
        @if !purposes.is_empty() { p { (ctx.t("about-for")) " " (purposes.join("; ")) } }
        p .tags { (results::tags(ctx, found)) }
    }
}

/// Where a question goes: what the holder gave for it, else its general telephone and mailbox.
fn contacts(ctx: &Ctx, entry: &Value) -> Markup {
    let has = |at: &str| !path::text(entry, at).is_empty();
    let rows = rows_of(ctx, Of::Holder, "contacts", entry);
    let is_wanted = |at: &str| match at {
        "fax" => false,
        "phone" => !has("contact.phone"),
        "email" => !has("contact.email"),
        _ => true,
    };
    let mut rows: Vec<_> = rows.into_iter().filter(|row| is_wanted(&row.path)).collect();
    rows.sort_by_key(|row| !row.path.starts_with("contact."));
    let address = place_line(ctx, entry);
    html! {
        @if rows.is_empty() && address.is_empty() { p .under { (ctx.t("about-no-contacts")) } }
        @else {
            dl .reach {
                @for row in &rows { div { dt { (row.label) ":" } " " dd { (row.value) } } }
                @if !address.is_empty() { div { dt { (ctx.t("about-address")) ":" } " " dd { (address) } } }
            }
        }
    }
}

/// The address in one line; what two levels call by one name is said once.
fn place_line(ctx: &Ctx, entry: &Value) -> String {
    let is_abroad = path::text(entry, "address.region").is_empty();
    let rows = rows_of(ctx, Of::Holder, "address", entry);
    let told = rows.iter().filter(|row| match row.path.as_str() {
        "address.country" => is_abroad,
        "address.postcode" => false,
        _ => true,
    });
    let mut words: Vec<String> =
        told.flat_map(|row| row_texts(ctx, Of::Holder, entry, row)).collect();
    words.dedup();
    words.join(", ")
}
