//! The forms under which a word is found. A field of the index holds one of them.

use super::{Kind, Language, Piece, english, fold, kyrgyz, latin, numbers, russian};

/// A form of a word, strongest first. What a query word shares with a text says how well it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The word itself in its one spelling; prefixes and typing errors are looked for here.
    Exact,
    /// Without the signs of a Kyrgyz keyboard: ө→о, ү→у, ң→н, ё→е.
    Folded,
    /// Without endings, by the rules of the language.
    Stem,
    /// The stem of the folded word, for who types «онугуудо».
    FoldedStem,
    /// Without derivations too: «мамлекеттик» as «мамлекет». Only Kyrgyz has it; others repeat the stem.
    Root,
    /// Latin key of the word: `mektep` meets «мектеп».
    Latin,
    /// Latin key of the folded stem: `mektepter` meets «мектепте». Others than Kyrgyz: of their stem.
    LatinStem,
}

impl Form {
    /// All forms, strongest first.
    pub const ALL: [Self; 7] = [
        Self::Exact,
        Self::Folded,
        Self::Stem,
        Self::FoldedStem,
        Self::Root,
        Self::Latin,
        Self::LatinStem,
    ];
}

impl Piece<'_> {
    /// One form of the piece in a language. A number has only itself, and in weaker forms itself
    /// without hyphens.
    #[must_use]
    pub fn form(&self, language: Language, form: Form) -> String {
        match (self.kind, form) {
            (Kind::Number, Form::Exact) => self.word.clone(),
            (Kind::Number, _) => numbers::compact(&self.word),
            (Kind::Word, form) => of_word(&self.word, language, form),
        }
    }

    /// Whether the piece is a stop word of the language.
    #[must_use]
    pub fn is_stop(&self, language: Language) -> bool {
        self.kind == Kind::Word && super::is_stop(language, &self.word)
    }
}

fn of_word(word: &str, language: Language, form: Form) -> String {
    match form {
        Form::Exact => word.to_owned(),
        Form::Folded => fold::weak(word),
        Form::Stem => stem(word, language),
        Form::FoldedStem => folded_stem(word, language),
        Form::Root if language == Language::Kyrgyz => kyrgyz::root(word),
        Form::Root => stem(word, language),
        Form::Latin => latin::key(word),
        Form::LatinStem => latin::key(&folded_stem(&in_cyrillic(word, language), language)),
    }
}

fn stem(word: &str, language: Language) -> String {
    match language {
        Language::Kyrgyz => kyrgyz::stem(word),
        Language::Russian => russian::stem(word),
        Language::English => english::stem(word).into_owned(),
    }
}

/// Kyrgyz has rules for folded words, so that text and query meet whatever was typed.
fn folded_stem(word: &str, language: Language) -> String {
    match language {
        Language::Kyrgyz => kyrgyz::folded_stem(word),
        _ => fold::weak(&stem(word, language)),
    }
}

/// A Latin word, spelled in the letters of the language whose endings are to be taken off.
fn in_cyrillic(word: &str, language: Language) -> String {
    let latin = language != Language::English && word.chars().all(|c| !fold::is_cyrillic(c));
    if latin { latin::guess(word) } else { word.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn one(word: &str, language: Language, form: Form) -> String {
        tokens(word).next().map(|piece| piece.form(language, form)).unwrap_or_default()
    }

    #[track_caller]
    fn meet(form: Form, language: Language, one_word: &str, other: &str) {
        assert_eq!(one(one_word, language, form), one(other, language, form));
    }

    #[test]
    fn a_russian_keyboard_finds_kyrgyz_words() {
        meet(Form::Folded, Language::Kyrgyz, "онугуу", "өнүгүү");
        meet(Form::FoldedStem, Language::Kyrgyz, "онугуудо", "өнүгүүнүн");
        meet(Form::FoldedStem, Language::Kyrgyz, "кундордо", "күндөрдө");
        meet(Form::FoldedStem, Language::Kyrgyz, "беруудо", "берүүдө");
        meet(Form::FoldedStem, Language::Kyrgyz, "озгортуулор", "өзгөртүүлөр");
    }

    #[test]
    fn latin_letters_find_cyrillic_words() {
        meet(Form::Latin, Language::Kyrgyz, "maalymat", "маалымат");
        meet(Form::LatinStem, Language::Kyrgyz, "maalymattar", "маалыматтын");
        meet(Form::LatinStem, Language::Kyrgyz, "mektepter", "мектептин");
        meet(Form::LatinStem, Language::Kyrgyz, "oorukanada", "оорукананын");
        meet(Form::LatinStem, Language::Russian, "bankovskiye", "банковский");
    }

    #[test]
    fn stems_are_of_the_language_of_the_field() {
        meet(Form::Stem, Language::Kyrgyz, "агенттиктин", "агенттиги");
        meet(Form::Stem, Language::Russian, "персональных", "персональные");
        meet(Form::Stem, Language::English, "registers", "registered");
        meet(Form::Root, Language::Kyrgyz, "мамлекеттик", "мамлекеттин");
    }

    #[test]
    fn the_forms_are_those_of_the_readme() {
        let word = "Өнүгүүдө";
        let forms = Form::ALL.map(|form| one(word, Language::Kyrgyz, form));
        let expected = ["өнүгүүдө", "онугуудо", "өнүк", "онук", "өнүк", "onugudo", "onuk"];
        assert_eq!(forms, expected);
    }

    #[test]
    fn a_number_is_exact_and_found_without_hyphens() {
        assert_eq!(one("KG-H-000001", Language::Kyrgyz, Form::Exact), "kg-h-000001");
        meet(Form::Folded, Language::Russian, "KG-H-000001", "kgh000001");
    }
}
