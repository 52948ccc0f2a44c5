//! Imported holders that enter the Register at once, many to a statement.

use std::collections::HashSet;

use domain::holder::{Holder, HolderAct};
use domain::holder_entry::HolderEntry;
use domain::record::{Kind, Moment};
use store::{BatchItem, Expected, Loaded, Tx};

use super::{
    Import, Imported, Outcomes, basis, id_of, identifier_key, open_organisations, refused, rejected,
};
use crate::Result;
use crate::grant::next_numbers;

/// What a batch does, with the place of each of its items in the run.
struct Batch {
    items: Vec<BatchItem<HolderAct>>,
    places: Vec<(usize, bool)>,
}

pub(super) async fn holders(
    tx: &mut Tx<'_>,
    import: &Import,
    holders: Vec<(usize, Box<HolderEntry>)>,
    moment: &Moment,
    outcomes: &mut Outcomes,
) -> Result<()> {
    let keys: Vec<String> = holders.iter().map(|(_, e)| identifier_key(&e.identifier)).collect();
    let known = tx.load_by_keys::<Holder>("identifier", &keys).await?;
    let mut batch = Batch { items: Vec::new(), places: Vec::new() };
    let (mut new, mut seen) = (Vec::new(), HashSet::new());
    for ((index, entry), key) in holders.into_iter().zip(keys) {
        let present = known.get(&key);
        if !seen.insert(key.clone()) {
            outcomes.insert(index, rejected("identifier.value", "repeated"));
        } else if let Some(present) = present {
            outcomes.extend(batch.amend(import, present, index, *entry).map(|no| (index, no)));
        } else {
            new.push((index, key, *entry));
        }
    }
    batch.register(tx, import, new, moment).await?;
    let saved = tx.save_batch::<Holder>(batch.items, &import.by, moment).await?;
    for ((index, is_new), outcome) in batch.places.into_iter().zip(saved) {
        let outcome = match outcome {
            Ok(holder) if is_new => Imported::Created { number: Some(holder.record.number) },
            Ok(holder) => {
                crate::grant::refresh_arrays(tx, &holder).await?;
                Imported::Amended { number: holder.record.number }
            }
            Err(error) => refused(error)?,
        };
        outcomes.insert(index, outcome);
    }
    Ok(())
}

impl Batch {
    /// Changes a holder that is here, or says why not.
    fn amend(
        &mut self,
        import: &Import,
        present: &Loaded<Holder>,
        index: usize,
        entry: HolderEntry,
    ) -> Option<Imported> {
        if present.record.entry == entry {
            return Some(Imported::Unchanged);
        }
        if !present.record.basis.may_be_incomplete() {
            return Some(rejected("", "changed_here_since"));
        }
        let basis = basis(import, &identifier_key(&entry.identifier));
        let expected = Expected::Revision(present.revision);
        let acts = vec![HolderAct::Amend { entry, basis }];
        self.items.push(BatchItem { id: present.id, expected, acts });
        self.places.push((index, false));
        None
    }

    async fn register(
        &mut self,
        tx: &mut Tx<'_>,
        import: &Import,
        new: Vec<(usize, String, HolderEntry)>,
        moment: &Moment,
    ) -> Result<()> {
        let id = |key: &str| id_of(Kind::Holder, "", key);
        let accounts = new.iter().map(|(_, key, entry)| (id(key), entry.name.in_language("ky")));
        open_organisations(tx, accounts, moment).await?;
        let numbers = next_numbers(tx, Kind::Holder, new.len(), moment).await?;
        for ((index, key, entry), number) in new.into_iter().zip(numbers) {
            let (id, basis) = (id(&key), basis(import, &key));
            let acts = vec![HolderAct::Register { number, entry, basis }];
            self.items.push(BatchItem { id, expected: Expected::New, acts });
            self.places.push((index, true));
        }
        Ok(())
    }
}
