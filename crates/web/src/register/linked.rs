//! An entry as linked data, in the words of the W3C Data Privacy Vocabulary where our codes are tied to
//! it, and in our own else.

use std::collections::BTreeMap;

use app::register::EntryView;
use domain::array_entry::{ArrayEntry, StorageTerm};
use domain::field::Of;
use domain::holder_entry::Names;
use domain::law::{GroundKind, VOCABULARIES};
use domain::path;
use l10n::Language;
use serde_json::{Value, json};

use super::{address, tied};
use crate::shell::WebState;

/// Its media type.
pub const JSON_LD: &str = "application/ld+json";

/// A text with its language.
pub fn text(language: impl std::fmt::Display, text: impl Into<String>) -> Value {
    json!({"@language": language.to_string(), "@value": text.into()})
}

/// A value with its type, written with a prefix: `xsd:dateTime`.
pub fn typed(kind: &str, value: impl std::fmt::Display) -> Value {
    json!({"@type": kind, "@value": value.to_string()})
}

/// A graph under way: what is said of the entry, and the concepts that it names.
struct Graph<'a> {
    state: &'a WebState,
    concepts: BTreeMap<String, Value>,
}

/// An array: a process of a controller, with purposes, data, subjects, recipients, storage, measures.
pub fn array(state: &WebState, view: &EntryView) -> Value {
    let mut graph = Graph { state, concepts: BTreeMap::new() };
    let process = graph.process(view, &tied::array_entry(&view.entry));
    graph.document(process)
}

/// A holder: a controller and its arrays, by their numbers.
pub fn holder(state: &WebState, view: &EntryView, arrays: &[String]) -> Value {
    let mut graph = Graph { state, concepts: BTreeMap::new() };
    let mut controller = graph.head(view);
    let say = |place: &str| path::text(&view.entry, place);
    controller["@type"] = json!(["dpv:DataController", "dpv:Organisation"]);
    controller["dct:type"] = graph.code("holder_kind", say("kind"), "skos:Concept");
    controller["dct:subject"] = graph.code("sector", say("sector"), "skos:Concept");
    let places = ["phone", "email", "contact.phone", "contact.email", "web"];
    let contacts: Vec<&str> = places.map(say).into_iter().filter(|word| !word.is_empty()).collect();
    controller["dpv:hasContact"] = json!(contacts);
    let arrays = arrays.iter().map(|number| json!({"@id": graph.place(Of::DataArray, number)}));
    controller["dpv:hasProcess"] = arrays.collect();
    graph.document(controller)
}

