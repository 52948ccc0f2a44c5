//! Nobody enters but by the policy: every route is in its table, and answers as the table says.

use crate::house::House;
use crate::sample::{FUND, applicant, clinic, granted, patients, staff};
use app::caller::Membership;
use app::policy::{may, reads_as_staff};
use app::public_log::seal_of;
use app::{Caller, OrganisationRole, StaffRole, application, organisation};
use axum::body::Body;
use axum::{Extension, Router};
use domain::application::{Application, Procedure, State};
use domain::holder::Holder;
use domain::record::Actor;
use http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;
use uuid::Uuid;
use web::policy_routes::{ENTRANCES, Entrance, Relation};

fn entrances() -> impl Iterator<Item = Entrance> {
    ENTRANCES.iter().copied().flatten().copied()
}

/// The routes as axum itself lists them: its `Debug` is the only way to ask. Should that change
/// its form, nothing is found and the test says so.
fn registered(site: &Router) -> BTreeSet<(String, String)> {
    let shown = format!("{site:?}");
    let (_, router) = shown.split_once("path_router: PathRouter { routes: {").unwrap();
    let (routes, rest) = router.split_once("node: Node { paths: {").unwrap();
    let (paths, _) = rest.split_once("\"} }").unwrap();
    let methods: BTreeMap<&str, &str> =
        routes.split("RouteId(").filter_map(|route| route.split_once("): MethodRouter(")).collect();
    let mut found = BTreeSet::new();
    for (id, path) in paths.split("RouteId(").filter_map(|path| path.split_once("): \"")) {
        let path = path.split('"').next().unwrap();
        for method in METHODS {
            if !methods[id].contains(&format!("{}: None", method.to_lowercase())) {
                found.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    found
}

const METHODS: [&str; 9] =
    ["GET", "HEAD", "DELETE", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "CONNECT"];

#[tokio::test]
async fn every_route_is_in_the_policy_table() {
    let house = House::open().await;
    let there = registered(&house.site());
    let mut listed = BTreeSet::new();
    for Entrance { method, path, .. } in entrances() {
        for language in ["ky", "ru", "en"] {
            listed.insert((method.to_owned(), path.replace("{language}", language)));
        }
    }
    let forgotten: Vec<_> = there.difference(&listed).collect();
    assert!(forgotten.is_empty(), "not in policy_routes.rs: {forgotten:#?}");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "in policy_routes.rs, but nowhere on the site: {gone:#?}");
}

/// A site with something of everything in it, and everybody who may come.
struct Door {
    house: House,
    organisation: Uuid,
    application: Uuid,
    /// The short address of a sealed version.
    short: String,
    callers: Vec<(&'static str, Caller, Router)>,
}

fn member(person: u128, organisation: Uuid, role: OrganisationRole) -> Caller {
    let name = "«Үлгү»".to_owned();
    Caller {
        actor: Some(Actor {
            person: Uuid::from_u128(person), name: "Үлгү Үлгүев".into()
        }),
        memberships: vec![Membership { organisation, name, role }],
        ..Caller::default()
    }
}

fn everybody(organisation: Uuid) -> [(&'static str, Caller); 10] {
    let weak = Caller { is_strong: false, ..staff(StaffRole::Registrar) };
    [
        ("stranger", Caller::stranger()),
        ("owner", applicant(organisation)),
        ("editor", member(21, organisation, OrganisationRole::Editor)),
        ("reader", member(22, organisation, OrganisationRole::Reader)),
        ("owner of another", member(23, FUND, OrganisationRole::Owner)),
        ("registrar", staff(StaffRole::Registrar)),
        ("registrar without the second factor", weak),
        ("head", staff(StaffRole::Head)),
        ("administrator", staff(StaffRole::Administrator)),
        ("auditor", staff(StaffRole::Auditor)),
    ]
}

impl Door {
    async fn open() -> Self {
        let house = House::open().await;
        house.enter(&applicant(FUND)).await;
        let organisation =
            organisation::open(&house.app, &applicant(FUND), "«Үлгү»").await.unwrap();
        let everybody = everybody(organisation);
        for (name, caller) in &everybody {
            if !["stranger", "owner", "registrar without the second factor"].contains(name) {
                house.enter(caller).await;
            }
        }
        granted(&house, organisation, Procedure::RegisterHolder, None, clinic()).await;
        granted(&house, organisation, Procedure::RegisterArray, None, patients()).await;
        house.seal().await;
        app::statistics::keep(&house.app).await.unwrap();
        let application = Door::amendment(&house, organisation).await;
        let callers = everybody.map(|(name, caller)| {
            let site = house.site().layer(Extension(caller.clone()));
            (name, caller, site)
        });
        let holder = seal_of::<Holder>(&house.app, organisation, 1).await.unwrap();
        let short = format!("/t/{}", holder.hash.to_hex());
        Door { house, organisation, application, short, callers: callers.into() }
    }

    /// An application that was sent and waits.
    async fn amendment(house: &House, organisation: Uuid) -> Uuid {
        let (app, by) = (&house.app, applicant(organisation));
        let amend = Procedure::AmendHolder;
        let id = application::start(app, &by, organisation, amend, None, json!({})).await.unwrap();
        let Value::Object(changes) = json!({"phone": "+996 312 11 11 11"}) else { unreachable!() };
        application::save(app, &by, id, None, changes).await.unwrap();
        application::submit(app, &by, id, None).await.unwrap();
        id
    }

    /// The address with something that is there in each of its places.
    fn address(&self, entrance: &Entrance) -> String {
        let id = match entrance.relation {
            Relation::Organisation => self.organisation.to_string(),
            Relation::Application => self.application.to_string(),
            Relation::Nothing if entrance.path.contains("/outbox/") => "1".to_owned(),
            Relation::Nothing => Uuid::from_u128(21).to_string(),
        };
        let number =
            if entrance.path.contains("/holders/") { "KG-H-000001" } else { "KG-A-000001" };
        let place_in_log =
            if entrance.path.contains("openings") { "000" } else { "entries/000.p/3" };
        let name = if entrance.path.starts_with("/assets") { "site.css" } else { "data_category" };
        let places = [
            ("{language}", "ky"),
            ("{id}", &id),
            ("{number}", number),
            ("{n}", "1"),
            ("{version}", "1"),
            ("{day}", "2026-11-22"),
            ("{name}", name),
            ("{section}", "contacts"),
            ("{act}", "block"),
            ("{*path}", place_in_log),
            ("/t/{hash}", &self.short),
            ("{*subject}", "queue"),
            ("{person}", "00000000-0000-0000-0000-000000000015"),
        ];
        let path = places
            .iter()
            .fold(entrance.path.to_owned(), |path, (place, filled)| path.replace(place, filled));
        ["{hash}", "{token}", "{session}", "{invitation}"]
            .iter()
            .fold(path, |path, place| path.replace(place, "none"))
    }

    async fn knock(&self, site: &Router, entrance: &Entrance) -> Response<Body> {
        let is_program = entrance.path.starts_with("/api/");
        let kind = if is_program { "application/json" } else { FORM };
        let body = if is_program && entrance.method == "POST" { "{}" } else { "" };
        let request = Request::builder()
            .method(entrance.method)
            .uri(self.address(entrance))
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body));
        site.clone().oneshot(request.unwrap()).await.unwrap()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

impl Door {
    /// What the table says. A browser's session opens nothing under `/api/`.
    fn is_allowed(&self, caller: &Caller, entrance: &Entrance) -> bool {
        let organisation = (entrance.relation != Relation::Nothing).then_some(self.organisation);
        let stranger = Caller::stranger();
        let caller = if entrance.path.starts_with("/api/") { &stranger } else { caller };
        may(caller, entrance.deed, organisation)
    }

    /// What is wrong with the answers to one method.
    async fn disagreements(&self, method: &str, is_asked: impl Fn(bool) -> bool) -> Vec<String> {
        let mut wrong = Vec::new();
        for entrance in entrances().filter(|entrance| entrance.method == method) {
            for (name, caller, site) in &self.callers {
                let allowed = self.is_allowed(caller, &entrance);
                if is_asked(allowed) {
                    let answer = self.knock(site, &entrance).await;
                    if !is_as_said(allowed, &entrance, &answer) {
                        let (status, path) = (answer.status(), entrance.path);
                        wrong.push(format!(
                            "{method} {path}, {:?}, {name}: {status}",
                            entrance.deed
                        ));
                    }
                }
            }
        }
        wrong
    }
}

fn is_as_said(allowed: bool, entrance: &Entrance, answer: &Response<Body>) -> bool {
    let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
    let leads_to_the_door = to.is_some_and(|to| to.contains("/sign-in?next="));
    let is_unknown = answer.status() == StatusCode::NOT_FOUND;
    let is_refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&answer.status());
    let is_turned_away = leads_to_the_door || is_refused;
    if allowed {
        return !is_turned_away && (!is_unknown || EMPTY.contains(&entrance.path));
    }
    // Of an application nobody else learns that it exists; elsewhere a refusal is said to be one.
    is_turned_away || is_unknown && entrance.relation == Relation::Application
}

/// Pages about something that the sample does not have: a file, an upload, a case of exclusion, a
/// keeper of numbers, a shelf of open data. Not found is an answer to whoever may.
const EMPTY: [&str; 7] = [
    "/metrics",
    "/open-data/latest/{file}",
    "/open-data/{set}/{file}",
    "/{language}/register/holders/{number}/policy",
    "/{language}/applications/{id}/policy-file",
    "/{language}/applications/{id}/exclusion",
    "/{language}/organisations/{id}/import/{hash}",
];

#[tokio::test]
async fn every_page_opens_to_whom_the_policy_table_names_and_to_nobody_else() {
    let wrong = Door::open().await.disagreements("GET", |_| true).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_form_is_refused_to_whom_the_policy_table_does_not_name() {
    let door = Door::open().await;
    let wrong = door.disagreements("POST", |allowed| !allowed).await;
    assert!(wrong.is_empty(), "{wrong:#?}");
    let store = door.house.app.store();
    let loaded = store.get::<Application>(door.application).await.unwrap().unwrap();
    assert_eq!(loaded.record.state, State::Submitted, "and nothing was done");
}

#[tokio::test]
async fn what_staff_is_shown_of_closed_records_is_noted_and_nothing_else() {
    let door = Door::open().await;
    let store = door.house.app.store();
    let (mut wrong, mut noted_at_all) = (Vec::new(), 0);
    for entrance in entrances().filter(|entrance| entrance.method == "GET") {
        for (name, caller, site) in &door.callers {
            let before = store.audit_size().await.unwrap();
            let answer = door.knock(site, &entrance).await;
            let noted = store.audit_size().await.unwrap() - before;
            let organisation =
                (entrance.relation != Relation::Nothing).then_some(door.organisation);
            let is_reading = !entrance.path.starts_with("/api/")
                && answer.status().is_success()
                && reads_as_staff(caller, entrance.deed, organisation);
            noted_at_all += noted;
            if noted != i64::from(is_reading) {
                wrong.push(format!("{}, {name}: {noted}", entrance.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(noted_at_all > 20, "{noted_at_all}");
}
