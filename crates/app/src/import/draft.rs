//! Imported entries that wait as drafts or applications, many to a statement.

use std::collections::{HashMap, HashSet};

use domain::application::{Application, Procedure, Whose};
use domain::application_act::{ApplicationAct, Start};
use domain::array_entry::ArrayEntry;
use domain::data_array::DataArray;
use domain::holder::Holder;
use domain::holder_entry::HolderEntry;
use domain::record::{Kind, Moment};
use domain::requirement;
use store::{BatchItem, Expected, Tx, Val};
use uuid::Uuid;

use super::{
    Import, ImportAs, Imported, Incoming, Outcomes, id_of, identifier_key, open_organisations,
    refused, rejected,
};
use crate::Result;
use crate::grant::next_numbers;
use crate::hands;
use crate::register::json_of;

/// An application to be begun.
struct Draft {
    /// The place of its entry in the run.
    index: usize,
    id: Uuid,
    start: Start,
}

impl Draft {
    fn new(import: &Import, index: usize, kind: Kind, key: &str, start: Start) -> Draft {
        let id = id_of(Kind::Application, &import.source, &format!("{kind}:{key}"));
        Draft { index, id, start }
    }
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
    let mut drafts = Vec::new();
    for ((index, entry), key) in holders.into_iter().zip(keys) {
        if let Some(present) = known.get(&key) {
            let same = present.record.entry == *entry;
            let said = if same { Imported::Unchanged } else { rejected("", "registered_already") };
            outcomes.insert(index, said);
            continue;
        }
        let (id, name) = (id_of(Kind::Holder, "", &key), entry.name.in_language("ky"));
        let start = start(Procedure::RegisterHolder, id, name, id, json_of(&entry)?);
        drafts.push(Draft::new(import, index, Kind::Holder, &key, start));
    }
    let accounts = drafts.iter().map(|draft| (draft.start.holder, &*draft.start.organisation));
    open_organisations(tx, accounts, moment).await?;
    begin(tx, import, drafts, moment, outcomes).await
}

pub(super) async fn arrays(
    tx: &mut Tx<'_>,
    import: &Import,
    arrays: Vec<(usize, &Incoming, Box<ArrayEntry>)>,
    moment: &Moment,
    outcomes: &mut Outcomes,
) -> Result<()> {
    let owners = owners(tx, arrays.iter().map(|(_, item, _)| *item)).await?;
    let subject = |item: &Incoming| id_of(Kind::DataArray, &import.source, &item.key);
    let subjects: Vec<Uuid> = arrays.iter().map(|(_, item, _)| subject(item)).collect();
    let registered = tx.load_many::<DataArray>(&subjects).await?;
    let mut drafts = Vec::new();
    for (index, item, entry) in arrays {
        let owner = item.holder.as_ref().and_then(|holder| owners.get(&identifier_key(holder)));
        let Some((holder, name)) = owner else {
            outcomes.insert(index, rejected("holder", "holder_not_registered"));
            continue;
        };
        let subject = subject(item);
        if registered.contains_key(&subject) {
            outcomes.insert(index, Imported::Unchanged);
            continue;
        }
        let start = start(Procedure::RegisterArray, *holder, name, subject, json_of(&entry)?);
        drafts.push(Draft::new(import, index, Kind::DataArray, &item.key, start));
    }
    begin(tx, import, drafts, moment, outcomes).await
}

/// The organisations that these arrays belong to: id and name, by the key of the holder.
async fn owners(
    tx: &mut Tx<'_>,
    items: impl Iterator<Item = &Incoming>,
) -> Result<HashMap<String, (Uuid, String)>> {
    let keys: HashSet<String> =
        items.filter_map(|item| item.holder.as_ref()).map(identifier_key).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let known = tx.load_by_keys::<Holder>("identifier", &keys).await?;
    let id = |key: &String| known.get(key).map_or_else(|| id_of(Kind::Holder, "", key), |h| h.id);
    let ids: Vec<Val> = keys.iter().map(|key| id(key).into()).collect();
    let mut names: HashMap<Uuid, String> = HashMap::new();
    for row in tx.rows_in("SELECT id, name FROM organisation WHERE", "id", &ids).await? {
        names.insert(row.get("id")?, row.get("name")?);
    }
    let owner = |key: &String| Some((id(key), names.get(&id(key))?.clone()));
    Ok(keys.iter().filter_map(|key| Some((key.clone(), owner(key)?))).collect())
}

fn start(
    procedure: Procedure,
    holder: Uuid,
    name: &str,
    subject: Uuid,
    entry: serde_json::Value,
) -> Start {
    Start {
        procedure,
        holder,
        organisation: name.to_owned(),
        subject,
        base_revision: 0,
        ex_officio: false,
        entry,
    }
}

/// Begins the applications that are not here yet and, if the import says so, sends them.
async fn begin(
    tx: &mut Tx<'_>,
    import: &Import,
    mut drafts: Vec<Draft>,
    moment: &Moment,
    outcomes: &mut Outcomes,
) -> Result<()> {
    let ids: Vec<Uuid> = drafts.iter().map(|draft| draft.id).collect();
    let here = tx.load_many::<Application>(&ids).await?;
    let mut seen = HashSet::new();
    drafts.retain(|draft| {
        let no = if here.contains_key(&draft.id) || !seen.insert(draft.id) {
            Some(Imported::Unchanged)
        } else {
            unfit(import, &draft.start, moment)
        };
        let stays = no.is_none();
        outcomes.extend(no.map(|no| (draft.index, no)));
        stays
    });
    let numbers = match import.how {
        ImportAs::Submitted => next_numbers(tx, Kind::Application, drafts.len(), moment).await?,
        _ => Vec::new(),
    };
    let places: Vec<usize> = drafts.iter().map(|draft| draft.index).collect();
    let mut numbers = numbers.into_iter();
    let holders: Vec<Uuid> = drafts.iter().map(|draft| draft.start.holder).collect();
    let whose = match import.how {
        ImportAs::Submitted => hands::whose_of(tx, &holders).await?,
        _ => HashMap::new(),
    };
    let items = drafts.into_iter().map(|draft| item(draft, numbers.next(), &whose)).collect();
    let saved = tx.save_batch::<Application>(items, &import.by, moment).await?;
    for (index, outcome) in places.into_iter().zip(saved) {
        // Another application on the same entry may be open: begun by its people, or by another import.
        let outcome = match outcome {
            Ok(begun) => Imported::Created { number: begun.record.number },
            Err(error) => refused(error)?,
        };
        outcomes.insert(index, outcome);
    }
    Ok(())
}

/// A rejected row keeps nothing: what cannot be sent is not begun either.
fn unfit(import: &Import, start: &Start, moment: &Moment) -> Option<Imported> {
    if import.how != ImportAs::Submitted {
        return None;
    }
    let problems = requirement::problems(start.procedure.of(), &start.entry, moment);
    (!problems.is_empty()).then_some(Imported::Rejected { problems })
}

fn item(
    draft: Draft,
    number: Option<String>,
    whose: &HashMap<Uuid, Whose>,
) -> BatchItem<ApplicationAct> {
    let whose = whose.get(&draft.start.holder).cloned().unwrap_or_default();
    let mut acts = vec![ApplicationAct::Start(Box::new(draft.start))];
    acts.extend(number.map(|number| ApplicationAct::Submit { number, whose }));
    BatchItem { id: draft.id, expected: Expected::New, acts }
}
