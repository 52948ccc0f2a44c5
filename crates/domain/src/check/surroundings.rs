//! What the checks need to know from outside the entry. The caller looks it up; the checks stay pure.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::array_entry::ArrayEntry;
use crate::field::Of;
use crate::holder_entry::{HolderEntry, Names};
use crate::path;

/// Facts around an entry. What was not looked up stays empty, and then nothing is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The holder's description, when the entry is an array.
    pub holder: Option<HolderEntry>,
    /// The holder's register number; empty before registration.
    pub holder_number: String,
    /// The holder's other arrays in force, without the one described.
    pub arrays: Vec<OtherArray>,
    /// Every holder named by number in the entry ([`named_holders`]); `None` means there is no such number.
    pub named: BTreeMap<String, Option<Named>>,
    /// The number of another holder in force that has the same identifier.
    pub identifier_of: Option<String>,
    /// The number of another holder in force that has the same name.
    pub same_name: Option<String>,
}

/// A holder named in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Whether it is still in the Register.
    pub in_force: bool,
    /// Its country code.
    pub country: String,
}

/// Another array of the same holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherArray {
    /// Its register number.
    pub number: String,
    /// What it is called.
    pub name: Names,
    /// Codes of its subject categories.
    pub subjects: Vec<String>,
    /// Codes of its data categories.
    pub categories: Vec<String>,
}

impl OtherArray {
    /// What the checks need of an array in the Register.
    pub fn new(number: &str, entry: &ArrayEntry, categories: &[String]) -> Self {
        let subjects = entry.subjects.iter().map(|group| group.category.clone());
        OtherArray {
            number: number.into(),
            name: entry.name.clone(),
            subjects: subjects.filter(|code| !code.is_empty()).collect(),
            categories: categories.to_vec(),
        }
    }
}

/// The register numbers that an entry names: what the caller has to look up.
pub fn named_holders(of: Of, entry: &Value) -> Vec<String> {
    let field = match of {
        Of::Holder => "subordination.holder",
        Of::DataArray => "recipients[].holder",
    };
    let mut numbers: Vec<String> = path::expand(entry, field)
        .iter()
        .map(|place| path::text(entry, place).trim().to_owned())
        .filter(|number| !number.is_empty())
        .collect();
    numbers.sort();
    numbers.dedup();
    numbers
}
