//! Tiny trees of texts: what must be refused, beside what must not.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Review, calls, look};

fn review(files: &[(&str, &str)]) -> Review {
    let tree = TempDir::new().expect("a folder for the tree");
    for language in ["ky", "ru", "en"] {
        write(tree.path(), &format!("locales/{language}/base.ftl"), "yes = Ооба");
    }
    for (path, text) in files {
        write(tree.path(), path, text);
    }
    look(tree.path()).expect("texts that can be read")
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("to make a folder");
    fs::write(file, text).expect("to write a file");
}

fn refused(path: &str, text: &str) -> String {
    let found = review(&[(path, text)]).findings;
    assert!(!found.is_empty(), "nothing was found");
    found.join("\n")
}

#[test]
fn texts_that_are_complete_and_short_pass() {
    assert_eq!(review(&[]).findings, Vec::<String>::new());
}

#[test]
fn a_text_or_an_attribute_that_one_language_lacks_is_found() {
    let found = refused("locales/ru/base.ftl", "yes = Да\n    .help = Подсказка");
    assert!(found.contains("yes.help: in ru, not in en"), "{found}");
    assert!(found.contains("yes.help: in ru, not in ky"), "{found}");
}

#[test]
fn a_latin_letter_inside_a_cyrillic_word_is_found() {
    // The o of the first word and the c of the second are Latin.
    for text in ["yes = Ooба", "yes = мен c тобой", "yes = { $n ->\n *[other] кaрта\n }"]
    {
        let found = refused("locales/ky/base.ftl", text);
        assert!(found.contains("two alphabets"), "{found}");
    }
    assert!(review(&[("locales/ky/base.ftl", "yes = PDF файл, e-mail")]).findings.is_empty());
    assert!(refused("law/terms.toml", "ky = 'мөөнөт' # мooнот").contains("terms.toml:1"));
}

#[test]
fn a_kyrgyz_sentence_past_twenty_two_words_is_found() {
    let long = format!("yes = Эки сөз. {}.", "сөз ".repeat(23));
    assert!(refused("locales/ky/base.ftl", &long).contains("23 words"));
    let two = format!("yes = {}сөз. {}сөз.", "сөз ".repeat(20), "сөз ".repeat(20));
    assert!(review(&[("locales/ky/base.ftl", &two)]).findings.is_empty());
}

#[test]
fn every_form_of_a_plural_is_read() {
    let text = format!("yes = {{ $n ->\n    [one] бир\n   *[other] {}\n }}", "сөз ".repeat(23));
    assert!(refused("locales/ky/base.ftl", &text).contains("23 words"));
}

#[test]
fn an_id_that_no_message_has_is_found_in_the_code() {
    let found = refused("crates/web/src/page.rs", "fn f() { ctx.t(\"yes\"); ctx.t(\"no\"); }");
    assert!(found.contains("page.rs:1: no message no"), "{found}");
    assert!(!found.contains("message yes"), "{found}");
}

#[test]
fn ids_are_read_from_the_calls_that_translate() {
    let code =
        "t(lang, \"a-b\"); ctx.t_args(\"c.help\", &[]); insert(\"x\"); t(&name); t(f(\"y\"));";
    let ids: Vec<&str> = calls::ids(code).into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids, ["a-b", "c.help"]);
}
