//! Templates of arrays by kind of organisation (`law/templates/*.toml`): suggestions that the holder confirms or changes.
//!
//! A template holds a whole entry in the entry's own tree. Own words stand in three languages and are taken in the language
//! of whoever writes; the array's name keeps all three. What only the holder can know is left open and listed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::array_entry::ArrayEntry;
use crate::holder_entry::Names;
use crate::law::{Law, LawFile, Text};

/// The arrays that a kind of organisation usually holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Template {
    /// Code of the classifier `organisation_template`.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Code of the sector to suggest; empty if any.
    pub sector: String,
    /// The arrays, the most usual first.
    pub arrays: Vec<TemplateArray>,
}

/// One array of a template.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TemplateArray {
    /// Its key inside the template.
    pub key: String,
    /// What it is called.
    pub name: Names,
    /// The entry; own words are tables of three languages. Take it by [`TemplateArray::entry`].
    pub tree: Value,
    /// General paths of the required fields that only the holder can know.
    pub to_fill: Vec<String>,
}

impl TemplateArray {
    /// The entry to begin with, own words in one language, rows numbered, special data marked.
    pub fn entry(&self, language: &str, law: &Law) -> Value {
        let tree = in_language(&self.tree, language);
        let mut entry: ArrayEntry = serde_json::from_value(tree).unwrap_or_default();
        entry.name = self.name.clone();
        entry.number_rows();
        for item in entry.items.iter_mut().filter(|item| item.special.is_empty()) {
            let tree = law.classifier("data_category");
            let special = tree.is_some_and(|t| t.path(&item.category).iter().any(|e| e.special));
            item.special = if special { "yes" } else { "no" }.into();
        }
        serde_json::to_value(entry).unwrap_or_default()
    }
}

/// All templates, in the order of the classifier `organisation_template`.
pub fn templates(law: &Law) -> Vec<Template> {
    let mut known: BTreeMap<String, Template> = BTreeMap::new();
    for file in law.files().iter().filter(|file| file.name.starts_with("templates/")) {
        if let Ok(template) = read(law, file) {
            known.insert(template.code.clone(), template);
        }
    }
    let order = law.classifier("organisation_template").into_iter().flat_map(|all| all.entries());
    order.filter_map(|entry| known.remove(&entry.code)).collect()
}

/// One template by its code; only its own file is read.
pub fn template(law: &Law, code: &str) -> Option<Template> {
    let name = file_of(code);
    law.files().iter().find(|file| file.name == name).and_then(|file| read(law, file).ok())
}

fn file_of(code: &str) -> String {
    format!("templates/{code}.toml")
}

/// Why a template cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct TemplateError {
    file: String,
    problem: String,
}

/// What is wrong with the files of templates, for the check at the start.
pub fn mistakes(law: &Law) -> Vec<TemplateError> {
    let files = law.files().iter().filter(|file| file.name.starts_with("templates/"));
    files.filter_map(|file| read(law, file).err()).collect()
}

#[derive(Deserialize)]
struct FileOfTemplate {
    template: String,
    to_fill: Vec<String>,
    array: Vec<Map<String, Value>>,
}

fn read(law: &Law, file: &LawFile) -> Result<Template, TemplateError> {
    let wrong = |problem: String| TemplateError { file: file.name.clone(), problem };
    let read: FileOfTemplate = toml::from_str(&file.text).map_err(|e| wrong(e.to_string()))?;
    if file.name != file_of(&read.template) {
        return Err(wrong(format!("template {} belongs into a file of its name", read.template)));
    }
    let kinds = law.classifier("organisation_template");
    let kind = kinds.and_then(|all| all.get(&read.template));
    let kind = kind.ok_or_else(|| wrong(format!("unknown template {}", read.template)))?;
    let array = |tree| array(tree, &read.to_fill).map_err(&wrong);
    let arrays = read.array.into_iter().map(array).collect::<Result<Vec<_>, _>>()?;
    Ok(Template {
        code: read.template.clone(),
        name: kind.name.clone(),
        sector: kind.extra.get("sector").cloned().unwrap_or_default(),
        arrays,
    })
}

fn array(mut tree: Map<String, Value>, to_fill: &[String]) -> Result<TemplateArray, String> {
    let key = tree.remove("key").and_then(|key| key.as_str().map(str::to_owned));
    let name = tree.remove("name").ok_or("an array without a name")?;
    let tree = Value::Object(tree);
    serde_json::from_value::<ArrayEntry>(in_language(&tree, "ky")).map_err(|e| e.to_string())?;
    Ok(TemplateArray {
        key: key.ok_or("an array without a key")?,
        name: serde_json::from_value(name).map_err(|error| error.to_string())?,
        tree,
        to_fill: to_fill.to_vec(),
    })
}

/// Tables of exactly the three languages become the text of one.
fn in_language(tree: &Value, language: &str) -> Value {
    match tree {
        Value::Object(map) if is_text(map) => {
            map.get(language).or_else(|| map.get("ky")).cloned().unwrap_or_default()
        }
        Value::Object(map) => {
            let inner =
                |(name, value): (&String, &Value)| (name.clone(), in_language(value, language));
            Value::Object(map.iter().map(inner).collect())
        }
        Value::Array(list) => {
            Value::Array(list.iter().map(|value| in_language(value, language)).collect())
        }
        other => other.clone(),
    }
}

