//! The index: words found in whatever form, exact counts, pages that never overlap.
#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::path::Path;
use std::sync::Arc;

use search::analysis::Language;
use search::index::{Document, Index, IndexError, Order, Place, Question, Text, Vocabulary};
use tempfile::TempDir;

/// An entry with a Kyrgyz name, its owner's name and some Russian words.
fn entry(n: u8, name: &str, owner: &str, body: &str) -> Document {
    let text = |place, language, text: &str| Text { place, language, text: text.into() };
    Document {
        key: [n; 16],
        texts: vec![
            text(Place::Title, Language::Kyrgyz, name),
            text(Place::Owner, Language::Kyrgyz, owner),
            text(Place::Body, Language::Russian, body),
        ],
        numbers: vec![format!("KG-A-{n:06}")],
        tags: vec![("region".into(), format!("r{}", n % 3)), ("kind".into(), "array".into())],
        changed: i64::from(n) * 1000,
        fresh: (!n.is_multiple_of(2)).then_some(i64::from(n)),
        title_key: name.to_lowercase(),
        card: name.into(),
        ..Document::default()
    }
}

fn entries() -> Vec<Document> {
    vec![
        entry(1, "Окуучулардын тизмеси", "«Үлгү» мектеби", "сведения о школьниках"),
        entry(2, "Мектептин китепканасы", "Билим берүү бөлүмү", "читатели"),
        entry(3, "Пациенттердин картотекасы", "«Ден соолук» клиникасы", "больные и лечение"),
        entry(4, "Өнүгүү борборунун кардарлары", "Өнүгүү борбору", "клиенты банка"),
        entry(5, "Видеобайкоонун жазуулары", "Дүкөн", "видеозаписи"),
    ]
}

struct Home {
    folder: TempDir,
    index: Index,
}

/// Whatever entries say of codes, they are found by the names of these.
fn vocabulary() -> Vocabulary {
    let name = |language, text: &str| (language, text.to_owned());
    let health = [name(Language::Kyrgyz, "Саламаттык"), name(Language::Russian, "Здоровье")];
    Vocabulary::from([("category/health".to_owned(), health.into())])
}

fn opened(folder: &Path) -> Result<Index, IndexError> {
    Index::open(folder, Arc::new(vocabulary()))
}

fn home(entries: &[Document]) -> Home {
    let folder = TempDir::new().unwrap();
    let index = opened(&place(&folder)).unwrap();
    let mut writer = index.writer(20_000_000).unwrap();
    entries.iter().for_each(|entry| writer.put(entry).unwrap());
    writer.commit(7).unwrap();
    writer.end().unwrap();
    Home { folder, index }
}

fn names(index: &Index, question: &Question) -> Vec<String> {
    let answer = index.snapshot().ask(question).unwrap();
    let names = answer.cards.into_iter().map(|card| String::from_utf8(card).unwrap());
    names.collect()
}

fn asked(text: &str) -> Question {
    Question { text: text.into(), limit: 10, ..Question::default() }
}

#[track_caller]
fn first(index: &Index, text: &str, expected: &str) {
    let names = names(index, &asked(text));
    assert!(names.first().is_some_and(|name| name.starts_with(expected)), "{text}: {names:?}");
}

#[test]
fn what_many_say_is_found_and_shown_by_its_key() {
    let mut all = entries();
    all[2].named = vec!["category/health".into(), "category/gone".into()];
    let home = home(&all);
    for (text, shown) in [("здоровья", "Здоровье"), ("саламаттыгы", "Саламаттык")]
    {
        first(&home.index, text, "Пациенттердин");
        let answer = home.index.snapshot().ask(&asked(text)).unwrap();
        let hit = answer.hits[0].as_ref().unwrap();
        assert_eq!((answer.total, hit.place), (1, Place::Body));
        assert_eq!(hit.parts[0].text, shown);
    }
}

#[test]
fn a_code_that_the_law_names_later_is_found_by_its_name() {
    let home = home(&[]);
    let mut writer = home.index.writer(20_000_000).unwrap();
    let mut named = entry(1, "Тизме", "Мектеп", "сведения");
    named.named = vec!["category/new".into()];
    writer.put(&named).unwrap();
    writer.commit(8).unwrap();
    assert_eq!(home.index.snapshot().ask(&asked("дрондор")).unwrap().total, 0);
    let mut later = vocabulary();
    later.insert("category/new".into(), vec![(Language::Kyrgyz, "Дрондор".into())]);
    home.index.set_vocabulary(Arc::new(later));
    writer.put(&named).unwrap();
    writer.commit(9).unwrap();
    let answer = home.index.snapshot().ask(&asked("дрондор")).unwrap();
    assert_eq!((answer.total, answer.hits[0].as_ref().unwrap().place), (1, Place::Body));
}

