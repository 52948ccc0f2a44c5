//! ZIP containers: what is inside, and whether unpacking it is safe.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Format, ReadOptions, Source};
use crate::problem::{Problem, ReadError};

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, ReadError> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))
}

fn broken(error: &dyn std::fmt::Display) -> ReadError {
    ReadError::new("file_broken").with("detail", error)
}

/// A workbook is a ZIP with known members; any other ZIP is a folder of files.
pub(super) fn kind(bytes: &[u8]) -> Result<Format, ReadError> {
    let archive = open(bytes)?;
    let has = |name: &str| archive.file_names().flatten().any(|member| member == name);
    if has("word/document.xml") || has("ppt/presentation.xml") {
        return Err(ReadError::new("format_unknown").with("extension", "docx"));
    }
    let workbook = has("[Content_Types].xml") || has("content.xml") || has("xl/workbook.xml");
    Ok(if workbook { Format::Workbook } else { Format::Archive })
}

/// Sizes are counted by unpacking into nothing, not read from the directory: directories lie.
pub(super) fn check(bytes: &[u8], options: &ReadOptions) -> Result<(), ReadError> {
    let mut archive = open(bytes)?;
    let limits = &options.limits;
    if archive.len() > limits.files {
        return Err(ReadError::new("too_many_files").with("most", limits.files));
    }
    let most = limits.unpacked.min((bytes.len() as u64).saturating_mul(limits.ratio).max(1 << 20));
    let mut sum = 0_u64;
    for index in 0..archive.len() {
        // What cannot be opened (encrypted, unknown method) does not unpack either.
        let Ok(member) = archive.by_index(index) else {
            continue;
        };
        if sum.saturating_add(member.size()) > most {
            return Err(bomb(most));
        }
        let room = most - sum + 1;
        sum += std::io::copy(&mut member.take(room), &mut std::io::sink()).unwrap_or(0);
        if sum > most {
            return Err(bomb(most));
        }
    }
    Ok(())
}

fn bomb(most: u64) -> ReadError {
    ReadError::new("archive_too_large").with("most", most)
}

/// One member's bytes; the archive was checked before.
pub(super) fn member(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = open(bytes).ok()?;
    let mut content = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Every member is read as a file of its own; all records go into one source.
pub(super) fn read(bytes: &[u8], file: &str, options: &ReadOptions) -> Result<Source, ReadError> {
    check(bytes, options)?;
    let mut archive = open(bytes)?;
    let mut all = Source::new(file, Format::Archive);
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).map_err(|error| broken(&error))?;
        let name = member.name().map_err(|error| broken(&error))?.into_owned();
        if member.is_dir() || is_hidden(&name) || !is_wanted(&name, options) {
            continue;
        }
        let mut content = Vec::new();
        member.read_to_end(&mut content).map_err(|error| broken(&error))?;
        add(&mut all, &format!("{file}/{name}"), &content, options)?;
    }
    Ok(all)
}

pub(super) fn is_wanted(name: &str, options: &ReadOptions) -> bool {
    options.only.as_ref().is_none_or(|only| name.contains(only.as_str()))
}

fn is_hidden(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.rsplit('/').next().is_some_and(|last| last.starts_with('.'))
}

/// Reads one file of many. A file that cannot be read is a problem of the whole, not its end.
pub(super) fn add(
    all: &mut Source,
    name: &str,
    content: &[u8],
    options: &ReadOptions,
) -> Result<(), ReadError> {
    // An archive inside an archive is not opened: that is how bombs nest.
    let inner = match super::guess(content, name) {
        Ok(Format::Archive) => Err(ReadError::new("archive_in_archive")),
        Ok(format) => {
            let format =
                options.format.filter(|format| *format != Format::Archive).unwrap_or(format);
            super::read(content, name, &ReadOptions { format: Some(format), ..options.clone() })
        }
        Err(error) => Err(error),
    };
    match inner {
        Ok(inner) => merge(all, inner),
        Err(error) => {
            let position = super::Position { file: name.to_owned(), ..Default::default() };
            let severity = crate::Severity::Refused;
            let params = error.params;
            all.problems.push(Problem {
                params,
                severity,
                ..Problem::warning(&position, error.code)
            });
        }
    }
    if all.records.len() > options.limits.rows {
        return Err(ReadError::new("too_many_rows").with("most", options.limits.rows));
    }
    Ok(())
}

fn merge(all: &mut Source, inner: Source) {
    for column in inner.columns {
        if !all.columns.contains(&column) {
            all.columns.push(column);
        }
    }
    all.encoding = all.encoding.or(inner.encoding);
    all.records.extend(inner.records);
    all.problems.extend(inner.problems);
}
