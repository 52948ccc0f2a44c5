//! The registrar's desk, from the queue to the Register, in forms without JavaScript.

use crate::house::{House, text};
use app::caller::Membership;
use app::{Caller, OrganisationRole, StaffRole, application};
use axum::{Extension, body::Body};
use domain::application::{Application, Procedure, State};
use domain::record::Actor;
use http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

/// A house with the people of the story in it.
struct Office {
    house: House,
    organisation: Uuid,
    applicant: Caller,
    registrar: Caller,
    colleague: Caller,
    head: Caller,
}

fn person(n: u128, name: &str, staff: &[StaffRole]) -> Caller {
    Caller {
        actor: Some(Actor { person: Uuid::from_u128(n), name: name.into() }),
        is_strong: !staff.is_empty(),
        staff: staff.to_vec(),
        ..Caller::default()
    }
}

fn me(caller: &Caller) -> Uuid {
    caller.actor.as_ref().unwrap().person
}

impl Office {
    async fn open() -> Self {
        let house = House::open().await;
        let organisation = Uuid::from_u128(900);
        let mut applicant = person(1, "Бермет Үлгү", &[]);
        applicant.memberships.push(Membership {
            organisation,
            name: "«Ден-Соолук Үлгү» ЖЧКсы".into(),
            role: OrganisationRole::Owner,
        });
        let office = Office {
            house,
            organisation,
            applicant,
            registrar: person(2, "Айгүл Каттоочу", &[StaffRole::Registrar]),
            colleague: person(3, "Нурлан Каттоочу", &[StaffRole::Registrar]),
            head: person(4, "Чынара Жетекчи", &[StaffRole::Head, StaffRole::Registrar]),
        };
        office.enter_people().await;
        office
    }

    /// Notices and the list of colleagues need the accounts themselves.
    async fn enter_people(&self) {
        for caller in [&self.applicant, &self.registrar, &self.colleague, &self.head] {
            self.house.enter(caller).await;
        }
    }

    async fn get(&self, caller: &Caller, path: &str) -> Response<Body> {
        let site = self.house.site().layer(Extension(caller.clone()));
        site.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    async fn read(&self, caller: &Caller, path: &str) -> String {
        text(self.get(caller, path).await).await
    }

    async fn post(&self, caller: &Caller, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.finish()))
            .unwrap();
        self.house.site().layer(Extension(caller.clone())).oneshot(request).await.unwrap()
    }

    async fn draft(&self, entry: Value) -> Uuid {
        let (app, organisation) = (&self.house.app, self.organisation);
        application::start(
            app,
            &self.applicant,
            organisation,
            Procedure::RegisterHolder,
            None,
            entry,
        )
        .await
        .unwrap()
    }

    async fn submitted(&self) -> Uuid {
        let id = self.draft(entry()).await;
        application::submit(&self.house.app, &self.applicant, id, None).await.unwrap();
        id
    }

    async fn application(&self, id: Uuid) -> (Application, i64) {
        let loaded = self.house.app.store().get::<Application>(id).await.unwrap().unwrap();
        (loaded.record, loaded.revision)
    }

    async fn revision(&self, id: Uuid) -> String {
        self.application(id).await.1.to_string()
    }
}

fn entry() -> Value {
    json!({
        "kind": "legal_entity",
        "name": {"ky": "«Ден-Соолук Үлгү» ЖЧКсы", "ru": "ОсОО «Ден-Соолук Үлгү»"},
        "identifier": {"scheme": "inn", "value": "01201201510123"},
        "ownership": "private",
        "sector": "health",
        "address": {"country": "KG", "region": "bishkek", "district": "bishkek_lenin", "place": "", "street": "Үлгү көчөсү, 1"},
        "phone": "+996 312 00 00 00",
        "email": "ulgu@uium.example",
        "head": {"name": "Үлгү Үлгүев", "position": "директор"},
    })
}