#[test]
fn words_are_found_in_whatever_form_they_are_typed() {
    let home = home(&entries());
    for (text, expected) in [
        ("окуучу", "Окуучулардын"),
        ("мектептер", "Мектептин"),
        ("онугуу", "Өнүгүү"),
        ("patsient", "Пациенттердин"),
        ("больных", "Пациенттердин"),
        ("пацент", "Пациенттердин"),
        ("видеобай", "Видеобайкоонун"),
        ("KG-A-000003", "Пациенттердин"),
        ("KG A 000003", "Пациенттердин"),
        ("мектептинкитепканасы", "Мектептин"),
        ("китеп кана", "Мектептин"),
        ("дүкөн видео", "Видеобайкоонун"),
    ] {
        first(&home.index, text, expected);
    }
    assert!(names(&home.index, &asked("самолёт")).is_empty());
    let answer = home.index.snapshot().ask(&asked("окуучу мектеп дүкөн")).unwrap();
    assert!(
        !answer.has_all_words && answer.cards.len() == 1,
        "nothing has all, one has two of three"
    );
    assert!(names(&home.index, &asked("«»")).is_empty());
}

#[test]
fn a_name_stands_before_an_owner_and_before_a_text() {
    let home = home(&entries());
    let found = names(&home.index, &asked("мектеп"));
    assert_eq!(found, ["Мектептин китепканасы", "Окуучулардын тизмеси"]);
}

#[test]
fn what_is_past_stands_behind() {
    let past = Document { is_past: true, ..entry(9, "Мектеп", "", "") };
    let home = home(&[past, entry(8, "Мектептин окуучулары жана мугалимдери", "", "")]);
    let found = names(&home.index, &asked("мектеп"));
    assert_eq!(found.last().unwrap(), "Мектеп");
    assert_eq!(found.len(), 2);
}

#[test]
fn counts_are_exact_and_each_axis_is_counted_without_its_own_filter() {
    let home = home(&entries());
    let question = Question {
        filters: vec![("region".into(), vec!["r1".into(), "r2".into()])],
        axes: vec!["region".into(), "kind".into()],
        border: 3,
        ..asked("")
    };
    let answer = home.index.snapshot().ask(&question).unwrap();
    assert_eq!(answer.total, 4);
    let codes = |axis: &str| answer.counts[axis].clone();
    assert_eq!(codes("region"), [("r1".into(), 2), ("r2".into(), 2), ("r0".into(), 1)]);
    assert_eq!(codes("kind"), [("array".into(), 4)]);
    // 5 was confirmed since 3; 1 before it, 2 and 4 never.
    assert_eq!(answer.freshness, [1, 3]);
    let fresh = Question { is_fresh: Some(true), ..question };
    assert_eq!(home.index.snapshot().ask(&fresh).unwrap().total, 1);
}

#[test]
fn a_later_entry_takes_the_place_of_an_earlier_one() {
    let home = home(&entries());
    let before = home.index.snapshot();
    let mut writer = home.index.writer(20_000_000).unwrap();
    writer.put(&entry(5, "Кирүүчүлөрдүн журналы", "Дүкөн", "")).unwrap();
    writer.remove(&[1; 16]);
    writer.commit(9).unwrap();
    assert!(names(&home.index, &asked("видеобайкоо")).is_empty());
    assert_eq!(names(&home.index, &asked("дүкөн")), ["Кирүүчүлөрдүн журналы"]);
    assert_eq!(home.index.snapshot().ask(&asked("")).unwrap().total, 4);
    assert_eq!(home.index.snapshot().position(), 9);
    // What was taken before stays as it was.
    assert_eq!((before.position(), before.ask(&asked("")).unwrap().total), (7, 5));
}

/// The lock lies beside the index.
fn place(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("index")
}

/// All pages of one order, one after another.
fn pages(index: &Index, order: Order, text: &str) -> Vec<Vec<u8>> {
    let mut question = Question { order, limit: 7, ..asked(text) };
    let (mut all, mut rounds) = (Vec::new(), 0);
    loop {
        let answer = index.snapshot().ask(&question).unwrap();
        all.extend(answer.cards);
        rounds += 1;
        assert!(rounds < 50, "pages without end");
        match answer.next {
            Some(next) => question.after = Some(next),
            None => return all,
        }
    }
}

#[test]
fn pages_never_overlap_and_leave_nothing_out_in_any_order() {
    let name = |n: u8| format!("Тизме {}", char::from(b'a' + n % 7));
    let card = |n: u8| Document { card: vec![n], ..entry(n, &name(n), "Дүкөн", "") };
    let folder = TempDir::new().unwrap();
    let index = opened(&place(&folder)).unwrap();
    // In several segments, so that the same names lie in different ones.
    for some in (0..100).collect::<Vec<u8>>().chunks(30) {
        let mut writer = index.writer(20_000_000).unwrap();
        some.iter().for_each(|n| writer.put(&card(*n)).unwrap());
        writer.commit(1).unwrap();
    }
    for order in [Order::Best, Order::Newest, Order::Fresh, Order::Number, Order::Title] {
        for text in ["", "тизме"] {
            let mut all = pages(&index, order, text);
            if order == Order::Number {
                assert!(all.is_sorted(), "{order:?} {text}");
            }
            all.sort();
            assert_eq!(all, (0..100).map(|n| vec![n]).collect::<Vec<_>>(), "{order:?} {text}");
        }
    }
}

