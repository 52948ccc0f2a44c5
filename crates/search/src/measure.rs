//! How good a stemmer is, measured on a treebank in CoNLL-U.
//!
//! Every two of its unique word forms are a question: the same lemma? The stemmer answers: the same
//! stem? Precision is how often its yes is right; recall, how many of the true ones it finds.

use std::collections::HashMap;
use std::fmt;

use crate::analysis::normalise;

/// Which forms and lemmas are counted. Forms are always in lower case, of Cyrillic letters and hyphens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Nouns, names, verbs, adjectives, adverbs; lemmas in lower case. What the stemmer is tuned by.
    Content,
    /// The same without names; forms and lemmas of three letters and more, lemmas as they are written.
    ///
    /// So a word at the beginning of a sentence may be another word. On the treebank of Kyrgyz this
    /// count gives simple stemmers the figures that are known of them.
    AsWritten,
}

impl Counting {
    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Content => &["NOUN", "VERB", "ADJ", "ADV", "PROPN"],
            Self::AsWritten => &["NOUN", "VERB", "ADJ", "ADV"],
        }
    }

    /// Form and lemma of a line that is one content word.
    fn word(self, line: &str) -> Option<(String, String)> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, part, ..] = fields.as_slice() else { return None };
        let form = normalise(form);
        let cyrillic = form.chars().all(|c| c == '-' || matches!(c, '\u{400}'..='\u{52f}'));
        let counted = id.chars().all(|c| c.is_ascii_digit()) && self.parts().contains(part);
        let long = self == Self::Content || form.chars().count().min(lemma.chars().count()) >= 3;
        (cyrillic && counted && long).then(|| (form, self.lemma(lemma)))
    }

    fn lemma(self, lemma: &str) -> String {
        match self {
            Self::Content => lemma.to_lowercase(),
            Self::AsWritten => lemma.to_owned(),
        }
    }
}

/// The unique forms of content words, each with its commonest lemma (of equal ones the first).
#[must_use]
pub fn forms(conllu: &str, counting: Counting) -> Vec<(String, String)> {
    let mut counts: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    let mut order = Vec::new();
    for (form, lemma) in conllu.lines().filter_map(|line| counting.word(line)) {
        let lemmas = counts.entry(form.clone()).or_default();
        if lemmas.is_empty() {
            order.push(form);
        }
        match lemmas.iter_mut().find(|(known, _)| *known == lemma) {
            Some((_, count)) => *count += 1,
            None => lemmas.push((lemma, 1)),
        }
    }
    order.into_iter().map(|form| (commonest(&counts[&form]), form)).map(|(l, f)| (f, l)).collect()
}

fn commonest(lemmas: &[(String, usize)]) -> String {
    let most = lemmas.iter().map(|(_, count)| *count).max();
    let first = lemmas.iter().find(|(_, count)| Some(*count) == most);
    first.map(|(lemma, _)| lemma.clone()).unwrap_or_default()
}

/// Precision and recall over all pairs of forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// How many forms.
    pub forms: usize,
    /// Pairs with the same lemma and the same stem.
    pub both: u64,
    /// Pairs with the same stem.
    pub stem: u64,
    /// Pairs with the same lemma.
    pub lemma: u64,
}

impl Score {
    /// How a way to stem scores on these forms.
    pub fn of(forms: &[(String, String)], stem: impl Fn(&str) -> String) -> Self {
        let stemmed: Vec<(String, &str)> =
            forms.iter().map(|(form, lemma)| (stem(form), lemma.as_str())).collect();
        Self {
            forms: forms.len(),
            both: pairs(stemmed.iter().map(|(stem, lemma)| (stem.as_str(), *lemma))),
            stem: pairs(stemmed.iter().map(|(stem, _)| stem.as_str())),
            lemma: pairs(stemmed.iter().map(|(_, lemma)| *lemma)),
        }
    }

    /// The share of pairs put together that belong together.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.both, self.stem)
    }

    /// The share of pairs that belong together that were put together.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.both, self.lemma)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        ratio(2 * self.both, self.stem + self.lemma)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r, f1) = (self.precision(), self.recall(), self.f1());
        write!(out, "P {p:.3}  R {r:.3}  F1 {f1:.3}  ({} forms)", self.forms)
    }
}

/// How many pairs of equal things there are.
fn pairs<T: std::hash::Hash + Eq>(things: impl Iterator<Item = T>) -> u64 {
    let mut counts: HashMap<T, u64> = HashMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts.values().map(|n| n * (n - 1) / 2).sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# text = Үйлөр үйгө\n\
        1\tҮйлөр\tүй\tNOUN\tNN\n2\tүйгө\tүй\tNOUN\tNN\n3\tүйдө\tүй\tNOUN\tNN\n\
        4\tуй\tуй\tNOUN\tNN\n5\tжана\tжана\tCCONJ\tCC\n6\tүй\tүйрө\tVERB\tVB\n7\t12\t12\tNOUN\tNN\n";

    #[test]
    fn content_words_are_counted_once() {
        let forms = forms(SAMPLE, Counting::Content);
        let words: Vec<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
        assert_eq!(words, ["үйлөр", "үйгө", "үйдө", "уй", "үй"]);
    }

    #[test]
    fn every_two_forms_are_one_question() {
        // The stem is the first two letters: three right pairs, and three more with the verb
        let score =
            Score::of(&forms(SAMPLE, Counting::Content), |word| word.chars().take(2).collect());
        assert_eq!((score.both, score.stem, score.lemma), (3, 6, 3));
        assert_eq!(score.to_string(), "P 0.500  R 1.000  F1 0.667  (5 forms)");
    }
}