impl Graph<'_> {
    fn document(self, entry: Value) -> Value {
        let mut context = json!({
            "dct": "http://purl.org/dc/terms/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        });
        for (prefix, address) in VOCABULARIES {
            context[prefix] = json!(address);
        }
        let nodes: Vec<Value> = std::iter::once(entry).chain(self.concepts.into_values()).collect();
        json!({"@context": context, "@graph": nodes.iter().map(said).collect::<Vec<_>>()})
    }

    /// The address of an entry in the API, which is its name here.
    fn place(&self, of: Of, number: &str) -> String {
        format!("{}{}", self.state.base_url, address::data(of, number, None))
    }

    fn head(&self, view: &EntryView) -> Value {
        let names = path::get(&view.entry, "name").cloned().unwrap_or_default();
        let names: Names = serde_json::from_value(names).unwrap_or_default();
        json!({
            "@id": self.place(view.of, &view.number),
            "dct:identifier": view.number,
            "dct:title": titles(&names),
            "dct:modified": typed("xsd:dateTime", view.recorded_at),
            "dct:isPartOf": {"@id": format!("{}/catalog.ttl#register", self.state.base_url)},
        })
    }

    fn process(&mut self, view: &EntryView, entry: &ArrayEntry) -> Value {
        let here = self.place(view.of, &view.number);
        let purpose = |key: &str| format!("{here}#purpose-{key}");
        let item = |key: &str| json!({"@id": format!("{here}#item-{key}")});
        let ground = GroundKind::Processing.classifier();
        let mut node = self.head(view);
        node["@type"] = json!("dpv:Process");
        node["dpv:hasDataController"] = json!(view.holder.as_ref().map(|holder| json!({
            "@id": self.place(Of::Holder, &holder.number),
            "@type": ["dpv:DataController", "dpv:Organisation"],
            "dct:title": titles(&holder.name),
        })));
        let of_purpose = |purpose_: &domain::array_entry::Purpose, graph: &mut Self| {
            json!({
                "@id": purpose(&purpose_.key), "@type": "dpv:Purpose",
                "dct:description": purpose_.words,
                "dct:source": purpose_.act,
                "dpv:hasLegalBasis": graph.code(ground, &purpose_.ground, "dpv:LegalBasis"),
            })
        };
        node["dpv:hasPurpose"] = entry.purposes.iter().map(|one| of_purpose(one, self)).collect();
        let grounds =
            entry.purposes.iter().map(|one| self.code(ground, &one.ground, "dpv:LegalBasis"));
        node["dpv:hasLegalBasis"] = grounds.collect();
        let data = |one: &domain::array_entry::DataItem, graph: &mut Self| {
            let mut types = vec![json!("dpv:PersonalData")];
            types.extend((one.special == "yes").then(|| json!("dpv:SensitivePersonalData")));
            let tied = graph.tie("data_category", &one.category).map(Value::from);
            types.extend(tied);
            let sources: Vec<Value> = one
                .sources
                .iter()
                .map(|code| graph.code("data_source", code, "dpv:DataSource"))
                .collect();
            let purposes: Vec<Value> =
                one.purposes.iter().map(|key| json!({"@id": purpose(key)})).collect();
            json!({
                "@id": format!("{here}#item-{}", one.key), "@type": types,
                "dct:description": one.words,
                "dct:subject": graph.code("data_category", &one.category, "skos:Concept"),
                "dpv:hasDataSource": sources,
                "dpv:hasPurpose": purposes,
            })
        };
        node["dpv:hasPersonalData"] = entry.items.iter().map(|one| data(one, self)).collect();
        let subjects = entry.subjects.iter().map(|one| {
            self.code_or_words("subject_category", &one.category, &one.words, "dpv:DataSubject")
        });
        node["dpv:hasDataSubject"] = subjects.collect();
        let operations = entry.operations.iter();
        let mut operations: Vec<Value> = operations
            .map(|code| self.code("processing_operation", code, "dpv:Processing"))
            .collect();
        operations.extend(entry.cross_border.transfers.iter().map(|one| json!({
            "@type": "dpv:CrossBorderTransfer",
            "dpv:hasCountry": self.code("country", &one.country, "dpv:Country"),
            "dpv:hasDataImporter": one.recipient,
            "dpv:hasLegalBasis": self.code("transfer_ground", &one.ground, "dpv:DataTransferLegalBasis"),
            "dpv:hasPersonalData": one.items.iter().map(|key| item(key)).collect::<Vec<_>>(),
        })));
        node["dpv:hasProcessing"] = json!(operations);
        let recipients = entry.recipients.iter().map(|one| {
            if one.holder.is_empty() {
                return self.code_or_words(
                    "recipient_category",
                    &one.category,
                    &one.words,
                    "dpv:Recipient",
                );
            }
            json!({"@id": self.place(Of::Holder, &one.holder), "@type": "dpv:Recipient"})
        });
        node["dpv:hasRecipient"] = recipients.collect();
        let processors = entry.processors.iter().map(|one| {
            json!({
                "@type": "dpv:DataProcessor",
                "dct:title": one.name,
                "dct:description": one.task,
                "dpv:hasCountry": self.code("country", &one.country, "dpv:Country"),
            })
        });
        node["dpv:hasDataProcessor"] = processors.collect();
        node["dpv:hasStorageCondition"] = self.storage(entry);
        let measures = entry.measures.codes.iter();
        node["dpv:hasTechnicalOrganisationalMeasure"] = measures
            .map(|code| self.code("measure", code, "dpv:TechnicalOrganisationalMeasure"))
            .collect();
        node
    }

    fn storage(&mut self, entry: &ArrayEntry) -> Value {
        let storage = &entry.storage;
        let mut conditions = vec![json!({
            "@type": "dpv:StorageDuration",
            "dct:extent": duration(&storage.term),
            "dct:description": storage.term.words,
            "dct:subject": self.code("storage_event", &storage.term.event, "skos:Concept"),
        })];
        conditions.push(json!({
            "@type": "dpv:StorageLocation",
            "dpv:hasCountry": self.code("country", &storage.country, "dpv:Country"),
        }));
        let regimes = storage.regime.iter();
        conditions
            .extend(regimes.map(|code| self.code("storage_regime", code, "dpv:StorageCondition")));
        json!(conditions)
    }

    fn code_or_words(&mut self, classifier: &str, code: &str, words: &str, kind: &str) -> Value {
        if code.is_empty() {
            return json!({"@type": kind, "dct:description": words});
        }
        self.code(classifier, code, kind)
    }

    /// What a code is tied to in the vocabulary.
    fn tie(&self, classifier: &str, code: &str) -> Option<String> {
        let (law, moment) = (self.state.app.law(), self.state.app.moment());
        let tie = law.concepts().on(&format!("{classifier}.{code}"), moment.date());
        tie.map(|tie| tie.concept.clone())
    }

    /// The concept of a code: of our own, and of the class in the vocabulary that it is tied to, else of
    /// the class that such things have there.
    fn code(&mut self, classifier: &str, code: &str, kind: &str) -> Value {
        let law = self.state.app.law();
        let Some(entry) = law.classifier(classifier).and_then(|found| found.get(code)) else {
            return Value::Null;
        };
        let scheme = format!("{}/api/v1/classifiers/{classifier}", self.state.base_url);
        let id = format!("{scheme}#{code}");
        let tie = self.tie(classifier, code).unwrap_or_else(|| kind.to_owned());
        let mut types = vec!["skos:Concept".to_owned()];
        types.extend((tie != "skos:Concept").then_some(tie));
        let label = |language: Language| text(language, entry.name.in_language(language.code()));
        self.concepts.entry(id.clone()).or_insert_with(|| {
            json!({
                "@id": id,
                "@type": types,
                "skos:prefLabel": Language::all().map(label),
                "skos:notation": code,
                "skos:inScheme": {"@id": scheme, "@type": "skos:ConceptScheme"},
            })
        });
        json!({"@id": id})
    }
}

/// The names in the languages that they are written in.
fn titles(names: &Names) -> Vec<Value> {
    let names = [("ky", &names.ky), ("ru", &names.ru), ("en", &names.en)];
    let written = names.into_iter().filter(|(_, name)| !name.is_empty());
    written.map(|(language, name)| text(language, name.as_str())).collect()
}

/// A term as XML Schema writes it: `P5Y`.
fn duration(term: &StorageTerm) -> Value {
    let unit = match term.unit.as_str() {
        "year" => 'Y',
        "month" => 'M',
        "day" => 'D',
        _ => return Value::Null,
    };
    match term.amount.parse::<u32>() {
        Ok(amount) => typed("xsd:duration", format!("P{amount}{unit}")),
        Err(_) => Value::Null,
    }
}

/// The node without what says nothing, down to nodes that say no more than what they are.
fn said(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let parts = map.iter().map(|(name, value)| (name.clone(), said(value)));
            let node: serde_json::Map<String, Value> =
                parts.filter(|(_, value)| !is_nothing(value)).collect();
            Value::Object(node)
        }
        Value::Array(list) => list.iter().map(said).filter(|value| !is_nothing(value)).collect(),
        other => other.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(node) => node.keys().all(|name| name == "@type"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out() {
        let node =
            json!({"@id": "a", "x": "", "y": {"@type": "T", "z": null}, "l": [null, {"@id": "b"}]});
        assert_eq!(said(&node), json!({"@id": "a", "l": [{"@id": "b"}]}));
    }

    #[test]
    fn a_term_is_a_duration_where_it_is_one() {
        let term = |amount: &str, unit: &str| StorageTerm {
            amount: amount.into(),
            unit: unit.into(),
            ..StorageTerm::default()
        };
        assert_eq!(duration(&term("5", "year"))["@value"], "P5Y");
        assert_eq!(duration(&term("five", "year")), Value::Null);
        assert_eq!(duration(&term("5", "working_day")), Value::Null);
    }
}
