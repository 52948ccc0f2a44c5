//! No text stops the analysis, and places always lead back to it.

use proptest::prelude::*;
use search::analysis::{Form, Language, analyse_query, normalise, tokens, weak};

proptest! {
    #[test]
    fn every_form_of_every_piece_can_be_had(text in "\\PC{0,60}") {
        for piece in tokens(&text) {
            prop_assert_eq!(&text[piece.start..piece.end], piece.text);
            for language in Language::ALL {
                for form in Form::ALL {
                    let _ = piece.form(language, form);
                }
            }
        }
        prop_assert_eq!(analyse_query(&text).len(), tokens(&text).count());
    }

    #[test]
    fn letters_of_both_alphabets_in_any_order(text in "[а-яА-ЯөүңӨҮҢёЁa-zA-Z0-9 /\u{301}-]{0,60}") {
        let mut end = 0;
        for (place, piece) in tokens(&text).enumerate() {
            prop_assert!(piece.start >= end && piece.position == place);
            prop_assert!(!piece.word.is_empty());
            end = piece.end;
        }
    }

    #[test]
    fn one_spelling_has_one_spelling(word in "\\PC{0,20}") {
        let once = normalise(&word);
        prop_assert_eq!(normalise(&once), once.clone());
        let folded = weak(&once);
        prop_assert_eq!(weak(&folded), folded);
    }
}
