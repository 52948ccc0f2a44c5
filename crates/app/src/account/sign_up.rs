//! A new account. It opens by the link in a mail, so that nobody opens one in another's name, and
//! so that the form tells nobody whose address has an account already.

use domain::problem::Problem;
use jiff::{SignedDuration, Timestamp};
use store::{Enqueue, Json, Tx, Val};
use uuid::Uuid;

use super::limit::{self, Knock};
use super::person::{language_or_default, read_name};
use super::{Token, hash, note, person_by_email, read_email, strength, token_hash};
use crate::notice::{MAIL, Mail, Told, tell};
use crate::policy::{self, Deed};
use crate::session::{self, SignedIn};
use crate::{App, Caller, Error, Result, organisation};

const HOLDS: SignedDuration = SignedDuration::from_hours(48);

/// What the sign-up form asks.
#[derive(Debug, Clone, Default)]
pub struct SignUp {
    /// Name and family name.
    pub name: String,
    /// The address by which one signs in.
    pub email: String,
    /// The language of the page on which it happens.
    pub language: String,
    /// The name of the organisation to open.
    pub organisation: String,
}

/// An account that waits to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Name and family name.
    pub name: String,
    /// The address to which the link was sent.
    pub email: String,
    /// The name of the organisation that opens with it.
    pub organisation: String,
    language: String,
}

/// Sends a letter: the link that opens the account or, if the address has one, word of it. The
/// answer is the same.
pub async fn ask_sign_up(app: &App, caller: &Caller, form: &SignUp) -> Result<()> {
    policy::check(caller, Deed::SignIn, None)?;
    let mut problems = Vec::new();
    let name = read_name(&form.name, &mut problems);
    let email = read_email(&form.email, &mut problems);
    let organisation = organisation::read_name(&form.organisation, &mut problems);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    limit::knock(app, &[Knock::new(limit::SIGN_UP, &caller.visit.network)]).await?;
    match limit::knock(app, &[Knock::at_address(limit::LETTERS, &email)]).await {
        Err(Error::TooSoon(_)) => return Ok(()),
        counted => counted?,
    }
    let language = language_or_default(&form.language).to_owned();
    let awaited = &Awaited { name, email, organisation, language };
    let owner = person_by_email(app, &awaited.email).await?.map(|person| person.id);
    let (token, now) = (&Token::new(app), app.now());
    app.store()
        .write("ask_sign_up", |tx| {
            Box::pin(async move {
                sweep(tx, now).await?;
                if owner.is_none() {
                    insert(tx, token, awaited, now).await?;
                }
                let body = Json::of(&letter(awaited, owner, token))?;
                tx.enqueue(Enqueue { channel: MAIL, dedupe: None, body, run_at: now, now }).await?;
                Ok(())
            })
        })
        .await
}

/// Nothing that a stranger typed goes into it: nobody writes to others through us.
fn letter(awaited: &Awaited, owner: Option<Uuid>, token: &Token) -> Mail {
    let (key, link) = match owner {
        Some(_) => ("sign_up_known", "/sign-in".to_owned()),
        None => ("sign_up", format!("/sign-up/{}", token.text)),
    };
    Mail {
        person: owner,
        address: owner.is_none().then(|| awaited.email.clone()),
        language: owner.is_none().then(|| awaited.language.clone()),
        key: key.into(),
        link,
        ..Mail::default()
    }
}

/// What was never opened is forgotten.
async fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<()> {
    tx.put_rows("DELETE FROM sign_up WHERE expires_at <= $1", &[now.into()]).await?;
    Ok(())
}

async fn insert(tx: &mut Tx<'_>, token: &Token, awaited: &Awaited, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO sign_up \
               (token_hash, email, name, language, organisation, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values: [Val; 7] = [
        token.hash.clone().into(),
        awaited.email.as_str().into(),
        awaited.name.as_str().into(),
        awaited.language.as_str().into(),
        awaited.organisation.as_str().into(),
        now.into(),
        (now + HOLDS).into(),
    ];
    tx.put_rows(sql, &values).await?;
    Ok(())
}

