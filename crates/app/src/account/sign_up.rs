//! A new account: with an organisation of one's own, by invitation, or alone.

use domain::problem::Problem;
use jiff::Timestamp;
use store::{Tx, Val};
use uuid::Uuid;

use super::person::{language_or_default, read_name};
use super::{hash, note, read_email, strength, token_hash};
use crate::notice::{Told, tell};
use crate::policy::{self, Deed};
use crate::{App, Caller, Error, Result, organisation};

/// What the sign-up form asks.
#[derive(Debug, Clone, Default)]
pub struct SignUp {
    /// Name and family name.
    pub name: String,
    /// The address by which one signs in.
    pub email: String,
    /// The password.
    pub password: String,
    /// The language of the page on which it happens.
    pub language: String,
    /// The name of the organisation to open; empty when somebody invited the person.
    pub organisation: String,
    /// The token of the invitation, if there is one.
    pub invitation: Option<String>,
}

/// Opens an account; the organisation opens or the invitation is accepted with it.
pub async fn sign_up(app: &App, caller: &Caller, form: &SignUp) -> Result<Uuid> {
    policy::check(caller, Deed::SignIn, None)?;
    let mut problems = Vec::new();
    let name = read_name(&form.name, &mut problems);
    let email = read_email(&form.email, &mut problems);
    problems.extend(strength("password", &form.password, &[&email, &name]));
    let organisation = match &form.invitation {
        Some(_) => String::new(),
        None => organisation::read_name(&form.organisation, &mut problems),
    };
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let new = NewPerson {
        id: app.new_id(),
        email,
        name,
        language: language_or_default(&form.language),
        password_hash: hash(app, &form.password).await?,
    };
    let (new, organisation) = (&new, organisation.as_str());
    let (organisation_id, now) = (app.new_id(), app.now());
    let invitation = &form.invitation.as_deref().map(token_hash);
    app.store()
        .write("sign_up", |tx| {
            Box::pin(async move {
                insert_person(tx, new, now).await?;
                note(tx, new.id, "signed_up", &[], new.id, now).await?;
                match invitation {
                    Some(hash) => {
                        organisation::accept_in(tx, hash, new.id, &new.email, now).await?;
                    }
                    None => {
                        organisation::open_in(tx, organisation_id, organisation, new.id, now)
                            .await?;
                    }
                }
                let told = Told {
                    key: "welcome".into(),
                    link: "/organisations".into(),
                    once: "welcome".into(),
                    ..Told::default()
                };
                tell(tx, app, new.id, &told, now).await
            })
        })
        .await?;
    Ok(new.id)
}

/// A person about to be stored.
pub(crate) struct NewPerson {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub language: &'static str,
    pub password_hash: String,
}

/// Stores a person; a taken address is a mistake at its field.
pub(crate) async fn insert_person(tx: &mut Tx<'_>, new: &NewPerson, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO person \
               (id, email, name, language, password_hash, status, created_at, updated_at) \
               VALUES ($1, $2, $3, $4, $5, 'active', $6, $6) ON CONFLICT (email) DO NOTHING";
    let values: [Val; 6] = [
        new.id.into(),
        new.email.as_str().into(),
        new.name.as_str().into(),
        new.language.into(),
        new.password_hash.as_str().into(),
        now.into(),
    ];
    match tx.put_rows(sql, &values).await? {
        1 => Ok(()),
        _ => Err(Error::Invalid(vec![Problem::new("email", "email_taken")])),
    }
}
