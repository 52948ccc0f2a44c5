//! Holders entered in the Register without any application: the shortest public acts.
// Also used by the drill of `korgoo`, which confirms them too.
#![allow(dead_code)]

use app::App;
use domain::holder::{Holder, HolderAct};
use domain::holder_entry::{Basis, HolderEntry};
use domain::record::Actor;
use serde_json::json;
use store::{ActError, BatchItem, Expected, StoreError};
use uuid::Uuid;

/// A version of a record: what one leaf of the log seals.
pub type Version = (Uuid, i64);

/// Registers so many holders, in one transaction.
pub async fn register(app: &App, count: usize) -> Result<Vec<Version>, StoreError> {
    let (moment, by) = (&app.moment(), &Actor::system());
    let ids: &Vec<Uuid> = &(0..count).map(|_| app.new_id()).collect();
    let items = &ids.iter().map(|id| item(*id)).collect::<Vec<_>>();
    let work = app.store().write("register", |tx| {
        Box::pin(async move { tx.save_batch::<Holder>(items.clone(), by, moment).await })
    });
    let done = work.await?.into_iter().map(|outcome| outcome.expect("the law lets it be"));
    Ok(done.map(|loaded| (loaded.id, loaded.revision)).collect())
}

fn item(id: Uuid) -> BatchItem<HolderAct> {
    let entry: HolderEntry = serde_json::from_value(json!({
        "kind": "legal_entity",
        "name": {"ky": "Үлгү"},
        "identifier": {"scheme": "imported", "value": id},
        "address": {"country": "KG"},
    }))
    .expect("an entry");
    // Enough of the id that it names one holder, and short enough for a word of a leaf.
    let number = format!("KG-H-{}", &id.simple().to_string()[16..]);
    let acts = vec![HolderAct::Register { number, entry, basis: basis(id) }];
    BatchItem { id, expected: Expected::New, acts }
}

/// Confirms a holder: one more version of it.
pub async fn confirm(app: &App, id: Uuid) -> Result<Version, StoreError> {
    let (moment, by) = (&app.moment(), &Actor::system());
    let work = app.store().write("confirm", |tx| {
        let act = HolderAct::Confirm { basis: basis(id) };
        Box::pin(async move { tx.act::<Holder>(id, Expected::Any, act, by, moment).await })
    });
    match work.await {
        Ok(loaded) => Ok((id, loaded.revision)),
        Err(ActError::Store(error)) => Err(error),
        Err(other) => panic!("{other:?}"),
    }
}

fn basis(id: Uuid) -> Basis {
    Basis::Import { source: "Үлгү".into(), key: id.to_string() }
}
