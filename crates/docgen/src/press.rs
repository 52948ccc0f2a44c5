//! Typst with our template, our fonts and nothing else: no files, no network, no packages, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

/// The faces, in the order of [`Face`].
const FONTS: [&[u8]; 3] = [
    include_bytes!("../fonts/LibertinusSerif-Regular.otf"),
    include_bytes!("../fonts/LibertinusSerif-Bold.otf"),
    include_bytes!("../fonts/DejaVuSansMono.ttf"),
];

/// A face that the template asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Ordinary text.
    Text,
    /// Labels and headings.
    Bold,
    /// Codes. It also helps out where a sign is missing.
    Code,
}

/// What all documents share; made once, for reading fonts takes longer than setting a page.
pub struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    faces: Vec<FontInstance>,
    template: Source,
}

/// The one press of the process.
pub static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> =
        FONTS.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    // Headers of rows are behind this feature of Typst.
    let features = [Feature::A11yExtras].into_iter().collect();
    Press {
        library: LazyHash::new(Library::builder().with_features(features).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        faces: fonts.iter().map(instance).collect(),
        fonts,
        template: Source::new(file_id("main.typ"), include_str!("template.typ").to_owned()),
    }
});

fn instance(font: &Font) -> FontInstance {
    font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
}

impl Press {
    /// The face as a file.
    pub fn font(&self, face: Face) -> &Font {
        &self.fonts[face as usize]
    }

    /// The face as it is set.
    pub fn face(&self, face: Face) -> &FontInstance {
        &self.faces[face as usize]
    }
}

/// The world of one document: the shared press and the files that the template may read.
pub struct Job {
    files: Vec<(FileId, Bytes)>,
}

impl Job {
    /// A job whose template sees these files: path and content.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let files = files.into_iter().map(|(path, data)| (file_id(&path), Bytes::new(data)));
        Self { files: files.collect() }
    }
}

impl World for Job {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        PRESS.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(PRESS.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(file, _)| *file == id);
        found.map(|(_, data)| data.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Typst keeps every path it was ever given, so ours are a small fixed set.
///
/// # Panics
///
/// If the path leaves the root: ours do not.
fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a path of ours stays inside");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