#[test]
fn an_index_is_where_it_was_and_a_damaged_one_is_made_anew() {
    let folder = TempDir::new().unwrap();
    {
        let index = opened(&place(&folder)).unwrap();
        let mut writer = index.writer(20_000_000).unwrap();
        entries().iter().for_each(|entry| writer.add(entry).unwrap());
        writer.commit(42).unwrap();
    }
    let size = |index: &Index| (index.snapshot().position(), index.snapshot().size());
    assert_eq!(size(&opened(&place(&folder)).unwrap()), (42, 5));
    std::fs::write(place(&folder).join("meta.json"), "{").unwrap();
    assert_eq!(size(&opened(&place(&folder)).unwrap()), (0, 0));
    // One that says another version.
    let meta = std::fs::read_to_string(place(&folder).join("meta.json")).unwrap();
    let other = meta.replacen('{', "{\"payload\":\"0 42\",", 1);
    std::fs::write(place(&folder).join("meta.json"), other).unwrap();
    assert_eq!(size(&opened(&place(&folder)).unwrap()), (0, 0));
}

/// Whether some bytes lie in a file of that folder.
fn lies_in(folder: &std::path::Path, text: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut contents = files.map(|file| std::fs::read(file).unwrap());
    contents.any(|bytes| bytes.windows(text.len()).any(|some| some == text.as_bytes()))
}

#[test]
fn what_was_forgotten_is_out_of_the_files_too() {
    let secret = Document { card: b"Zq7secretXw".to_vec(), ..entry(1, "Сыр", "", "") };
    let home = home(&[secret, entry(2, "Тизме", "", "")]);
    let folder = &place(&home.folder);
    assert!(lies_in(folder, "Zq7secretXw"));
    let mut writer = home.index.writer(20_000_000).unwrap();
    writer.put(&entry(1, "Өчүрүлгөн", "", "")).unwrap();
    writer.commit(8).unwrap();
    writer.forget_replaced().unwrap();
    assert!(!lies_in(folder, "Zq7secretXw"));
    assert_eq!(home.index.snapshot().size(), 2);
}

#[test]
fn what_was_replaced_before_a_crash_is_out_of_the_files_once_the_next_process_has_cleared() {
    let secret = Document { card: b"Zq7secretXw".to_vec(), ..entry(1, "Сыр", "", "") };
    let home = home(&[secret, entry(2, "Тизме", "", "")]);
    let folder = place(&home.folder);
    let mut writer = home.index.writer(20_000_000).unwrap();
    writer.put(&entry(1, "Өчүрүлгөн", "", "")).unwrap();
    writer.commit(8).unwrap();
    drop(writer);
    let Home { index, folder: kept } = home;
    drop(index);
    assert!(lies_in(&folder, "Zq7secretXw"), "it is only out of sight");
    let index = opened(&folder).unwrap();
    index.writer(20_000_000).unwrap().forget_replaced().unwrap();
    assert!(!lies_in(&folder, "Zq7secretXw"));
    assert_eq!((index.snapshot().size(), index.snapshot().position()), (2, 8));
    drop(kept);
}

#[test]
fn what_is_forgotten_while_other_merges_are_under_way_is_out_of_the_files_too() {
    // Every commit leaves a segment; from the eighth on they begin to be merged by themselves.
    for segments in [7, 8] {
        let home = home(&[]);
        let (folder, index) = (&place(&home.folder), &home.index);
        let mut writer = index.writer(20_000_000).unwrap();
        for n in 0..segments {
            let secret = Document { card: b"Zq7secretXw".to_vec(), ..entry(n, "Сыр", "", "") };
            writer.put(&secret).unwrap();
            writer.put(&entry(100 + n, "Тизме", "", "")).unwrap();
            writer.commit(1).unwrap();
        }
        (0..segments).for_each(|n| writer.put(&entry(n, "Өчүрүлгөн", "", "")).unwrap());
        writer.commit(2).unwrap();
        writer.forget_replaced().unwrap();
        assert!(!lies_in(folder, "Zq7secretXw"), "{segments}");
        assert_eq!(index.snapshot().size(), 2 * u64::from(segments));
    }
}

#[test]
fn an_index_belongs_to_one_process() {
    let home = home(&entries());
    assert!(matches!(opened(&place(&home.folder)), Err(IndexError::InUse(_))));
}

#[test]
fn some_entries_alone_are_asked_as_all_would_be() {
    let home = home(&entries());
    let among = |text: &str, keys: &[u8]| {
        let only = Some(keys.iter().map(|n| [*n; 16]).collect());
        home.index.snapshot().ask(&Question { only, ..asked(text) }).unwrap()
    };
    let answer = among("мектеп", &[2, 3]);
    assert_eq!((answer.total, answer.cards), (1, vec!["Мектептин китепканасы".into()]));
    assert_eq!(among("", &[1, 5, 9]).total, 2, "of unknown ones nothing is said");
    assert_eq!(among("", &[]).total, 0);
    // Somebody has the word as it is, so that nobody is guessed at among the few.
    assert_eq!(among("окуучу", &[2]).total, 0);
}
