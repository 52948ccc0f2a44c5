//! A document as the data that the template reads: texts made safe, sizes in one place.

use serde_json::{Value as Json, json};

use crate::document::{Attachment, Block, Column, Document, Field, Level, Relationship, Value};
use crate::letters::{self, Place, Trust};
use crate::press::Face;
use crate::qr::QrCode;

/// Width of the text on the page, in millimetres.
const WIDTH: f64 = 166.0;
/// Width of the column of labels.
const LABEL: f64 = 52.0;
/// Room between a cell's edge and its text.
const INSET: f64 = 1.6;
/// Room for the mark of an item.
const MARK: f64 = 4.0;
/// Room between the frame of a notice and its text.
const FRAME: f64 = 4.0;
/// Room between two codes.
const GUTTER: f64 = 12.0;
/// Side of one module of a code. A camera reads it from paper printed at 300 dpi.
const MODULE: f64 = 0.42;
/// No code is smaller.
const SMALLEST_CODE: f64 = 34.0;

/// Sizes of letters, in points.
const TEXT: f64 = 10.5;
const CELL: f64 = 9.5;
const CODE: f64 = 8.0;
const TITLE: f64 = 20.0;
const LEAD: f64 = 12.5;
const SECTION: f64 = 13.5;
const PART: f64 = 11.0;
const SMALL: f64 = 8.5;

/// Where the template finds its data.
pub const DATA_PATH: &str = "data.json";

/// Where the template finds the bytes of an attached file.
pub fn attached_path(index: usize) -> String {
    format!("attached/{index}")
}

/// Everything that the template sets.
pub fn data(document: &Document, trust: Trust) -> Json {
    let set = Setter { trust };
    json!({
        "language": document.language.tag(),
        "author": set.text(&document.author, TEXT, WIDTH),
        "title": set.bold(&document.title, TITLE, WIDTH),
        "metadata": {
            "title": set.line(&document.title),
            "author": set.line(&document.author),
        },
        "subtitle": set.text(&document.subtitle, LEAD, WIDTH),
        "footer": set.line(&document.footer),
        "blocks": set.blocks(&document.blocks),
        "attachments": document.attachments.iter().enumerate()
            .map(|(index, file)| set.attachment(index, file)).collect::<Vec<_>>(),
        "mm": { "width": WIDTH, "label": LABEL, "inset": INSET, "mark": MARK, "frame": FRAME, "gutter": GUTTER },
        "pt": {
            "text": TEXT, "cell": CELL, "code": CODE, "title": TITLE, "lead": LEAD,
            "section": SECTION, "part": PART, "small": SMALL,
        },
    })
}

/// Turns texts into what the page can hold.
struct Setter {
    trust: Trust,
}

impl Setter {
    fn text(&self, text: &str, size: f64, width: f64) -> String {
        letters::set(text, self.trust, Place { face: Face::Text, size, width })
    }

    fn bold(&self, text: &str, size: f64, width: f64) -> String {
        letters::set(text, self.trust, Place { face: Face::Bold, size, width })
    }

    fn code(&self, text: &str, width: f64) -> String {
        letters::set(text, self.trust, Place { face: Face::Code, size: CODE, width })
    }

