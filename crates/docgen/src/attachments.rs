//! Files attached to a PDF, read back: also from a PDF that means harm.

use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};

/// The largest PDF that is read, in bytes.
pub const MAX_PDF: usize = 32 << 20;

/// The largest attached file, unpacked, in bytes.
pub const MAX_FILE: usize = 8 << 20;

/// How many files are read from one PDF.
pub const MAX_FILES: usize = 64;

/// Packed tables of objects, unpacked. Ours take some kilobytes.
const MAX_TABLE: usize = 4 << 20;

/// How many nodes the tree of names may have, and how deep it may be.
const MAX_NODES: usize = 1000;
const MAX_DEPTH: usize = 16;

/// A file that was attached to a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// As the PDF says: not to be trusted as a path.
    pub name: String,
    /// The file itself.
    pub bytes: Vec<u8>,
}

/// Why no files were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Larger than [`MAX_PDF`], or it holds more than [`MAX_FILES`] or one beyond [`MAX_FILE`].
    #[error("the PDF or what is attached to it is too large")]
    TooLarge,
    /// It cannot be understood, or it is encrypted.
    #[error("this is not a PDF that can be read")]
    NotPdf,
    /// Two attached files have one name, so nobody could say which is meant.
    #[error("two attached files have the same name")]
    TwoOfOneName,
}

/// The files attached to a PDF, by name. None is not an error.
pub fn attachments(pdf: &[u8]) -> Result<Vec<Attached>, ReadError> {
    if pdf.len() > MAX_PDF {
        return Err(ReadError::TooLarge);
    }
    let options =
        LoadOptions { strict: true, ..LoadOptions::with_max_decompressed_size(MAX_TABLE) };
    let document = Document::load_mem_with_options(pdf, options).map_err(|_| ReadError::NotPdf)?;
    if document.is_encrypted() {
        return Err(ReadError::NotPdf);
    }
    let mut files = Finder::new(&document).files()?;
    files.sort_by(|one, other| one.name.cmp(&other.name));
    let twice = files.windows(2).any(|pair| pair[0].name == pair[1].name);
    if twice { Err(ReadError::TwoOfOneName) } else { Ok(files) }
}

/// Walks the tree of names, which may be a trap.
struct Finder<'a> {
    document: &'a Document,
    nodes: usize,
}

impl<'a> Finder<'a> {
    const fn new(document: &'a Document) -> Self {
        Self { document, nodes: 0 }
    }

    fn files(mut self) -> Result<Vec<Attached>, ReadError> {
        let catalog = self.document.catalog().map_err(|_| ReadError::NotPdf)?;
        let tree = self
            .dictionary(catalog, b"Names")
            .and_then(|names| self.dictionary(names, b"EmbeddedFiles"));
        let mut files = Vec::new();
        if let Some(root) = tree {
            self.walk(root, 0, &mut files)?;
        }
        Ok(files)
    }

    fn walk(
        &mut self,
        node: &'a Dictionary,
        depth: usize,
        files: &mut Vec<Attached>,
    ) -> Result<(), ReadError> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || depth > MAX_DEPTH {
            return Err(ReadError::TooLarge);
        }
        for pair in self.array(node, b"Names").chunks_exact(2) {
            let Some(specification) = self.as_dictionary(&pair[1]) else { continue };
            self.take(specification, files)?;
        }
        for kid in self.array(node, b"Kids") {
            if let Some(kid) = self.as_dictionary(kid) {
                self.walk(kid, depth + 1, files)?;
            }
        }
        Ok(())
    }

    fn take(&self, specification: &Dictionary, files: &mut Vec<Attached>) -> Result<(), ReadError> {
        let Some((name, stream)) = self.name(specification).zip(self.stream(specification)) else {
            return Err(ReadError::NotPdf);
        };
        if files.len() == MAX_FILES {
            return Err(ReadError::TooLarge);
        }
        let bytes =
            stream.get_plain_content_with_limit(MAX_FILE).map_err(|_| ReadError::TooLarge)?;
        files.push(Attached { name, bytes });
        Ok(())
    }

    /// `UF` is the name in Unicode, `F` that of older writers.
    fn name(&self, specification: &Dictionary) -> Option<String> {
        let named = |key: &[u8]| {
            let (_, object) = self.document.dereference(specification.get(key).ok()?).ok()?;
            lopdf::decode_text_string(object).ok()
        };
        named(b"UF").or_else(|| named(b"F"))
    }

    fn stream(&self, specification: &'a Dictionary) -> Option<&'a Stream> {
        let files = self.dictionary(specification, b"EF")?;
        let object = files.get(b"UF").or_else(|_| files.get(b"F")).ok()?;
        self.document.dereference(object).ok()?.1.as_stream().ok()
    }

    fn dictionary(&self, parent: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.as_dictionary(parent.get(key).ok()?)
    }

    fn as_dictionary(&self, object: &'a Object) -> Option<&'a Dictionary> {
        self.document.dereference(object).ok()?.1.as_dict().ok()
    }

    fn array(&self, parent: &'a Dictionary, key: &[u8]) -> &'a [Object] {
        let object = parent.get(key).ok().and_then(|array| self.document.dereference(array).ok());
        object.and_then(|(_, array)| array.as_array().ok()).map_or(&[], Vec::as_slice)
    }
}
