//! Imported arrays that enter the Register at once, with their lists of data, many to a statement.

use std::collections::{HashMap, HashSet};

use domain::array_entry::ArrayEntry;
use domain::data_array::{DataArray, DataArrayAct, HolderRef, ListRef};
use domain::data_list::{DataList, DataListAct};
use domain::holder::{Holder, Standing};
use domain::record::{Kind, Moment};
use store::{BatchItem, Expected, Loaded, Tx};
use uuid::Uuid;

use super::{Import, Imported, Incoming, Outcomes, basis, id_of, identifier_key, rejected};
use crate::grant::next_numbers;
use crate::{Error, Result};

/// An array to be imported, with its place in the run.
type Read<'a> = (usize, &'a Incoming, Box<ArrayEntry>);

/// An array whose holder is in the Register.
struct Line<'a> {
    index: usize,
    id: Uuid,
    item: &'a Incoming,
    holder: &'a Loaded<Holder>,
    entry: ArrayEntry,
}

pub(super) async fn arrays(
    tx: &mut Tx<'_>,
    import: &Import,
    arrays: Vec<Read<'_>>,
    moment: &Moment,
    outcomes: &mut Outcomes,
) -> Result<()> {
    let keys = arrays.iter().filter_map(|(_, item, _)| item.holder.as_ref()).map(identifier_key);
    let keys: HashSet<String> = keys.collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let holders = tx.load_by_keys::<Holder>("identifier", &keys).await?;
    let lines = lines(import, arrays, &holders, outcomes);
    let here = Here::load(tx, &lines).await?;
    let mut batch = Batch { import, lists: Vec::new(), items: Vec::new(), places: Vec::new() };
    let (mut new, mut seen) = (Vec::new(), HashSet::new());
    for line in lines {
        match here.array(&line) {
            None => new.push(line),
            // Two lines may mean one array: by its key at the source, and by its number here.
            Some(array) if !seen.insert(array.id) => {
                outcomes.insert(line.index, rejected("", "repeated"));
            }
            Some(array) => {
                let index = line.index;
                outcomes.extend(batch.amend(&here, array, line)?.map(|no| (index, no)));
            }
        }
    }
    batch.register(tx, new, moment).await?;
    batch.save(tx, moment, outcomes).await
}

/// The arrays whose holders are in the Register, none of them twice.
fn lines<'a>(
    import: &Import,
    arrays: Vec<Read<'a>>,
    holders: &'a HashMap<String, Loaded<Holder>>,
    outcomes: &mut Outcomes,
) -> Vec<Line<'a>> {
    let (mut lines, mut seen) = (Vec::with_capacity(arrays.len()), HashSet::new());
    for (index, item, entry) in arrays {
        let holder = item.holder.as_ref().and_then(|holder| holders.get(&identifier_key(holder)));
        let Some(holder) = holder.filter(|holder| is_registered(holder)) else {
            outcomes.insert(index, rejected("holder", "holder_not_registered"));
            continue;
        };
        let id = id_of(Kind::DataArray, &import.source, &item.key);
        if !seen.insert(id) {
            outcomes.insert(index, rejected("", "repeated"));
            continue;
        }
        lines.push(Line { index, id, item, holder, entry: *entry });
    }
    lines
}

fn is_registered(holder: &Loaded<Holder>) -> bool {
    holder.record.standing == Standing::Registered
}

fn holder_ref(holder: &Loaded<Holder>) -> HolderRef {
    HolderRef::new(holder.id, &holder.record.number, &holder.record.entry)
}

/// What the Register has of these lines already.
struct Here {
    imported: HashMap<Uuid, Loaded<DataArray>>,
    numbered: HashMap<String, Loaded<DataArray>>,
    lists: HashMap<Uuid, Loaded<DataList>>,
    holders: HashMap<Uuid, Loaded<Holder>>,
}

impl Here {
    async fn load(tx: &mut Tx<'_>, lines: &[Line<'_>]) -> Result<Here> {
        let ids: Vec<Uuid> = lines.iter().map(|line| line.id).collect();
        let imported = tx.load_many::<DataArray>(&ids).await?;
        let others = lines.iter().filter(|line| !imported.contains_key(&line.id));
        let numbers: Vec<String> = others.map(|line| line.item.key.clone()).collect();
        let numbered = tx.load_by_keys::<DataArray>("number", &numbers).await?;
        let arrays = || imported.values().chain(numbered.values()).map(|array| &array.record);
        let lists: Vec<Uuid> = arrays().map(|array| array.list.id).collect();
        let holders: Vec<Uuid> = arrays().map(|array| array.holder.id).collect();
        Ok(Here {
            lists: tx.load_many(&lists).await?,
            holders: tx.load_many(&holders).await?,
            imported,
            numbered,
        })
    }

    /// The array that was imported before, or that this line was exported from.
    fn array(&self, line: &Line<'_>) -> Option<&Loaded<DataArray>> {
        let numbered = || self.numbered.get(&line.item.key);
        let exported = || numbered().filter(|array| array.record.holder.id == line.holder.id);
        self.imported.get(&line.id).or_else(exported)
    }
}

