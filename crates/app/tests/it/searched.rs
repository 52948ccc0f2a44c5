//! Searching for a value as bytes: in every column of every table and in every file.

use std::path::Path;

use crate::house::House;

/// Every column of every table there is, now and later, and whether it holds bytes.
pub async fn columns(house: &House) -> Vec<(String, String, String)> {
    let store = house.app.store();
    let sql = match store.health().await.unwrap().engine {
        "sqlite" => {
            "SELECT m.name AS t, p.name AS c, lower(p.type) AS k \
             FROM sqlite_master m, pragma_table_info(m.name) p \
             WHERE m.type = 'table' ORDER BY m.name, p.cid"
        }
        _ => {
            "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c, \
             CAST(data_type AS TEXT) AS k FROM information_schema.columns \
             WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
        }
    };
    let rows = store.rows(sql, &[]).await.unwrap();
    let text = |row: &store::Row, name: &str| row.get::<String>(name).unwrap();
    rows.iter().map(|row| (text(row, "t"), text(row, "c"), text(row, "k"))).collect()
}

/// The columns in which a word can be read, as it is or in small letters.
pub async fn columns_with(house: &House, word: &str) -> Vec<String> {
    let needles = [word, &word.to_lowercase()].map(hex::encode);
    let is_sqlite = house.app.store().health().await.unwrap().engine == "sqlite";
    let mut found = Vec::new();
    let columns = columns(house).await;
    assert!(columns.len() > 50, "all tables are searched");
    for (table, column, kind) in columns {
        let bytes = match (is_sqlite, kind.as_str()) {
            (true, _) => format!("lower(hex(CAST({column} AS BLOB)))"),
            (false, "bytea") => format!("encode({column}, 'hex')"),
            (false, _) => format!("encode(convert_to(CAST({column} AS TEXT), 'UTF8'), 'hex')"),
        };
        let sql = format!("SELECT {bytes} AS b FROM {table} WHERE {column} IS NOT NULL");
        let rows = house.app.store().rows(&sql, &[]).await.unwrap();
        let bytes = rows.iter().map(|row| row.get::<String>("b").unwrap());
        if bytes.into_iter().any(|bytes| needles.iter().any(|needle| bytes.contains(needle))) {
            found.push(format!("{table}.{column}"));
        }
    }
    found
}

/// The files under a folder in whose bytes a word can be read.
pub fn files_with(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, word));
        } else if holds(&std::fs::read(&path).unwrap(), word) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// Whether bytes hold a word, as it is or in small letters.
pub fn holds(bytes: &[u8], word: &str) -> bool {
    let small = word.to_lowercase();
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    has(word.as_bytes()) || has(small.as_bytes())
}
