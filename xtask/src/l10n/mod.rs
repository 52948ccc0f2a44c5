//! The texts, checked: complete in three languages, written in one alphabet, short.

mod calls;
mod letters;
mod messages;
mod sentences;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use self::messages::Messages;
use crate::house::House;

const LANGUAGES: [&str; 3] = ["ky", "ru", "en"];

/// What was found: reasons to refuse, and how the texts read, file by file.
#[derive(Default)]
pub struct Review {
    pub findings: Vec<String>,
    pub readings: Vec<String>,
}

/// Read every text of the checkout.
pub fn review(house: &House) -> Result<Review, String> {
    look(&house.root)
}

fn look(root: &Path) -> Result<Review, String> {
    let mut review = Review::default();
    let mut ids: BTreeMap<&str, Messages> = BTreeMap::new();
    for language in LANGUAGES {
        let messages = messages::read(root, language)?;
        if language != "en" {
            review.findings.extend(letters::in_messages(&messages));
            sentences::read(language, &messages, &mut review);
        }
        ids.insert(language, messages);
    }
    review.findings.extend(gaps(&ids));
    review.findings.extend(calls::unknown(root, &ids["ky"])?);
    for file in files(&root.join("law"), "toml") {
        let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        review.findings.extend(letters::in_text(&name, &text));
    }
    Ok(review)
}

/// Ids and attributes that one language has and another lacks.
fn gaps(ids: &BTreeMap<&str, Messages>) -> Vec<String> {
    let mut found = Vec::new();
    for (one, theirs) in ids {
        for (other, ours) in ids {
            found.extend(
                theirs
                    .keys()
                    .filter(|id| !ours.contains_key(*id))
                    .map(|id| format!("{}: {id}: in {one}, not in {other}", theirs[id].file)),
            );
        }
    }
    found
}

/// Every file below a folder that ends so; none if the folder is not there.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect()
}

#[cfg(test)]
mod tests;
