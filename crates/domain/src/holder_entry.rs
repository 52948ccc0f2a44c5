//! What the Register knows of a holder (art. 30, group 2), as the holder wrote it.
//!
//! Every leaf is a text or a list of codes: a draft keeps what was typed even when it is wrong, and
//! [`crate::field`] says what is wrong with it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::redaction::Forgotten;

/// A name in the three languages; English may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    /// In Kyrgyz, the state language.
    pub ky: String,
    /// In Russian, the official language.
    pub ru: String,
    /// In English, if there is one.
    pub en: String,
}

impl Names {
    /// The name in a language, or the nearest there is (ky, ru, en).
    pub fn in_language(&self, code: &str) -> &str {
        let wanted = match code {
            "ru" => &self.ru,
            "en" => &self.en,
            _ => &self.ky,
        };
        [wanted, &self.ky, &self.ru, &self.en]
            .into_iter()
            .find(|name| !name.is_empty())
            .map_or("", String::as_str)
    }

    /// Takes values out of all of them.
    pub(crate) fn forget(&mut self, values: &Forgotten) {
        for name in [&mut self.ky, &mut self.ru, &mut self.en] {
            values.text(name);
        }
    }

    /// All the names, for searching.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [self.ky.as_str(), self.ru.as_str(), self.en.as_str()].into_iter().filter(|n| !n.is_empty())
    }
}

/// By what the holder is identified: INN at home, another scheme abroad or on import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identifier {
    /// Code of the classifier `identifier_scheme`: `inn`, `foreign`, `imported`.
    pub scheme: String,
    /// The value, as text: an INN may begin with 0.
    pub value: String,
}

/// Where the holder is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Country code, `KG` unless foreign.
    pub country: String,
    /// Code of the classifier `region`.
    pub region: String,
    /// Code of the classifier `district`.
    pub district: String,
    /// Code of the classifier `places`, or own words.
    pub place: String,
    /// Street, house, room.
    pub street: String,
    /// Six digits.
    pub postcode: String,
}

/// To whom the holder is subordinate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subordination {
    /// Register number of a holder.
    pub holder: String,
    /// Or own words.
    pub words: String,
}

/// The head of the organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// Full name.
    pub name: String,
    /// Position.
    pub position: String,
}

/// How people reach the holder about their data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Whom to ask for, or where to come and when.
    pub words: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

/// The processing policy (art. 4 part 2): a link or an attached file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// Address on the web.
    pub link: String,
    /// SHA-256 of the attached file.
    pub file: String,
    /// The file's name as given.
    pub file_name: String,
}

/// The holder's description.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HolderEntry {
    /// Code of the classifier `holder_kind`.
    pub kind: String,
    /// What it is called.
    pub name: Names,
    /// By what it is identified.
    pub identifier: Identifier,
    /// Statistical code, eight digits.
    pub okpo: String,
    /// Number in the register of legal entities.
    pub registration_number: String,
    /// Code of the classifier `ownership`.
    pub ownership: String,
    /// Code of the classifier `sector`.
    pub sector: String,
    /// Where it is.
    pub address: Address,
    /// To whom it is subordinate.
    pub subordination: Subordination,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Fax.
    pub fax: String,
    /// Site.
    pub web: String,
    /// Its head.
    pub head: Head,
    /// How people reach it.
    pub contact: Contact,
    /// Its processing policy.
    pub policy: Policy,
}

/// Why a record of the Register was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Basis {
    /// By an application that was decided.
    Application {
        /// Its record.
        id: Uuid,
        /// Its number.
        number: String,
    },
    /// Brought from another register or file.
    Import {
        /// Where from, in words.
        source: String,
        /// The entry's key there: importing twice changes nothing.
        key: String,
    },
}

impl Basis {
    /// Takes values out of the words of an import.
    pub(crate) fn forget(&mut self, values: &Forgotten) {
        if let Basis::Import { source, key } = self {
            values.text(source);
            values.text(key);
        }
    }

    /// An import may leave things out.
    pub fn may_be_incomplete(&self) -> bool {
        matches!(self, Basis::Import { .. })
    }
}
