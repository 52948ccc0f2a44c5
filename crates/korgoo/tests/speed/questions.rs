//! What is asked: paths that differ from one question to the next, so that no kept answer helps, and
//! the same one over and over.

use std::net::SocketAddr;

use serde_json::Value;

use super::asking::Line;

/// A sort of question.
pub struct Sort {
    pub name: &'static str,
    pub paths: Vec<String>,
}

/// A text as it stands in an address.
pub fn query(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Two filters in all their combinations make many questions out of one.
const REGIONS: [&str; 10] = [
    "",
    "bishkek",
    "osh_city",
    "chuy",
    "osh",
    "jalal_abad",
    "batken",
    "naryn",
    "talas",
    "issyk_kul",
];
const SORTS: [&str; 5] = ["", "newest", "title", "number", "fresh"];

fn filtered(base: &str) -> Vec<String> {
    let mut all = Vec::new();
    for sort in SORTS {
        for region in REGIONS {
            let mut path = base.to_owned();
            for (name, value) in [("region", region), ("sort", sort)] {
                if !value.is_empty() {
                    path += &format!("&{name}={value}");
                }
            }
            all.push(path);
        }
    }
    all
}

/// Answers as JSON.
pub async fn json(line: &mut Line, path: &str) -> Value {
    serde_json::from_slice(line.ask(path, "").await).unwrap()
}

/// Of some words that of which the share of arrays is nearest to 40 of a hundred.
pub async fn common_word(address: SocketAddr) -> (String, i64, i64) {
    const WORDS: [&str; 8] =
        ["кызматкер", "башкаруу", "кардарлар", "окуучу", "бейтап", "бөлүм", "филиал", "жашы"];
    let mut line = Line::open(address).await;
    let all = json(&mut line, "/api/v1/arrays?limit=1").await["total"].as_i64().unwrap();
    let mut best = (String::new(), 0, all);
    for word in WORDS {
        let path = format!("/api/v1/arrays?limit=1&q={}", query(word));
        let hits = json(&mut line, &path).await["total"].as_i64().unwrap();
        if (hits * 10 - all * 4).abs() < (best.1 * 10 - all * 4).abs() {
            best = (word.to_owned(), hits, all);
        }
    }
    best
}

/// Searches that hit much, by page and by API.
pub fn wide(word: &str) -> [Sort; 2] {
    let word = query(word);
    [
        Sort { name: "search, 40 %, page", paths: filtered(&format!("/ky/register?q={word}")) },
        Sort {
            name: "search, 40 %, JSON, all facets",
            paths: filtered(&format!("/api/v1/arrays?q={word}&limit=20&facets=all")),
        },
    ]
}

/// Searches that hit little. Words that were asked before with another filter are told apart from those
/// that nobody has asked.
pub fn narrow() -> Vec<Sort> {
    let base = |text: &str| format!("/api/v1/arrays?q={}&limit=20", query(text));
    let each = |texts: &[&str]| texts.iter().flat_map(|text| filtered(&base(text))).collect();
    let numbered = (0..150).map(|n| base(&format!("KG-A-{:06}", 100 + n * 37))).collect();
    let named = (0..150).map(|n| base(&format!("Үлгү-{}", 100 + n * 37))).collect();
    vec![
        Sort {
            name: "a word that one in a hundred has, with filters",
            paths: each(&["оператору", "байланыш", "микрокредиттик"]),
        },
        Sort { name: "a name, half of which all have, each once", paths: named },
        Sort { name: "a number, each once", paths: numbered },
        Sort {
            name: "a typo, each once",
            paths: mistyped().iter().map(|typo| base(typo)).collect(),
        },
        Sort {
            name: "a beginning with a typo, with filters",
            paths: each(&["стоматалогиялык", "миркокредит", "поликлинка"]),
        },
        Sort {
            name: "two words in two languages, with filters",
            paths: each(&["бейтаптар карты", "окуучулар школа", "кардарлар аптека"]),
        },
    ]
}

/// Words with two letters that changed places, or with one left out.
fn mistyped() -> Vec<String> {
    const WORDS: [&str; 10] = [
        "стоматологиялык",
        "микрокредиттик",
        "поликлиникасы",
        "байланышуу",
        "операторлор",
        "кызматкерлер",
        "башкармалыгы",
        "кардарлардын",
        "окуучулардын",
        "бейтаптардын",
    ];
    let typos = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        let typo = |at: usize| {
            let (mut swapped, mut without) = (letters.clone(), letters.clone());
            swapped.swap(at, at + 1);
            without.remove(at);
            [swapped.into_iter().collect(), without.into_iter().collect::<String>()]
        };
        (1..letters.len() - 2).flat_map(typo).collect::<Vec<String>>()
    };
    WORDS.into_iter().flat_map(typos).collect()
}

/// Pages and records, spread over the Register.
pub fn entries(arrays: usize, holders: usize) -> Vec<Sort> {
    let spread = |of: usize, path: fn(usize) -> String| {
        (0..3000).map(|n| path(n * 7919 % of + 1)).collect::<Vec<_>>()
    };
    vec![
        Sort {
            name: "array, page",
            paths: spread(arrays, |n| format!("/ky/register/arrays/KG-A-{n:06}")),
        },
        Sort {
            name: "holder, page",
            paths: spread(holders, |n| format!("/ky/register/holders/KG-H-{n:06}")),
        },
        Sort {
            name: "array, JSON",
            paths: spread(arrays, |n| format!("/api/v1/arrays/KG-A-{n:06}")),
        },
    ]
}
