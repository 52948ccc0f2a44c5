//! Making up holders and arrays: plausible, plainly fictional, the same for the same seed.

use std::collections::BTreeMap;

use app::import::Incoming;
use domain::field::Of;
use domain::holder_entry::Identifier;
use domain::law::Law;
use domain::path;
use domain::template::{TemplateArray, templates};
use fastrand::Rng;
use serde_json::{Value, json};

use super::words::{Sort, Words};

/// Entries in the order in which they are to be saved: holders, then arrays.
pub struct Maker<'a> {
    words: &'a Words,
    rng: Rng,
    districts: Vec<(String, String)>,
    categories: Vec<String>,
    /// By template, its arrays in Kyrgyz and in Russian.
    arrays: BTreeMap<String, Vec<[Value; 2]>>,
    holders: Vec<Made>,
}

/// What an array must know of its holder.
struct Made {
    value: String,
    sort: usize,
    name: String,
    phone: String,
}

const SIZES: [(&str, u32); 6] = [
    ("lt_100", 30),
    ("100_999", 36),
    ("1000_9999", 22),
    ("10000_99999", 8),
    ("100000_999999", 3),
    ("gte_1000000", 1),
];

impl<'a> Maker<'a> {
    pub fn new(words: &'a Words, law: &Law, seed: u64) -> Self {
        let codes = |name: &str| law.classifier(name).into_iter().flat_map(|all| all.entries());
        let both = |array: &TemplateArray| [array.entry("ky", law), array.entry("ru", law)];
        let arrays = |template: domain::template::Template| {
            (template.code, template.arrays.iter().map(both).collect())
        };
        Self {
            words,
            rng: Rng::with_seed(seed),
            districts: codes("district")
                .filter_map(|entry| Some((entry.parent.clone()?, entry.code.clone())))
                .collect(),
            categories: codes("data_category").map(|entry| entry.code.clone()).collect(),
            arrays: templates(law).into_iter().map(arrays).collect(),
            holders: Vec::new(),
        }
    }

    /// The next holder.
    pub fn holder(&mut self) -> Incoming {
        let n = self.holders.len();
        let place = self.chosen(self.words.kind.iter().map(|sort| sort.weight));
        let sort = &self.words.kind[place];
        let words = self.words;
        let proper = words.fictional.replace("{}", self.pick(&words.proper).as_str());
        let proper = proper.replace("{n}", &(n + 1).to_string());
        let names = self.pick(&sort.names);
        let (ky, ru) = (names.ky.replace("{}", &proper), names.ru.replace("{}", &proper));
        let value = format!(
            "0{:02}{:02}{}{:05}",
            n % 28 + 1,
            n / 28 % 12 + 1,
            1992 + n / 336 % 30,
            n % 100_000
        );
        let phone = format!("+996 {} {:06}", 550 + n / 1_000_000, n % 1_000_000);
        let tree = self.description(sort, [&ky, &ru], &value, &phone, n);
        self.holders.push(Made { value: value.clone(), sort: place, name: proper, phone });
        Incoming { of: Of::Holder, key: format!("inn:{value}"), holder: None, tree }
    }

    fn description(
        &mut self,
        sort: &Sort,
        names: [&str; 2],
        value: &str,
        phone: &str,
        n: usize,
    ) -> Value {
        // More than a third sit in the two great cities, as organisations do.
        let (region, district) = match self.rng.u32(0..100) {
            0..28 => ("bishkek".to_owned(), "bishkek_whole".to_owned()),
            28..38 => ("osh_city".to_owned(), "osh_whole".to_owned()),
            _ => self.rng.choice(&self.districts).cloned().unwrap_or_default(),
        };
        let people = &self.words.people;
        let site = format!("ulgu-{}.example", n + 1);
        let mut tree = json!({
            "kind": sort.holder_kind,
            "name": { "ky": names[0], "ru": names[1] },
            "identifier": { "scheme": "inn", "value": value },
            "ownership": sort.ownership,
            "sector": self.rng.choice(&sort.sectors),
            "address": {
                "country": "KG", "region": region, "district": district, "postcode": "720000",
                "street": format!("{}, {}", people.street.ky, self.rng.u32(1..300)),
            },
            "phone": phone,
            "email": format!("kabyl@{site}"),
            "contact": { "words": "", "phone": phone, "email": format!("maalymat@{site}") },
            "head": { "name": self.pick(&people.names), "position": people.head },
        });
        if self.rng.u32(0..2) == 0 {
            path::set(&mut tree, "web", json!(format!("https://{site}")));
        }
        tree
    }

