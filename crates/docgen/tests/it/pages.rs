//! What becomes of a document.

use docgen::{
    Block, Column, Document, Field, Level, MAX_TEXT, QrCode, RenderError, Strength, Value,
    attachments, render,
};
use proptest::prelude::*;

use crate::{document, file};

#[test]
fn what_is_attached_comes_back_byte_for_byte() {
    let mut document = document(vec![]);
    let all: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    document.attachments =
        vec![file("proof.tlog-proof", b"index 7\n"), file("empty", b""), file("all.bin", &all)];
    let back = attachments(&render(&document).unwrap()).unwrap();
    let back: Vec<(&str, &[u8])> = back.iter().map(|f| (f.name.as_str(), &*f.bytes)).collect();
    let sent = [("all.bin", &*all), ("empty", b""), ("proof.tlog-proof", b"index 7\n")];
    assert_eq!(back, sent);
}

#[test]
fn a_document_without_files_has_none() {
    let document = Document { attachments: vec![], ..document(vec![]) };
    assert_eq!(attachments(&render(&document).unwrap()), Ok(vec![]));
}

#[test]
fn the_same_document_gives_the_same_bytes_whatever_was_made_before() {
    let one = document(vec![Block::Lead("бир".into())]);
    let first = render(&one).unwrap();
    for number in 0..4 {
        render(&document(vec![Block::Paragraph(format!("башка {number}"))])).unwrap();
    }
    assert!(render(&one).unwrap() == first);
}

#[test]
fn documents_with_other_identifiers_or_moments_differ() {
    let one = document(vec![]);
    let other = Document { identifier: "KR-999999/A-002".into(), ..one.clone() };
    let later = Document { created: jiff::Timestamp::UNIX_EPOCH, ..one.clone() };
    let one = render(&one).unwrap();
    assert!(render(&other).unwrap() != one);
    assert!(render(&later).unwrap() != one);
}

#[test]
fn a_list_of_600_values_in_one_cell_goes_on_over_the_pages() {
    let values = |count: usize| (0..count).map(|n| format!("маани {n}")).collect();
    let pages = |count: usize| {
        let field = Field { label: "Тизме".into(), value: Value::List(values(count)) };
        pages_of(&render(&document(vec![Block::Fields(vec![field])])).unwrap())
    };
    assert_eq!(pages(10), 1);
    assert!(pages(600) > 6);
}

#[test]
fn what_cannot_be_set_is_refused_by_name() {
    let column = Column { title: "№".into(), share: 1 };
    let table = |columns: &[Column], row: &[Value]| Block::Table {
        columns: columns.to_vec(),
        rows: vec![row.to_vec()],
    };
    let refused = |document: Document| render(&document).unwrap_err();
    let uneven = table(&[column], &[]);
    assert_eq!(refused(document(vec![uneven])), RenderError::Table);
    assert_eq!(refused(document(vec![table(&[], &[])])), RenderError::Table);
    let untitled = Document { title: " \u{200B}".into(), ..document(vec![]) };
    assert_eq!(refused(untitled), RenderError::NoTitle);
    let long = document(vec![Block::Paragraph("a".repeat(MAX_TEXT + 1))]);
    assert_eq!(refused(long), RenderError::TooLong);
}

#[test]
fn a_file_with_a_name_that_is_not_plain_is_refused() {
    for name in ["", "../x", "a/b", ".x", "a b", "a\u{0}", "файл"] {
        let mut document = document(vec![]);
        document.attachments = vec![file(name, b"")];
        assert_eq!(render(&document), Err(RenderError::Attachment(name.into())));
    }
    let mut document = document(vec![]);
    document.attachments = vec![file("a", b""), file("a", b"")];
    assert_eq!(render(&document), Err(RenderError::Attachment("a".into())));
}

#[test]
fn the_cache_that_is_emptied_is_the_one_that_typst_fills() {
    let lock = include_str!("../../../../Cargo.lock");
    assert_eq!(lock.matches("name = \"comemo\"").count(), 1);
}

proptest! {
    // A page takes long to set where nothing is optimised.
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_text_in_any_place_gives_a_file(text in any::<String>(), any in "\\PC{0,40}") {
        let column = Column { title: text.clone(), share: 0 };
        let values = [
            Value::Text(text.clone()),
            Value::Code(any.clone()),
            Value::List(vec![text.clone(), any.clone()]),
        ];
        let fields = values.clone().map(|value| Field { label: any.clone(), value });
        let blocks = vec![
            Block::Heading { level: Level::Part, text: text.clone() },
            Block::Lead(text.clone()),
            Block::Paragraph(any.clone()),
            Block::PageBreak,
            Block::Notice { title: any.clone(), text: text.clone() },
            Block::Fields(fields.to_vec()),
            Block::Table { columns: vec![column; 3], rows: vec![values.to_vec()] },
            Block::Codes(vec![QrCode::new(&*text, Strength::Low, &*text, format!("x{any}")).unwrap()]),
        ];
        let titled = Document { title: format!("x{text}"), footer: any, ..document(blocks) };
        prop_assert!(render(&titled).is_ok());
    }
}

fn pages_of(pdf: &[u8]) -> usize {
    let needle = b"/Type/Page/";
    pdf.windows(needle.len()).filter(|window| window == needle).count()
}