fn array() -> Value {
    let item = |key: &str, category: &str, words: &str| json!({"key": key, "category": category, "words": words, "special": "no", "sources": ["subject"], "purposes": ["p1"]});
    json!({
        "name": {"ky": "Бейтаптардын карточкалары", "ru": "Карточки пациентов"},
        "purposes": [{"key": "p1", "words": "эсеп", "ground": "consent"}],
        "items": [item("d1", "pin", ""), item("d2", "", "Сүйүктүү түсү")],
        "subjects": [{"category": "employees"}],
        "size": "lt_100",
        "collection": ["paper_form"],
        "operations": ["storage"],
        "storage": {"media": ["paper"], "regime": ["locked_room"], "country": "KG",
            "term": {"kind": "duration", "amount": "25", "unit": "year", "event": "contract_end"}},
        "informing": {"methods": ["notice_on_site"]},
        "measures": {"codes": ["access_limited"]},
        "responsible": {"name": "Жооптуу Адам", "position": "медайым", "phone": "+996 312 00 00 00"},
        "cross_border": {"answer": "no"},
    })
}

fn at(id: Uuid, act: &str) -> String {
    format!("/en/desk/applications/{id}{act}")
}

fn location(response: &Response<Body>) -> &str {
    response.headers().get("location").map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_case_goes_from_the_queue_through_mending_and_objection_into_the_register() {
    let office = Office::open().await;
    let id = office.submitted().await;
    let queue = office.read(&office.registrar, "/en/desk").await;
    assert!(queue.contains("KG-Z-000001") && queue.contains("nobody yet"));

    let taken = office.post(&office.registrar, &at(id, "/take"), &[]).await;
    assert_eq!(location(&taken), at(id, "?done=taken"));
    let revision = office.revision(id).await;
    let fields =
        [("revision", revision.as_str()), ("remark.head.position", "Write the full post.")];
    let returned = office.post(&office.registrar, &at(id, "/return"), &fields).await;
    assert_eq!(location(&returned), at(id, "?done=returned"));

    let changes = json!({"head": {"name": "Үлгү Үлгүев", "position": "башкы директор"}});
    let Value::Object(changes) = changes else { unreachable!() };
    application::save(&office.house.app, &office.applicant, id, None, changes).await.unwrap();
    application::submit(&office.house.app, &office.applicant, id, None).await.unwrap();
    let page = office.read(&office.registrar, &at(id, "")).await;
    assert!(page.contains("Write the full post.") && page.contains("башкы директор"));
    assert!(
        page.contains("Earlier remarks"),
        "the registrar sees what was asked and what was done"
    );

    let revision = office.revision(id).await;
    let refusal = [
        ("revision", revision.as_str()),
        ("outcome", "refuse"),
        ("ground", "not_subject"),
        ("reasons", "It holds no data."),
        ("action", "preview"),
    ];
    let preview = text(office.post(&office.registrar, &at(id, "/decision"), &refusal).await).await;
    assert!(preview.contains("It holds no data.") && preview.contains("How can I appeal"));
    assert_eq!(
        office.application(id).await.0.state,
        State::UnderReview,
        "a preview decides nothing"
    );
    let mut signed = refusal;
    signed[4] = ("action", "decide");
    let proposed = office.post(&office.registrar, &at(id, "/decision"), &signed).await;
    assert_eq!(location(&proposed), at(id, "?done=proposed"));

    let revision = office.revision(id).await;
    let seen = [("revision", revision.as_str())];
    let own = office.post(&office.registrar, &at(id, "/confirm"), &seen).await;
    assert_eq!(own.status(), StatusCode::FORBIDDEN, "a registrar is no second person");
    let queue = office.read(&office.head, "/en/desk").await;
    assert!(queue.contains("Decisions that wait for you"));
    let objection = [("revision", revision.as_str()), ("objection", "It does hold data.")];
    let objected = office.post(&office.head, &at(id, "/object"), &objection).await;
    assert_eq!(location(&objected), at(id, "?done=objected"));

    let revision = office.revision(id).await;
    let grant = [("revision", revision.as_str()), ("outcome", "grant"), ("action", "decide")];
    let granted = office.post(&office.registrar, &at(id, "/decision"), &grant).await;
    assert_eq!(location(&granted), at(id, "?done=granted"));
    let holders =
        store::Query { kinds: vec![domain::record::Kind::Holder], limit: 5, ..Default::default() };
    let found = office.house.app.store().find(&holders).await.unwrap();
    assert_eq!(found.items[0].number.as_deref(), Some("KG-H-000001"));
}

#[tokio::test]
async fn whoever_proposed_a_refusal_cannot_confirm_it_and_is_told_why() {
    let office = Office::open().await;
    let id = office.submitted().await;
    office.post(&office.head, &at(id, "/take"), &[]).await;
    let revision = office.revision(id).await;
    let refusal = [
        ("revision", revision.as_str()),
        ("outcome", "refuse"),
        ("ground", "not_subject"),
        ("reasons", "It holds no data."),
        ("action", "decide"),
    ];
    office.post(&office.head, &at(id, "/decision"), &refusal).await;
    let page = office.read(&office.head, &at(id, "")).await;
    assert!(page.contains("You proposed this decision"));
    let confirmed = office.post(&office.head, &at(id, "/confirm"), &[]).await;
    assert_eq!(confirmed.status(), StatusCode::CONFLICT);
    assert!(text(confirmed).await.contains("A second person does that"));
    assert_eq!(office.application(id).await.0.state, State::Proposed);
}

#[tokio::test]
async fn a_draft_that_was_never_sent_is_invisible_at_the_desk() {
    let office = Office::open().await;
    let id = office.draft(entry()).await;
    let queue = office.read(&office.registrar, "/en/desk?state=draft").await;
    assert!(
        !queue.contains(&id.to_string()) && queue.contains("The queue is empty")
            || queue.contains("No such application")
    );
    assert_eq!(office.get(&office.registrar, &at(id, "")).await.status(), StatusCode::NOT_FOUND);
    application::withdraw(&office.house.app, &office.applicant, id).await.unwrap();
    let withdrawn = office.read(&office.registrar, "/en/desk?state=withdrawn").await;
    assert!(!withdrawn.contains(&id.to_string()), "nor after it was thrown away");
}

#[tokio::test]
async fn a_return_without_remarks_is_not_accepted_and_nothing_typed_is_lost() {
    let office = Office::open().await;
    let id = office.submitted().await;
    office.post(&office.registrar, &at(id, "/take"), &[]).await;
    let empty = office.post(&office.registrar, &at(id, "/return"), &[("remark.phone", "  ")]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(empty).await.contains("Write at least one remark"));
    let long = "ө".repeat(4001);
    let fields = [("remark.phone", "Which office?"), ("remark.email", long.as_str())];
    let refused = office.post(&office.registrar, &at(id, "/return"), &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("Which office?</textarea>") && page.contains(&long));
}

#[tokio::test]
async fn a_stale_revision_shows_both_sides() {
    let office = Office::open().await;
    let id = office.submitted().await;
    office.post(&office.registrar, &at(id, "/take"), &[]).await;
    let seen = office.revision(id).await;
    let to = me(&office.colleague).to_string();
    let given = office.post(&office.registrar, &at(id, "/give"), &[("person", &to)]).await;
    assert_eq!(location(&given), at(id, "?done=given"));
    let fields = [("revision", seen.as_str()), ("remark.phone", "Which office?")];
    let stale = office.post(&office.registrar, &at(id, "/return"), &fields).await;
    assert_eq!(stale.status(), StatusCode::CONFLICT);
    let page = text(stale).await;
    assert!(page.contains("Which office?"), "what was typed is there");
    assert!(page.contains("Нурлан Каттоочу"), "and who has it now");
    assert_eq!(office.application(id).await.0.state, State::UnderReview);
}

#[tokio::test]
async fn a_refusal_needs_a_ground_and_reasons_and_keeps_what_was_typed() {
    let office = Office::open().await;
    let id = office.submitted().await;
    office.post(&office.registrar, &at(id, "/take"), &[]).await;
    let fields =
        [("outcome", "refuse"), ("ground", "no_such"), ("reasons", ""), ("action", "decide")];
    let refused = office.post(&office.registrar, &at(id, "/decision"), &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("href=\"#ground\"") && page.contains("href=\"#reasons\""));
    let template =
        [("reasons", "First line."), ("template", "not_subject"), ("action", "template")];
    let page = text(office.post(&office.registrar, &at(id, "/decision"), &template).await).await;
    assert!(page.contains("First line.\nBy law these data are not subject"));
    let other = office.read(&office.colleague, &at(id, "/decision")).await;
    assert!(other.contains("not in your hands") && !other.contains("<textarea"));
}

#[tokio::test]
async fn state_secrets_are_destroyed_only_after_the_number_is_typed() {
    let office = Office::open().await;
    let id = office.submitted().await;
    let wrong = office.post(&office.registrar, &at(id, "/purge"), &[("number", "KG-Z-9")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let done =
        office.post(&office.registrar, &at(id, "/purge"), &[("number", "kg-z-000001")]).await;
    assert_eq!(location(&done), at(id, "?done=purged"));
    let page = office.read(&office.registrar, &at(id, "")).await;
    assert!(page.contains("Content destroyed") && !page.contains("Үлгү көчөсү"));
}

#[tokio::test]
async fn the_authority_excludes_a_holder_of_its_own_accord_with_a_second_person() {
    let office = Office::open().await;
    let id = office.submitted().await;
    office.post(&office.registrar, &at(id, "/take"), &[]).await;
    office
        .post(
            &office.registrar,
            &at(id, "/decision"),
            &[("outcome", "grant"), ("action", "decide")],
        )
        .await;
    let holder = "/en/desk/holders/KG-H-000001";
    let page = office.read(&office.registrar, holder).await;
    assert!(page.contains("Үлгү Үлгүев"), "the desk sees what is not published");
    let begun = office.post(&office.registrar, &format!("{holder}/amendment"), &[]).await;
    let draft = location(&begun).to_owned();
    assert_eq!(office.get(&office.registrar, &draft).await.status(), StatusCode::OK);
    assert!(
        office.read(&office.head, "/en/desk").await.contains("Begun by the Agency, not sent yet")
    );
    let id: Uuid = draft.rsplit('/').next().unwrap().parse().unwrap();
    let Value::Object(changes) = json!({"phone": "+996 312 22 22 22"}) else { unreachable!() };
    application::save(&office.house.app, &office.registrar, id, None, changes).await.unwrap();
    let sent = format!("{}/send", draft.replace("/en/applications/", "/en/desk/applications/"));
    office.post(&office.registrar, &sent, &[]).await;
    assert!(office.application(id).await.0.ex_officio);
    office.grant(id).await;
    let wrong = office
        .post(&office.registrar, &format!("{holder}/exclusion"), &[("ground", "liquidation")])
        .await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("ground", "liquidation"), ("words", "Court decision no. 1")];
    let sent = office.post(&office.registrar, &format!("{holder}/exclusion"), &fields).await;
    let case: Uuid = location(&sent).split(['/', '?']).nth(4).unwrap().parse().unwrap();
    office.post(&office.registrar, &at(case, "/take"), &[]).await;
    office
        .post(
            &office.registrar,
            &at(case, "/decision"),
            &[("outcome", "grant"), ("action", "decide")],
        )
        .await;
    let confirmed = office.post(&office.head, &at(case, "/confirm"), &[]).await;
    assert_eq!(location(&confirmed), at(case, "?done=granted"));
    assert!(office.read(&office.head, holder).await.contains("Excluded"));
}

#[tokio::test]
async fn an_amendment_shows_before_and_now_side_by_side_and_folds_what_is_unchanged() {
    let office = Office::open().await;
    let holder = office.submitted().await;
    office.grant(holder).await;
    let (app, by, organisation) = (&office.house.app, &office.applicant, office.organisation);
    let begin = |procedure, subject, entry| {
        application::start(app, by, organisation, procedure, subject, entry)
    };
    let first = begin(Procedure::RegisterArray, None, array()).await.unwrap();
    application::submit(app, by, first, None).await.unwrap();
    office.grant(first).await;
    let subject = office.application(first).await.0.subject;
    let second = begin(Procedure::AmendArray, Some(subject), json!({})).await.unwrap();
    let items = json!([{"key": "d1", "category": "pin", "special": "no", "sources": ["subject"], "purposes": ["p1"]}]);
    let Value::Object(changes) = json!({"items": items}) else { unreachable!() };
    application::save(app, by, second, None, changes).await.unwrap();
    application::submit(app, by, second, None).await.unwrap();
    let page = office.read(&office.registrar, &at(second, "")).await;
    assert!(
        page.contains("In the Register now") && page.contains("Сүйүктүү түсү"),
        "the row taken out is shown"
    );
    assert!(page.contains("<details class=\"section\" id=\"section-storage\">"));
    assert!(page.contains("<section class=\"section\" id=\"section-items\">"));
    office.grant(second).await;
    let path = "/ky/desk/arrays/KG-A-000001";
    for (page, expected) in
        [(path.to_owned(), "Версиялар"), (format!("{path}?version=1"), "Сүйүктүү түсү")]
    {
        let html = office.read(&office.head, &page).await;
        assert!(html.contains(expected) && !html.contains('⟦'), "{page}");
    }
    assert_eq!(
        office.get(&office.head, &format!("{path}?version=9")).await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_pages_of_the_queue_neither_overlap_nor_miss_a_case() {
    let office = Office::open().await;
    for n in 0..53 {
        let (app, mut by, organisation) =
            (&office.house.app, office.applicant.clone(), Uuid::from_u128(2000 + n));
        by.memberships[0].organisation = organisation;
        let id =
            application::start(app, &by, organisation, Procedure::RegisterHolder, None, entry())
                .await
                .unwrap();
        application::submit(app, &by, id, None).await.unwrap();
    }
    let first = office.read(&office.registrar, "/en/desk").await;
    assert!(first.contains("50 on this page, 53 in all"));
    let next = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let second = office.read(&office.registrar, &next.replace("&amp;", "&")).await;
    let numbers = |html: &str| {
        (1..=53).filter(|n| html.contains(&format!("KG-Z-{n:06} "))).collect::<Vec<_>>()
    };
    let mut all = [numbers(&first), numbers(&second)].concat();
    all.sort_unstable();
    assert_eq!(all, (1..=53).collect::<Vec<_>>());
    let wrong = office.get(&office.registrar, "/en/desk?after=nonsense").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn every_page_of_the_desk_speaks_every_language_and_is_closed_to_others() {
    let office = Office::open().await;
    let id = office.submitted().await;
    office.post(&office.registrar, &at(id, "/take"), &[]).await;
    office
        .post(
            &office.registrar,
            &at(id, "/decision"),
            &[("outcome", "grant"), ("action", "decide")],
        )
        .await;
    let second = office.draft_of_amendment().await;
    office.post(&office.registrar, &at(second, "/take"), &[]).await;
    let case = format!("/desk/applications/{second}");
    let pages = [
        "/desk".to_owned(),
        "/desk?hands=me&overdue=yes&state=registered&procedure=amend_holder&q=үлгү".to_owned(),
        case.clone(),
        format!("{case}?done=taken"),
        format!("{case}/decision"),
        format!("{case}/purge"),
        format!("{case}/print"),
        "/desk/holders/KG-H-000001".to_owned(),
        "/desk/holders/KG-H-000001?version=1".to_owned(),
        "/desk/holders/KG-H-000001/exclusion".to_owned(),
        "/desk/holders/KG-H-000001/redaction".to_owned(),
    ];
    for language in ["ky", "ru", "en"] {
        for page in &pages {
            let path = format!("/{language}{page}");
            let response = office.get(&office.head, &path).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let html = text(response).await;
            assert!(!html.contains('⟦'), "{path}: {:?}", html.split('⟦').nth(1).map(|t| &t[..40]));
            assert!(!html.contains("style=") && !html.contains("onclick"));
            let applicant = office.get(&office.applicant, &path).await.status();
            assert_eq!(applicant, StatusCode::FORBIDDEN, "{path}");
            let stranger = office.get(&Caller::stranger(), &path).await;
            assert!(location(&stranger).contains("/sign-in"), "{path}");
        }
    }
}

impl Office {
    async fn grant(&self, id: Uuid) {
        self.post(&self.registrar, &at(id, "/take"), &[]).await;
        let fields = [("outcome", "grant"), ("action", "decide")];
        let done = self.post(&self.registrar, &at(id, "/decision"), &fields).await;
        assert_eq!(location(&done), at(id, "?done=granted"));
    }

    async fn draft_of_amendment(&self) -> Uuid {
        let (app, organisation) = (&self.house.app, self.organisation);
        let id = application::start(
            app,
            &self.applicant,
            organisation,
            Procedure::AmendHolder,
            None,
            json!({}),
        )
        .await
        .unwrap();
        let Value::Object(changes) = json!({"phone": "+996 312 11 11 11"}) else { unreachable!() };
        application::save(app, &self.applicant, id, None, changes).await.unwrap();
        application::submit(app, &self.applicant, id, None).await.unwrap();
        id
    }
}
