//! The second factor: a code of six digits that changes every half minute (RFC 6238).

use domain::problem::Problem;
use fast_qr::convert::{Builder as _, svg::SvgBuilder};
use fast_qr::qr::QRBuilder;
use jiff::Timestamp;
use store::{Tx, Val};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use uuid::Uuid;

use super::{limit, note, recovery};
use crate::notice::{Told, tell};
use crate::session::{self, Entry};
use crate::{App, Caller, Error, Result};

/// How the program calls itself in people's authenticator apps.
const ISSUER: &str = "Korgoo";

/// What a person needs to set the second factor up.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// The secret in base32, to be typed by hand.
    pub secret: String,
    /// The same as a picture to be photographed: SVG.
    pub picture: String,
}

/// Somebody set the second factor up.
#[derive(Debug, Clone)]
pub struct Enrolled {
    /// Of the strengthened session, for the cookie.
    pub token: String,
    /// Whose session it is.
    pub person: Uuid,
    /// To be written down now: they are shown this once.
    pub recovery_codes: Vec<String>,
}

fn totp(secret: &str, account: &str) -> Result<Totp> {
    let internal = |error: &dyn std::fmt::Display| Error::Internal(error.to_string());
    let secret = Secret::try_from_base32(secret).map_err(|error| internal(&error))?;
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6).with_skew(1);
    // A colon would end the name inside the address that the picture holds.
    let builder = builder.with_step_duration(30).with_account_name(account.replace(':', " "));
    let builder = builder.with_issuer(Some(ISSUER)).with_secret(secret);
    builder.build().map_err(|error| internal(&error))
}

/// Secret and picture for whoever has not set the second factor up yet.
pub async fn enrolment(app: &App, session_token: &str) -> Result<Enrolment> {
    let person = not_enrolled(app, session_token).await?;
    let fresh = Secret::from(app.random_bytes::<20>().to_vec()).to_base32();
    let (email, secret) = app
        .store()
        .write("begin_enrolment", |tx| {
            let fresh = fresh.clone();
            Box::pin(async move {
                // Opening the page twice must not change a secret that is in the phone already.
                let sql = "UPDATE person SET totp_secret = coalesce(totp_secret, $2) \
                           WHERE id = $1 AND totp_confirmed_at IS NULL RETURNING email, totp_secret";
                let rows = tx.rows(sql, &[person.into(), fresh.into()]).await?;
                let row = rows.first().ok_or(Error::NotFound)?;
                Ok::<(String, String), Error>((row.get("email")?, row.get("totp_secret")?))
            })
        })
        .await?;
    let url = totp(&secret, &email)?.to_url().map_err(|e| Error::Internal(e.to_string()))?;
    let code = QRBuilder::new(url).build().map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Enrolment { secret, picture: SvgBuilder::default().margin(2).to_str(&code) })
}

async fn not_enrolled(app: &App, session_token: &str) -> Result<Uuid> {
    match session::entry(app, session_token).await? {
        Entry::Half { person, has_second_factor: false } => Ok(person),
        Entry::Full(caller) => caller.actor.map(|actor| actor.person).ok_or(Error::SignIn),
        _ => Err(Error::SignIn),
    }
}

/// The first code shows that the phone has the secret; from now on it is asked at each signing in.
pub async fn confirm_enrolment(
    app: &App,
    session_token: &str,
    code: &str,
    user_agent: &str,
) -> Result<Enrolled> {
    let person = not_enrolled(app, session_token).await?;
    let now = app.now();
    let tries = limit::for_second(person);
    limit::knock(app, &tries).await?;
    let recovery_codes = app
        .store()
        .write("confirm_enrolment", |tx| {
            Box::pin(async move {
                use_code(tx, person, code, now).await?;
                let sql = "UPDATE person SET totp_confirmed_at = $2, updated_at = $2 \
                           WHERE id = $1 AND totp_confirmed_at IS NULL";
                if tx.put_rows(sql, &[person.into(), now.into()]).await? != 1 {
                    return Err(Error::Forbidden);
                }
                note(tx, person, "second_factor_set", &[], person, now).await?;
                let once = format!("totp_enabled:{}", now.as_microsecond());
                let told = Told {
                    key: "totp_enabled".into(),
                    link: "/account".into(),
                    once,
                    ..Told::default()
                };
                tell(tx, app, person, &told, now).await?;
                recovery::renew(tx, app, person, now).await
            })
        })
        .await?;
    limit::give_back(app, &tries).await?;
    let token = session::replace(app, session_token, person, user_agent).await?;
    Ok(Enrolled { token, person, recovery_codes })
}

