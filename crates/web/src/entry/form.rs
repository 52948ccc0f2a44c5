//! A section of an entry as a form, and the form read back into the entry.

use domain::field::{Catalogue, Field, FieldKind, Of, Required};
use domain::law::{Classifier, GroundKind};
use domain::path;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::labels::{field_label, row_label, row_words, value_label};
use super::read::list_of;
use crate::parts::field::{self, Width};
use crate::parts::{Choice, Fault};
use crate::shell::Ctx;

/// Up to this many choices are shown as radios, more as a list to pick from.
const RADIOS: usize = 7;

/// What a section's form is made from.
pub struct Form<'a> {
    /// Whose description it is.
    pub of: Of,
    /// The page of the form.
    pub section: &'a str,
    /// What was written so far, right or wrong.
    pub entry: &'a Value,
    /// Mistakes to show beside the fields.
    pub faults: &'a [Fault],
    /// What a registrar said, by path.
    pub remarks: &'a [(String, String)],
}

/// The fields of a section. Lists show their rows, each with a button to take it out, and one to
/// add; both buttons send the form (`action` = `add:LIST` or `remove:LIST.INDEX`).
pub fn section_form(ctx: &Ctx, form: &Form<'_>) -> Markup {
    let fields: Vec<&Field> =
        Catalogue::embedded().of(form.of).filter(|f| f.section == form.section).collect();
    let mut done: Vec<&str> = Vec::new();
    let mut parts = Vec::new();
    for field in &fields {
        match list_of(field) {
            None => parts.push(control(ctx, form, field, field.path.trim_end_matches("[]"))),
            Some(list) if done.contains(&list) => {}
            Some(list) => {
                done.push(list);
                parts.push(list_form(ctx, form, &fields, list));
            }
        }
    }
    html! { @for part in parts { (part) } }
}

fn list_form(ctx: &Ctx, form: &Form<'_>, fields: &[&Field], list: &str) -> Markup {
    let count = path::get(form.entry, list).and_then(Value::as_array).map_or(0, Vec::len);
    let id = field::id_of(list);
    let message = format!("row-{}", list.replace('.', "-"));
    html! {
        div .rows id=(id) tabindex="-1" {
            @if let Some(fault) = form.faults.iter().find(|fault| fault.path == list) {
                p .error { (fault.text) }
            }
            (remark(ctx, form, list))
            @if count == 0 { p .hint { (ctx.t(&format!("{message}.none"))) } }
            @for index in 0..count { (list_row(ctx, form, fields, list, index)) }
            p {
                button .button.secondary type="submit" name="action" value={ "add:" (list) } {
                    (ctx.t(&format!("{message}.add")))
                }
            }
        }
    }
}

fn list_row(ctx: &Ctx, form: &Form<'_>, fields: &[&Field], list: &str, index: usize) -> Markup {
    let row = format!("{list}.{index}");
    html! {
        fieldset .row id=(field::id_of(&row)) {
            legend { (row_label(ctx, list, index)) }
            (remark(ctx, form, &row))
            @for field in fields.iter().filter(|field| list_of(field) == Some(list)) {
                @let place = field.path.trim_end_matches("[]").replacen("[]", &format!(".{index}"), 1);
                (control(ctx, form, field, &place))
            }
            button .plain.quiet type="submit" name="action" value={ "remove:" (row) } {
                (ctx.t(&format!("row-{}.remove", list.replace('.', "-"))))
                span .visually-hidden { ": " (row_label(ctx, list, index)) }
            }
        }
    }
}

/// What a registrar said of a place.
pub fn remark(ctx: &Ctx, form: &Form<'_>, at: &str) -> Markup {
    html! {
        @for (_, words) in form.remarks.iter().filter(|(path, _)| path == at) {
            div .remark { strong { (ctx.t("entry-remark")) } " " (words) }
        }
    }
}

/// The control of one field.
pub fn control(ctx: &Ctx, form: &Form<'_>, field: &Field, place: &str) -> Markup {
    let spec = spec(ctx, form, field, place);
    let control = match field.kind {
        FieldKind::Key => field::hidden(place, path::text(form.entry, place)),
        FieldKind::LongText => field::textarea(ctx, &spec),
        FieldKind::YesNo => field::yes_no(ctx, &spec, None),
        FieldKind::Code | FieldKind::Ground | FieldKind::Choice => {
            let choices = choices(ctx, form.entry, field);
            if choices.len() <= RADIOS {
                field::radios(ctx, &spec, &choices)
            } else {
                field::select(ctx, &spec, &choices)
            }
        }
        FieldKind::Codes => tick_boxes(ctx, &spec, &choices(ctx, form.entry, field)),
        FieldKind::Refs => field::checkboxes(ctx, &spec, &choices(ctx, form.entry, field)),
        FieldKind::File => html! {},
        _ => field::text(ctx, &spec),
    };
    html! { (remark(ctx, form, place)) (control) }
}

fn tick_boxes(ctx: &Ctx, spec: &field::Field, choices: &[Choice]) -> Markup {
    if choices.iter().any(|choice| !choice.children.is_empty()) {
        field::tree_checkboxes(ctx, spec, choices)
    } else {
        field::checkboxes(ctx, spec, choices)
    }
}

