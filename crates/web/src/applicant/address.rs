//! Region, district, place: each choice narrows the next; a place may also be written in free words.

use domain::law::ClassEntry;
use domain::path;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::sent_form::SentForm;
use crate::entry::{self, Form};
use crate::parts::{Choice, Fault, field};
use crate::shell::Ctx;

/// The box for own words beside the list of places.
const PLACE_WORDS: &str = "address.place_words";

/// The fields of the address.
pub fn form(ctx: &Ctx, form: &Form<'_>) -> Markup {
    let text = |name: &str| path::text(form.entry, name);
    html! {
        (select(ctx, form, "address.country", &all(ctx, "country"), text("address.country")))
        (select(ctx, form, "address.region", &all(ctx, "region"), text("address.region")))
        (select(ctx, form, "address.district", &districts(ctx), text("address.district")))
        p { button .button.secondary type="submit" name="action" value="again" { (ctx.t("applicant-show-places")) } }
        (place(ctx, form))
        (line(ctx, form, "address.street"))
        (line(ctx, form, "address.postcode"))
    }
}

fn select(ctx: &Ctx, form: &Form<'_>, name: &str, choices: &[Choice], value: &str) -> Markup {
    html! {
        (remark(ctx, form, name))
        (field::select(ctx, &spec(ctx, form, name).value(value), choices))
    }
}

fn line(ctx: &Ctx, form: &Form<'_>, name: &str) -> Markup {
    let spec = spec(ctx, form, name).value(path::text(form.entry, name));
    let spec = if name.ends_with("postcode") {
        spec.width(field::Width::Short).inputmode("numeric").autocomplete("postal-code").optional()
    } else {
        spec.autocomplete("street-address")
    };
    html! { (remark(ctx, form, name)) (field::text(ctx, &spec)) }
}

fn remark(ctx: &Ctx, form: &Form<'_>, name: &str) -> Markup {
    entry::remark(ctx, form, name)
}

fn spec(ctx: &Ctx, form: &Form<'_>, name: &str) -> field::Field {
    let key = format!("field-holder-{}", name.replace('.', "-"));
    let mut spec = field::Field::of(ctx, name, &key).faults(form.faults);
    if let Some(question) = ctx.attr(&key, "question") {
        spec.label = question;
    }
    spec
}

/// The places of the chosen district, and a box for a place that is not among them.
fn place(ctx: &Ctx, form: &Form<'_>) -> Markup {
    let value = path::text(form.entry, "address.place");
    let places = under(ctx, "places", path::text(form.entry, "address.district"));
    let is_listed = places.iter().any(|choice| choice.value == value);
    let listed = if is_listed { value } else { "" };
    let words = if is_listed { "" } else { value };
    let own =
        field::Field::new(PLACE_WORDS, ctx.t("applicant-place-words")).value(words).optional();
    html! {
        @if !places.is_empty() {
            (remark(ctx, form, "address.place"))
            (field::select(ctx, &spec(ctx, form, "address.place").value(listed).optional(), &places))
        }
        (field::text(ctx, &own.hint(ctx.t("applicant-place-words.hint"))))
    }
}

fn choice(ctx: &Ctx, entry: &ClassEntry) -> Choice {
    Choice::new(&entry.code, entry.name.in_language(ctx.lang.code()))
}

fn all(ctx: &Ctx, classifier: &str) -> Vec<Choice> {
    let law = ctx.state.app.law();
    let found = law.classifier(classifier).map(|found| found.on(ctx.day(ctx.now)));
    found.unwrap_or_default().into_iter().map(|entry| choice(ctx, entry)).collect()
}

fn under(ctx: &Ctx, classifier: &str, parent: &str) -> Vec<Choice> {
    let law = ctx.state.app.law();
    let Some(found) = law.classifier(classifier).filter(|_| !parent.is_empty()) else {
        return Vec::new();
    };
    let mut places: Vec<Choice> =
        found.children(parent).into_iter().map(|entry| choice(ctx, entry)).collect();
    places.sort_by(|a, b| a.label.cmp(&b.label));
    places
}

/// Districts under the names of their regions: the list is short enough to be shown whole.
fn districts(ctx: &Ctx) -> Vec<Choice> {
    let group = |region: Choice| {
        let children = under(ctx, "district", &region.value);
        Choice::new(region.value, region.label).children(children)
    };
    all(ctx, "region").into_iter().map(group).collect()
}

/// Own words for the place; a district that was chosen brings its region along.
pub fn complete(ctx: &Ctx, changes: &mut Map<String, Value>, form: &SentForm) {
    let mut tree = Value::Object(std::mem::take(changes));
    let words = form.value(PLACE_WORDS).trim();
    if !words.is_empty() {
        path::set(&mut tree, "address.place", Value::String(words.to_owned()));
    }
    let district = path::text(&tree, "address.district").to_owned();
    if is_elsewhere(ctx, path::text(&tree, "address.place"), &district) {
        path::set(&mut tree, "address.place", Value::String(String::new()));
    }
    if path::text(&tree, "address.region").is_empty()
        && let Some(region) = region_of(ctx, &district)
    {
        path::set(&mut tree, "address.region", Value::String(region));
    }
    if let Value::Object(map) = tree {
        *changes = map;
    }
}

/// A place from the list that belongs to another district: the list was that of the choice before.
fn is_elsewhere(ctx: &Ctx, place: &str, district: &str) -> bool {
    let law = ctx.state.app.law();
    let found = law.classifier("places").and_then(|places| places.get(place));
    found.is_some_and(|place| place.parent.as_deref() != Some(district))
}

fn region_of(ctx: &Ctx, district: &str) -> Option<String> {
    ctx.state.app.law().classifier("district")?.get(district)?.parent.clone()
}

/// A district of another region: one of the two is a slip.
pub fn faults(ctx: &Ctx, entry: &Value) -> Vec<Fault> {
    let region = path::text(entry, "address.region");
    match region_of(ctx, path::text(entry, "address.district")) {
        Some(parent) if !region.is_empty() && parent != region => {
            vec![Fault::new("address.district", ctx.t("applicant-district-elsewhere"))]
        }
        _ => Vec::new(),
    }
}
