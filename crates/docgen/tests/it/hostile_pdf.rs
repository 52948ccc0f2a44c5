//! Files that are not as they should be.

use std::io::Write as _;
use std::sync::LazyLock;

use docgen::{MAX_FILE, MAX_PDF, ReadError, attachments, render};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use crate::document;

static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| render(&document(vec![])).expect("it can be set"));

/// A PDF without a form, of objects numbered from one; the first is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let end = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.extend(end.bytes());
    out
}

/// A file whose tree of names is this; object 2 is the tree, 3 names object 4 as `a`.
fn with_tree(tree: &str, stream: Vec<u8>) -> Vec<u8> {
    pdf(&[
        b"<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>".to_vec(),
        tree.into(),
        b"<</Type/Filespec/F(a)/UF(a)/EF<</F 4 0 R>>>>".to_vec(),
        stream,
    ])
}

fn stream(packed: bool, bytes: &[u8]) -> Vec<u8> {
    let filter = if packed { "/Filter/FlateDecode" } else { "" };
    let mut out = format!("<</Length {}{filter}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

fn packed(length: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&vec![0; length]).expect("memory takes all");
    packer.finish().expect("memory takes all")
}

#[test]
fn a_file_written_by_another_hand_is_read() {
    let pdf = with_tree("<</Names[(a) 3 0 R]>>", stream(false, b"abc"));
    let files = attachments(&pdf).unwrap();
    assert_eq!((files[0].name.as_str(), &*files[0].bytes), ("a", &b"abc"[..]));
}

#[test]
fn a_file_that_unpacks_without_end_is_refused() {
    let read = |length: usize| {
        attachments(&with_tree("<</Names[(a) 3 0 R]>>", stream(true, &packed(length))))
    };
    assert_eq!(read(MAX_FILE).unwrap()[0].bytes.len(), MAX_FILE);
    assert_eq!(read(MAX_FILE + 1), Err(ReadError::TooLarge));
}

#[test]
fn a_tree_of_names_that_is_a_circle_is_refused() {
    let pdf = with_tree("<</Kids[2 0 R 2 0 R]>>", stream(false, b""));
    assert_eq!(attachments(&pdf), Err(ReadError::TooLarge));
}

#[test]
fn two_files_of_one_name_are_refused() {
    let pdf = with_tree("<</Names[(a) 3 0 R (b) 3 0 R]>>", stream(false, b""));
    assert_eq!(attachments(&pdf), Err(ReadError::TwoOfOneName));
}

#[test]
fn more_files_than_anybody_attaches_are_refused() {
    let pdf = with_tree(&format!("<</Names[{}]>>", "(a) 3 0 R ".repeat(65)), stream(false, b""));
    assert_eq!(attachments(&pdf), Err(ReadError::TooLarge));
}

#[test]
fn what_is_no_pdf_or_too_large_is_refused() {
    assert_eq!(attachments(b""), Err(ReadError::NotPdf));
    assert_eq!(attachments(b"%PDF-1.7\n"), Err(ReadError::NotPdf));
    assert_eq!(attachments(&vec![b' '; MAX_PDF + 1]), Err(ReadError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_damaged_pdf_never_stops_the_reader(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        end in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut pdf = PDF.clone();
        for (place, byte) in flips {
            let place = place.index(pdf.len());
            pdf[place] = byte;
        }
        if cut {
            pdf.truncate(end.index(pdf.len()));
        }
        let read = attachments(&pdf);
        prop_assert!(read.is_err() || read.is_ok_and(|files| files.len() <= 1));
    }
}
