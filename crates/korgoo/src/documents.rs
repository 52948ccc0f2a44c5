//! Documents as PDF: what the pages describe, in the words of the crate that sets them.

use docgen::{
    Attachment, Block, Document, Field, Language, Level, QrCode, Relationship, Strength, Value,
};
use web::shell::document::{self, Documents};

/// Sets documents by Typst.
pub struct Press;

impl Documents for Press {
    fn pdf(&self, document: &document::Document) -> Result<Vec<u8>, String> {
        docgen::render(&translated(document)?).map_err(|error| error.to_string())
    }
}

fn translated(document: &document::Document) -> Result<Document, String> {
    let language = match document.language.as_str() {
        "ky" => Language::Ky,
        "ru" => Language::Ru,
        "en" => Language::En,
        other => return Err(format!("no documents in the language {other}")),
    };
    Ok(Document {
        language,
        identifier: format!("{} {}", document.identifier, document.language),
        created: document.at,
        author: document.author.clone(),
        title: document.title.clone(),
        subtitle: document.subtitle.clone(),
        footer: document.footer.clone(),
        blocks: blocks(&document.blocks),
        attachments: document.files.iter().map(attachment).collect(),
    })
}

fn attachment(file: &document::AttachedFile) -> Attachment {
    Attachment {
        name: file.name.clone(),
        media_type: file.media_type.to_owned(),
        description: file.description.clone(),
        relationship: Relationship::Data,
        bytes: file.bytes.clone(),
    }
}

/// Codes that follow each other stand side by side.
fn blocks(given: &[document::Block]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for block in given {
        let next = block_of(block);
        match (blocks.last_mut(), next) {
            (Some(Block::Codes(codes)), Some(Block::Codes(more))) => codes.extend(more),
            (_, next) => blocks.extend(next),
        }
    }
    blocks
}

fn block_of(block: &document::Block) -> Option<Block> {
    use document::Block as Given;
    Some(match block {
        Given::Heading(text) => Block::Heading { level: Level::Section, text: text.clone() },
        Given::Subheading(text) => Block::Heading { level: Level::Part, text: text.clone() },
        Given::Lead(text) => Block::Lead(text.clone()),
        Given::Text(text) => Block::Paragraph(text.clone()),
        Given::Notice(text) => Block::Notice { title: String::new(), text: text.clone() },
        Given::Rows(rows) => Block::Fields(rows.iter().map(field).collect()),
        Given::Code { text, caption, alternative } => {
            // What does not fit is left out: the same proof is attached as a file.
            let code = |strength| QrCode::new(text.as_str(), strength, caption, alternative);
            let code = code(Strength::Medium).or_else(|_| code(Strength::Low)).ok()?;
            Block::Codes(vec![code])
        }
    })
}

fn field((label, values): &(String, Vec<String>)) -> Field {
    let value = match values.as_slice() {
        [one] if is_code(one) => Value::Code(one.clone()),
        [one] => Value::Text(one.clone()),
        many => Value::List(many.to_vec()),
    };
    Field { label: label.clone(), value }
}

/// A hash or a long address: one word that may be broken anywhere.
fn is_code(text: &str) -> bool {
    text.len() > 40 && text.bytes().all(|byte| byte.is_ascii_graphic())
}
