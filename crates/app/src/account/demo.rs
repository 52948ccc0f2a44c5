//! The people of the demonstration. Their passwords are printed for everybody.

use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;
use store::Val;
use uuid::Uuid;

use super::{NewPerson, hash, insert_person, note, person_by_email};
use crate::{App, Result, StaffRole, organisation};

/// Somebody in the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DemoPerson {
    /// The account.
    #[serde(deserialize_with = "fixed")]
    pub id: Uuid,
    /// The address by which one signs in.
    pub email: String,
    /// Name and family name.
    pub name: String,
    /// Role at the authority, if any.
    pub role: Option<StaffRole>,
    /// The organisation owned, if any.
    pub organisation: Option<DemoOrganisation>,
}

/// An organisation that somebody in the demonstration owns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DemoOrganisation {
    /// Its id; that of the holder it becomes.
    #[serde(deserialize_with = "fixed")]
    pub id: Uuid,
    /// What it is called.
    pub name: String,
}

/// The demonstration's people, with the one password of them all.
#[derive(Debug, Deserialize)]
pub struct Demo {
    /// The password of everybody.
    pub password: String,
    /// Who there is.
    #[serde(rename = "person")]
    pub people: Vec<DemoPerson>,
}

/// Ids are fixed, so that sample content can refer to them.
pub fn demo_id(number: u64) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(number))
}

fn fixed<'de, D: Deserializer<'de>>(number: D) -> std::result::Result<Uuid, D::Error> {
    u64::deserialize(number).map(demo_id)
}

/// Who is in the demonstration, from `sample/people.toml`.
pub fn demo() -> &'static Demo {
    static DEMO: LazyLock<Demo> = LazyLock::new(|| {
        toml::from_str(include_str!("../../sample/people.toml"))
            .expect("a test reads sample/people.toml")
    });
    &DEMO
}

/// Puts the people of the demonstration into the database; who is there already stays as they are.
pub async fn seed_demo(app: &App) -> Result<()> {
    for person in &demo().people {
        if person_by_email(app, &person.email).await?.is_none() {
            seed(app, person).await?;
        }
    }
    Ok(())
}

async fn seed(app: &App, person: &DemoPerson) -> Result<()> {
    let new = &NewPerson {
        id: person.id,
        email: person.email.clone(),
        name: person.name.clone(),
        language: "ky",
        password_hash: hash(app, &demo().password).await?,
    };
    let now = app.now();
    app.store()
        .write("seed_demo", |tx| {
            Box::pin(async move {
                insert_person(tx, new, now).await?;
                super::confirm_email(tx, new.id, now).await?;
                note(tx, new.id, "account_opened", &[], Uuid::nil(), now).await?;
                if let Some(role) = person.role {
                    let sql = "INSERT INTO staff_role (person, role, granted_by, granted_at) \
                               VALUES ($1, $2, $3, $4)";
                    let values: [Val; 4] =
                        [new.id.into(), role.as_str().into(), Uuid::nil().into(), now.into()];
                    tx.put_rows(sql, &values).await?;
                }
                match &person.organisation {
                    Some(of) => organisation::open_in(tx, of.id, &of.name, new.id, now).await,
                    None => Ok(()),
                }
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_role_or_an_organisation() {
        let people = &demo().people;
        assert!(people.len() >= 6);
        for person in people {
            assert!(person.role.is_some() != person.organisation.is_some(), "{}", person.email);
            assert!(person.email.ends_with("@demo.example"), "{}", person.email);
        }
    }
}
