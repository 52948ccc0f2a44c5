//! Values going into statements and columns coming out, the same for both engines.
//!
//! Where the engines differ: ids are 16-byte blobs or `uuid`, times integer microseconds or
//! `timestamptz` (never text: text times sort wrongly), JSON is text or `jsonb`.

use std::convert::Infallible;

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{
    Arguments, Row as _,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
    types::{Json as PgJson, JsonRawValue},
};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::StoreError;

/// JSON text on its way in or out of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// Writes a value as JSON. NUL characters, which PostgreSQL cannot keep, become U+FFFD.
    pub fn of(value: &impl Serialize) -> Result<Json, StoreError> {
        let text = serde_json::to_string(value).map_err(StoreError::Encode)?;
        if !text.contains("\\u0000") {
            return Ok(Json(text));
        }
        let mut value = serde_json::from_str(&text).map_err(StoreError::Encode)?;
        without_nul(&mut value);
        serde_json::to_string(&value).map(Json).map_err(StoreError::Encode)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads it back; `what` names it in the error.
    pub fn read<T: DeserializeOwned>(&self, what: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.0)
            .map_err(|source| StoreError::Decode { what: what.to_owned(), source })
    }
}

fn without_nul(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::String(text) => *text = text.replace('\0', "\u{fffd}"),
        Value::Array(items) => items.iter_mut().for_each(without_nul),
        Value::Object(map) => {
            let old = std::mem::take(map);
            map.extend(old.into_iter().map(|(key, mut item)| {
                without_nul(&mut item);
                (key.replace('\0', "\u{fffd}"), item)
            }));
        }
        _ => {}
    }
}

/// An argument of a statement. The empty ones keep their type: PostgreSQL needs it.
#[derive(Debug, Clone)]
pub enum Val {
    /// A whole number.
    Int(Option<i64>),
    /// Yes or no.
    Bool(Option<bool>),
    /// A text.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// An id.
    Uuid(Option<Uuid>),
    /// An instant, to the microsecond.
    Time(Option<Timestamp>),
    /// JSON.
    Json(Option<Json>),
}

macro_rules! from {
    ($($type:ty => $variant:ident, $convert:expr;)*) => { $(
        impl From<$type> for Val {
            fn from(value: $type) -> Val { Val::$variant(Some($convert(value))) }
        }
        impl From<Option<$type>> for Val {
            fn from(value: Option<$type>) -> Val { Val::$variant(value.map($convert)) }
        }
    )* };
}
from! {
    i64 => Int, |n| n;
    bool => Bool, |b| b;
    String => Text, without_nul_text;
    &str => Text, |text: &str| without_nul_text(text.to_owned());
    Vec<u8> => Bytes, |bytes| bytes;
    Uuid => Uuid, |id| id;
    Timestamp => Time, |at| at;
    Json => Json, |json| json;
}

fn without_nul_text(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

type Encode = Result<(), sqlx::error::BoxDynError>;

/// The arguments of one engine: alike, but for how times and JSON are written.
macro_rules! arguments {
    ($all:ident, $one:ident, $arguments:ty, $time:expr, $json:expr) => {
        pub(crate) fn $all(values: &[Val]) -> Result<$arguments, StoreError> {
            let mut arguments = <$arguments>::default();
            for value in values {
                $one(&mut arguments, value).map_err(sqlx::Error::Encode)?;
            }
            Ok(arguments)
        }

        fn $one(to: &mut $arguments, value: &Val) -> Encode {
            match value {
                Val::Int(v) => to.add(*v),
                Val::Bool(v) => to.add(*v),
                Val::Text(v) => to.add(v.clone()),
                Val::Bytes(v) => to.add(v.clone()),
                Val::Uuid(v) => to.add(*v),
                Val::Time(v) => to.add(v.map($time).transpose()?),
                Val::Json(v) => to.add(v.clone().map($json).transpose()?),
            }
        }
    };
}
arguments!(sqlite_arguments, add_sqlite, SqliteArguments, to_micros, to_text);
arguments!(postgres_arguments, add_postgres, PgArguments, to_offset, to_raw);

fn to_micros(at: Timestamp) -> Result<i64, Infallible> {
    Ok(at.as_microsecond())
}

fn to_text(json: Json) -> Result<String, Infallible> {
    Ok(json.0)
}

fn to_raw(json: Json) -> Result<PgJson<Box<JsonRawValue>>, serde_json::Error> {
    JsonRawValue::from_string(json.0).map(PgJson)
}

fn to_offset(at: Timestamp) -> Result<OffsetDateTime, time::error::ComponentRange> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.as_microsecond()) * 1000)
}

/// The instant without what the databases cannot keep: whole microseconds.
pub fn truncated(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// One row of an answer.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    /// The value of a column.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, StoreError> {
        match self {
            Row::Sqlite(row) => T::from_sqlite(row, name),
            Row::Postgres(row) => T::from_postgres(row, name),
        }
        .map_err(StoreError::Database)
    }
}

/// A type that a column can hold on both engines.
pub trait Column: Sized {
    /// Reads it from a row of SQLite.
    fn from_sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error>;
    /// Reads it from a row of PostgreSQL.
    fn from_postgres(row: &PgRow, name: &str) -> Result<Self, sqlx::Error>;
}

macro_rules! column {
    ($($type:ty),*) => { $(
        impl Column for $type {
            fn from_sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get(name) }
            fn from_postgres(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get(name) }
        }
    )* };
}
column!(i64, bool, String, Vec<u8>, Uuid);
column!(Option<i64>, Option<bool>, Option<String>, Option<Vec<u8>>, Option<Uuid>);

fn decode_error(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

impl Column for Option<Timestamp> {
    fn from_sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> {
        let micros: Option<i64> = row.try_get(name)?;
        micros.map(Timestamp::from_microsecond).transpose().map_err(decode_error)
    }

    fn from_postgres(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> {
        let at: Option<OffsetDateTime> = row.try_get(name)?;
        at.map(|at| Timestamp::from_nanosecond(at.unix_timestamp_nanos()))
            .transpose()
            .map_err(decode_error)
    }
}

impl Column for Option<Json> {
    fn from_sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> {
        Ok(row.try_get::<Option<String>, _>(name)?.map(Json))
    }

    fn from_postgres(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> {
        let raw: Option<PgJson<Box<JsonRawValue>>> = row.try_get(name)?;
        Ok(raw.map(|PgJson(raw)| Json(String::from(Box::<str>::from(raw)))))
    }
}

macro_rules! required {
    ($($type:ty),*) => { $(
        impl Column for $type {
            fn from_sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> {
                Option::<$type>::from_sqlite(row, name)?.ok_or_else(|| missing(name))
            }
            fn from_postgres(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> {
                Option::<$type>::from_postgres(row, name)?.ok_or_else(|| missing(name))
            }
        }
    )* };
}
required!(Timestamp, Json);

fn missing(name: &str) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: name.into(), source: "unexpected NULL".into() }
}
