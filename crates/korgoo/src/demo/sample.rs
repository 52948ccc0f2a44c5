//! The sample organisations, from `sample/holders.toml`, and what is said of them, from `sample/words.toml`.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::config::Failure;

const HOLDERS: &str = include_str!("../../sample/holders.toml");
const WORDS: &str = include_str!("../../sample/words.toml");

/// One sample organisation.
#[derive(Debug, Deserialize)]
pub struct SampleHolder {
    id: u64,
    /// Which template its arrays come from.
    pub template: String,
    /// How many days ago its story begins.
    pub days: i64,
    /// Its description.
    pub entry: Value,
}

impl SampleHolder {
    /// Its id; those of the people of the demonstration are made the same way.
    pub fn id(&self) -> Uuid {
        app::account::demo_id(self.id)
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        domain::path::text(&self.entry, "name.ky")
    }
}

#[derive(Deserialize)]
struct Holders {
    holder: Vec<SampleHolder>,
}

/// What people write in the story.
#[derive(Debug, Deserialize)]
pub struct Words {
    /// Who answers for an array.
    pub responsible: Responsible,
    /// What a registrar asks to mend.
    pub remarks: Vec<Remark>,
    /// Why one array is to be refused.
    pub refusal: Ground,
    /// Why one array is taken out.
    pub exclusion: Ground,
    /// What an amendment changes, by path.
    pub amendment: BTreeMap<String, Value>,
}

/// Who answers for an array.
#[derive(Debug, Deserialize)]
pub struct Responsible {
    /// One name after the other.
    pub names: Vec<String>,
    /// What they all are.
    pub position: String,
}

/// A remark at a field.
#[derive(Debug, Deserialize)]
pub struct Remark {
    /// The path of the field.
    pub path: String,
    /// The remark.
    pub words: String,
}

/// A ground of the law with reasons.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Ground {
    /// Its code.
    pub ground: String,
    /// The reasons.
    pub words: String,
}

/// All sample organisations.
pub fn holders() -> Result<Vec<SampleHolder>, Failure> {
    read::<Holders>("sample/holders.toml", HOLDERS).map(|holders| holders.holder)
}

/// What people write in the story.
pub fn words() -> Result<Words, Failure> {
    read("sample/words.toml", WORDS)
}

fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text)
        .map_err(|error| Failure::Settings { file: file.into(), problem: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::field::Of;
    use domain::record::Moment;
    use std::sync::Arc;

    #[test]
    fn every_sample_holder_could_be_registered() {
        let law = Arc::new(domain::law::Law::read(&domain::law::embedded()).expect("the law"));
        let at = "2026-11-22T06:00:00Z".parse().expect("a time");
        for holder in holders().expect("the samples") {
            let moment = Moment { at, law: law.clone() };
            let problems = domain::requirement::problems(Of::Holder, &holder.entry, &moment);
            assert!(problems.is_empty(), "{}: {problems:?}", holder.name());
        }
    }

    #[test]
    fn every_word_of_the_story_names_a_field_and_a_ground_of_the_law() {
        use domain::law::GroundKind;
        let law = domain::law::Law::read(&domain::law::embedded()).expect("the law");
        let words = words().expect("the words");
        let fields = domain::field::Catalogue::embedded();
        let paths = words.remarks.iter().map(|remark| &remark.path).chain(words.amendment.keys());
        for path in paths {
            assert!(fields.at(Of::DataArray, path).is_some(), "{path}");
        }
        assert!(law.grounds(GroundKind::Refusal).get(&words.refusal.ground).is_some());
        assert!(law.grounds(GroundKind::Exclusion).get(&words.exclusion.ground).is_some());
        assert!(!words.responsible.names.is_empty());
    }
}
