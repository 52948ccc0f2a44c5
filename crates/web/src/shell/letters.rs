//! The words of letters: the same texts as on the pages.

use super::WebState;
use app::mail::Texts;
use l10n::{Arg, Language};
use std::collections::BTreeMap;

impl Texts for WebState {
    fn words(&self, language: &str, id: &str, values: &BTreeMap<String, String>) -> String {
        let language = Language::parse(language).unwrap_or_default();
        let shown = |key: &str, value: &str| match (key, value.parse()) {
            ("due", Ok(date)) => self.texts.date_long(language, date),
            _ => value.to_owned(),
        };
        let values: Vec<(&str, Arg<'_>)> =
            values.iter().map(|(key, value)| (key.as_str(), shown(key, value).into())).collect();
        self.texts.t_args(language, id, &values)
    }
}
