//! What has happened to the sample organisations so far.

use std::sync::Arc;

use app::account::DemoPerson;
use app::caller::Membership;
use app::{App, Caller, Clock, OrganisationRole, StaffRole};
use domain::application::{Outcome, Procedure};
use domain::path;
use domain::record::Actor;
use domain::template::TemplateArray;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::sample::{self, Ground, Remark, SampleHolder, Words};
use crate::config::Failure;

/// A clock that stands at one moment of the story.
struct StoryClock(Timestamp);

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The people who act in the story.
struct Cast {
    registrar: Caller,
    head: Caller,
}

/// One organisation in the story.
struct Teller<'a> {
    app: &'a App,
    cast: &'a Cast,
    holder: &'a SampleHolder,
    owner: Caller,
    arrays: Vec<TemplateArray>,
    words: &'a Words,
}

/// Tells the whole story into an empty database.
pub async fn tell(app: &App) -> Result<(), Failure> {
    let cast = Cast {
        registrar: staff("registrar@demo.example", StaffRole::Registrar),
        head: staff("head@demo.example", StaffRole::Head),
    };
    let templates = domain::template::templates(&app.law());
    let words = &sample::words()?;
    for holder in sample::holders()? {
        open_organisation(app, &holder).await?;
        let arrays = templates
            .iter()
            .find(|template| template.code == holder.template)
            .map_or(vec![], |template| template.arrays.clone());
        let owner = owner_of(&holder);
        let teller = Teller { app, cast: &cast, holder: &holder, owner, arrays, words };
        teller.tell().await?;
    }
    Ok(())
}

fn staff(email: &str, role: StaffRole) -> Caller {
    let person = app::account::demo().people.iter().find(|person| person.email == email);
    let actor = person.map(|person| Actor { person: person.id, name: person.name.clone() });
    Caller { actor, is_strong: true, staff: vec![role], ..Caller::default() }
}

/// The demonstration's own people where they exist; otherwise the organisation speaks for itself.
fn owner_of(holder: &SampleHolder) -> Caller {
    let is_owner = |person: &&DemoPerson| {
        person.organisation.as_ref().is_some_and(|organisation| organisation.id == holder.id())
    };
    let person = app::account::demo().people.iter().find(is_owner);
    let head = || path::text(&holder.entry, "head.name").to_owned();
    let actor = Actor {
        person: person.map_or(Uuid::nil(), |person| person.id),
        name: person.map_or_else(head, |person| person.name.clone()),
    };
    let membership = Membership {
        organisation: holder.id(),
        name: holder.name().to_owned(),
        role: OrganisationRole::Owner,
    };
    Caller { actor: Some(actor), memberships: vec![membership], ..Caller::default() }
}

async fn open_organisation(app: &App, holder: &SampleHolder) -> Result<(), Failure> {
    let (id, name, now) = (holder.id(), holder.name(), app.now());
    app.store()
        .write("demo_organisation", |tx| {
            Box::pin(async move {
                let sql = "INSERT INTO organisation (id, name, created_at) VALUES ($1, $2, $3) \
                           ON CONFLICT (id) DO NOTHING";
                tx.put_rows(sql, &[id.into(), name.into(), now.into()]).await?;
                Ok::<_, store::StoreError>(())
            })
        })
        .await?;
    Ok(())
}

