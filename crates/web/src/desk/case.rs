//! A case with all that its pages need.

use app::application::{self, View};
use app::review::{self, Case, Story};
use domain::application::{Application, State};
use domain::check::Finding;
use domain::field::Of;
use domain::record::Actor;
use serde_json::Value;
use uuid::Uuid;

use crate::shell::{Ctx, Problem};

/// One case, as it stands now.
pub struct Open {
    /// Its id.
    pub id: Uuid,
    /// The application, its problems and what is registered.
    pub view: View,
    /// What the meaning checks found.
    pub found: Vec<Finding>,
    /// Rounds, steps.
    pub story: Story,
    /// The holder's other cases.
    pub others: Vec<Case>,
    /// To whom it could be given.
    pub colleagues: Vec<Actor>,
}

impl Open {
    pub async fn load(ctx: &Ctx, id: Uuid) -> Result<Self, Problem> {
        let (app, caller) = (&ctx.state.app, &ctx.caller);
        app::policy::check(caller, app::policy::Deed::ReadQueue, None)?;
        let view = application::read(app, caller, id).await?;
        let found = found(ctx, &view).await?;
        let story = review::story(app, caller, id).await?;
        let mut others = review::cases_of_holder(app, caller, view.loaded.record.holder).await?;
        others.retain(|other| other.id != id);
        let colleagues = review::colleagues(app, caller).await?;
        Ok(Open { id, view, found, story, others, colleagues })
    }

    pub fn application(&self) -> &Application {
        &self.view.loaded.record
    }

    pub fn revision(&self) -> i64 {
        self.view.loaded.revision
    }

    pub fn of(&self) -> Of {
        self.application().procedure.of()
    }

    /// The description to read: what is asked for, or, where nothing is to be filled in, what is
    /// registered.
    pub fn entry(&self) -> &Value {
        if self.application().procedure.has_entry() {
            return &self.application().entry;
        }
        self.view.before.as_ref().unwrap_or(&self.application().entry)
    }

    /// Whether the caller reviews it now.
    pub fn is_in_hand(&self, ctx: &Ctx) -> bool {
        let application = self.application();
        let mine = application.assignee.as_ref().map(|actor| actor.person) == me(ctx);
        application.state == State::UnderReview && mine && is_registrar(ctx)
    }
}

/// The registrar sees the same findings as the applicant did.
async fn found(ctx: &Ctx, view: &View) -> Result<Vec<Finding>, Problem> {
    let application = &view.loaded.record;
    if !application.procedure.has_entry() || application.state.is_final() {
        return Ok(Vec::new());
    }
    let (of, holder, subject) =
        (application.procedure.of(), application.holder, application.subject);
    Ok(app::check::findings_for(&ctx.state.app, of, holder, subject, &application.entry).await?)
}

pub fn me(ctx: &Ctx) -> Option<Uuid> {
    ctx.caller.actor.as_ref().map(|actor| actor.person)
}

pub fn is_registrar(ctx: &Ctx) -> bool {
    app::policy::may(&ctx.caller, app::policy::Deed::ReviewApplication, None)
}

pub fn is_head(ctx: &Ctx) -> bool {
    app::policy::may(&ctx.caller, app::policy::Deed::ConfirmDecision, None)
}
