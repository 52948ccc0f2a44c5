//! Where in an entry the words of a question stand, for whoever reads the list.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::Shared;
use super::before::Look;
use super::document::{Document, Place, Text, Vocabulary};
use super::excerpt::parts;
use super::lexicon::errors;
use super::matching::Wanted;
use super::question::Hit;
use super::schema::Shape;
use super::words::{Known, Shapes};
use crate::analysis::Language;

/// The texts of an entry, as they are kept beside its card.
#[derive(Default, Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(borrow)]
    own: Vec<Told<'a>>,
    /// Keys of the vocabulary.
    #[serde(borrow)]
    named: Vec<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
struct Told<'a> {
    place: Place,
    /// None for a text whose language nobody knows.
    language: Option<Language>,
    text: Cow<'a, str>,
}

/// The texts of an entry as they are kept. One that was given in two languages stands once, in neither.
pub fn kept(document: &Document) -> Vec<u8> {
    let named = document.named.iter().map(|key| key.as_str().into()).collect();
    let mut kept = Kept { own: Vec::new(), named };
    for Text { place, language, text } in &document.texts {
        let same = kept.own.iter_mut().find(|told| told.place == *place && told.text == *text);
        match same {
            Some(same) => same.language = None,
            None => kept.own.push(Told {
                place: *place,
                language: Some(*language),
                text: text.as_str().into(),
            }),
        }
    }
    serde_json::to_vec(&kept).unwrap_or_default()
}

/// What of a text fits: how many words of the question, and where they stand.
struct Fit {
    words: usize,
    at: Vec<Range<usize>>,
}

/// The name of a code that fits best of all its names.
struct Named<'a> {
    language: Language,
    text: &'a str,
    fit: Fit,
}

/// Looks for the words of a question in the texts of one entry after another.
pub struct Showing<'a> {
    shared: &'a Shared,
    vocabulary: &'a Vocabulary,
    words: Vec<Wanted>,
    /// What fits of the vocabulary, by how it was looked for and by key: entries of a page say the same.
    named: [HashMap<&'a str, Option<Named<'a>>>; 2],
}

impl<'a> Showing<'a> {
    pub fn new(shared: &'a Shared, vocabulary: &'a Vocabulary, words: Vec<Wanted>) -> Self {
        Self { shared, vocabulary, words, named: Default::default() }
    }

    /// Where an entry has most of the words: in its name rather than in the name of its holder, there
    /// rather than in the rest.
    pub fn hit(&mut self, document: &TantivyDocument) -> Option<Hit> {
        if self.words.is_empty() {
            return None;
        }
        let kept = document.get_first(self.shared.fields.texts)?.as_bytes()?;
        let kept: Kept<'_> = serde_json::from_slice(kept).ok()?;
        let mut known = self.shared.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut looks = [Look::Plainly, Look::Guessing].into_iter();
        looks.find_map(|look| self.best(&kept, &mut known, look))
    }

    fn best(&mut self, kept: &Kept<'_>, known: &mut Known, look: Look) -> Option<Hit> {
        let mut best = Best { all: self.words.len(), words: 0, hit: None };
        for place in Place::ALL {
            for told in kept.own.iter().filter(|told| told.place == place) {
                let fit = fit(&self.words, told.languages(), &told.text, known, look);
                best.offer(place, told.language, &told.text, &fit);
                if best.is_whole() {
                    return best.hit;
                }
            }
        }
        for key in &kept.named {
            if let Some(Named { language, text, fit }) = self.named(key, known, look) {
                best.offer(Place::Body, Some(*language), text, fit);
            }
            if best.is_whole() {
                break;
            }
        }
        best.hit
    }

    fn named(&mut self, key: &str, known: &mut Known, look: Look) -> Option<&Named<'a>> {
        let (key, texts) = self.vocabulary.get_key_value(key)?;
        let best = || {
            let named = texts.iter().map(|(language, text)| Named {
                language: *language,
                text,
                fit: fit(&self.words, std::slice::from_ref(language), text, known, look),
            });
            // Of those that fit alike the first.
            let named = named.filter(|named| named.fit.words > 0);
            named.reduce(|best, next| if next.fit.words > best.fit.words { next } else { best })
        };
        self.named[look as usize].entry(key).or_insert_with(best).as_ref()
    }
}

/// The text that has most of the words so far.
struct Best {
    all: usize,
    words: usize,
    hit: Option<Hit>,
}

impl Best {
    fn offer(&mut self, place: Place, language: Option<Language>, text: &str, fit: &Fit) {
        if fit.words > self.words {
            self.words = fit.words;
            self.hit = Some(Hit { place, language, parts: parts(text, &fit.at) });
        }
    }

    fn is_whole(&self) -> bool {
        self.words == self.all
    }
}

impl Told<'_> {
    fn languages(&self) -> &[Language] {
        match &self.language {
            Some(language) => std::slice::from_ref(language),
            None => &[Language::Kyrgyz, Language::Russian],
        }
    }
}

