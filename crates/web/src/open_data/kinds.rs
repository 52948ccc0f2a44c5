//! Which files a set has, and what each is.

/// What one file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// The media type of what is packed in it.
    pub packed: Option<&'static str>,
    /// Its type in the authority table of file types of the European Union.
    pub file_type: &'static str,
    /// The file of the set that describes its form.
    pub schema: Option<&'static str>,
}

impl FileKind {
    /// The message that says what is in it: `arrays.csv.gz` → `open-data-file-arrays-csv`.
    pub fn message(&self) -> String {
        let bare = self.name.trim_end_matches(".gz").to_lowercase().replace('.', "-");
        format!("open-data-file-{bare}")
    }
}

pub const NDJSON: &str = "application/x-ndjson";
pub const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const GZIP: &str = "application/gzip";
const JSON: &str = "application/json";
const LINES: Option<&str> = Some("register.schema.json");
const TABLES: Option<&str> = Some("csv-metadata.json");

const fn file(
    name: &'static str,
    media_type: &'static str,
    file_type: &'static str,
    schema: Option<&'static str>,
) -> FileKind {
    FileKind { name, media_type, packed: None, file_type, schema }
}

const fn packed(kind: FileKind, name: &'static str) -> FileKind {
    FileKind { name, media_type: GZIP, packed: Some(kind.media_type), ..kind }
}

const REGISTER: FileKind = file("register.ndjson", NDJSON, "JSON", LINES);
const ARRAYS: FileKind = file("arrays.csv", CSV, "CSV", TABLES);
const HOLDERS: FileKind = file("holders.csv", CSV, "CSV", TABLES);

/// The data, as people choose among them.
pub const DATA: [FileKind; 8] = [
    file("register.xlsx", XLSX, "XLSX", None),
    ARRAYS,
    HOLDERS,
    REGISTER,
    packed(ARRAYS, "arrays.csv.gz"),
    packed(HOLDERS, "holders.csv.gz"),
    packed(REGISTER, "register.ndjson.gz"),
    file("codes.csv", CSV, "CSV", None),
];

/// What describes the data.
pub const DESCRIPTIONS: [FileKind; 3] = [
    file("register.schema.json", "application/schema+json", "JSON", None),
    file("csv-metadata.json", "application/csvm+json", "JSON", None),
    file("SHA256SUMS", "text/plain; charset=utf-8", "TXT", None),
];

/// The media type of a file of a set.
pub fn media_type(name: &str) -> &'static str {
    let kind = DATA.iter().chain(&DESCRIPTIONS).find(|kind| kind.name == name);
    kind.map_or(JSON, |kind| kind.media_type)
}
