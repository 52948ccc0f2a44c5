//! What an organisation has: its entries in the Register and its applications.

use domain::application::Application;
use domain::data_array::DataArray;
use domain::holder::Holder;
use domain::record::{Kind, Record};
use store::{Loaded, Order, Query, Summary};
use uuid::Uuid;

use crate::policy::{self, Deed};
use crate::{App, Caller, Result};

/// The most entries that are shown on one page; nobody is known to hold more.
const MOST: u32 = 500;

/// Everything of an organisation.
#[derive(Debug)]
pub struct Home {
    /// Its name.
    pub name: String,
    /// Its own entry, once registered.
    pub holder: Option<Loaded<Holder>>,
    /// Its arrays, by name.
    pub arrays: Vec<Loaded<DataArray>>,
    /// Its applications, newest first.
    pub applications: Vec<Loaded<Application>>,
}

/// Reads an organisation with its entries and applications. Drafts are the members' own.
pub async fn home(app: &App, caller: &Caller, organisation: Uuid) -> Result<Home> {
    policy::check(caller, Deed::ReadOrganisation, Some(organisation))?;
    let holder = app.store().get::<Holder>(organisation).await?;
    let arrays = records::<DataArray>(app, organisation, Order::Title).await?;
    let mut applications = records::<Application>(app, organisation, Order::Newest).await?;
    applications.retain(|found| super::may_see(caller, &found.record));
    let name = name_of(caller, organisation, holder.as_ref(), &applications);
    Ok(Home { name, holder, arrays, applications })
}

fn name_of(
    caller: &Caller,
    organisation: Uuid,
    holder: Option<&Loaded<Holder>>,
    applications: &[Loaded<Application>],
) -> String {
    let membership = caller.memberships.iter().find(|m| m.organisation == organisation);
    holder
        .map(|found| found.record.entry.name.in_language("ky").to_owned())
        // It may have been forgotten.
        .filter(|name| !name.is_empty())
        .or_else(|| membership.map(|membership| membership.name.clone()))
        .or_else(|| applications.first().map(|found| found.record.organisation.clone()))
        .unwrap_or_default()
}

async fn records<R: Record>(app: &App, holder: Uuid, order: Order) -> Result<Vec<Loaded<R>>> {
    let query = Query {
        kinds: vec![R::KIND],
        holder: Some(holder),
        order,
        limit: MOST,
        with_state: true,
        ..Query::default()
    };
    let found = app.store().find(&query).await?.items;
    let mut records = Vec::with_capacity(found.len());
    for summary in &found {
        records.extend(summary.loaded::<R>()?);
    }
    Ok(records)
}

/// The organisation's applications, newest first.
pub async fn of_organisation(
    app: &App,
    caller: &Caller,
    organisation: Uuid,
) -> Result<Vec<Summary>> {
    policy::check(caller, Deed::ReadOrganisation, Some(organisation))?;
    let query = Query {
        kinds: vec![Kind::Application],
        holder: Some(organisation),
        limit: 200,
        with_state: true,
        ..Query::default()
    };
    let mut shown = Vec::new();
    for summary in app.store().find(&query).await?.items {
        if summary.loaded::<Application>()?.is_some_and(|it| super::may_see(caller, &it.record)) {
            shown.push(summary);
        }
    }
    Ok(shown)
}
