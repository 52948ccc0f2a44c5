//! One file that somebody was given: an extract on its own, one in a PDF, or a proof.

mod fault;
mod pdf;
mod print;
mod proof;

use tlog::leaf::Leaf;
use tlog::{EXTRACT, Extract, LogProof, Part, PartSeen, Policy, Time};

pub use fault::Fault;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A PDF with an extract and its proofs attached.
    Pdf,
    /// `extract.json`.
    Extract,
    /// A `.tlog-proof`.
    Proof,
}

/// A file that is attached to a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without a folder.
    pub name: String,
    /// All of its bytes.
    pub bytes: Vec<u8>,
}

/// What a file proves. A file with a fault proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is; none if that cannot be told.
    pub kind: Option<FileKind>,
    /// What was proved; empty if there is a fault.
    pub parts: Vec<PartReport>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

/// One leaf that was proved, with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartReport {
    /// The leaf; none if the file has only its hash.
    pub leaf: Option<Leaf>,
    /// The hash of the leaf in hexadecimal digits, as a short address of the Register has it.
    pub hash: String,
    /// Names and values that the leaf commits to.
    pub opened: Vec<(String, String)>,
    /// Fields that were not laid open: never public, or forgotten.
    pub closed: Vec<String>,
    /// The origin of the log.
    pub origin: String,
    /// Which leaf of the log, from 0.
    pub index: u64,
    /// How many leaves the log had.
    pub size: u64,
    /// Who cosigned, by the names of the policy, and when first.
    pub witnesses: Vec<(String, Time)>,
    /// Whether enough of them did; else it is registered, not yet witnessed.
    pub quorum: bool,
    /// Since when enough of them had; none without quorum, or if the policy asks for no witness.
    pub witnessed_since: Option<Time>,
}

/// Check a file against a policy that its reader has from elsewhere.
///
/// `attachments` reads the files attached to a PDF, or says why it cannot: a library for that is no
/// light thing, so it is the caller's.
pub fn verify_file(
    bytes: &[u8],
    attachments: impl Fn(&[u8]) -> Result<Vec<Attachment>, String>,
    policy: &Policy,
) -> Report {
    let Some(kind) = recognise(bytes) else { return Report::wrong(None, vec![Fault::Unknown]) };
    let found = match kind {
        FileKind::Extract => read_extract(bytes).and_then(|extract| verify(&extract, policy)),
        FileKind::Proof => proof::verify(bytes, policy).map_err(|fault| vec![fault]),
        FileKind::Pdf => match attachments(bytes) {
            Ok(files) => pdf::verify(&files, policy),
            Err(reason) => Err(vec![Fault::Pdf(reason)]),
        },
    };
    match found {
        Ok(parts) => Report { kind: Some(kind), parts, faults: Vec::new() },
        Err(faults) => Report::wrong(Some(kind), faults),
    }
}

/// What it says it is. A PDF may have other bytes before its first line.
fn recognise(bytes: &[u8]) -> Option<FileKind> {
    let start = bytes.get(..1024).unwrap_or(bytes);
    if start.windows(5).any(|word| word == b"%PDF-") {
        return Some(FileKind::Pdf);
    }
    match bytes.first() {
        Some(b'{') => Some(FileKind::Extract),
        Some(b'c') => Some(FileKind::Proof),
        _ => None,
    }
}

fn read_extract(bytes: &[u8]) -> Result<Extract, Vec<Fault>> {
    Extract::read(bytes).map_err(|error| vec![Fault::Extract(error)])
}

/// All that an extract must be, each part on its own so that every fault is told.
fn verify(extract: &Extract, policy: &Policy) -> Result<Vec<PartReport>, Vec<Fault>> {
    let (mut seen, mut faults) = (Vec::new(), Vec::new());
    for (part, number) in extract.parts.iter().zip(1..) {
        match part.verify(policy) {
            Ok(found) => seen.push(PartReport::of(part, found)),
            Err(error) => faults.push(Fault::Part(number, error)),
        }
        if !extra_fits(part) {
            faults.push(Fault::Extra(number));
        }
    }
    if faults.is_empty() {
        faults.extend(extract.verify(policy).err().map(Fault::Whole));
        faults.extend(lacks_list(extract).then_some(Fault::NoList));
    }
    if faults.is_empty() { Ok(seen) } else { Err(faults) }
}

/// Nobody signed the extra bytes of a proof: they may name this leaf, or be absent.
fn extra_fits(part: &Part) -> bool {
    let Some(extra) = &part.proof.extra else { return true };
    extra.as_slice() == part.leaf.to_string().as_bytes()
        || extra.as_slice() == part.leaf.hash().as_bytes()
}

/// An array's items stand in the leaf of its list: without it the extract would be silent about them.
fn lacks_list(extract: &Extract) -> bool {
    extract.parts.len() == 1 && extract.parts.iter().any(|part| part.value("array.list").is_some())
}

impl Report {
    fn wrong(kind: Option<FileKind>, faults: Vec<Fault>) -> Self {
        Self { kind, parts: Vec::new(), faults }
    }

    /// Whether everything in the file was proved.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.faults.is_empty() && !self.parts.is_empty()
    }

    /// Whether it is valid, and enough witnesses cosigned each part.
    #[must_use]
    pub fn is_witnessed(&self) -> bool {
        self.is_valid() && self.parts.iter().all(|part| part.quorum)
    }
}

impl PartReport {
    fn of(part: &Part, seen: PartSeen) -> Self {
        let shown = |opening: &tlog::leaf::Opening| {
            (opening.name().to_string(), opening.value().to_owned())
        };
        Self {
            opened: part.openings.iter().map(shown).collect(),
            closed: seen.fields.closed.iter().map(ToString::to_string).collect(),
            ..Self::alone(Some(part.leaf.clone()), &part.leaf.hash(), &part.proof, seen.standing)
        }
    }

    /// A leaf of which nothing was laid open.
    fn alone(
        leaf: Option<Leaf>,
        hash: &tlog::Hash,
        proof: &LogProof,
        standing: tlog::Standing,
    ) -> Self {
        let names = leaf.iter().flat_map(Leaf::fields).map(|(name, _)| name.to_string());
        Self {
            closed: names.collect(),
            leaf,
            hash: hash.to_hex(),
            opened: Vec::new(),
            origin: standing.origin,
            index: proof.index,
            size: proof.checkpoint.checkpoint().head().size(),
            witnesses: standing.witnesses,
            quorum: standing.quorum,
            witnessed_since: standing.witnessed_since,
        }
    }
}

impl FileKind {
    /// The name of the format.
    const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "PDF with an extract",
            Self::Extract => EXTRACT,
            Self::Proof => "c2sp.org/tlog-proof@v1",
        }
    }
}