/// Uses a code up. The step of time it belongs to is stored by compare-and-set, so that nobody who
/// looked over a shoulder can use it again, not even at the same moment.
pub(crate) async fn use_code(
    tx: &mut Tx<'_>,
    person: Uuid,
    code: &str,
    now: Timestamp,
) -> Result<()> {
    let wrong = |code: &str| Error::Invalid(vec![Problem::new("code", code)]);
    let rows = tx.rows("SELECT totp_secret FROM person WHERE id = $1", &[person.into()]).await?;
    let secret: Option<String> = rows.first().ok_or(Error::NotFound)?.get("totp_secret")?;
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let matched = secret.map(|secret| totp(&secret, "account")).transpose()?;
    let matched = matched.and_then(|totp| totp.check(&digits, seconds));
    let step = matched.ok_or_else(|| wrong("code_wrong"))?;
    let sql = "UPDATE person SET totp_last_step = $2 \
               WHERE id = $1 AND (totp_last_step IS NULL OR totp_last_step < $2)";
    let values: [Val; 2] = [person.into(), i64::try_from(step).unwrap_or(i64::MAX).into()];
    match tx.put_rows(sql, &values).await? {
        1 => Ok(()),
        _ => Err(wrong("code_used")),
    }
}

/// Takes the second factor off one's own account. Staff cannot be without it: they stand before
/// setting it up again, as with a new phone.
pub async fn remove_second_factor(app: &App, caller: &Caller, password: &str) -> Result<()> {
    let person = super::show_password(app, caller, password).await?.id;
    clear(app, person, person).await
}

/// Forgets secret and step: the person sets the second factor up again at the next signing in.
pub(super) async fn clear(app: &App, person: Uuid, by: Uuid) -> Result<()> {
    let now = app.now();
    app.store()
        .write("clear_second_factor", |tx| {
            Box::pin(async move {
                let sql = "UPDATE person SET totp_secret = NULL, totp_confirmed_at = NULL, \
                           totp_last_step = NULL, updated_at = $2 WHERE id = $1";
                if tx.put_rows(sql, &[person.into(), now.into()]).await? != 1 {
                    return Err(Error::NotFound);
                }
                recovery::forget(tx, person).await?;
                // Their sessions stand before setting it up again; in the demonstration nobody must.
                let weaker = "UPDATE session SET strong = $2 WHERE person = $1 \
                              AND EXISTS (SELECT 1 FROM staff_role WHERE person = $1)";
                if !app.settings().is_demo {
                    tx.put_rows(weaker, &[person.into(), false.into()]).await?;
                }
                if person != by {
                    session::end_all(tx, person, None).await?;
                }
                note(tx, person, "second_factor_reset", &[], by, now).await
            })
        })
        .await
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
pub(crate) mod tests {
    use super::*;

    /// The code a phone would show.
    pub(crate) fn code_at(secret: &str, at: Timestamp) -> String {
        totp(secret, "account").unwrap().generate(at.as_second().unsigned_abs()).to_string()
    }

    #[test]
    fn the_code_is_that_of_rfc_6238() {
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        let at = Timestamp::from_second(1_111_111_109).unwrap();
        assert_eq!(code_at(&secret, at), "081804");
    }
}
