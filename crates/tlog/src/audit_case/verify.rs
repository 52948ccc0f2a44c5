//! Checking such a file, without a network: pure.

use std::collections::BTreeMap;

use super::{Anchor, AuditCase, AuditCaseError, AuditCaseSeen, Opened, SeenEntry};
use crate::frontier::Frontier;
use crate::hash::Hash;
use crate::leaf::{Leaf, Opening};
use crate::log_proof::LogProof;
use crate::policy::{Policy, Standing};
use crate::tree::Head;

/// The type of the leaf that anchors a head, and its fields.
const ANCHOR: &str = "audit-anchor";
const SIZE: &str = "audit-anchor.size";
const ROOT: &str = "audit-anchor.root";

impl AuditCase {
    /// Checks everything: that the anchor is in a public log which the policy believes, that the leaves
    /// are those anchored, that every leaf of the subject is laid open, and that they are one chain.
    ///
    /// # Errors
    /// [`AuditCaseError`].
    pub fn verify(&self, policy: &Policy) -> Result<AuditCaseSeen, AuditCaseError> {
        let (leaf, head, standing) = self.anchor.verify(policy).map_err(AuditCaseError::Anchor)?;
        self.verify_root(&head)?;
        let entries = self.verify_entries()?;
        Ok(AuditCaseSeen {
            subject: self.subject.clone(),
            size: head.size(),
            anchored_at: leaf.at(),
            standing,
            entries,
        })
    }

    fn verify_root(&self, head: &Head) -> Result<(), AuditCaseError> {
        let mut frontier = Frontier::empty();
        for leaf in &self.leaves {
            frontier.push(leaf.as_bytes()).map_err(|_| AuditCaseError::OtherLeaves)?;
        }
        if frontier.head() == *head { Ok(()) } else { Err(AuditCaseError::OtherLeaves) }
    }

    /// The leaves of the subject, each with its openings, in one chain from version 1.
    fn verify_entries(&self) -> Result<Vec<SeenEntry>, AuditCaseError> {
        let mut opened = self.entries.iter().peekable();
        let mut seen: Vec<SeenEntry> = Vec::new();
        let mut before: Option<Leaf> = None;
        for (index, body) in (0_u64..).zip(&self.leaves) {
            let read = Leaf::read(body.as_bytes());
            let leaf = read.map_err(|error| AuditCaseError::Entry(index, error.to_string()))?;
            if leaf.subject().as_str() != self.subject {
                continue;
            }
            let entry = opened.next_if(|entry| entry.index == index);
            let entry = entry.ok_or(AuditCaseError::Missing(index))?;
            if !is_next(&leaf, before.as_ref()) {
                return Err(AuditCaseError::Chain(index));
            }
            let fields = all_fields(&leaf, &entry.openings);
            let fields = fields.map_err(|error| AuditCaseError::Entry(index, error))?;
            let (kind, event) = (leaf.kind().clone(), leaf.event().clone());
            seen.push(SeenEntry { index, kind, event, at: leaf.at(), fields });
            before = Some(leaf);
        }
        match opened.next() {
            None => Ok(seen),
            Some(entry) => Err(AuditCaseError::Missing(entry.index)),
        }
    }
}

/// Acts and readings are one chain, so the types of two neighbours may differ.
fn is_next(leaf: &Leaf, before: Option<&Leaf>) -> bool {
    let version = before.map_or(0, Leaf::version);
    let hash = before.map(Leaf::hash);
    Some(leaf.version()) == version.checked_add(1) && leaf.prev() == hash.as_ref()
}

/// Every field of a leaf, laid open.
fn all_fields(leaf: &Leaf, opened: &[Opened]) -> Result<Vec<(String, String)>, String> {
    let openings = opened.iter().map(Opened::opening).collect::<Result<Vec<_>, _>>()?;
    let seen = leaf.check(&openings).map_err(|error| error.to_string())?;
    if let Some(closed) = seen.closed.first() {
        return Err(format!("field {closed} is not laid open"));
    }
    let field = |opening: &Opening| (opening.name().to_string(), opening.value().to_owned());
    Ok(openings.iter().map(field).collect())
}

impl Anchor {
    fn verify(&self, policy: &Policy) -> Result<(Leaf, Head, Standing), String> {
        let leaf = Leaf::read(self.leaf.as_bytes()).map_err(|error| error.to_string())?;
        if leaf.kind().as_str() != ANCHOR {
            return Err(format!("a leaf of type {}", leaf.kind()));
        }
        let proof = LogProof::read(self.proof.as_bytes()).map_err(|error| error.to_string())?;
        if proof.extra.is_some() {
            return Err("the proof says more than it proves".to_owned());
        }
        let standing = proof.verify(self.leaf.as_bytes(), policy);
        let standing = standing.map_err(|error| error.to_string())?;
        let fields: BTreeMap<_, _> = all_fields(&leaf, &self.openings)?.into_iter().collect();
        let head = head(&fields).ok_or("no head in the leaf")?;
        Ok((leaf, head, standing))
    }
}

fn head(fields: &BTreeMap<String, String>) -> Option<Head> {
    let size = crate::text::decimal(fields.get(SIZE)?)?;
    let root: Hash = fields.get(ROOT)?.parse().ok()?;
    Head::new(size, root).ok()
}
