//! Where the message files come from: carried in the binary; a debug build
//! reads those of the tree it is started in, so that a text can be mended
//! without a new build, and a shared target folder shows no other tree's texts.

use crate::Language;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct Embedded;

/// The files of one language, as `ky/shell.ftl`.
pub(crate) fn of(language: Language) -> Vec<String> {
    let folder = format!("{}/", language.code());
    let mut files: Vec<String> =
        all().into_iter().filter(|f| f.starts_with(&folder) && f.ends_with(".ftl")).collect();
    files.sort();
    files
}

pub(crate) fn text(file: &str) -> Result<String, String> {
    #[cfg(debug_assertions)]
    if let Some(folder) = tree::folder() {
        return std::fs::read_to_string(folder.join(file)).map_err(|e| e.to_string());
    }
    let bytes = Embedded::get(file).ok_or("cannot be read")?.data;
    String::from_utf8(bytes.into_owned()).map_err(|e| e.to_string())
}

fn all() -> Vec<String> {
    #[cfg(debug_assertions)]
    if let Some(folder) = tree::folder() {
        return tree::names(&folder);
    }
    Embedded::iter().map(|name| name.to_string()).collect()
}

#[cfg(debug_assertions)]
mod tree {
    use std::path::{Path, PathBuf};

    /// `locales` of the present folder, or two above it (a crate under test).
    pub(super) fn folder() -> Option<PathBuf> {
        ["locales", "../../locales"]
            .map(PathBuf::from)
            .into_iter()
            .find(|folder| folder.join("ky").is_dir())
    }

    pub(super) fn names(folder: &Path) -> Vec<String> {
        let entries = |path: &Path| std::fs::read_dir(path).into_iter().flatten().flatten();
        entries(folder)
            .flat_map(|language| {
                entries(&language.path()).map(move |file| (language.file_name(), file))
            })
            .map(|(language, file)| {
                let (language, file) = (language.to_string_lossy(), file.file_name());
                format!("{language}/{}", file.to_string_lossy())
            })
            .collect()
    }
}
