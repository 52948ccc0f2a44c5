//! The catalogue of fields (`law/fields.toml`): what is asked, what is required, what is published.
//!
//! Forms, checks, remarks, differences, import and publication all read this one list.

mod shown;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::LazyLock;

use self::shown::Shown;
use crate::path;

/// Whose description a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// A holder's.
    Holder,
    /// An array's, with its list of data.
    DataArray,
}

impl Of {
    /// The word used in message keys and addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Of::Holder => "holder",
            Of::DataArray => "data_array",
        }
    }
}

/// What may be written in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// One code of a classifier.
    Code,
    /// A code of a classifier, or own words.
    CodeOrWords,
    /// Any number of codes of a classifier.
    Codes,
    /// A ground of processing (art. 5).
    Ground,
    /// One of a few fixed words.
    Choice,
    /// `yes` or `no`.
    YesNo,
    /// A whole number.
    Number,
    /// The value of an identifier; its shape depends on the scheme.
    Identifier,
    /// Eight digits.
    Okpo,
    /// Postal code.
    Postcode,
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
    /// Address on the web.
    Link,
    /// SHA-256 of an attached file.
    File,
    /// Register number of a holder.
    Holder,
    /// The name of a row, given by the program.
    Key,
    /// Keys of other rows of the same entry.
    Refs,
}

impl FieldKind {
    /// Whether it holds codes and names of rows only, never words.
    fn is_code(self) -> bool {
        use FieldKind::{Choice, Code, Codes, Ground, Key, Refs, YesNo};
        matches!(self, Code | Codes | Ground | Choice | YesNo | Key | Refs)
    }

    /// Whether it holds words of people, which may have to be forgotten. Codes, amounts and numbers
    /// of the Register are nobody's data.
    pub fn may_be_forgotten(self) -> bool {
        !self.is_code() && !matches!(self, FieldKind::Number | FieldKind::Holder)
    }
}

/// When a field must be filled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// Never.
    #[default]
    No,
    /// Always (in a row of a list: whenever the row says anything).
    Always,
    /// When the address is in Kyrgyzstan.
    Kg,
    /// The category or own words.
    Either,
    /// When the term of storage is a duration.
    Duration,
    /// When the term of storage runs until something.
    Until,
}

/// Who may read a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publication {
    /// Everybody.
    Public,
    /// Everybody, but only codes of a classifier, never words.
    Category,
    /// Only the holder and the authority.
    Never,
}

/// One field of the Register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Whose description it belongs to.
    pub of: Of,
    /// Its general path: `purposes[].ground`.
    pub path: String,
    /// The page of the form where it is asked.
    pub section: String,
    /// The group of art. 30, 1–12.
    pub group: u8,
    /// What may be written.
    pub kind: FieldKind,
    /// The classifier of its codes.
    #[serde(default)]
    pub classifier: String,
    /// The fixed words of a choice, separated by spaces.
    #[serde(default)]
    pub choices: String,
    /// For references: the list whose keys are meant.
    #[serde(default)]
    pub rows: String,
    /// When it must be filled.
    #[serde(default)]
    pub required: Required,
    /// Longest text, in characters; 0 when codes bound it.
    #[serde(default)]
    pub max: usize,
    /// Who may read it.
    pub publication: Publication,
}

impl Field {
    /// Whether everybody may read something of it; where only categories are open, words are not.
    pub(crate) fn is_shown(&self) -> bool {
        match self.publication {
            Publication::Public => true,
            Publication::Category => self.kind.is_code(),
            Publication::Never => false,
        }
    }

    /// The language a text is written in, where the field is one of several languages: `name.en`.
    pub fn language(&self) -> Option<&'static str> {
        let last = self.path.rsplit('.').next().filter(|_| self.kind == FieldKind::Text)?;
        ["ky", "ru", "en"].into_iter().find(|language| *language == last)
    }

    /// The key of its label, question, help and example: `field-data_array-purposes-ground`.
    pub fn message_key(&self) -> String {
        format!("field-{}-{}", self.of.as_str(), self.path.replace("[]", "").replace('.', "-"))
    }
}

/// All the fields, in the order of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "FileOfFields")]
pub struct Catalogue {
    fields: Vec<Field>,
    /// Where each path stands; a list of codes is found without its `[]` too.
    places: HashMap<Of, HashMap<String, usize>>,
    /// What everybody may read.
    shown: HashMap<Of, Shown>,
}

#[derive(Deserialize)]
struct FileOfFields {
    field: Vec<Field>,
}