    /// One line, for metadata and the foot of the page.
    fn line(&self, text: &str) -> String {
        letters::shown(text, self.trust).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Json> {
        let mut in_section = false;
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Heading { text, .. } if self.line(text).is_empty() => {}
                Block::Heading { level, text } => {
                    let part = in_section && *level == Level::Part;
                    in_section = true;
                    out.push(self.heading(part, text));
                }
                _ => out.push(self.block(block)),
            }
        }
        out
    }

    fn heading(&self, part: bool, text: &str) -> Json {
        let (level, size) = if part { (2, PART) } else { (1, SECTION) };
        json!({ "kind": "heading", "level": level, "text": self.bold(text, size, WIDTH) })
    }

    fn block(&self, block: &Block) -> Json {
        match block {
            Block::Heading { text, .. } => self.heading(false, text),
            Block::Paragraph(text) => {
                json!({ "kind": "paragraph", "text": self.text(text, TEXT, WIDTH) })
            }
            Block::Lead(text) => json!({ "kind": "lead", "text": self.text(text, LEAD, WIDTH) }),
            Block::Notice { title, text } => self.notice(title, text),
            Block::Fields(fields) => {
                let rows: Vec<Json> = fields.iter().map(|field| self.field(field)).collect();
                json!({ "kind": "fields", "rows": rows })
            }
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Codes(codes) => {
                let row = |row: &Vec<&QrCode>| row.iter().map(|code| self.qr(code)).collect();
                let rows: Vec<Vec<Json>> = rows_of(codes).iter().map(row).collect();
                json!({ "kind": "codes", "rows": rows })
            }
            Block::PageBreak => json!({ "kind": "break" }),
        }
    }

    fn notice(&self, title: &str, text: &str) -> Json {
        let width = WIDTH - 2.0 * FRAME;
        json!({
            "kind": "notice",
            "title": self.bold(title, TEXT, width),
            "text": self.text(text, TEXT, width),
        })
    }

    fn field(&self, field: &Field) -> Json {
        json!({
            "label": self.bold(&field.label, CELL, LABEL - 2.0 * INSET),
            "value": self.value(&field.value, WIDTH - LABEL - 2.0 * INSET),
        })
    }

    fn table(&self, columns: &[Column], rows: &[Vec<Value>]) -> Json {
        let widths = widths(columns);
        let titles = columns.iter().zip(&widths);
        let titles: Vec<String> = titles
            .map(|(column, width)| self.bold(&column.title, CELL, width - 2.0 * INSET))
            .collect();
        let row = |row: &Vec<Value>| -> Vec<Json> {
            row.iter()
                .zip(&widths)
                .map(|(cell, width)| self.value(cell, width - 2.0 * INSET))
                .collect()
        };
        let rows: Vec<Vec<Json>> = rows.iter().map(row).collect();
        json!({ "kind": "table", "widths": widths, "titles": titles, "rows": rows })
    }

    fn value(&self, value: &Value, width: f64) -> Json {
        match value {
            Value::Text(text) => json!({ "kind": "text", "text": self.text(text, CELL, width) }),
            Value::Code(text) => json!({ "kind": "code", "text": self.code(text, width) }),
            Value::List(items) => {
                let item = |item: &String| self.text(item, CELL, width - MARK);
                let items: Vec<String> = items.iter().map(item).collect();
                json!({ "kind": "list", "items": items })
            }
        }
    }

    fn qr(&self, code: &QrCode) -> Json {
        let side = side(code);
        json!({
            "svg": code.svg,
            "side": side,
            "caption": self.text(&code.caption, SMALL, side),
            "alt": self.line(&code.alt),
        })
    }

    fn attachment(&self, index: usize, file: &Attachment) -> Json {
        json!({
            "name": file.name,
            "path": attached_path(index),
            "media_type": file.media_type,
            "description": self.line(&file.description),
            "relationship": relationship(file.relationship),
        })
    }
}

/// Of a code on paper, in millimetres.
fn side(code: &QrCode) -> f64 {
    (code.modules as f64 * MODULE).max(SMALLEST_CODE)
}

/// As many codes beside each other as the page is wide.
fn rows_of(codes: &[QrCode]) -> Vec<Vec<&QrCode>> {
    let mut rows: Vec<Vec<&QrCode>> = Vec::new();
    let mut taken = 0.0;
    for code in codes {
        match rows.last_mut() {
            Some(row) if taken + GUTTER + side(code) <= WIDTH => {
                row.push(code);
                taken += GUTTER + side(code);
            }
            _ => {
                rows.push(vec![code]);
                taken = side(code);
            }
        }
    }
    rows
}

/// Of each column, in millimetres.
fn widths(columns: &[Column]) -> Vec<f64> {
    let share = |column: &Column| f64::from(column.share.max(1));
    let sum: f64 = columns.iter().map(share).sum();
    columns.iter().map(|column| WIDTH * share(column) / sum).collect()
}

const fn relationship(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Source => "source",
        Relationship::Data => "data",
        Relationship::Alternative => "alternative",
        Relationship::Supplement => "supplement",
    }
}
