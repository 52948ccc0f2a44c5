//! What is done to the Register: by a program beside the servers, and through each of them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use app::caller::{Membership, OrganisationRole};
use app::import::{Import, ImportAs, Imported, Incoming, import};
use app::{App, Caller, StaffRole, organisation};
use domain::field::Of;
use domain::holder::Holder;
use domain::holder_entry::Identifier;
use domain::record::Actor;
use serde_json::{Value, json};
use uuid::Uuid;

const REGIONS: [(&str, &str); 3] =
    [("batken", "kadamjay"), ("bishkek", "bishkek_whole"), ("osh_city", "osh_whole")];

/// A holder of that number and name, and so many arrays of it; the numbers that the Register gave.
pub async fn bring(app: &App, n: usize, name: &str, arrays: usize) -> Vec<String> {
    let run = Import {
        source: "Үлгү".into(),
        how: ImportAs::Registered,
        is_trial: false,
        by: Actor::system(),
    };
    let holder = Incoming { of: Of::Holder, key: key(n), holder: None, tree: holder(n, name) };
    let mut items = vec![holder];
    items.extend((0..arrays).map(|m| array(n, m)));
    let number = |outcome| match outcome {
        Imported::Created { number } => number.unwrap(),
        other => panic!("{other:?}"),
    };
    import(app, &run, &items).await.unwrap().into_iter().map(number).collect()
}

fn key(n: usize) -> String {
    format!("ulgu-{n}")
}

fn holder(n: usize, name: &str) -> Value {
    let (region, district) = REGIONS[n % REGIONS.len()];
    let sector = ["health", "education"][n % 2];
    json!({
        "kind": "legal_entity",
        "name": {"ky": name},
        "identifier": {"scheme": "imported", "value": key(n)},
        "sector": sector,
        "address": {"country": "KG", "region": region, "district": district},
    })
}

fn array(n: usize, m: usize) -> Incoming {
    let special = ["yes", "no"][m % 2];
    let item = json!({"key": "d1", "category": "full_name", "words": "аты", "special": special});
    let tree = json!({"name": {"ky": format!("Тизме {n} {m}")}, "items": [item]});
    let holder = Some(Identifier { scheme: "imported".into(), value: key(n) });
    Incoming { of: Of::DataArray, key: format!("{}-{m}", key(n)), holder, tree }
}

fn person(number: u128) -> Actor {
    Actor { person: Uuid::from_u128(number), name: format!("Үлгү {number}") }
}

/// Somebody with an account, and with a role of the authority if it is named.
pub async fn somebody(app: &App, number: u128, role: Option<StaffRole>) -> Caller {
    let (actor, now) = (person(number), app.now());
    let sql = "INSERT INTO person (id, email, name, language, status, created_at, updated_at) \
               VALUES ($1, $2, $3, 'ky', 'active', $4, $4)";
    let email = format!("{number}@example.kg");
    let values = [actor.person.into(), email.into(), actor.name.as_str().into(), now.into()];
    put(app, sql, &values).await;
    if let Some(role) = role {
        let sql = "INSERT INTO staff_role (person, role, granted_by, granted_at) \
                   VALUES ($1, $2, $1, $3)";
        put(app, sql, &[actor.person.into(), role.as_str().into(), now.into()]).await;
    }
    let staff = role.into_iter().collect();
    Caller {
        actor: Some(actor),
        is_strong: true,
        language: "ky".into(),
        staff,
        ..Caller::default()
    }
}

async fn put(app: &App, sql: &str, values: &[store::Val]) {
    let done: Result<u64, store::StoreError> = app
        .store()
        .write("prepare", |tx| Box::pin(async move { tx.put_rows(sql, values).await }))
        .await;
    done.unwrap();
}

/// A token with which a program of that holder confirms its arrays.
pub async fn token(app: &App, holder: &str) -> String {
    let organisation = app.store().by_number::<Holder>(holder).await.unwrap().unwrap().id;
    let owner = somebody(app, 1, None).await;
    let sql = "INSERT INTO membership (person, organisation, role, created_at) \
               VALUES ($1, $2, 'owner', $3)";
    let id = owner.actor.as_ref().unwrap().person;
    put(app, sql, &[id.into(), organisation.into(), app.now().into()]).await;
    let role = OrganisationRole::Owner;
    let membership = Membership { organisation, name: "Үлгү".into(), role };
    let owner = Caller { memberships: vec![membership], ..owner };
    organisation::create_token(app, &owner, organisation, "nodes").await.unwrap().text
}

/// Says through a server that an array is still true. Whether the server has said that it is done:
/// one that is killed may have done it and not said so.
pub fn confirm(address: SocketAddr, token: &str, array: &str) -> bool {
    let order = json!({"procedure": "confirm_array", "subject": array, "submit": true});
    let answer = sent(address, token, &order.to_string()).unwrap_or_default();
    let is_done = answer.starts_with("HTTP/1.1 201") && answer.contains("\"registered\"");
    assert!(is_done || !answer.starts_with("HTTP/1.1 4"), "{answer}");
    is_done
}

fn sent(address: SocketAddr, token: &str, body: &str) -> std::io::Result<String> {
    let length = body.len();
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "POST /api/v1/applications HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
