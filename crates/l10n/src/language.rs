use icu_locale_core::{Locale, locale};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language of the interface. Kyrgyz, the state language, comes first.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Kyrgyz, the state language.
    #[default]
    Ky,
    /// Russian, the official language.
    Ru,
    /// English.
    En,
}

/// A word that names none of the three languages.
#[derive(Debug, thiserror::Error)]
#[error("unknown language: {0}")]
pub struct UnknownLanguage(String);

impl Language {
    /// All languages, in the order in which people see them.
    pub const fn all() -> [Self; 3] {
        [Self::Ky, Self::Ru, Self::En]
    }

    /// The two-letter code of ISO 639, as it stands in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ky => "ky",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// How the language calls itself.
    pub const fn native_name(self) -> &'static str {
        match self {
            Self::Ky => "Кыргызча",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// Reads a code such as `ky`, or a tag such as `ru-KG`.
    pub fn parse(text: &str) -> Option<Self> {
        let code = text.split(['-', '_']).next()?;
        Self::all().into_iter().find(|language| code.eq_ignore_ascii_case(language.code()))
    }

    pub(crate) const fn locale(self) -> Locale {
        match self {
            Self::Ky => locale!("ky"),
            Self::Ru => locale!("ru"),
            Self::En => locale!("en"),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}
