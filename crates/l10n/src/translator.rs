use crate::{
    Arg, Language,
    catalogue::{self, Catalogue, Gap, LoadError},
    number,
};
use fluent_bundle::FluentArgs;
use fluent_syntax::ast::Pattern;
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// All texts in all languages.
pub struct Translator {
    ky: Catalogue,
    ru: Catalogue,
    en: Catalogue,
    missing: Mutex<BTreeSet<String>>,
}

impl Translator {
    /// Loads every message file; refuses a file that does not parse and a
    /// message that is defined twice.
    pub fn load() -> Result<Self, LoadError> {
        Ok(Self {
            ky: catalogue::load(Language::Ky)?,
            ru: catalogue::load(Language::Ru)?,
            en: catalogue::load(Language::En)?,
            missing: Mutex::default(),
        })
    }

    /// The text of a message. A missing one shows as `⟦id⟧` and is counted.
    pub fn t(&self, language: Language, id: &str) -> String {
        self.t_args(language, id, &[])
    }

    /// The text of a message with values put in.
    pub fn t_args(&self, language: Language, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let (name, attribute) = id.split_once('.').map_or((id, None), |(n, a)| (n, Some(a)));
        self.find(language, name, attribute)
            .and_then(|pattern| self.format(language, pattern, args))
            .unwrap_or_else(|| self.note_missing(language, id))
    }

    /// An attribute of a message (`help`, `example` …), when it has one.
    pub fn attr(&self, language: Language, id: &str, attribute: &str) -> Option<String> {
        self.find(language, id, Some(attribute))
            .and_then(|pattern| self.format(language, pattern, &[]))
    }

    /// The text of a message, when there is one; nothing is counted.
    pub fn find_text(&self, language: Language, id: &str) -> Option<String> {
        self.find(language, id, None).and_then(|pattern| self.format(language, pattern, &[]))
    }

    /// A number grouped by thousands.
    pub fn number(&self, language: Language, number: i64) -> String {
        number::grouped(language, number)
    }

    /// What was asked for and not found since the start, as `ky: id`.
    pub fn missing(&self) -> Vec<String> {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.iter().cloned().collect()
    }

    /// Texts that one language has and another lacks.
    pub fn gaps(&self) -> Vec<Gap> {
        catalogue::gaps(&Language::all().map(|l| (l, self.catalogue(l))))
    }

    fn catalogue(&self, language: Language) -> &Catalogue {
        match language {
            Language::Ky => &self.ky,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }

    fn find(
        &self,
        language: Language,
        id: &str,
        attribute: Option<&str>,
    ) -> Option<&Pattern<&str>> {
        let message = self.catalogue(language).bundle.get_message(id)?;
        match attribute {
            Some(name) => Some(message.get_attribute(name)?.value()),
            None => message.value(),
        }
    }

    /// A pattern that lacks a value it needs counts as missing too.
    fn format(
        &self,
        language: Language,
        pattern: &Pattern<&str>,
        args: &[(&str, Arg<'_>)],
    ) -> Option<String> {
        let args: FluentArgs<'_> = args.iter().map(|(k, v)| (*k, v.clone())).collect();
        let mut errors = Vec::new();
        let bundle = &self.catalogue(language).bundle;
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }

    fn note_missing(&self, language: Language, id: &str) -> String {
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.insert(format!("{language}: {id}"));
        format!("⟦{id}⟧")
    }
}
