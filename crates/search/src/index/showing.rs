//! Where in an entry the words of a question stand, for whoever reads the list.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use strsim::damerau_levenshtein;
use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::document::{Document, Place, Text, Vocabulary};
use super::matching::Wanted;
use super::question::{Hit, Part};
use super::schema::{Fields, Shape};
use super::words::{Known, Shapes};
use crate::analysis::Language;

/// Letters shown before and after the first word that was found.
const BEFORE: usize = 60;
const AFTER: usize = 140;

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
    let mut kept = Kept::default();
    for Text { place, language, text, key } in &document.texts {
        if let Some(key) = key {
            if !kept.named.iter().any(|named| named == key) {
                kept.named.push(key.as_str().into());
            }
            continue;
        }
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

/// Looks for the words of a question in the texts of one entry after another.
pub struct Showing<'a> {
    pub fields: &'a Fields,
    pub words: Vec<Wanted>,
    /// Words met before.
    pub known: &'a Mutex<Known>,
    pub vocabulary: &'a Vocabulary,
}

impl Showing<'_> {
    /// Where an entry has most of the words: in its name rather than in the name of its holder, there
    /// rather than in the rest.
    pub fn hit(&self, document: &TantivyDocument) -> Option<Hit> {
        if self.words.is_empty() {
            return None;
        }
        let kept = document.get_first(self.fields.texts)?.as_bytes()?;
        let kept: Kept<'_> = serde_json::from_slice(kept).ok()?;
        let named = kept.named.iter().filter_map(|key| self.vocabulary.get(key.as_ref())).flatten();
        let named = named.map(|(language, text)| Told {
            place: Place::Body,
            language: Some(*language),
            text: text.as_str().into(),
        });
        let texts: Vec<Told<'_>> = kept.own.into_iter().chain(named).collect();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        self.best(&texts, &mut known, Self::is_plainly)
            .or_else(|| self.best(&texts, &mut known, Self::is_nearly))
    }

    fn best(
        &self,
        texts: &[Told<'_>],
        known: &mut Known,
        fits: fn(&Wanted, &Shapes) -> bool,
    ) -> Option<Hit> {
        let mut best: Option<(usize, Hit)> = None;
        for place in Place::ALL {
            for text in texts.iter().filter(|text| text.place == place) {
                let found = self.found(text, known, fits);
                let mut words: Vec<usize> = found.iter().map(|(word, _)| *word).collect();
                words.sort_unstable();
                words.dedup();
                if words.len() > best.as_ref().map_or(0, |(most, _)| *most) {
                    let marked: Vec<Range<usize>> = found.into_iter().map(|(_, at)| at).collect();
                    let parts = parts(&text.text, &marked);
                    best = Some((words.len(), Hit { place, language: text.language, parts }));
                }
            }
            if best.as_ref().is_some_and(|(most, _)| *most == self.words.len()) {
                break;
            }
        }
        best.map(|(_, hit)| hit)
    }

    /// Where in a text words of the question stand, with which word each is.
    fn found(
        &self,
        text: &Told<'_>,
        known: &mut Known,
        fits: fn(&Wanted, &Shapes) -> bool,
    ) -> Vec<(usize, Range<usize>)> {
        let languages: &[Language] = match &text.language {
            Some(language) => std::slice::from_ref(language),
            None => &[Language::Kyrgyz, Language::Russian],
        };
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        for language in languages {
            for seen in known.seen(&text.text, *language).iter() {
                let word = self.words.iter().position(|word| fits(word, &seen.shapes));
                found.extend(word.map(|word| (word, seen.start..seen.end)));
            }
        }
        // In two languages the same place may be found twice.
        found.sort_by_key(|(_, at)| (at.start, at.end));
        found.dedup_by_key(|(_, at)| at.start);
        found
    }

    fn is_plainly(word: &Wanted, shapes: &Shapes) -> bool {
        Shape::ALL
            .into_iter()
            .any(|shape| word.shapes[shape as usize].contains(&shapes[shape as usize]))
    }

    /// Begun, or with a mistake in it.
    fn is_nearly(word: &Wanted, shapes: &Shapes) -> bool {
        let own = &shapes[Shape::Word as usize];
        word.shapes[Shape::Word as usize].iter().any(|asked| {
            (word.is_unfinished && asked.chars().count() > 1 && own.starts_with(asked.as_str()))
                || (word.distance > 0
                    && own.chars().count().abs_diff(asked.chars().count())
                        <= usize::from(word.distance)
                    && damerau_levenshtein(own, asked) <= usize::from(word.distance))
        })
    }
}

/// The text around the first of the marked pieces, cut at words.
fn parts(text: &str, marked: &[Range<usize>]) -> Vec<Part> {
    let Some(first) = marked.first() else { return Vec::new() };
    let from = beginning(text, first.start);
    let to = end(text, first.end);
    let mut parts = Vec::new();
    let mut push = |text: &str, is_match| {
        if !text.is_empty() {
            parts.push(Part { text: text.to_owned(), is_match });
        }
    };
    if from > 0 {
        push("… ", false);
    }
    let mut at = from;
    for piece in marked.iter().filter(|piece| piece.end <= to) {
        push(&text[at..piece.start], false);
        push(&text[piece.start..piece.end], true);
        at = piece.end;
    }
    push(&text[at..to], false);
    if to < text.len() {
        push(" …", false);
    }
    parts
}

fn beginning(text: &str, first: usize) -> usize {
    let before = &text[..first];
    let Some((from, _)) = before.char_indices().rev().nth(BEFORE) else { return 0 };
    before[from..].find(' ').map_or(first, |space| from + space + 1)
}

fn end(text: &str, last: usize) -> usize {
    let after = &text[last..];
    let Some((to, _)) = after.char_indices().nth(AFTER) else { return text.len() };
    after[..to].rfind(' ').map_or(last, |space| last + space)
}

#[cfg(test)]
mod tests {
    use super::super::matching::wanted;
    use super::*;

    fn shown(
        question: &str,
        texts: &[(Place, Language, &str)],
    ) -> Option<(Place, Option<Language>, String)> {
        let text = |(place, language, text): &(Place, Language, &str)| Text {
            place: *place,
            language: *language,
            text: (*text).to_owned(),
            key: (*place == Place::Body && text.len() < 20).then(|| (*text).to_owned()),
        };
        let document = Document { texts: texts.iter().map(text).collect(), ..Document::default() };
        let fields = Fields::new();
        let mut made = TantivyDocument::new();
        made.add_bytes(fields.texts, &kept(&document));
        let known = Mutex::default();
        let vocabulary: Vocabulary = texts
            .iter()
            .map(|(_, language, text)| ((*text).to_owned(), vec![(*language, (*text).to_owned())]))
            .collect();
        let (words, vocabulary) = (wanted(question), &vocabulary);
        let showing = Showing { fields: &fields, words, known: &known, vocabulary };
        let hit = showing.hit(&made)?;
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
