//! What each target of the search does with any text: understand it as a query, and answer it. Never panic,
//! and never say what does not add up. A target says whether there was a word in it.
//!
//! The fuzzer's programs and the short form in `crates/search/tests` share this file.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use search::analysis::{Form, Kind, Language, analyse_query, normalise};
use search::index::{Answer, Document, Index, Order, Place, Question, Snapshot, Text};

/// One target.
pub type Target = fn(&[u8]) -> bool;

/// Every target with the name of its program.
pub const ALL: [(&str, Target); 2] = [("query", query), ("asking", asking)];

/// What people type, in every alphabet; and the names in the index that is asked.
pub const SEEDS: [&str; 14] = [
    " Окуучулардын тизмеси",
    " мектептин китепканасы",
    " Пациенттер же bank",
    " онугуу борборунун кардарлары",
    " maalymattar mektepter",
    " персональные данные школьников",
    " registered patients of the clinic",
    " KG-A-000003",
    " 12345678901234",
    " 012 345 678 90123",
    " 2020-жылы «Үлгү» №5",
    " демир банк",
    " за\u{301}мок Е\u{308}ж ұйѳҥ",
    " dаtа рhоne",
];

const ORDERS: [Order; 5] = [Order::Best, Order::Newest, Order::Fresh, Order::Number, Order::Title];
/// As much as the application asks of the index.
const LONGEST: usize = 200;
/// So few to a page that there are several.
const LIMIT: usize = 3;
const AXIS: &str = "region";

/// The analysis: words in order, each where it says it is, with every form in every language.
pub fn query(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let asked = analyse_query(&text);
    let mut end = 0;
    for (position, word) in asked.iter().enumerate() {
        let piece = &word.piece;
        assert!(piece.start >= end && piece.position == position);
        assert_eq!(&text[piece.start..piece.end], piece.text);
        assert!(!word.unfinished || piece.end == text.len());
        assert!(word.distance == 0 || piece.kind == Kind::Word);
        end = piece.end;
        if piece.kind == Kind::Word {
            assert_eq!(normalise(&piece.word), piece.word, "one spelling");
        }
        for (language, form) in Language::ALL.into_iter().flat_map(|l| Form::ALL.map(|f| (l, f))) {
            let _ = piece.form(language, form);
        }
    }
    !asked.is_empty()
}

/// The first byte chooses the order; the rest is asked of a small index, page after page.
pub fn asking(data: &[u8]) -> bool {
    let Some((order, text)) = data.split_first() else { return false };
    let text: String = String::from_utf8_lossy(text).chars().take(LONGEST).collect();
    let has_words = !analyse_query(&text).is_empty();
    let order = ORDERS[usize::from(*order) % ORDERS.len()];
    let axes = vec![AXIS.to_owned()];
    let mut question = Question { text, order, limit: LIMIT, axes, ..Question::default() };
    let mut seen = BTreeSet::new();
    loop {
        let answer = snapshot().ask(&question).expect("an index that can be read");
        adds_up(&answer);
        for card in answer.cards {
            assert!(seen.insert(card), "no entry is on two pages");
        }
        let Some(next) = answer.next else {
            assert_eq!(seen.len() as u64, answer.total, "all pages have all");
            return has_words;
        };
        question.after = Some(next);
    }
}

/// Every entry of the index has one region, and is fresh or not.
fn adds_up(answer: &Answer) {
    let counted: u64 = answer.counts.get(AXIS).into_iter().flatten().map(|(_, n)| n).sum();
    assert_eq!(counted, answer.total);
    assert_eq!(answer.freshness.iter().sum::<u64>(), answer.total);
    assert!(answer.cards.len() <= LIMIT && answer.hits.len() == answer.cards.len());
}

/// An index of two segments. Its folder is gone at once: what is open stays readable.
fn snapshot() -> &'static Arc<Snapshot> {
    static SNAPSHOT: OnceLock<Arc<Snapshot>> = OnceLock::new();
    SNAPSHOT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let index = Index::open(&folder.path().join("index"), Arc::default()).expect("an index");
        let mut writer = index.writer(20_000_000).expect("a writer");
        for (n, name) in (0..).zip(SEEDS) {
            writer.put(&document(n, name)).expect("a document is put");
            if n == 6 {
                writer.commit(1).expect("a commit");
            }
        }
        writer.commit(2).expect("a commit");
        writer.end().expect("the end of merges");
        index.snapshot()
    })
}

fn document(n: u8, name: &str) -> Document {
    let other = SEEDS[usize::from(n + 3) % SEEDS.len()];
    let text = |place, language, text: &str| Text { place, language, text: text.into() };
    Document {
        key: [n; 16],
        texts: vec![
            text(Place::Title, Language::Kyrgyz, name),
            text(Place::Body, Language::Russian, other),
            text(Place::Body, Language::English, "a list of patients"),
        ],
        numbers: vec![format!("KG-A-{n:06}")],
        tags: vec![(AXIS.into(), format!("r{}", n % 3))],
        changed: i64::from(n),
        fresh: n.is_multiple_of(2).then_some(i64::from(n)),
        title_key: name.to_lowercase(),
        card: vec![n],
        ..Document::default()
    }
}
