//! Imported entries that enter the Register at once, many to a statement.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::array_entry::ArrayEntry;
use domain::data_array::{DataArray, DataArrayAct, HolderRef, ListRef};
use domain::data_list::{DataList, DataListAct};
use domain::holder::{Holder, HolderAct, Standing};
use domain::holder_entry::HolderEntry;
use domain::record::{Kind, Moment};
use store::{BatchItem, Expected, Loaded, Tx};

use super::{
    Import, Imported, Incoming, basis, id_of, identifier_key, open_organisation, refused, rejected,
};
use crate::{Error, Result};

/// The registered holders with these identifiers.
async fn known_holders(
    tx: &mut Tx<'_>,
    identifiers: impl Iterator<Item = String>,
) -> Result<HashMap<String, Loaded<Holder>>> {
    let mut found = HashMap::new();
    for key in identifiers {
        if found.contains_key(&key) {
            continue;
        }
        if let Some(holder) = tx.load_by_key::<Holder>("identifier", &key).await? {
            found.insert(key, holder);
        }
    }
    Ok(found)
}

pub(super) async fn holders(
    tx: &mut Tx<'_>,
    import: &Import,
    holders: Vec<(usize, Box<HolderEntry>)>,
    moment: &Moment,
    outcomes: &mut BTreeMap<usize, Imported>,
) -> Result<()> {
    let keys = holders.iter().map(|(_, entry)| identifier_key(&entry.identifier));
    let known = known_holders(tx, keys).await?;
    let (mut items, mut places) = (Vec::new(), Vec::new());
    let mut seen = HashMap::new();
    for (index, entry) in holders {
        let key = identifier_key(&entry.identifier);
        if seen.insert(key.clone(), index).is_some() {
            outcomes.insert(index, rejected("identifier.value", "repeated"));
            continue;
        }
        let basis = basis(import, &key);
        match known.get(&key) {
            Some(present) if present.record.entry == *entry => {
                outcomes.insert(index, Imported::Unchanged);
            }
            Some(present) if !present.record.basis.may_be_incomplete() => {
                outcomes.insert(index, rejected("", "changed_here_since"));
            }
            Some(present) => {
                let acts = vec![HolderAct::Amend { entry: *entry, basis }];
                let expected = Expected::Revision(present.revision);
                items.push(BatchItem { id: present.id, expected, acts });
                places.push((index, false));
            }
            None => {
                let id = id_of(Kind::Holder, "", &key);
                let number = crate::grant::next_number(tx, Kind::Holder, moment).await?;
                open_organisation(tx, id, entry.name.in_language("ky"), moment).await?;
                let acts = vec![HolderAct::Register { number, entry: *entry, basis }];
                items.push(BatchItem { id, expected: Expected::New, acts });
                places.push((index, true));
            }
        }
    }
    let saved = tx.save_batch::<Holder>(items, &import.by, moment).await?;
    for ((index, is_new), outcome) in places.into_iter().zip(saved) {
        let outcome = match outcome {
            Ok(holder) if is_new => Imported::Created { number: Some(holder.record.number) },
            Ok(holder) => Imported::Amended { number: holder.record.number },
            Err(error) => refused(error)?,
        };
        outcomes.insert(index, outcome);
    }
    Ok(())
}

pub(super) async fn arrays(
    tx: &mut Tx<'_>,
    import: &Import,
    arrays: Vec<(usize, &Incoming, Box<ArrayEntry>)>,
    moment: &Moment,
    outcomes: &mut BTreeMap<usize, Imported>,
) -> Result<()> {
    let keys = arrays.iter().filter_map(|(_, item, _)| item.holder.as_ref()).map(identifier_key);
    let known = known_holders(tx, keys).await?;
    let (mut lists, mut items, mut places) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for (index, item, entry) in arrays {
        let holder = item.holder.as_ref().and_then(|holder| known.get(&identifier_key(holder)));
        let Some(holder) = holder.filter(|h| h.record.standing == Standing::Registered) else {
            outcomes.insert(index, rejected("holder", "holder_not_registered"));
            continue;
        };
        let id = id_of(Kind::DataArray, &import.source, &item.key);
        if !seen.insert(id) {
            outcomes.insert(index, rejected("", "repeated"));
            continue;
        }
        if let Some(present) = present(tx, id, &item.key, holder).await? {
            let outcome = amend_array(tx, import, item, present, *entry, moment).await?;
            outcomes.insert(index, outcome);
            continue;
        }
        let holder = HolderRef::new(holder.id, &holder.record.number, &holder.record.entry);
        let list_id = id_of(Kind::DataList, &import.source, &item.key);
        let list_number = crate::grant::next_number(tx, Kind::DataList, moment).await?;
        let number = crate::grant::next_number(tx, Kind::DataArray, moment).await?;
        lists.push(BatchItem {
            id: list_id,
            expected: Expected::New,
            acts: vec![DataListAct::Register {
                number: list_number.clone(),
                data_array: id,
                holder: holder.id,
                items: entry.items.clone(),
            }],
        });
        let list = ListRef { id: list_id, number: list_number, version: 1 };
        let basis = basis(import, &item.key);
        let acts = vec![DataArrayAct::Register { number, holder, entry, list, basis }];
        items.push(BatchItem { id, expected: Expected::New, acts });
        places.push(index);
    }
    for outcome in tx.save_batch::<DataList>(lists, &import.by, moment).await? {
        outcome.map_err(Error::from)?;
    }
    let saved = tx.save_batch::<DataArray>(items, &import.by, moment).await?;
    for (index, outcome) in places.into_iter().zip(saved) {
        // Its list is saved already: what fails here must take the whole run with it.
        let array = outcome.map_err(Error::from)?;
        outcomes.insert(index, Imported::Created { number: Some(array.record.number) });
    }
    Ok(())
}

/// The array that was imported before, or that this line was exported from.
async fn present(
    tx: &mut Tx<'_>,
    id: uuid::Uuid,
    key: &str,
    holder: &Loaded<Holder>,
) -> Result<Option<Loaded<DataArray>>> {
    if let Some(imported) = tx.load::<DataArray>(id).await? {
        return Ok(Some(imported));
    }
    let sql = "SELECT id FROM record WHERE kind = $1 AND number = $2 AND holder = $3";
    let values = [Kind::DataArray.as_str().into(), key.into(), holder.id.into()];
    match tx.rows(sql, &values).await?.first() {
        Some(row) => Ok(tx.load::<DataArray>(row.get("id")?).await?),
        None => Ok(None),
    }
}

async fn amend_array(
    tx: &mut Tx<'_>,
    import: &Import,
    item: &Incoming,
    present: Loaded<DataArray>,
    entry: ArrayEntry,
    moment: &Moment,
) -> Result<Imported> {
    let list = tx.load::<DataList>(present.record.list.id).await?.ok_or(Error::NotFound)?;
    if present.record.whole_entry(list.record.items) == entry {
        return Ok(Imported::Unchanged);
    }
    if !present.record.basis.may_be_incomplete() {
        return Ok(rejected("", "changed_here_since"));
    }
    if present.record.standing == Standing::Excluded {
        return Ok(rejected("", "already_excluded"));
    }
    let (base, basis) = (Expected::Revision(present.revision), basis(import, &item.key));
    let amended = crate::grant::amend_array(tx, present.id, base, entry, basis, &import.by, moment);
    match amended.await {
        Ok(()) => Ok(Imported::Amended { number: present.record.number }),
        // Its own holder, not the one named here, has left: refused before anything was written.
        Err(Error::Refused(code)) => Ok(rejected("", &code)),
        Err(error) => Err(error),
    }
}
