//! NDJSON.

use std::io::Write;

use serde_json::Value;

use crate::problem::WriteError;

/// One JSON document on each line.
///
/// # Errors
/// When the writer fails.
pub fn write_ndjson<'a>(
    mut out: impl Write,
    values: impl IntoIterator<Item = &'a Value>,
) -> Result<(), WriteError> {
    for value in values {
        serde_json::to_writer(&mut out, value)
            .map_err(std::io::Error::from)
            .and_then(|()| out.write_all(b"\n"))
            .map_err(|error| WriteError::new("write_failed").with("detail", error))?;
    }
    Ok(())
}