    /// An array of one of the holders so far; a few have very many.
    pub fn array(&mut self, n: usize) -> Option<Incoming> {
        let share = self.rng.f64();
        let place = if n < self.holders.len() { n } else { self.scaled(share.powf(2.5)) };
        let language = if self.rng.u32(0..10) < 7 { "ky" } else { "ru" };
        let holder = self.holders.get(place)?;
        let (value, phone, proper) =
            (holder.value.clone(), holder.phone.clone(), holder.name.clone());
        let sort = &self.words.kind[holder.sort];
        // Every organisation employs people.
        let template = if self.rng.u32(0..3) == 0 { "employer" } else { sort.template.as_str() };
        let arrays = self.arrays.get(template)?;
        let mut tree = self.rng.choice(arrays)?[usize::from(language == "ru")].clone();
        self.name(&mut tree, &proper);
        self.vary(&mut tree, language, &phone);
        let holder = Some(Identifier { scheme: "inn".into(), value });
        Some(Incoming { of: Of::DataArray, key: format!("array-{}", n + 1), holder, tree })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list, by a share of it"
    )]
    fn scaled(&self, share: f64) -> usize {
        (share * self.holders.len() as f64) as usize
    }

    fn name(&mut self, tree: &mut Value, proper: &str) {
        let (place, number) = (self.rng.usize(0..self.words.part.ky.len()), self.rng.u32(1..60));
        for language in ["ky", "ru"] {
            let at = format!("name.{language}");
            let part =
                self.words.part.in_language(language)[place].replace("{}", &number.to_string());
            let name = format!("{}, {part} («{proper}»)", path::text(tree, &at));
            path::set(tree, &at, Value::String(name));
        }
        path::set(tree, "name.en", json!(""));
    }

    /// What makes one array differ from another of the same template.
    fn vary(&mut self, tree: &mut Value, language: &str, phone: &str) {
        let size = SIZES[self.chosen(SIZES.iter().map(|(_, weight)| *weight))].0;
        path::set(tree, "size", json!(size));
        self.responsible(tree, language, phone);
        if self.rng.u32(0..4) == 0 {
            let words = self.pick(self.words.further.in_language(language)).to_owned();
            let purpose = json!({ "key": "p9", "ground": "consent", "words": words });
            push(tree, "purposes", purpose);
        }
        for n in 0..self.rng.usize(0..3) {
            // The first categories of the classifier are the most usual ones.
            let share = self.rng.usize(0..self.categories.len()) * self.rng.usize(0..100) / 100;
            let category = self.categories[share].clone();
            let item = json!({
                "key": format!("e{}", n + 1), "category": category, "special": "no",
                "sources": ["subject"], "purposes": ["p1"],
            });
            push(tree, "items", item);
        }
        if self.rng.u32(0..100) < 12 {
            self.abroad(tree, language);
        }
    }

    fn responsible(&mut self, tree: &mut Value, language: &str, phone: &str) {
        let people = &self.words.people;
        path::set(tree, "responsible.name", json!(self.pick(&people.names)));
        path::set(tree, "responsible.position", json!(people.position.in_language(language)));
        path::set(tree, "responsible.phone", json!(phone));
    }

    fn abroad(&mut self, tree: &mut Value, language: &str) {
        let abroad = &self.words.abroad;
        let farthest = self.rng.usize(0..abroad.countries.len());
        let country = &abroad.countries[self.rng.usize(0..=farthest)];
        let transfer = json!({
            "country": country, "recipient": abroad.recipient.in_language(language),
            "ground": "consent", "items": ["d1"],
        });
        path::set(tree, "cross_border", json!({ "answer": "yes", "transfers": [transfer] }));
    }

    /// One place of many, by their weights.
    fn chosen(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut left = self.rng.u32(0..weights.clone().sum());
        for (place, weight) in weights.enumerate() {
            match left.checked_sub(weight) {
                Some(rest) => left = rest,
                None => return place,
            }
        }
        0
    }

    fn pick<'b, T>(&mut self, of: &'b [T]) -> &'b T {
        &of[self.rng.usize(0..of.len())]
    }
}

fn push(tree: &mut Value, at: &str, row: Value) {
    if let Some(rows) = tree.get_mut(at).and_then(Value::as_array_mut) {
        rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Arc;

    fn some(seed: u64) -> Vec<Incoming> {
        let words = super::super::words::words().expect("the words");
        let law = Law::read(&domain::law::embedded()).expect("the law");
        let mut maker = Maker::new(&words, &law, seed);
        let mut made: Vec<Incoming> = (0..60).map(|_| maker.holder()).collect();
        made.extend((0..400).filter_map(|n| maker.array(n)));
        made
    }

    #[test]
    fn everything_made_up_could_be_registered_and_is_plainly_fictional() {
        let law = Arc::new(Law::read(&domain::law::embedded()).expect("the law"));
        let moment =
            domain::record::Moment { at: "2026-11-22T06:00:00Z".parse().expect("a time"), law };
        let made = some(7);
        assert_eq!(made.len(), 460);
        for entry in &made {
            let problems = domain::requirement::problems(entry.of, &entry.tree, &moment);
            assert!(problems.is_empty(), "{problems:?} {}", entry.tree);
            assert!(path::text(&entry.tree, "name.ky").contains("Үлгү"), "{}", entry.tree);
        }
    }

    #[test]
    fn a_seed_gives_the_same_entries_and_no_key_twice() {
        let made = some(7);
        assert_eq!(made, some(7));
        assert_ne!(made, some(8));
        let keys: HashSet<&str> = made.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys.len(), made.len());
    }
}
