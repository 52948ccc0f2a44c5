//! Meaning checks with what is around the entry: the Register itself answers whether a recipient is registered, a number
//! in use, an array entered twice.

use std::collections::BTreeMap;

use domain::check::{self, Finding, Named, OtherArray, Surroundings};
use domain::data_array::DataArray;
use domain::field::Of;
use domain::holder::{Holder, Standing};
use domain::holder_entry::{HolderEntry, Names};
use domain::path;
use domain::record::{Kind, fold};
use serde_json::Value;
use store::{Loaded, Query};
use uuid::Uuid;

use crate::{App, Result};

/// More arrays of one holder than this are not compared: the page must stay quick.
const MOST_ARRAYS: u32 = 200;
/// More recipients than this are not looked up.
const MOST_NAMED: usize = 50;

/// What the meaning checks find in an entry of a holder. `subject` is the record described: it is not compared with itself.
pub async fn findings_for(
    app: &App,
    of: Of,
    holder: Uuid,
    subject: Uuid,
    entry: &Value,
) -> Result<Vec<Finding>> {
    let mut around = own(app, holder).await?;
    around.named = named(app, check::named_holders(of, entry)).await?;
    match of {
        Of::DataArray => around.arrays = arrays(app, holder, subject).await?,
        Of::Holder => {
            around.identifier_of = identifier_of(app, subject, entry).await?;
            around.same_name = same_name(app, subject, entry).await?;
        }
    }
    Ok(check::findings(of, entry, &around, &app.moment()))
}

async fn own(app: &App, holder: Uuid) -> Result<Surroundings> {
    let found = app.store().get::<Holder>(holder).await?;
    Ok(found.map_or_else(Surroundings::default, |found| Surroundings {
        holder_number: found.record.number,
        holder: Some(found.record.entry),
        ..Surroundings::default()
    }))
}

/// What is known of the holders with these numbers; nothing of a number that nobody has.
async fn named(app: &App, numbers: Vec<String>) -> Result<BTreeMap<String, Option<Named>>> {
    let numbers: Vec<String> = numbers.into_iter().take(MOST_NAMED).collect();
    let found = app.store().by_numbers::<Holder>(&numbers).await?;
    let mut named: BTreeMap<_, _> = numbers.into_iter().map(|number| (number, None)).collect();
    named.extend(found.into_iter().map(|Loaded { record, .. }| {
        let in_force = record.standing == Standing::Registered;
        (record.number, Some(Named { in_force, country: record.entry.address.country }))
    }));
    Ok(named)
}

async fn arrays(app: &App, holder: Uuid, subject: Uuid) -> Result<Vec<OtherArray>> {
    let query = Query {
        kinds: vec![Kind::DataArray],
        statuses: vec![Standing::Registered.as_str().into()],
        holder: Some(holder),
        limit: MOST_ARRAYS,
        with_state: true,
        ..Query::default()
    };
    let mut others = Vec::new();
    for found in app.store().find(&query).await?.items {
        if let Some(loaded) = found.loaded::<DataArray>()?.filter(|found| found.id != subject) {
            let array = loaded.record;
            others.push(OtherArray::new(&array.number, &array.entry, &array.categories));
        }
    }
    Ok(others)
}

async fn identifier_of(app: &App, subject: Uuid, entry: &Value) -> Result<Option<String>> {
    let value = path::text(entry, "identifier.value").trim();
    if value.is_empty() {
        return Ok(None);
    }
    let key = format!("{}:{value}", path::text(entry, "identifier.scheme"));
    let found = app.store().by_key::<Holder>("identifier", &key).await?;
    Ok(found.filter(|found| found.id != subject).map(|found| found.record.number))
}

async fn same_name(app: &App, subject: Uuid, entry: &Value) -> Result<Option<String>> {
    for language in ["ky", "ru"] {
        let name = fold(path::text(entry, &format!("name.{language}")));
        if name.is_empty() {
            continue;
        }
        let query = Query {
            kinds: vec![Kind::Holder],
            statuses: vec![Standing::Registered.as_str().into()],
            text: name.clone(),
            limit: 20,
            with_state: true,
            ..Query::default()
        };
        for found in app.store().find(&query).await?.items {
            let loaded = found.loaded::<Holder>()?.filter(|found| found.id != subject);
            if let Some(other) = loaded.filter(|found| has_name(&found.record.entry, &name)) {
                return Ok(Some(other.record.number));
            }
        }
    }
    Ok(None)
}

fn has_name(entry: &HolderEntry, name: &str) -> bool {
    let names: &Names = &entry.name;
    names.all().any(|known| fold(known) == name)
}