/// Where in a text words of the question stand.
fn fit(words: &[Wanted], languages: &[Language], text: &str, known: &mut Known, look: Look) -> Fit {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for language in languages {
        for seen in known.seen(text, *language).iter() {
            let word = words.iter().position(|word| is(word, &seen.shapes, look));
            found.extend(word.map(|word| (word, seen.start..seen.end)));
        }
    }
    // In two languages the same place may be found twice.
    found.sort_by_key(|(_, at)| (at.start, at.end));
    found.dedup_by_key(|(_, at)| at.start);
    let words = found.iter().map(|(word, _)| *word).collect::<BTreeSet<usize>>().len();
    Fit { words, at: found.into_iter().map(|(_, at)| at).collect() }
}

fn is(word: &Wanted, shapes: &Shapes, look: Look) -> bool {
    match look {
        Look::Plainly => Shape::ALL
            .into_iter()
            .any(|shape| word.shapes[shape as usize].contains(&shapes[shape as usize])),
        Look::Guessing => is_nearly(word, &shapes[Shape::Word as usize]),
    }
}

/// Begun, or with a mistake in it.
fn is_nearly(word: &Wanted, own: &str) -> bool {
    word.shapes[Shape::Word as usize].iter().any(|asked| {
        let is_begun = word.is_unfinished && own.starts_with(asked.as_str());
        (is_begun && asked.chars().nth(1).is_some()) || errors(asked, own, word.distance).is_some()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::super::matching::wanted;
    use super::super::question::Part;
    use super::super::schema::Fields;
    use super::*;

    fn shown(
        question: &str,
        texts: &[(Place, Language, &str)],
    ) -> Option<(Place, Option<Language>, String)> {
        let text = |(place, language, text): &(Place, Language, &str)| Text {
            place: *place,
            language: *language,
            text: (*text).to_owned(),
        };
        let is_named =
            |(place, _, text): &&(Place, Language, &str)| *place == Place::Body && text.len() < 20;
        let document = Document {
            texts: texts.iter().filter(|text| !is_named(text)).map(text).collect(),
            named: texts.iter().filter(is_named).map(|(_, _, text)| (*text).to_owned()).collect(),
            ..Document::default()
        };
        let vocabulary: Vocabulary = texts
            .iter()
            .map(|(_, language, text)| ((*text).to_owned(), vec![(*language, (*text).to_owned())]))
            .collect();
        let (fields, known) = (Fields::new(), Mutex::default());
        let mut made = TantivyDocument::new();
        made.add_bytes(fields.texts, &kept(&document));
        let shared = Shared { fields, vocabulary: Default::default(), known };
        let hit = Showing::new(&shared, &vocabulary, wanted(question)).hit(&made)?;
        let part = |part: &Part| {
            if part.is_match { format!("[{}]", part.text) } else { part.text.clone() }
        };
        Some((hit.place, hit.language, hit.parts.iter().map(part).collect()))
    }

    const NAME: (Place, Language, &str) =
        (Place::Title, Language::Kyrgyz, "Бейтаптардын карталары");
    const RUSSIAN: (Place, Language, &str) = (Place::Title, Language::Russian, "Карты пациентов");

    #[test]
    fn the_name_comes_before_the_text_and_the_language_is_told() {
        let body = (Place::Body, Language::Kyrgyz, "Бейтапты дарылоо");
        let texts = [NAME, RUSSIAN, body];
        let said = |question| shown(question, &texts);
        assert_eq!(
            said("бейтап"),
            Some((Place::Title, Some(Language::Kyrgyz), "[Бейтаптардын] карталары".into()))
        );
        assert_eq!(
            said("пациент карта"),
            Some((Place::Title, Some(Language::Russian), "[Карты] [пациентов]".into()))
        );
        assert_eq!(
            said("дарылоо"),
            Some((Place::Body, Some(Language::Kyrgyz), "Бейтапты [дарылоо]".into()))
        );
        assert_eq!(said("жылкы"), None);
        assert_eq!(said(""), None);
    }

    #[test]
    fn a_text_in_an_unknown_language_is_of_none_and_mistakes_are_seen_through() {
        let text = "Камсыздандыруу фонду менен эсептешүү";
        let both = [(Place::Body, Language::Kyrgyz, text), (Place::Body, Language::Russian, text)];
        let found = shown("камсыздандируу", &both).unwrap();
        assert_eq!(found, (Place::Body, None, "[Камсыздандыруу] фонду менен эсептешүү".into()));
        assert_eq!(shown("эсепте", &both).unwrap().2, "Камсыздандыруу фонду менен [эсептешүү]");
    }

    #[test]
    fn a_long_text_is_cut_at_words_around_what_was_found() {
        let long = format!("{}дарылоо {}", "узун сөз ".repeat(40), "дагы сөз ".repeat(40));
        let (_, _, shown) = shown("дарылоо", &[(Place::Body, Language::Kyrgyz, &long)]).unwrap();
        assert!(shown.starts_with("… ") && shown.ends_with(" …") && shown.contains("[дарылоо]"));
        let letters = shown.chars().count();
        assert!((150..230).contains(&letters), "{letters}: {shown}");
        for word in shown.split_whitespace() {
            assert!(["…", "узун", "сөз", "дагы", "[дарылоо]"].contains(&word), "{word}");
        }
    }
}
