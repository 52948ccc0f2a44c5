//! A small register with its log, made in memory with fixed keys and salts.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Value, json};
use tlog::leaf::{Act, Leaf, Opening, Salt};
use tlog::{
    Checkpoint, Cosigner, Extract, Grower, Hash, Head, KeyName, LogProof, LogSigner, OpeningsLine,
    Part, Policy, SignedCheckpoint, Tile, Time, prove_inclusion,
};

pub const ORIGIN: &str = "log.example/register";

/// Files by their paths, as in an archive.
pub type Files = BTreeMap<String, Vec<u8>>;

pub fn log_signer() -> LogSigner {
    LogSigner::from_seed(KeyName::new(ORIGIN).unwrap(), &[1; 32])
}

pub fn cosigner(number: u8) -> Cosigner {
    let name = KeyName::new(&format!("witness.example/w{number}")).unwrap();
    Cosigner::from_seed(name, &[100 + number; 32])
}

/// Two of three witnesses.
pub fn policy_text() -> String {
    let witness = |number| format!("witness w{number} {}\n", cosigner(number).verifier());
    format!(
        "log {}\n{}{}{}group two 2 w1 w2 w3\nquorum two\n",
        log_signer().verifier(),
        witness(1),
        witness(2),
        witness(3),
    )
}

pub fn policy() -> Policy {
    Policy::read(policy_text().as_bytes()).unwrap()
}

pub fn signed(head: Head, witnesses: &[u8]) -> SignedCheckpoint {
    let checkpoint = Checkpoint::new(ORIGIN, head).unwrap();
    let mut signed = SignedCheckpoint::sign(checkpoint, &log_signer()).unwrap();
    for (number, second) in witnesses.iter().zip(1_767_225_601..) {
        let time = Time::from_seconds(second).unwrap();
        signed.add(cosigner(*number).cosign(signed.checkpoint(), time)).unwrap();
    }
    signed
}

/// A leaf and what is public of it.
#[derive(Clone)]
pub struct Sealed {
    pub leaf: Leaf,
    pub openings: Vec<Opening>,
}

/// A register that seals every act.
#[derive(Default)]
pub struct Register {
    pub leaves: Vec<Sealed>,
    newest: BTreeMap<String, Leaf>,
    pub holders: BTreeMap<String, Value>,
    pub arrays: BTreeMap<String, Value>,
}

fn at(index: usize) -> String {
    let second = 1_764_000_000 + i64::try_from(index).unwrap();
    jiff::Timestamp::from_second(second).unwrap().to_string()
}

impl Register {
    /// Seal an act; names in `closed` are committed to, and not laid open.
    pub fn seal(
        &mut self,
        kind: &str,
        subject: &str,
        event: &str,
        values: &[(&str, &str)],
        closed: &[&str],
    ) {
        let index = self.leaves.len();
        let prev = self.newest.get(subject);
        let act = Act {
            kind: kind.parse().unwrap(),
            subject: subject.parse().unwrap(),
            version: prev.map_or(1, |leaf| leaf.version() + 1),
            event: event.parse().unwrap(),
            at: at(index).parse().unwrap(),
            prev: prev.map(Leaf::hash),
        };
        let open = |(name, value): &(&str, &str)| {
            let name = format!("{kind}.{name}");
            let salt = *Hash::of_leaf(format!("{index} {name}").as_bytes()).as_bytes();
            Opening::new(name.parse().unwrap(), Salt::from_bytes(salt), value)
        };
        let mut openings: Vec<Opening> = values.iter().map(open).collect();
        let leaf = Leaf::new(act, &openings).unwrap();
        let is_open = |o: &Opening| !closed.iter().any(|c| o.name().as_str().ends_with(c));
        openings.retain(is_open);
        self.newest.insert(subject.to_owned(), leaf.clone());
        self.leaves.push(Sealed { leaf, openings });
    }

    fn document(&self, kind: &str, number: &str, entry: Value) -> Value {
        let leaves = self.leaves.iter().map(|sealed| &sealed.leaf);
        let own: Vec<&Leaf> = leaves.filter(|leaf| leaf.subject().as_str() == number).collect();
        let (first, last) = (own.first().unwrap(), own.last().unwrap());
        let excluded = last.event().as_str() == "exclude";
        let mut document = json!({
            "number": number, "version": last.version(), "versions": own.len(),
            "status": if excluded { "excluded" } else { "registered" },
            "registered_at": first.at().to_string(), "confirmed_at": null,
            "recorded_at": last.at().to_string(), "excluded": null,
            "imported": false, "source": null, "entry": entry,
        });
        if kind == "array" {
            document["holder"] = json!({"number": "KG-H-000000", "name": {"ky": "Үлгү"}});
        }
        document
    }

    /// A holder in its first or next version.
    pub fn holder(&mut self, n: usize, name: &str) {
        let number = format!("KG-H-{n:06}");
        let event = if self.newest.contains_key(&number) { "amend" } else { "register" };
        let values = [("name.ky", name), ("kind", "legal_entity"), ("head.name", "Аты Жөнү")];
        self.seal("holder", &number, event, &values, &["head.name"]);
        let entry = json!({"name": {"ky": name}, "kind": "legal_entity"});
        let document = self.document("holder", &number, entry);
        self.holders.insert(number, document);
    }

