//! Files that belong to an application.

use crate::{App, Caller, Error, Result};

/// Keeps a file and says by which name: the SHA-256 of its bytes. Whoever calls has looked at what it is.
pub async fn attach(
    app: &App,
    caller: &Caller,
    bytes: Vec<u8>,
    media_type: &str,
) -> Result<String> {
    let by = caller.actor.as_ref().ok_or(Error::SignIn)?;
    Ok(app.store().put_file(bytes, media_type, by.person, app.now()).await?.hash)
}

/// A kept file: what it is, and its bytes.
pub async fn attached(app: &App, hash: &str) -> Result<Option<(String, Vec<u8>)>> {
    let is_name = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_name {
        return Ok(None);
    }
    let found = app.store().get_file(hash).await?;
    Ok(found.map(|(file, bytes)| (file.media_type, bytes)))
}
