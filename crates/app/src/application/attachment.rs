//! The file of a processing policy (art. 4 part 2), attached to an application of a holder.

use domain::application::Application;
use domain::path;
use uuid::Uuid;

use super::find;
use crate::policy::Deed;
use crate::register::policy_of;
use crate::{App, Caller, Error, Result};

/// Keeps a file for an application and says by which name: the SHA-256 of its bytes. Whoever calls
/// has looked at what it is.
pub async fn attach(
    app: &App,
    caller: &Caller,
    id: Uuid,
    bytes: Vec<u8>,
    media_type: &str,
) -> Result<String> {
    let found = find(app, caller, Deed::WriteApplication, id).await?;
    let by = caller.actor.as_ref().ok_or(Error::SignIn)?;
    let file_use = policy_of(found.record.holder);
    let kept = app.store().put_file(bytes, media_type, file_use, by.person, app.now()).await?;
    Ok(kept.hash)
}

/// The file that an application names, for those who may read it: what it is, and its bytes.
pub async fn attached(app: &App, caller: &Caller, id: Uuid) -> Result<(String, Vec<u8>)> {
    let found = find(app, caller, Deed::ReadApplication, id).await?;
    let application: &Application = &found.record;
    let hash = path::text(&application.entry, "policy.file");
    let found = app.store().get_used_file(hash, policy_of(application.holder)).await?;
    let (file, bytes) = found.ok_or(Error::NotFound)?;
    Ok((file.media_type, bytes))
}