impl From<FileOfFields> for Catalogue {
    fn from(file: FileOfFields) -> Self {
        let mut places: HashMap<Of, HashMap<String, usize>> = HashMap::new();
        for (place, field) in file.field.iter().enumerate() {
            places.entry(field.of).or_default().insert(bare(&field.path).to_owned(), place);
        }
        let mut all = Catalogue { fields: file.field, places, shown: HashMap::new() };
        [Of::Holder, Of::DataArray].into_iter().for_each(|of| all.open(of));
        all
    }
}

fn bare(path: &str) -> &str {
    path.trim_end_matches("[]")
}

/// The text that the program carries; the law loader reads the same with its overrides.
pub const FIELDS: &str = include_str!("../../../law/fields.toml");

static EMBEDDED: LazyLock<Catalogue> =
    LazyLock::new(|| toml::from_str(FIELDS).expect("a test reads law/fields.toml"));

impl Default for Catalogue {
    fn default() -> Self {
        EMBEDDED.clone()
    }
}

impl Catalogue {
    /// The catalogue that the program carries.
    pub fn embedded() -> &'static Catalogue {
        &EMBEDDED
    }

    /// The fields of a holder or an array.
    pub fn of(&self, of: Of) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.of == of)
    }

    /// The pages of a form, in order.
    pub fn sections(&self, of: Of) -> Vec<&str> {
        let mut sections: Vec<&str> = Vec::new();
        for field in self.of(of) {
            if !sections.contains(&field.section.as_str()) {
                sections.push(&field.section);
            }
        }
        sections
    }

    /// The field at a concrete or general path (`items.0.sources.1`, `items[].sources[]`).
    pub fn at(&self, of: Of, path: &str) -> Option<&Field> {
        let general = path::general(path);
        let place = *self.places.get(&of)?.get(bare(&general))?;
        let fits = |field: &&Field| field.path == general || bare(&field.path) == general;
        self.fields.get(place).filter(fits)
    }

    /// The page of the form where a path is asked; a list, or a row of one, stands where its fields are.
    pub fn section_of(&self, of: Of, path: &str) -> Option<&str> {
        let branch = |path: &str| path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let same_branch = |field: &&Field| branch(&field.path) == branch(path);
        self.at(of, path)
            .or_else(|| self.of(of).find(same_branch))
            .map(|field| field.section.as_str())
    }

    /// Sets who may read a field: the authority's decision, dated in the law.
    pub fn set_publication(&mut self, of: Of, path: &str, publication: Publication) -> bool {
        let found = self.fields.iter_mut().find(|field| field.of == of && field.path == path);
        let is_found = found.map(|field| field.publication = publication).is_some();
        self.open(of);
        is_found
    }

    fn open(&mut self, of: Of) {
        let open = self.of(of).filter(|field| field.is_shown());
        let shown = Shown::of(open.map(|field| field.path.as_str()));
        self.shown.insert(of, shown);
    }

    /// Whether everybody may read what stands at a path.
    pub fn shows(&self, of: Of, path: &str) -> bool {
        self.at(of, path).is_some_and(Field::is_shown)
    }

    /// What of an entry everybody may read: an allow-list, so that an unknown field stays closed.
    pub fn publish(&self, of: Of, entry: Value) -> Value {
        let shown = self.shown.get(&of).and_then(|shown| shown.narrow(entry));
        shown.unwrap_or_else(|| Value::Object(serde_json::Map::new()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_catalogue_reads_and_every_path_is_unique() {
        let catalogue = Catalogue::embedded();
        for of in [Of::Holder, Of::DataArray] {
            let mut paths: Vec<_> = catalogue.of(of).map(|field| &field.path).collect();
            let count = paths.len();
            paths.sort();
            paths.dedup();
            assert_eq!(paths.len(), count);
        }
        assert_eq!(catalogue.sections(Of::DataArray).len(), 11);
    }

    #[test]
    fn what_is_not_on_the_allow_list_stays_closed() {
        let entry = json!({
            "name": {"ky": "Бейтаптар"},
            "responsible": {"name": "Аты-жөнү", "position": "башчы"},
            "measures": {"codes": ["passwords"], "words": "сейф"},
            "secret": "x",
            "items": [{"key": "d1", "category": "pin", "note": "y"}],
        });
        let shown = Catalogue::embedded().publish(Of::DataArray, entry);
        assert_eq!(
            shown,
            json!({
                "name": {"ky": "Бейтаптар"},
                "responsible": {"position": "башчы"},
                "measures": {"codes": ["passwords"]},
                "items": [{"key": "d1", "category": "pin"}],
            })
        );
    }

    #[test]
    fn a_concrete_path_finds_its_field() {
        let field = Catalogue::embedded().at(Of::DataArray, "items.3.sources.0");
        assert_eq!(field.map(|field| field.section.as_str()), Some("items"));
    }
}
