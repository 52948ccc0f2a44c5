//! Passwords: how strong they must be, and how they are kept (argon2id).

use argon2::password_hash::{PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, PasswordHasher, Version};
use domain::problem::Problem;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::{App, Error, Result};

/// Each hashing takes 46 MiB: more at a time would let a crowd at the door exhaust the machine.
static PLACES: Semaphore = Semaphore::const_new(4);

const SHORTEST: usize = 12;
const SHORTEST_IF_STRONG: usize = 10;
const LONGEST: usize = 200;
/// Hash of a password nobody has: an unknown address takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=47104,t=2,p=1$a29yZ29vLW5vYm9keS1oZXJl$\
                      r0xX3CqFm3yxbNZ0C8xq9m1nHkGJZyZBq0lJ7qHn0sE";

fn argon() -> Result<Argon2<'static>> {
    let params = argon2::Params::new(46 * 1024, 2, 1, None)
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// What is wrong with a new password, at the given field. `own` is what the person is known by.
///
/// No rules of composition: length, or a guess that would take long (NIST SP 800-63B).
pub(crate) fn strength(path: &str, password: &str, own: &[&str]) -> Option<Problem> {
    let length = password.chars().count();
    if length > LONGEST {
        return Some(Problem::new(path, "password_long").with("max", LONGEST));
    }
    if length < SHORTEST_IF_STRONG {
        return Some(Problem::new(path, "password_short").with("min", SHORTEST));
    }
    let parts = own.iter().flat_map(|words| words.split(['@', '.', ' ']));
    let own: Vec<&str> = parts.chain(own.iter().copied()).collect();
    let score = u8::from(zxcvbn::zxcvbn(password, &own).score());
    match (length >= SHORTEST, score) {
        (true, 2..) | (false, 4..) => None,
        (true, _) => Some(Problem::new(path, "password_weak")),
        (false, _) => Some(Problem::new(path, "password_short").with("min", SHORTEST)),
    }
}

/// The form in which a password is kept.
pub(crate) async fn hash(app: &App, password: &str) -> Result<String> {
    let (password, salt) = (password.to_owned(), app.random_bytes::<16>());
    away(move || {
        let hash = argon()?.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| Error::Internal(error.to_string()))
    })
    .await
}

/// Whether this is the password; without a stored one it takes as long and says no.
pub(crate) async fn checks_out(password: &str, stored: Option<String>) -> Result<bool> {
    let password: String = password.chars().take(LONGEST).collect();
    away(move || {
        let kept = stored.as_deref().unwrap_or(NOBODY);
        let Ok(kept) = PasswordHash::new(kept) else { return Ok(false) };
        let same = argon()?.verify_password(password.as_bytes(), &kept).is_ok();
        Ok(same && stored.is_some())
    })
    .await
}

async fn away<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let place = PLACES.acquire().await.map_err(|error| Error::Internal(error.to_string()))?;
    let done = spawn_blocking(work).await.map_err(|error| Error::Internal(error.to_string()))?;
    drop(place);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_hard_to_guess() {
        let code = |password: &str| {
            strength("password", password, &["aigul@clinic.example"]).map(|p| p.code)
        };
        assert_eq!(code("short").as_deref(), Some("password_short"));
        assert_eq!(code("aaaaaaaaaaaaaa").as_deref(), Some("password_weak"));
        assert_eq!(code("aigul@clinic.example").as_deref(), Some("password_weak"));
        assert_eq!(code("кыш-жаз-жай-күз-7"), None);
        assert_eq!(code(&"x7".repeat(200)).as_deref(), Some("password_long"));
    }

    #[tokio::test]
    #[allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
    async fn an_unknown_person_costs_a_whole_hashing_too() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!checks_out("anything", None).await.unwrap());
        assert!(!checks_out("anything", Some("broken".into())).await.unwrap());
    }
}