/// What is to be saved: lists of data first, so that no array stands without one.
struct Batch<'a> {
    import: &'a Import,
    lists: Vec<BatchItem<DataListAct>>,
    items: Vec<BatchItem<DataArrayAct>>,
    places: Vec<(usize, bool)>,
}

impl Batch<'_> {
    /// Changes an array that is here, or says why not.
    fn amend(
        &mut self,
        here: &Here,
        present: &Loaded<DataArray>,
        line: Line<'_>,
    ) -> Result<Option<Imported>> {
        let (id, array, entry) = (present.id, &present.record, line.entry);
        let list = here.lists.get(&array.list.id).ok_or(Error::NotFound)?;
        if array.whole_entry(list.record.items.clone()) == entry {
            return Ok(Some(Imported::Unchanged));
        }
        if !array.basis.may_be_incomplete() {
            return Ok(Some(rejected("", "changed_here_since")));
        }
        if array.standing == Standing::Excluded {
            return Ok(Some(rejected("", "already_excluded")));
        }
        // Its own holder, not the one named here, may have left.
        let holder = here.holders.get(&array.holder.id).filter(|holder| is_registered(holder));
        let Some(holder) = holder.map(holder_ref) else {
            return Ok(Some(rejected("", "holder_not_registered")));
        };
        let mut list_ref = array.list.clone();
        if list.record.items != entry.items {
            list_ref.version = list.record.version + 1;
            let acts = vec![DataListAct::Amend { items: entry.items.clone() }];
            let expected = Expected::Revision(list.revision);
            self.lists.push(BatchItem { id: list.id, expected, acts });
        }
        let (entry, basis) = (Box::new(entry), basis(self.import, &line.item.key));
        let acts = vec![DataArrayAct::Amend { holder, entry, list: list_ref, basis }];
        self.items.push(BatchItem { id, expected: Expected::Revision(present.revision), acts });
        self.places.push((line.index, false));
        Ok(None)
    }

    async fn register(
        &mut self,
        tx: &mut Tx<'_>,
        new: Vec<Line<'_>>,
        moment: &Moment,
    ) -> Result<()> {
        let of_lists = next_numbers(tx, Kind::DataList, new.len(), moment).await?;
        let numbers = next_numbers(tx, Kind::DataArray, new.len(), moment).await?;
        for ((line, list_number), number) in new.into_iter().zip(of_lists).zip(numbers) {
            let list_id = id_of(Kind::DataList, &self.import.source, &line.item.key);
            let list = ListRef { id: list_id, number: list_number.clone(), version: 1 };
            let acts = vec![DataListAct::Register {
                number: list_number,
                data_array: line.id,
                holder: line.holder.id,
                items: line.entry.items.clone(),
            }];
            self.lists.push(BatchItem { id: list_id, expected: Expected::New, acts });
            let (holder, entry) = (holder_ref(line.holder), Box::new(line.entry));
            let basis = basis(self.import, &line.item.key);
            let acts = vec![DataArrayAct::Register { number, holder, entry, list, basis }];
            self.items.push(BatchItem { id: line.id, expected: Expected::New, acts });
            self.places.push((line.index, true));
        }
        Ok(())
    }

    async fn save(self, tx: &mut Tx<'_>, moment: &Moment, outcomes: &mut Outcomes) -> Result<()> {
        let by = &self.import.by;
        for outcome in tx.save_batch::<DataList>(self.lists, by, moment).await? {
            outcome.map_err(Error::from)?;
        }
        let saved = tx.save_batch::<DataArray>(self.items, by, moment).await?;
        for ((index, is_new), outcome) in self.places.into_iter().zip(saved) {
            // Its list is saved already: what fails here must take the whole run with it.
            let number = outcome.map_err(Error::from)?.record.number;
            let done = if is_new {
                Imported::Created { number: Some(number) }
            } else {
                Imported::Amended { number }
            };
            outcomes.insert(index, done);
        }
        Ok(())
    }
}
