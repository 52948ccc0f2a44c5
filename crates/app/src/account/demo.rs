//! The people of the demonstration. Their passwords are printed for everybody.

use store::Val;
use uuid::Uuid;

use super::{NewPerson, hash, insert_person, note, person_by_email};
use crate::{App, Result, StaffRole, organisation};

/// The password of everybody in the demonstration.
const PASSWORD: &str = "korgoo-demo-2026";

/// Somebody in the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// The account.
    pub id: Uuid,
    /// The address by which one signs in.
    pub email: &'static str,
    /// Name and family name.
    pub name: &'static str,
    /// The password.
    pub password: &'static str,
    /// Role at the authority, if any.
    pub role: Option<StaffRole>,
    /// The organisation owned, if any.
    pub organisation: Option<(Uuid, &'static str)>,
}

/// Ids are fixed, so that sample content can refer to them.
const fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | n)
}

/// Who is in the demonstration.
pub fn demo_people() -> Vec<DemoPerson> {
    let person = |n, email, name, role, organisation: Option<(u128, &'static str)>| DemoPerson {
        id: id(n),
        email,
        name,
        password: PASSWORD,
        role,
        organisation: organisation.map(|(n, name)| (id(n), name)),
    };
    let clinic = Some((0x101, "«Ден-Соолук Үлгү» клиникасы"));
    let school = Some((0x102, "«Билим Үлгү» мектеби"));
    vec![
        person(0x001, "clinic@demo.example", "Айгүл Үлгүева", None, clinic),
        person(0x002, "school@demo.example", "Бакыт Үлгүев", None, school),
        person(
            0x003,
            "registrar@demo.example",
            "Чолпон Каттоочуева",
            Some(StaffRole::Registrar),
            None,
        ),
        person(
            0x006,
            "registrar2@demo.example",
            "Данияр Каттоочуев",
            Some(StaffRole::Registrar),
            None,
        ),
        person(0x004, "head@demo.example", "Эркин Башчыев", Some(StaffRole::Head), None),
        person(
            0x005,
            "admin@demo.example",
            "Жылдыз Тескөөчүева",
            Some(StaffRole::Administrator),
            None,
        ),
    ]
}

/// Puts the people of the demonstration into the database; who is there already stays as they are.
pub async fn seed_demo(app: &App) -> Result<Vec<DemoPerson>> {
    let people = demo_people();
    for person in &people {
        if person_by_email(app, person.email).await?.is_none() {
            seed(app, person).await?;
        }
    }
    Ok(people)
}

async fn seed(app: &App, person: &DemoPerson) -> Result<()> {
    let new = &NewPerson {
        id: person.id,
        email: person.email.into(),
        name: person.name.into(),
        language: "ky",
        password_hash: hash(app, person.password).await?,
    };
    let now = app.now();
    app.store()
        .write("seed_demo", |tx| {
            Box::pin(async move {
                insert_person(tx, new, now).await?;
                note(tx, new.id, "account_opened", &[], Uuid::nil(), now).await?;
                if let Some(role) = person.role {
                    let sql = "INSERT INTO staff_role (person, role, granted_by, granted_at) \
                               VALUES ($1, $2, $3, $4)";
                    let values: [Val; 4] =
                        [new.id.into(), role.as_str().into(), Uuid::nil().into(), now.into()];
                    tx.put_rows(sql, &values).await?;
                }
                match person.organisation {
                    Some((id, name)) => organisation::open_in(tx, id, name, new.id, now).await,
                    None => Ok(()),
                }
            })
        })
        .await
}
