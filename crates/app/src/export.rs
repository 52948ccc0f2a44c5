//! The Register taken away: every entry with its key, page by page.

use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::field::Of;
use domain::holder::Holder;
use domain::holder_entry::Identifier;
use domain::path;
use domain::record::Kind;
use serde_json::Value;
use store::{Loaded, Order, Query, Summary};

use crate::register::json_of;
use crate::{App, Error, Result};

/// An entry on its way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// A holder or an array.
    pub of: Of,
    /// Its register number: importing it again finds the same entry.
    pub number: String,
    /// For an array: who holds it.
    pub holder: Option<Identifier>,
    /// The description.
    pub tree: Value,
}

/// How much of an entry leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Everything, for moving a register; it holds names of people.
    Whole,
    /// What everybody may read.
    Published,
}

/// Entries to a page.
const PAGE: u32 = 500;

/// One page of registered entries of a kind, and where the next begins.
pub async fn page(
    app: &App,
    of: Of,
    extent: Extent,
    cursor: Option<String>,
) -> Result<(Vec<Outgoing>, Option<String>)> {
    let query = Query {
        kinds: vec![if of == Of::Holder { Kind::Holder } else { Kind::DataArray }],
        statuses: vec!["registered".into()],
        order: Order::Number,
        limit: PAGE,
        cursor,
        with_state: true,
        ..Query::default()
    };
    let found = app.store().find(&query).await?;
    let mut entries = match of {
        Of::Holder => holders(&found.items)?,
        Of::DataArray => arrays(app, &found.items).await?,
    };
    let fields = app.moment().fields();
    for entry in &mut entries {
        if extent == Extent::Published {
            entry.tree = fields.publish(of, &entry.tree);
        }
        entry.tree = path::tidy(entry.tree.take());
    }
    Ok((entries, found.next))
}

fn loaded<R: domain::record::Record>(summary: &Summary) -> Result<Loaded<R>> {
    summary.loaded::<R>()?.ok_or(Error::NotFound)
}

fn holders(items: &[Summary]) -> Result<Vec<Outgoing>> {
    items
        .iter()
        .map(|summary| {
            let holder = loaded::<Holder>(summary)?.record;
            let tree = json_of(&holder.entry)?;
            Ok(Outgoing { of: Of::Holder, number: holder.number, holder: None, tree })
        })
        .collect()
}

async fn arrays(app: &App, items: &[Summary]) -> Result<Vec<Outgoing>> {
    let arrays: Vec<DataArray> = items
        .iter()
        .map(|summary| Ok(loaded::<DataArray>(summary)?.record))
        .collect::<Result<_>>()?;
    let list_ids: Vec<_> = arrays.iter().map(|array| array.list.id).collect();
    let lists = app.store().get_many::<DataList>(&list_ids).await?;
    let mut holder_ids: Vec<_> = arrays.iter().map(|array| array.holder.id).collect();
    holder_ids.sort();
    holder_ids.dedup();
    let holders = app.store().get_many::<Holder>(&holder_ids).await?;
    arrays
        .into_iter()
        .map(|array| {
            let list = lists.iter().find(|list| list.id == array.list.id);
            let holder = holders.iter().find(|holder| holder.id == array.holder.id);
            let (list, holder) = list.zip(holder).ok_or(Error::NotFound)?;
            let tree = json_of(&array.whole_entry(list.record.items.clone()))?;
            let identifier = holder.record.entry.identifier.clone();
            Ok(Outgoing { of: Of::DataArray, number: array.number, holder: Some(identifier), tree })
        })
        .collect()
}
