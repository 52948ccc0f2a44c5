//! Sample documents.

use docgen::{
    Attachment, Block, Column, Document, Field, Language, Level, QrCode, QrError, Relationship,
    Strength, Value,
};

use crate::words::{Words, words};

const LEAF: &str = "b4a0c80f8646b6f5d2cacdccc6d55bdbf692e923e7729df6df8bb8501ceebaf5";

/// An extract with a list of so many rows.
pub fn extract(language: Language, rows: usize) -> Result<Document, QrError> {
    let words = words(language);
    let mut blocks = vec![Block::Lead(words.lead.into())];
    blocks.extend(facts(&words));
    blocks.extend(list(&words, rows));
    blocks.extend(log(&words));
    blocks.extend(check(&words)?);
    Ok(Document {
        language,
        identifier: format!("KR-999999/A-002 {} {rows}", language.tag()),
        created: jiff::Timestamp::constant(1_795_300_000, 0),
        author: words.authority.into(),
        title: words.title.into(),
        subtitle: words.array.into(),
        footer: words.foot.into(),
        blocks,
        attachments: files(&words),
    })
}

fn facts(words: &Words) -> [Block; 2] {
    let purposes = words.purpose.map(String::from).to_vec();
    [
        heading(Level::Section, words.facts),
        Block::Fields(vec![
            field(words.number, Value::Text("KR-999999/A-002".into())),
            field(words.holder, Value::Text(words.holder_name.into())),
            field(words.since, Value::Text(words.date.into())),
            field(words.purposes, Value::List(purposes)),
        ]),
    ]
}

fn list(words: &Words, rows: usize) -> [Block; 2] {
    let columns = [("№", 1), (words.items, 6), (words.kept, 2)];
    let row = |number: usize| {
        let item = format!("{} ({number})", words.item);
        vec![text(&number.to_string()), text(&item), text(words.years)]
    };
    [
        heading(Level::Part, words.items),
        Block::Table {
            columns: columns.map(|(title, share)| Column { title: title.into(), share }).to_vec(),
            rows: (1..=rows).map(row).collect(),
        },
    ]
}

fn log(words: &Words) -> [Block; 2] {
    let witnesses = (1..=3).map(|number| format!("{} {number}", words.witness)).collect();
    [
        heading(Level::Section, words.log),
        Block::Fields(vec![
            field(words.leaf, Value::Code(LEAF.into())),
            field(words.witnessed, Value::Text(format!("{}, 12:00", words.date))),
            field(words.witnesses, Value::List(witnesses)),
        ]),
    ]
}

fn check(words: &Words) -> Result<[Block; 3], QrError> {
    let address = format!("https://register.example/t/{LEAF}");
    let proof = "c2sp.org/tlog-proof@v1\n".repeat(56);
    Ok([
        heading(Level::Section, words.check),
        Block::Notice { title: String::new(), text: words.how.into() },
        Block::Codes(vec![
            QrCode::new(address, Strength::Medium, words.online, words.alt)?,
            QrCode::new(proof, Strength::Low, words.offline, words.alt)?,
        ]),
    ])
}

fn files(words: &Words) -> Vec<Attachment> {
    vec![Attachment {
        name: "extract.json".into(),
        media_type: "application/json".into(),
        description: words.file.into(),
        relationship: Relationship::Data,
        bytes: br#"{"number":"KR-999999/A-002"}"#.to_vec(),
    }]
}

/// What nobody should write into a form, in every place where a text may stand.
pub fn hostile() -> Result<Document, QrError> {
    let nasty = "#panic() $x$ *b* `r` @l <l> \\ // /* [a](b) = h\u{0}\u{7}\u{202E}abc\u{2066} \
        \u{E000} \u{FFFF} \u{10FFFF} 😀👨‍👩‍👧 中文 العربية עברית e\u{301}\u{327}\u{489} \u{1F1F0}\u{1F1EC} ﷽ ﬀ İ";
    let word = "Жоопкерчиликтүүлөрдүнкөрсөтүлбөгөндүгүнөн".repeat(8);
    let texts = [nasty.to_owned(), word.clone(), format!("https://e.example/{}", "0".repeat(900))];
    let mut document = extract(Language::Ky, 1)?;
    document.title = format!("{nasty} {word}");
    document.subtitle = word.clone();
    document.author = nasty.into();
    document.footer = nasty.into();
    for text in &texts {
        document.blocks.extend(everywhere(text)?);
    }
    Ok(document)
}

fn everywhere(nasty: &str) -> Result<Vec<Block>, QrError> {
    let values =
        || [Value::Text(nasty.into()), Value::Code(nasty.into()), Value::List(vec![nasty.into()])];
    let column = || Column { title: nasty.into(), share: 0 };
    Ok(vec![
        heading(Level::Part, nasty),
        Block::Paragraph(nasty.into()),
        Block::Notice { title: nasty.into(), text: nasty.into() },
        Block::Fields(values().map(|value| field(nasty, value)).to_vec()),
        Block::Table { columns: vec![column(), column(), column()], rows: vec![values().to_vec()] },
        Block::Codes(vec![QrCode::new(nasty, Strength::Low, nasty, nasty)?]),
    ])
}

fn heading(level: Level, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

fn field(label: &str, value: Value) -> Field {
    Field { label: label.into(), value }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}