impl Teller<'_> {
    /// The same application, at ten in the morning some days into this organisation's story.
    fn on_day(&self, day: i64) -> App {
        let back = (self.holder.days - day).max(0) * 24;
        let now = self.app.now();
        let then = now.checked_sub(back.hours()).unwrap_or(now);
        let moment = self.app.moment();
        let morning = moment.zone().and_then(|zone| {
            let ten = zone.date_of(then).at(10, 0, 0, 0);
            ten.to_zoned(zone.rules().clone()).ok().map(|zoned| zoned.timestamp())
        });
        let at = morning.filter(|at| *at <= now).unwrap_or(then);
        self.app.with_clock(Arc::new(StoryClock(at)))
    }

    async fn tell(&self) -> Result<(), Failure> {
        let entry = self.holder.entry.clone();
        self.granted(Procedure::RegisterHolder, None, entry, 0).await?;
        for index in 0..self.arrays.len() {
            let day = 3 + i64::try_from(index).unwrap_or(0);
            match (self.holder.template.as_str(), index) {
                // The last array of some is still on its way.
                ("clinic", 3) => self.returned(index).await?,
                ("bank", 3) => self.waiting(index, 1).await?,
                ("shop", 2) => self.proposed_refusal(index).await?,
                ("telecom", 2) => self.waiting(index, 40).await?,
                _ => {
                    let entry = self.array(index);
                    self.granted(Procedure::RegisterArray, None, entry, day).await?;
                }
            }
        }
        self.later_changes().await
    }

    /// A template's array with what only the holder knows.
    fn array(&self, index: usize) -> Value {
        let mut entry =
            self.arrays.get(index).map_or(json!({}), |array| array.entry("ky", &self.app.law()));
        let words = &self.words.responsible;
        let fill = |entry: &mut Value, at: &str, value: &str| {
            if path::text(entry, at).is_empty() {
                path::set(entry, at, Value::String(value.to_owned()));
            }
        };
        fill(&mut entry, "responsible.name", &words.names[index % words.names.len()]);
        fill(&mut entry, "responsible.position", &words.position);
        fill(&mut entry, "responsible.phone", path::text(&self.holder.entry, "phone"));
        fill(&mut entry, "responsible.email", path::text(&self.holder.entry, "email"));
        fill(&mut entry, "size", "1000_9999");
        fill(&mut entry, "storage.country", "KG");
        entry
    }

    async fn submitted(
        &self,
        procedure: Procedure,
        subject: Option<Uuid>,
        entry: Value,
        day: i64,
    ) -> Result<Uuid, Failure> {
        let app = self.on_day(day);
        let start = app::application::start;
        let id = start(&app, &self.owner, self.holder.id(), procedure, subject, json!({})).await?;
        let changes = match entry {
            Value::Object(changes) => changes,
            _ => Map::new(),
        };
        app::application::save(&app, &self.owner, id, None, changes).await?;
        app::application::submit(&app, &self.owner, id, None).await?;
        Ok(id)
    }

    async fn granted(
        &self,
        procedure: Procedure,
        subject: Option<Uuid>,
        entry: Value,
        day: i64,
    ) -> Result<(), Failure> {
        let id = self.submitted(procedure, subject, entry, day).await?;
        let app = self.on_day(day + 2);
        let registrar = &self.cast.registrar;
        app::review::assign(&app, registrar, id, None).await?;
        let (ground, reasons) = (String::new(), String::new());
        let decide = app::review::decide;
        let done = decide(&app, registrar, id, None, Outcome::Grant, ground, reasons).await?;
        if done.record.state == domain::application::State::Proposed {
            app::review::confirm(&app, &self.cast.head, id, None).await?;
        }
        Ok(())
    }

    async fn returned(&self, index: usize) -> Result<(), Failure> {
        let day = self.holder.days - 6;
        let entry = self.array(index);
        let id = self.submitted(Procedure::RegisterArray, None, entry, day).await?;
        let app = self.on_day(day + 2);
        app::review::assign(&app, &self.cast.registrar, id, None).await?;
        let remark = |remark: &Remark| (remark.path.clone(), remark.words.clone());
        let remarks = self.words.remarks.iter().map(remark).collect();
        app::review::send_back(&app, &self.cast.registrar, id, None, remarks).await?;
        Ok(())
    }

    async fn waiting(&self, index: usize, days_ago: i64) -> Result<(), Failure> {
        let (entry, day) = (self.array(index), self.holder.days - days_ago);
        self.submitted(Procedure::RegisterArray, None, entry, day).await?;
        Ok(())
    }

    async fn proposed_refusal(&self, index: usize) -> Result<(), Failure> {
        let day = self.holder.days - 4;
        let entry = self.array(index);
        let id = self.submitted(Procedure::RegisterArray, None, entry, day).await?;
        let (app, registrar) = (self.on_day(day + 2), &self.cast.registrar);
        app::review::assign(&app, registrar, id, None).await?;
        let Ground { ground, words: reasons } = self.words.refusal.clone();
        app::review::decide(&app, registrar, id, None, Outcome::Refuse, ground, reasons).await?;
        Ok(())
    }

    /// Amendments, confirmations and one exclusion.
    async fn later_changes(&self) -> Result<(), Failure> {
        let arrays = self.registered_arrays().await?;
        let first = arrays.first().copied();
        match self.holder.template.as_str() {
            "clinic" | "bank" => {
                if let Some(array) = first {
                    self.amended(array).await?;
                }
                self.confirmed(arrays.last().copied()).await
            }
            "hotel" => self.excluded(arrays.last().copied()).await,
            _ => Ok(()),
        }
    }

    async fn registered_arrays(&self) -> Result<Vec<Uuid>, Failure> {
        let query = store::Query {
            kinds: vec![domain::record::Kind::DataArray],
            holder: Some(self.holder.id()),
            order: store::Order::Number,
            limit: 50,
            ..store::Query::default()
        };
        let found = self.app.store().find(&query).await?;
        Ok(found.items.iter().map(|summary| summary.id).collect())
    }

    async fn amended(&self, array: Uuid) -> Result<(), Failure> {
        let mut entry = self.array(0);
        for (at, value) in &self.words.amendment {
            path::set(&mut entry, at, value.clone());
        }
        let day = self.holder.days - 14;
        self.granted(Procedure::AmendArray, Some(array), entry, day).await
    }

    async fn confirmed(&self, array: Option<Uuid>) -> Result<(), Failure> {
        let Some(array) = array else { return Ok(()) };
        let day = self.holder.days - 14;
        self.submitted(Procedure::ConfirmArray, Some(array), json!({}), day).await?;
        Ok(())
    }

    async fn excluded(&self, array: Option<Uuid>) -> Result<(), Failure> {
        let Some(array) = array else { return Ok(()) };
        let entry = json!(self.words.exclusion);
        let day = self.holder.days - 30;
        self.granted(Procedure::ExcludeArray, Some(array), entry, day).await
    }
}
