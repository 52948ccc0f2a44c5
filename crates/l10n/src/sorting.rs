use crate::{Language, Translator};
use icu_collator::{Collator, options::CollatorOptions};
use icu_list::{ListFormatter, options::ListFormatterOptions};

impl Translator {
    /// Bytes whose plain order is the alphabet's order of the language
    /// (н < ң < о < ө, у < ү). Stored beside a name, so that every database
    /// engine sorts the same way.
    pub fn sort_key(&self, language: Language, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        if let Ok(collator) =
            Collator::try_new(language.locale().into(), CollatorOptions::default())
        {
            let Ok(()) = collator.write_sort_key_to(text, &mut key);
        }
        key
    }

    /// «банк, мектеп жана оорукана».
    pub fn list<T: AsRef<str>>(&self, language: Language, items: &[T]) -> String {
        let words = items.iter().map(AsRef::as_ref);
        match ListFormatter::try_new_and(language.locale().into(), ListFormatterOptions::default())
        {
            Ok(formatter) => formatter.format(words).to_string(),
            Err(_) => words.collect::<Vec<_>>().join(", "),
        }
    }
}