fn is_text(map: &Map<String, Value>) -> bool {
    map.len() == 3 && ["ky", "ru", "en"].iter().all(|code| map.get(*code).is_some())
}

#[cfg(test)]
mod tests {
    // A test that fails may panic: that is its way to say so.
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::check::{Finding, Surroundings, findings};
    use crate::field::Of;
    use crate::law::{LawFile, embedded};
    use crate::path;
    use crate::record::Moment;
    use crate::requirement::problems;

    fn moment() -> Moment {
        let law = Arc::new(Law::read(&embedded()).unwrap());
        Moment { at: "2026-11-20T06:00:00Z".parse().unwrap(), law }
    }

    fn filled(mut entry: Value) -> Value {
        path::set(&mut entry, "size", json!("100_999"));
        path::set(&mut entry, "responsible.name", json!("Үлгүев Үлгү"));
        path::set(&mut entry, "responsible.phone", json!("+996 312 00 00 01"));
        entry
    }

    fn around(code: &str) -> Surroundings {
        let mut around = Surroundings::default();
        let kind =
            if code == "village_government" { "local_self_government" } else { "legal_entity" };
        around.holder = serde_json::from_value(json!({"kind": kind})).ok();
        around
    }

    #[test]
    fn every_kind_of_organisation_has_three_to_six_arrays() {
        let law = moment().law;
        assert_eq!(mistakes(&law), []);
        let templates = templates(&law);
        let codes: Vec<&str> = templates.iter().map(|template| template.code.as_str()).collect();
        let kinds = law.classifier("organisation_template").unwrap();
        assert_eq!(codes, kinds.entries().map(|kind| kind.code.as_str()).collect::<Vec<_>>());
        assert!(templates.len() >= 9);
        assert!(templates.iter().all(|template| (3..=6).contains(&template.arrays.len())));
    }

    #[test]
    fn a_template_lacks_only_what_the_holder_alone_can_know() {
        let moment = moment();
        for template in templates(&moment.law) {
            for array in &template.arrays {
                let entry = array.entry("ky", &moment.law);
                let open: Vec<String> = problems(Of::DataArray, &entry, &moment)
                    .iter()
                    .map(|problem| format!("{} {}", problem.path, problem.code))
                    .collect();
                let expected: Vec<String> =
                    array.to_fill.iter().map(|path| format!("{path} required")).collect();
                assert_eq!(open, expected, "{} {}", template.code, array.key);
                assert_eq!(problems(Of::DataArray, &filled(entry), &moment), []);
            }
        }
    }

    #[test]
    fn a_filled_template_makes_sense_in_every_language() {
        let moment = moment();
        let mut told = Vec::new();
        for template in templates(&moment.law) {
            for array in &template.arrays {
                for language in ["ky", "ru", "en"] {
                    let entry = filled(array.entry(language, &moment.law));
                    let found = findings(Of::DataArray, &entry, &around(&template.code), &moment);
                    let tell = |f: &Finding| {
                        format!("{} {} {} {}", template.code, array.key, f.check, f.path)
                    };
                    told.extend(found.iter().map(tell));
                }
            }
        }
        assert_eq!(told, Vec::<String>::new());
    }

    #[test]
    fn own_words_come_in_the_language_of_the_writer() {
        let law = moment().law;
        let template = template(&law, "clinic").unwrap();
        let array = &template.arrays[0];
        let words =
            |language| path::text(&array.entry(language, &law), "purposes.0.words").to_owned();
        assert_eq!(words("ky"), "Бейтаптарды кароо жана дарылоо");
        assert_eq!(words("ru"), "Обследование и лечение пациентов");
        assert_eq!(words("en"), "Examining and treating patients");
        assert_eq!(path::text(&array.entry("en", &law), "name.ky"), array.name.ky);
    }

    #[test]
    fn a_bad_file_is_named() {
        let mut files = embedded();
        let text = "template = \"castle\"\nto_fill = []\narray = []\n".to_owned();
        files.push(LawFile { name: "templates/castle.toml".into(), text });
        let law = Law::read(&files).unwrap();
        let told: Vec<String> = mistakes(&law).iter().map(ToString::to_string).collect();
        assert_eq!(told, ["templates/castle.toml: unknown template castle"]);
        assert_eq!(template(&law, "castle"), None);
    }

    #[test]
    fn a_template_stands_in_a_file_of_its_name() {
        let mut files = embedded();
        let hotel = files.iter_mut().find(|file| file.name == "templates/hotel.toml").unwrap();
        hotel.name = "templates/inn.toml".into();
        let law = Law::read(&files).unwrap();
        let told: Vec<String> = mistakes(&law).iter().map(ToString::to_string).collect();
        let wanted = "templates/inn.toml: template hotel belongs into a file of its name";
        assert_eq!(told, [wanted]);
    }
}
