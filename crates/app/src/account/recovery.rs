//! Recovery codes: on paper, in place of a lost phone. Each works once.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{Tx, Val};
use totp_rs::Secret;
use uuid::Uuid;

use super::note;
use crate::notice::{Told, tell};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result};

/// How many there are at a time.
const CODES: usize = 10;
/// Eighty bits are sixteen letters: no guess, and no thief of the hashes, finds one.
const BYTES: usize = 10;

/// New codes in place of all older ones. They are shown once, and only their hashes are kept.
pub(super) async fn renew(
    tx: &mut Tx<'_>,
    app: &App,
    person: Uuid,
    now: Timestamp,
) -> Result<Vec<String>> {
    forget(tx, person).await?;
    let mut codes = Vec::new();
    for _ in 0..CODES {
        let code = Secret::from(app.random_bytes::<BYTES>().to_vec()).to_base32();
        let sql = "INSERT INTO recovery_code (code_hash, person, created_at) VALUES ($1, $2, $3)";
        let values: [Val; 3] = [hash(person, &code).into(), person.into(), now.into()];
        tx.put_rows(sql, &values).await?;
        codes.push(in_fours(&code));
    }
    note(tx, person, "recovery_codes_made", &[], person, now).await?;
    Ok(codes)
}

/// Read and typed in groups of four.
fn in_fours(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    groups.join("-")
}

/// Small letters, blanks and dashes make no difference; 0, 1 and 8 are no letters of a code.
fn hash(person: Uuid, typed: &str) -> Vec<u8> {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric).take(4 * CODES);
    let plain = plain.map(|c| match c.to_ascii_uppercase() {
        '0' => 'O',
        '1' => 'I',
        '8' => 'B',
        c => c,
    });
    let code: String = plain.collect();
    Sha256::new().chain_update(person.as_bytes()).chain_update(code.as_bytes()).finalize().to_vec()
}

/// The codes of somebody without a second factor open nothing.
pub(super) async fn forget(tx: &mut Tx<'_>, person: Uuid) -> Result<()> {
    tx.put_rows("DELETE FROM recovery_code WHERE person = $1", &[person.into()]).await?;
    Ok(())
}

/// Uses a code up. Of two who come with the same one at the same moment, one is let in; the owner
/// is told by mail.
pub(crate) async fn use_recovery_code(
    tx: &mut Tx<'_>,
    app: &App,
    person: Uuid,
    code: &str,
    now: Timestamp,
) -> Result<()> {
    let wrong = || domain::problem::Problem::new("recovery_code", "recovery_code_wrong");
    let sql = "UPDATE recovery_code SET used_at = $3 \
               WHERE code_hash = $1 AND person = $2 AND used_at IS NULL";
    let values: [Val; 3] = [hash(person, code).into(), person.into(), now.into()];
    if tx.put_rows(sql, &values).await? != 1 {
        return Err(Error::Invalid(vec![wrong()]));
    }
    note(tx, person, "recovery_code_used", &[], person, now).await?;
    let told = Told {
        key: "recovery_code_used".into(),
        link: "/account".into(),
        once: format!("recovery_code_used:{}", now.as_microsecond()),
        ..Told::default()
    };
    tell(tx, app, person, &told, now).await
}

/// How many codes the caller still has.
pub async fn recovery_codes_left(app: &App, caller: &Caller) -> Result<i64> {
    let by = policy::actor(caller, Deed::UseAccount, None)?;
    let sql = "SELECT count(*) AS n FROM recovery_code WHERE person = $1 AND used_at IS NULL";
    let rows = app.store().rows(sql, &[by.person.into()]).await?;
    Ok(rows.first().map(|row| row.get("n")).transpose()?.unwrap_or_default())
}

/// New codes for the caller, who shows the password again.
pub async fn new_recovery_codes(app: &App, caller: &Caller, password: &str) -> Result<Vec<String>> {
    let person = super::show_password(app, caller, password).await?;
    if !person.has_second_factor {
        return Err(Error::NotFound);
    }
    let now = app.now();
    app.store()
        .write("renew_recovery_codes", |tx| {
            Box::pin(async move { renew(tx, app, person.id, now).await })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed_and_belongs_to_one_person() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(in_fours("ABCDEFGH234567IO"), "ABCD-EFGH-2345-67IO");
        assert_eq!(hash(one, "ABCD-EFGH-2345-67IO"), hash(one, " abcd efgh 234567 10"));
        assert_ne!(hash(one, "ABCD"), hash(other, "ABCD"));
    }
}