/// What the link opens, if it still does.
pub async fn awaited(app: &App, caller: &Caller, token: &str) -> Result<Awaited> {
    policy::check(caller, Deed::SignIn, None)?;
    let sql = "SELECT email, name, language, organisation FROM sign_up \
               WHERE token_hash = $1 AND expires_at > $2";
    let rows = app.store().rows(sql, &[token_hash(token).into(), app.now().into()]).await?;
    let row = rows.first().ok_or_else(no_link)?;
    Ok(Awaited {
        email: row.get("email")?,
        name: row.get("name")?,
        language: row.get("language")?,
        organisation: row.get("organisation")?,
    })
}

fn no_link() -> Error {
    Error::Invalid(vec![Problem::new("token", "token_expired")])
}

/// Opens the account and the organisation with it, and a session. The password is chosen here, by whoever reads
/// the mailbox: an account begun by somebody else is never theirs.
pub async fn finish_sign_up(
    app: &App,
    caller: &Caller,
    token: &str,
    password: &str,
    user_agent: &str,
) -> Result<SignedIn> {
    let awaited = awaited(app, caller, token).await?;
    let new = new_person(app, &awaited, password).await?;
    let (new, token, name) = (&new, &token_hash(token), awaited.organisation.as_str());
    let (organisation, now) = (app.new_id(), app.now());
    app.store()
        .write("finish_sign_up", |tx| {
            Box::pin(async move {
                let sql = "DELETE FROM sign_up WHERE token_hash = $1";
                if tx.put_rows(sql, &[token.clone().into()]).await? != 1 {
                    return Err(no_link());
                }
                open(tx, app, new, now).await?;
                organisation::open_in(tx, organisation, name, new.id, now).await
            })
        })
        .await?;
    session::of_new_person(app, new.id, user_agent).await
}

/// Opens the account of somebody invited. The link of the invitation came to the address by mail.
pub async fn sign_up_invited(
    app: &App,
    caller: &Caller,
    token: &str,
    form: &SignUp,
    password: &str,
    user_agent: &str,
) -> Result<SignedIn> {
    let email = organisation::invitation(app, caller, token).await?.email;
    let mut problems = Vec::new();
    let name = read_name(&form.name, &mut problems);
    problems.extend(strength("password", password, &[&email, &name]));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let language = language_or_default(&form.language).to_owned();
    let awaited = Awaited { name, email, organisation: String::new(), language };
    let new = &new_person(app, &awaited, password).await?;
    let (token, now) = (&token_hash(token), app.now());
    app.store()
        .write("sign_up_invited", |tx| {
            Box::pin(async move {
                open(tx, app, new, now).await?;
                organisation::accept_in(tx, token, new.id, &new.email, now).await
            })
        })
        .await?;
    session::of_new_person(app, new.id, user_agent).await
}

async fn new_person(app: &App, awaited: &Awaited, password: &str) -> Result<NewPerson> {
    let own = [awaited.email.as_str(), awaited.name.as_str()];
    if let Some(problem) = strength("password", password, &own) {
        return Err(Error::Invalid(vec![problem]));
    }
    Ok(NewPerson {
        id: app.new_id(),
        email: awaited.email.clone(),
        name: awaited.name.clone(),
        language: language_or_default(&awaited.language),
        password_hash: hash(app, password).await?,
    })
}

async fn open(tx: &mut Tx<'_>, app: &App, new: &NewPerson, now: Timestamp) -> Result<()> {
    insert_person(tx, new, now).await?;
    super::confirm_email(tx, new.id, now).await?;
    note(tx, new.id, "signed_up", &[], new.id, now).await?;
    let told = Told {
        key: "welcome".into(),
        link: "/organisations".into(),
        once: "welcome".into(),
        ..Told::default()
    };
    tell(tx, app, new.id, &told, now).await
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
