//! What the Register knows of a data array: the twelve groups of art. 30, tied together.
//!
//! Purposes carry their grounds; data items name the purposes they serve; recipients and transfers
//! abroad name the items they get. Rows carry a short `key` (`p1`, `d3`), by which others name them.

use serde::{Deserialize, Serialize};

use crate::holder_entry::Names;

/// Why the data are processed (group 3), and on what ground (art. 5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Purpose {
    /// Name of the row: `p1`.
    pub key: String,
    /// The purpose, in own words.
    pub words: String,
    /// Code of a ground of processing.
    pub ground: String,
    /// The act that demands it, when the ground is a law.
    pub act: String,
}

/// One kind of data about a person (groups 5 and 7).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataItem {
    /// Name of the row: `d1`.
    pub key: String,
    /// Code of the classifier `data_category`.
    pub category: String,
    /// Own words, instead of or beside the category.
    pub words: String,
    /// `yes` when it belongs to the special categories (art. 8), `no` when not.
    pub special: String,
    /// Codes of the classifier `data_source`.
    pub sources: Vec<String>,
    /// Keys of the purposes it serves.
    pub purposes: Vec<String>,
}

/// Whose data (group 6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubjectGroup {
    /// Code of the classifier `subject_category`.
    pub category: String,
    /// Own words.
    pub words: String,
}

/// How long (group 4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StorageTerm {
    /// `duration`, `until` or `unlimited`.
    pub kind: String,
    /// How many units.
    pub amount: String,
    /// Code of the classifier `time_unit`.
    pub unit: String,
    /// Code of the classifier `storage_event` from which it runs.
    pub event: String,
    /// "Until …" in own words, or the act that sets the term.
    pub words: String,
}

/// Where and how the data are kept (group 4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Storage {
    /// Codes of the classifier `medium`.
    pub media: Vec<String>,
    /// Codes of the classifier `storage_regime`.
    pub regime: Vec<String>,
    /// Country code.
    pub country: String,
    /// Place, in own words.
    pub place: String,
    /// How long.
    pub term: StorageTerm,
}

/// How people learn of it (group 8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Informing {
    /// Codes of the classifier `informing_method`.
    pub methods: Vec<String>,
    /// Own words.
    pub words: String,
}

/// How the data are guarded (group 9).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Measures {
    /// Codes of the classifier `measure`.
    pub codes: Vec<String>,
    /// Own words; never published.
    pub words: String,
}

/// Who answers for it (group 10).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Responsible {
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// Who receives data (group 11).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipient {
    /// Register number of another holder.
    pub holder: String,
    /// Or code of the classifier `recipient_category`.
    pub category: String,
    /// Or own words.
    pub words: String,
    /// Code of a ground of processing.
    pub ground: String,
    /// Keys of the items it gets; none means all.
    pub items: Vec<String>,
}

/// Who processes on the holder's behalf (art. 17 «в»).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Processor {
    /// Its name.
    pub name: String,
    /// Country code.
    pub country: String,
    /// What it does.
    pub task: String,
    /// Contract: number and date.
    pub contract: String,
}

/// One transfer abroad (group 12).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Transfer {
    /// Country code.
    pub country: String,
    /// Who receives it there.
    pub recipient: String,
    /// Code of the classifier `transfer_ground`.
    pub ground: String,
    /// Keys of the items; none means all.
    pub items: Vec<String>,
}

/// Whether data leave the country (group 12).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CrossBorder {
    /// `yes` or `no`; a silence is no answer.
    pub answer: String,
    /// Where to, when `yes`.
    pub transfers: Vec<Transfer>,
}

/// The array's description with its list of data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArrayEntry {
    /// What the array is called (group 1).
    pub name: Names,
    /// Why (group 3).
    pub purposes: Vec<Purpose>,
    /// The list of data (groups 5, 7). Kept in the record of the list once registered.
    pub items: Vec<DataItem>,
    /// About whom (group 6).
    pub subjects: Vec<SubjectGroup>,
    /// Code of the classifier `size_band`.
    pub size: String,
    /// Codes of the classifier `collection_method` (group 3).
    pub collection: Vec<String>,
    /// Codes of the classifier `processing_operation` (group 3).
    pub operations: Vec<String>,
    /// Where and how long (group 4).
    pub storage: Storage,
    /// How people are told (group 8).
    pub informing: Informing,
    /// How it is guarded (group 9).
    pub measures: Measures,
    /// Who answers (group 10).
    pub responsible: Responsible,
    /// To whom it is given (group 11).
    pub recipients: Vec<Recipient>,
    /// Who processes for the holder.
    pub processors: Vec<Processor>,
    /// Whether it leaves the country (group 12).
    pub cross_border: CrossBorder,
}

impl ArrayEntry {
    /// Gives a key to every purpose and item that has none, without touching the others.
    pub fn number_rows(&mut self) {
        number(self.purposes.iter_mut().map(|row| &mut row.key).collect(), 'p');
        number(self.items.iter_mut().map(|row| &mut row.key).collect(), 'd');
    }

    /// Whether any item is special.
    pub fn has_special(&self) -> bool {
        self.items.iter().any(|item| item.special == "yes")
    }
}

fn number(mut keys: Vec<&mut String>, letter: char) {
    let highest = keys.iter().filter_map(|key| key.strip_prefix(letter)?.parse::<u32>().ok()).max();
    let mut next = highest.unwrap_or(0);
    for key in keys.iter_mut().filter(|key| key.is_empty()) {
        next = next.saturating_add(1);
        **key = format!("{letter}{next}");
    }
}
