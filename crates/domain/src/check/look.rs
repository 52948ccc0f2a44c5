//! What a test sees, and what it answers.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Param, Surroundings};
use crate::array_entry::{ArrayEntry, DataItem, Purpose};
use crate::field::Of;
use crate::holder_entry::HolderEntry;
use crate::law::{Law, MeaningCheck};
use crate::record::fold;

/// A test of a meaning check: pure, and silent when nothing is wrong.
pub(super) type Test = fn(&Look<'_>) -> Vec<Spot>;

/// The entry, what is around it, and the check that asks.
pub(super) struct Look<'a> {
    pub of: Of,
    /// The array, when it is one; else empty.
    pub array: &'a ArrayEntry,
    /// The holder described, or the holder of the array.
    pub holder: &'a HolderEntry,
    pub around: &'a Surroundings,
    pub law: &'a Law,
    pub date: Date,
    pub check: &'a MeaningCheck,
}

/// One place where the test found something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub path: String,
    pub params: BTreeMap<String, Param>,
}

impl Spot {
    pub fn at(path: impl Into<String>) -> Spot {
        Spot { path: path.into(), params: BTreeMap::new() }
    }

    pub fn words(mut self, name: &str, words: &str) -> Spot {
        self.params.insert(name.into(), Param::Words(words.to_owned()));
        self
    }

    pub fn number(mut self, name: &str, number: usize) -> Spot {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.params.insert(name.into(), Param::Number(number));
        self
    }

    pub fn code(mut self, name: &str, classifier: &str, code: &str) -> Spot {
        let code = Param::Code { classifier: classifier.into(), code: code.into() };
        self.params.insert(name.into(), code);
        self
    }

    /// The item as people know it: its own words, else its category.
    pub fn item(self, item: &DataItem) -> Spot {
        if item.words.is_empty() {
            self.code("item", "data_category", &item.category)
        } else {
            self.words("item", &item.words)
        }
    }
}

impl<'a> Look<'a> {
    /// The values of a parameter of the check.
    pub fn list(&self, name: &str) -> &'a [String] {
        self.check.with.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a parameter of the check names this code.
    pub fn names(&self, name: &str, code: &str) -> bool {
        self.list(name).iter().any(|known| known == code)
    }

    /// Whether a parameter of the check names any of these codes.
    pub fn names_any(&self, name: &str, codes: &[String]) -> bool {
        codes.iter().any(|code| self.names(name, code))
    }

    /// The parameter as a number.
    pub fn number(&self, name: &str) -> usize {
        self.list(name).first().and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// One finding at the check's own field, if a condition holds.
    pub fn here_if(&self, found: bool) -> Vec<Spot> {
        if found { vec![self.here()] } else { Vec::new() }
    }

    /// The check's own field.
    pub fn here(&self) -> Spot {
        Spot::at(self.check.field.clone())
    }

    /// Whether a category is one of those named, or stands under one in the tree.
    pub fn is_under(&self, parameter: &str, category: &str) -> bool {
        let Some(tree) = self.law.classifier("data_category") else { return false };
        tree.path(category).iter().any(|above| self.names(parameter, &above.code))
    }

    /// Special by the holder's word or by the classifier (art. 8).
    pub fn is_special(&self, item: &DataItem) -> bool {
        item.special == "yes" || self.is_special_category(&item.category)
    }

    /// Special by the classifier.
    pub fn is_special_category(&self, category: &str) -> bool {
        let tree = self.law.classifier("data_category");
        tree.is_some_and(|tree| tree.path(category).iter().any(|above| above.special))
    }

    /// The purposes that an item serves, those that are really there.
    pub fn purposes_of(&self, item: &DataItem) -> Vec<&'a Purpose> {
        let serves =
            |purpose: &&Purpose| !purpose.key.is_empty() && item.purposes.contains(&purpose.key);
        self.array.purposes.iter().filter(serves).collect()
    }

    /// The items with their places, for tests that go through them.
    pub fn items(&self) -> impl Iterator<Item = (String, &'a DataItem)> {
        self.array.items.iter().enumerate().map(|(index, item)| (format!("items.{index}"), item))
    }

    /// Whether a text holds any of the words of a parameter, letter case and ң ө ү apart.
    pub fn mentions(&self, parameter: &str, text: &str) -> bool {
        let text = format!(" {} ", fold(text));
        self.list(parameter).iter().any(|word| text.contains(&format!(" {}", fold(word))))
    }
}
