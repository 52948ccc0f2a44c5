//! From a document to a file, and back to what is attached.
#![cfg(feature = "render")]

mod hostile_pdf;
mod pages;

use docgen::{Attachment, Block, Document, Language, Relationship};

/// A document of these blocks, with one file attached.
fn document(blocks: Vec<Block>) -> Document {
    Document {
        language: Language::Ky,
        identifier: "KR-999999/A-001".into(),
        created: jiff::Timestamp::constant(1_795_300_000, 0),
        author: "Үлгү агенттик".into(),
        title: "Көчүрмө".into(),
        subtitle: String::new(),
        footer: "KR-999999/A-001".into(),
        blocks,
        attachments: vec![file("proof.txt", b"index 7\n")],
    }
}

fn file(name: &str, bytes: &[u8]) -> Attachment {
    Attachment {
        name: name.into(),
        media_type: "text/plain".into(),
        description: "Далил".into(),
        relationship: Relationship::Supplement,
        bytes: bytes.into(),
    }
}
