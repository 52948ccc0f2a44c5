//! Names in the three languages.

use serde::{Deserialize, Serialize};

/// A name or short text in Kyrgyz, Russian and English.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Kyrgyz, the state language.
    pub ky: String,
    /// Russian, the official language.
    pub ru: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in a language; what is missing is taken from Kyrgyz, then Russian, then English.
    pub fn in_language(&self, language: &str) -> &str {
        let wanted = match language {
            "ky" => &self.ky,
            "ru" => &self.ru,
            "en" => &self.en,
            _ => "",
        };
        [wanted, &self.ky, &self.ru, &self.en]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }
}