    /// An array of holder 0 with its list of data.
    pub fn array(&mut self, n: usize, name: &str) {
        let (number, list) = (format!("KG-A-{n:06}"), format!("KG-L-{n:06}"));
        let items = [("version", "1"), ("items.0", r#"{"category":"pin","key":"d1"}"#)];
        self.seal("list", &list, "register", &items, &[]);
        let named = format!("{list}/1");
        let values = [
            ("holder", "KG-H-000000"),
            ("list", &named),
            ("name.ky", name),
            ("purposes.0", r#"{"ground":"law","key":"p1","words":"окутуу"}"#),
            ("purposes.2", r#"{"ground":"law","key":"p3","words":"дарылоо"}"#),
            ("storage.term.amount", "5"),
            ("collection", r#"["person","other"]"#),
        ];
        self.seal("array", &number, "register", &values, &[]);
        let entry = json!({
            "name": {"ky": name},
            "purposes": [
                {"key": "p1", "ground": "law", "words": "окутуу"},
                {"key": "p3", "ground": "law", "words": "дарылоо"},
            ],
            "storage": {"term": {"amount": 5}}, "collection": ["person", "other"],
            "items": [{"key": "d1", "category": "pin"}],
        });
        let mut document = self.document("array", &number, entry);
        document["list"] = json!({"number": list, "version": 1});
        self.arrays.insert(number, document);
    }

    /// Tiles and bundles under the newest head.
    pub fn tiles(&self) -> (BTreeMap<Tile, Vec<u8>>, Head) {
        let mut grower = Grower::empty();
        for sealed in &self.leaves {
            grower.push(sealed.leaf.to_string().as_bytes()).unwrap();
        }
        let (files, head) = grower.seal();
        (files.into_iter().map(|file| (file.tile, file.bytes)).collect(), head)
    }

    /// The archive, witnessed by these.
    pub fn archive(&self, witnesses: &[u8]) -> Files {
        let (tiles, head) = self.tiles();
        let mut files = Files::new();
        for (tile, bytes) in tiles {
            files.insert(format!("log/{tile}"), bytes);
        }
        files.insert("log/checkpoint".into(), signed(head, witnesses).to_string().into());
        files.insert("log/key".into(), format!("{}\n", log_signer().verifier()).into());
        files.insert("log/policy".into(), policy_text().into());
        for (bundle, leaves) in self.leaves.chunks(256).enumerate() {
            let lines = leaves.iter().enumerate().map(|(at, sealed)| {
                let index = (bundle * 256 + at) as u64;
                OpeningsLine { index, openings: sealed.openings.clone() }.to_string()
            });
            files.insert(format!("log/openings/{bundle:03}"), lines.collect::<String>().into());
        }
        let lines = |entries: &BTreeMap<String, Value>| {
            entries.values().map(|entry| format!("{entry}\n")).collect::<String>().into_bytes()
        };
        files.insert("data/holders.ndjson".into(), lines(&self.holders));
        files.insert("data/arrays.ndjson".into(), lines(&self.arrays));
        files
    }

    /// The extract of a leaf, and of those it leans on.
    pub fn extract(&self, indexes: &[usize], witnesses: &[u8]) -> Extract {
        let (tiles, head) = self.tiles();
        let part = |index: &usize| {
            let Sealed { leaf, openings } = self.leaves[*index].clone();
            let index = *index as u64;
            let path = prove_inclusion(&tiles, index, &head).unwrap();
            let checkpoint = signed(head, witnesses);
            Part { leaf, openings, proof: LogProof { extra: None, index, path, checkpoint } }
        };
        Extract { parts: indexes.iter().map(part).collect() }
    }
}

/// Six hundred and a few leaves: two full bundles and a partial one.
pub fn register() -> Register {
    let mut register = Register::default();
    for n in 0..200 {
        register.holder(n, &format!("«Үлгү» {n} мектеби"));
    }
    for n in 0..150 {
        register.array(n, &format!("Окуучулардын картотекасы {n}"));
    }
    for n in (0..200).step_by(2) {
        register.holder(n, &format!("«Үлгү» {n} гимназиясы"));
    }
    register
}

/// The archive of that register, made once.
pub fn archive() -> Files {
    static MADE: OnceLock<Files> = OnceLock::new();
    MADE.get_or_init(|| register().archive(&[1, 2])).clone()
}

/// The extract of the first array, with its list.
pub fn extract() -> Extract {
    register().extract(&[201, 200], &[1, 2])
}

/// What the tests in a browser verify: an array, a holder with a closed field that too few witnessed, a
/// proof, and the policy.
pub fn browser_files() -> [(&'static str, String); 4] {
    let extract = extract();
    let part = &extract.parts[0];
    let extra = Some(part.leaf.to_string().into_bytes());
    let proof = LogProof { extra, ..part.proof.clone() };
    let holder = register().extract(&[0], &[3]);
    [
        ("extract.json", extract.to_string()),
        ("unwitnessed.json", holder.to_string()),
        ("array.tlog-proof", proof.to_string()),
        ("policy.txt", policy_text()),
    ]
}