fn spec(ctx: &Ctx, form: &Form<'_>, field: &Field, place: &str) -> field::Field {
    let key = field.message_key();
    let mut spec = field::Field::of(ctx, place, &key).values(values(form.entry, place));
    spec.label = ctx.attr(&key, "question").unwrap_or_else(|| field_label(ctx, field));
    spec.optional = field.required == Required::No;
    spec = spec.faults(form.faults);
    if field.max > 0 {
        spec = spec.maxlength(field.max);
    }
    match field.kind {
        FieldKind::Phone => spec.inputmode("tel").width(Width::Half),
        FieldKind::Email => spec.inputmode("email"),
        FieldKind::Link => spec.inputmode("url"),
        FieldKind::Number => spec.inputmode("numeric").width(Width::Tiny),
        FieldKind::Identifier | FieldKind::Okpo | FieldKind::Postcode => spec.width(Width::Short),
        FieldKind::Text => match field.language() {
            Some(language) => spec.lang(language),
            None => spec,
        },
        _ => spec,
    }
}

fn values(entry: &Value, place: &str) -> Vec<String> {
    match path::get(entry, place) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// What may be chosen in a field, in the visitor's language.
pub fn choices(ctx: &Ctx, entry: &Value, field: &Field) -> Vec<Choice> {
    let law = ctx.state.app.law();
    match field.kind {
        FieldKind::Refs => rows_to_choose(ctx, entry, &field.rows),
        FieldKind::Choice => {
            let words = field.choices.split(' ');
            words.map(|word| Choice::new(word, value_label(ctx, field, entry, word))).collect()
        }
        FieldKind::Ground => class_choices(ctx, law.grounds(GroundKind::Processing)),
        _ => law.classifier(&field.classifier).map_or(vec![], |found| class_choices(ctx, found)),
    }
}

fn rows_to_choose(ctx: &Ctx, entry: &Value, list: &str) -> Vec<Choice> {
    let rows = entry.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let keyed = rows.iter().filter(|row| !path::text(row, "key").is_empty());
    keyed.map(|row| Choice::new(path::text(row, "key"), row_words(ctx, row))).collect()
}

fn class_choices(ctx: &Ctx, classifier: &Classifier) -> Vec<Choice> {
    let today = ctx.day(ctx.now);
    let entries = classifier.on(today);
    let language = ctx.lang.code();
    entries
        .iter()
        .filter(|entry| entry.parent.is_none())
        .map(|entry| {
            let children: Vec<Choice> = entries
                .iter()
                .filter(|child| child.parent.as_deref() == Some(entry.code.as_str()))
                .map(|child| Choice::new(&child.code, child.name.in_language(language)))
                .collect();
            Choice::new(&entry.code, entry.name.in_language(language)).children(children)
        })
        .collect()
}

/// The branches of a section, as the sent form says them. Unknown names are dropped; what was not
/// sent is empty, because an unticked box sends nothing.
pub fn decode(of: Of, section: &str, pairs: &[(String, String)]) -> Map<String, Value> {
    let catalogue = Catalogue::embedded();
    let mut tree = Value::Object(Map::new());
    for field in catalogue.of(of).filter(|field| field.section == section) {
        let branch = field.path.split(['.', '[']).next().unwrap_or_default();
        if tree.get(branch).is_none() {
            path::set(&mut tree, branch, empty_branch(field, branch));
        }
    }
    for (name, value) in pairs {
        let Some(field) = catalogue.at(of, name).filter(|field| field.section == section) else {
            continue;
        };
        // `collection.3` names one tick of a list: forms send the list's own name.
        if path::general(name) != field.path.trim_end_matches("[]") {
            continue;
        }
        if field.path.ends_with("[]") {
            push(&mut tree, name, value);
        } else {
            path::set(&mut tree, name, Value::String(value.trim().replace("\r\n", "\n")));
        }
    }
    match tree {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn empty_branch(field: &Field, branch: &str) -> Value {
    match field.path.strip_prefix(branch) {
        Some("") => Value::String(String::new()),
        Some(rest) if rest.starts_with("[]") => Value::Array(Vec::new()),
        _ => Value::Object(Map::new()),
    }
}

fn push(tree: &mut Value, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let length = path::get(tree, name).and_then(Value::as_array).map_or(0, Vec::len);
    path::set(tree, &format!("{name}.{length}"), Value::String(value.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    #[test]
    fn a_form_becomes_the_branches_of_its_section() {
        let pairs = [
            pair("items.0.key", "d1"),
            pair("items.0.category", "pin"),
            pair("items.0.sources", "subject"),
            pair("items.0.sources", "employer"),
            pair("name.ky", "башка бөлүм"),
            pair("action", "continue"),
        ];
        let decoded = decode(Of::DataArray, "items", &pairs);
        let item = json!({"key": "d1", "category": "pin", "sources": ["subject", "employer"]});
        assert_eq!(Value::Object(decoded), json!({"items": [item]}));
    }

    #[test]
    fn an_unticked_list_is_empty() {
        let decoded = decode(Of::DataArray, "methods", &[]);
        assert_eq!(Value::Object(decoded), json!({"collection": [], "operations": []}));
    }
}
