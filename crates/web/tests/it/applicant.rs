//! The applicant's way: begin, write, be corrected, send, follow.

use crate::house::{House, text};
use app::caller::Membership;
use app::{Caller, OrganisationRole};
use axum::body::Body;
use axum::{Extension, Router};
use domain::record::Actor;
use http::{Request, Response, StatusCode, header};
use tower::ServiceExt;
use uuid::Uuid;

const ORGANISATION: Uuid = Uuid::from_u128(0x77);

/// A site with somebody signed in.
struct Desk {
    house: House,
    site: Router,
}

fn caller(role: OrganisationRole) -> Caller {
    let name = "«Ден-Соолук Үлгү» ЖЧКсы".to_owned();
    Caller {
        actor: Some(Actor { person: Uuid::from_u128(5), name: "Үлгү Айгүл".into() }),
        memberships: vec![Membership { organisation: ORGANISATION, name, role }],
        ..Caller::default()
    }
}

impl Desk {
    async fn open(role: OrganisationRole) -> Self {
        let house = House::open().await;
        let site = house.site().layer(Extension(caller(role)));
        Desk { house, site }
    }

    async fn owner() -> Self {
        Desk::open(OrganisationRole::Owner).await
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.site.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let response = self.send(Request::get(path).body(Body::empty()).unwrap()).await;
        (response.status(), text(response).await)
    }

    async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.send(request).await;
        let status = response.status();
        let to = response.headers().get(header::LOCATION);
        let to = to.map_or(String::new(), |to| to.to_str().unwrap().to_owned());
        Answer { status, to, html: text(response).await }
    }

    /// Begins an application and says its address.
    async fn begin(&self, procedure: &str) -> String {
        let pairs = [("procedure", procedure), ("secrets", "no"), ("how", "blank")];
        let begun = self.post(&format!("/ky/organisations/{ORGANISATION}/start"), &pairs).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.html);
        begun.to
    }

    async fn revision(&self, address: &str) -> String {
        let (_, html) = self.get(address).await;
        let (_, rest) = html.split_once("name=\"revision\" value=\"").expect("a revision");
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// Writes a section as the browser would.
    async fn write(&self, address: &str, pairs: &[(&str, &str)]) -> Answer {
        let revision = self.revision(address).await;
        let mut all = vec![("revision", revision.as_str())];
        all.extend_from_slice(pairs);
        self.post(address, &all).await
    }

    async fn write_holder(&self, at: &str) {
        for (section, pairs) in HOLDER {
            let answer = self.write(&format!("{at}/{section}"), pairs).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{section}: {}", answer.html);
        }
    }

    async fn applications(&self) -> usize {
        let query = store::Query { limit: 100, ..store::Query::default() };
        self.house.app.store().find(&query).await.unwrap().items.len()
    }
}

struct Answer {
    status: StatusCode,
    to: String,
    html: String,
}

type Section = (&'static str, &'static [(&'static str, &'static str)]);

const HOLDER: [Section; 5] = [
    (
        "identity",
        &[
            ("kind", "legal_entity"),
            ("name.ky", "«Ден-Соолук Үлгү» ЖЧКсы"),
            ("name.ru", "ОсОО «Ден-Соолук Үлгү»"),
            ("identifier.scheme", "inn"),
            ("identifier.value", "01201201510123"),
            ("ownership", "private"),
            ("sector", "health"),
        ],
    ),
    (
        "address",
        &[
            ("address.country", "KG"),
            ("address.region", "batken"),
            ("address.district", "kadamjay"),
            ("address.place_words", "Үлгү айылы"),
            ("address.street", "Үлгү көчөсү, 1"),
        ],
    ),
    ("contacts", &[("phone", "+996 312 00 00 00"), ("email", "ulgu@uium.example")]),
    ("head", &[("head.name", "Үлгүлүү Айгүл"), ("head.position", "директор")]),
    ("policy", &[("policy.link", "https://den-sooluk-ulgu.example/sayasat")]),
];

#[tokio::test]
async fn an_organisation_describes_itself_and_sends_it() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_holder").await;
    desk.write_holder(&at).await;
    let (_, answers) = desk.get(&format!("{at}/check")).await;
    assert!(answers.contains("Үлгү айылы") && answers.contains("01201201510123"));
    let sent = desk.write(&format!("{at}/check"), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    let (status, html) = desk.get(&sent.to).await;
    assert_eq!(status, StatusCode::OK);
    assert!(html.contains("KG-") && html.contains("2026-жылдын"), "a number and a date");
    let (_, home) = desk.get(&format!("/ky/organisations/{ORGANISATION}")).await;
    assert!(home.contains(&at));
}

#[tokio::test]
async fn what_was_typed_stays_with_the_mistake_beside_the_field() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_holder").await;
    let pairs = [("phone", "+996 312 00 00 00"), ("email", "not an address")];
    let answer = desk.write(&format!("{at}/contacts"), &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.html.contains("value=\"not an address\""));
    assert!(answer.html.contains("id=\"email-error\"") && answer.html.contains("href=\"#email\""));
    let (_, again) = desk.get(&format!("{at}/contacts")).await;
    assert!(again.contains("not an address"), "a draft keeps what is wrong");
}

#[tokio::test]
async fn state_secrets_stop_the_way_and_nothing_is_stored() {
    let desk = Desk::owner().await;
    let path = format!("/ky/organisations/{ORGANISATION}/start");
    let (_, question) = desk.get(&format!("{path}?procedure=register_array")).await;
    assert!(question.contains("name=\"secrets\""));
    for how in ["blank", ""] {
        let pairs = [("procedure", "register_array"), ("secrets", "yes"), ("how", how)];
        let stop = desk.post(&path, &pairs).await;
        assert_eq!(stop.status, StatusCode::OK);
        assert!(stop.html.contains("30-берене"));
    }
    let silent = desk.post(&path, &[("procedure", "register_array"), ("how", "blank")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.applications().await, 0);
}

#[tokio::test]
async fn nobody_else_sees_the_organisation_or_its_drafts() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_holder").await;
    let stranger = Desk { site: desk.house.site(), house: desk.house };
    assert_eq!(stranger.get(&at).await.0, StatusCode::SEE_OTHER, "to the sign-in page");
    let home = format!("/ky/organisations/{ORGANISATION}");
    assert_eq!(stranger.get(&home).await.0, StatusCode::SEE_OTHER);
    let other = Caller { memberships: Vec::new(), ..caller(OrganisationRole::Owner) };
    let other = Desk { site: stranger.house.site().layer(Extension(other)), house: stranger.house };
    assert_eq!(other.get(&at).await.0, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&home).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_editor_writes_and_the_owner_sends() {
    let desk = Desk::open(OrganisationRole::Editor).await;
    let at = desk.begin("register_holder").await;
    desk.write_holder(&at).await;
    let (_, answers) = desk.get(&format!("{at}/check")).await;
    assert!(answers.contains("ээси жөнөтөт"));
    let refused = desk.post(&format!("{at}/check"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_people_in_one_section_lose_nothing() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_holder").await;
    let address = format!("{at}/head");
    let seen = desk.revision(&address).await;
    let first = [("revision", &*seen), ("head.name", "Биринчи"), ("head.position", "директор")];
    assert_eq!(desk.post(&address, &first).await.status, StatusCode::SEE_OTHER);
    let second = [("revision", &*seen), ("head.name", "Экинчи"), ("head.position", "башчы")];
    let conflict = desk.post(&address, &second).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.html.contains("Биринчи") && conflict.html.contains("Экинчи"));
    let quiet = [("revision", &*seen), ("action", "autosave"), ("head.name", "Үчүнчү")];
    assert_eq!(desk.post(&address, &quiet).await.status, StatusCode::CONFLICT);
    let now = desk.revision(&address).await;
    let text = "{\"head\":{\"name\":\"Экинчи\",\"position\":\"башчы\"},\"kind\":\"x\"}";
    let pairs = [("revision", &*now), ("action", "mine"), ("text", text)];
    assert_eq!(
        desk.post(&format!("{address}/resolve"), &pairs).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(desk.get(&address).await.1.contains("Экинчи"));
}

#[tokio::test]
async fn two_people_in_two_sections_do_not_disturb_each_other() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_holder").await;
    let seen = desk.revision(&format!("{at}/head")).await;
    let head = [("revision", &*seen), ("head.name", "Биринчи"), ("head.position", "директор")];
    desk.post(&format!("{at}/head"), &head).await;
    let contacts =
        [("revision", &*seen), ("phone", "+996 312 00 00 00"), ("email", "ulgu@uium.example")];
    let answer = desk.post(&format!("{at}/contacts"), &contacts).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&format!("{at}/head")).await.1.contains("Биринчи"));
}

#[tokio::test]
async fn ticked_categories_become_rows_and_unticked_ones_leave() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_array").await;
    let purposes = format!("{at}/purposes");
    let words = [("purposes.0.words", "дарылоо"), ("purposes.0.ground", "consent")];
    desk.write(&purposes, &words).await;
    let address = format!("{at}/items");
    let picks =
        [("pick_shown", "yes"), ("pick", "full_name"), ("pick", "pin"), ("pick", "no_such")];
    let kept = desk.write(&address, &picks).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let (_, html) = desk.get(&address).await;
    assert!(html.contains("value=\"d1\"") && html.contains("value=\"d2\""), "{html}");
    assert!(!html.contains("no_such"));
    let rows = [
        ("pick_shown", "yes"),
        ("pick", "pin"),
        ("items.0.key", "d1"),
        ("items.0.category", "full_name"),
        ("items.1.key", "d2"),
        ("items.1.category", "pin"),
        ("items.1.special", "no"),
        ("all_sources", "subject"),
        ("all_purposes", "p1"),
    ];
    let kept = desk.write(&address, &rows).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.html);
    let (_, html) = desk.get(&address).await;
    assert!(html.contains("value=\"d2\"") && !html.contains("value=\"d1\""));
}

#[tokio::test]
async fn rows_come_and_go_by_buttons() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_array").await;
    let address = format!("{at}/purposes");
    let one = [("purposes.0.words", "тажрыйбалык максат"), ("action", "add:purposes")];
    let added = desk.write(&address, &one).await;
    assert!(added.to.contains("add=purposes") && added.to.ends_with("#purposes-1"));
    let (_, html) = desk.get(added.to.split('#').next().unwrap()).await;
    assert!(html.contains("name=\"purposes.1.words\""));
    let two = [("purposes.0.words", "тажрыйбалык максат"), ("action", "remove:purposes.0")];
    desk.write(&address, &two).await;
    assert!(!desk.get(&address).await.1.contains("тажрыйбалык максат"));
}

#[tokio::test]
async fn hostile_names_in_a_form_break_nothing() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_array").await;
    let long = "items.".repeat(500);
    let names = [
        "items",
        "items.0",
        "items.999999999.words",
        "items.0.sources.7",
        "items.-1.words",
        "items..words",
        "purposes.0.words.0.words",
        "name",
        "name.ky.ru",
        "__proto__.x",
        "",
        "items.0.purposes.0.0",
        "cross_border.transfers.499.country",
        &long,
        "items[0].words",
        "collection.3",
        "entry",
        "state",
        "\u{0}",
    ];
    let sections = [
        "name",
        "purposes",
        "items",
        "subjects",
        "methods",
        "storage",
        "informing",
        "measures",
        "responsible",
        "recipients",
        "cross_border",
    ];
    for section in sections {
        let pairs: Vec<(&str, &str)> = names.iter().map(|name| (*name, "\u{1}x")).collect();
        for action in [
            "continue",
            "back",
            "autosave",
            "add:items",
            "add:\u{0}",
            "remove:items.9",
            "remove:x",
            "pick",
        ] {
            let mut all = pairs.clone();
            all.push(("action", action));
            let answer = desk.write(&format!("{at}/{section}"), &all).await;
            assert!(!answer.status.is_server_error(), "{section} {action}: {}", answer.html);
            let (status, _) = desk.get(&format!("{at}/{section}?add=items")).await;
            assert_eq!(status, StatusCode::OK);
        }
    }
    assert_eq!(desk.get(&format!("{at}/check")).await.0, StatusCode::OK);
    assert_eq!(desk.get(&format!("{at}/no_such_section")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_policy_file_is_known_by_its_bytes() {
    let desk = Desk::owner().await;
    let at = desk.begin("register_holder").await;
    let upload = async |bytes: &str, name: &str| {
        let revision = desk.revision(&format!("{at}/policy")).await;
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"revision\"\r\n\r\n{revision}\r\n\
             --x\r\ncontent-disposition: form-data; name=\"policy.upload\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n--x--\r\n"
        );
        let request = Request::post(format!("{at}/policy"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        let response = desk.send(request).await;
        (response.status(), text(response).await)
    };
    let (status, html) = upload("MZ\u{0}\u{1}", "policy.pdf").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{html}");
    let (status, html) = upload("%PDF-1.7 саясат", "саясат.pdf").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{html}");
    assert!(desk.get(&format!("{at}/policy")).await.1.contains("саясат.pdf"));
    assert!(desk.get(&format!("{at}/policy-file")).await.1.starts_with("%PDF"));
}

#[tokio::test]
async fn three_questions_say_who_must_register() {
    let desk = Desk::owner().await;
    let at = async |query: &str| desk.get(&format!("/ky/must-i-register{query}")).await.1;
    assert!(at("").await.contains("name=\"who\""));
    assert!(at("?next=who").await.contains("error-summary"));
    assert!(at("?who=organisation").await.contains("name=\"keep\""));
    assert!(at("?who=organisation&keep=yes").await.contains("name=\"special\""));
    assert!(at("?who=person").await.contains("2- жана 3-беренелери"));
    assert!(at("?who=organisation&keep=yes&special=yes").await.contains("325"));
    assert!(at("?who=organisation&keep=yes&special=no").await.contains("30-беренеси"));
}

#[tokio::test]
async fn every_page_of_the_applicant_speaks_every_language() {
    let desk = Desk::owner().await;
    let holder = desk.begin("register_holder").await;
    desk.write_holder(&holder).await;
    desk.write(&format!("{holder}/check"), &[]).await;
    let array = desk.begin("register_array").await;
    desk.write(&format!("{array}/items"), &[("pick_shown", "yes"), ("pick", "pin")]).await;
    let home = format!("/ky/organisations/{ORGANISATION}");
    let mut pages = vec![
        home.clone(),
        "/ky/must-i-register".into(),
        format!("{home}/start?procedure=register_array"),
        format!("{home}/start?procedure=register_holder"),
        format!("{holder}/sent"),
        format!("{holder}/history"),
        format!("{holder}/withdraw"),
        holder.clone(),
        array.clone(),
        format!("{array}/check"),
    ];
    for of in [domain::field::Of::Holder, domain::field::Of::DataArray] {
        let at = if of == domain::field::Of::Holder { &holder } else { &array };
        for section in domain::field::Catalogue::embedded().sections(of) {
            pages.push(format!("{at}/{section}?add={section}&faults=yes"));
        }
    }
    for page in pages {
        for language in ["ky", "ru", "en"] {
            let (status, html) = desk.get(&page.replacen("/ky", &format!("/{language}"), 1)).await;
            assert!(
                status.is_success() || status == StatusCode::UNPROCESSABLE_ENTITY,
                "{page}: {status}"
            );
            let missing = html.split_once('⟦').map(|(_, rest)| rest.split('⟧').next());
            assert_eq!(missing, None, "a text is missing on {page} in {language}");
        }
    }
}

#[tokio::test]
async fn the_arrays_of_a_template_are_suggestions_to_confirm() {
    let desk = Desk::owner().await;
    let path = format!("/ky/organisations/{ORGANISATION}/start");
    let mut pairs = vec![("procedure", "register_array"), ("secrets", "no")];
    let ways = desk.post(&path, &pairs).await;
    assert!(ways.html.contains("template:clinic"));
    pairs.push(("how", "template:clinic"));
    let arrays = desk.post(&path, &pairs).await;
    assert!(arrays.html.contains("value=\"patient_cards\" checked"));
    pairs.extend([("ticked", "yes"), ("arrays", "patient_cards"), ("arrays", "appointments")]);
    assert_eq!(desk.post(&path, &pairs).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.applications().await, 2);
    let (_, home) = desk.get(&format!("/ky/organisations/{ORGANISATION}")).await;
    let (_, rest) = home.split_once("href=\"/ky/applications/").expect("a draft");
    let draft = format!("/ky/applications/{}", rest.split_once('"').unwrap().0);
    assert!(desk.get(&draft).await.1.contains("Сунуш: текшерип, сактаңыз"));
    let storage = format!("{draft}/cross_border");
    assert!(desk.get(&storage).await.1.contains("Сунуш: текшерип"));
    let unchanged = desk.write(&storage, &[("cross_border.answer", "no")]).await;
    assert_eq!(unchanged.status, StatusCode::SEE_OTHER, "{}", unchanged.html);
    assert!(
        !desk.get(&storage).await.1.contains("Сунуш: текшерип"),
        "looked at, though not changed"
    );
}

#[tokio::test]
async fn an_organisation_takes_its_arrays_home_as_files() {
    let desk = Desk::owner().await;
    for kind in ["csv", "xlsx", "ndjson"] {
        let path = format!("/ky/organisations/{ORGANISATION}/export.{kind}");
        let request = Request::get(&path).body(Body::empty()).unwrap();
        assert_eq!(desk.send(request).await.status(), StatusCode::OK, "{kind}");
        let stranger = desk.house.get(&path).await;
        assert_eq!(stranger.status(), StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_table_becomes_drafts_only_after_the_persons_word() {
    let desk = Desk::owner().await;
    let path = format!("/ky/organisations/{ORGANISATION}/import");
    let table = "Массивдин кыргызча аталышы;Маалыматтын категориясы;Чогултуунун ыкмалары;Кошумча;Булак\n\
                 Кызматкерлер;фамилия, имя, отчество, ПИН, сүйгөн түсү;такыр жок ыкма;бою;адамдын өзү\n";
    let send = async |secrets: &str| {
        let body = format!(
            "--x\r\ncontent-disposition: form-data; name=\"secrets\"\r\n\r\n{secrets}\r\n\
             --x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{table}\r\n--x--\r\n"
        );
        let request = Request::post(&path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        let response = desk.send(request).await;
        let to = response.headers().get(header::LOCATION).cloned();
        (response.status(), to.map_or(String::new(), |to| to.to_str().unwrap().to_owned()))
    };
    assert_eq!(send("yes").await.0, StatusCode::OK, "state secrets stop here too");
    let (status, at) = send("no").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (status, columns) = desk.get(&at).await;
    assert_eq!(status, StatusCode::OK, "{columns}");
    let chosen = [
        ("column.0", "name.ky"),
        ("column.1", "items[].category"),
        ("column.2", "collection[]"),
        ("column.3", "items[].words"),
        ("column.4", "items[].sources[]"),
    ];
    let preview = desk.post(&at, &chosen).await;
    assert!(preview.html.contains("Кызматкерлер") && preview.html.contains("такыр жок ыкма"));
    assert_eq!(desk.applications().await, 0);
    let mut all = chosen.to_vec();
    all.push(("action", "create"));
    assert_eq!(desk.post(&at, &all).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.applications().await, 1);
    let query = store::Query { limit: 1, ..store::Query::default() };
    let found = desk.house.app.store().find(&query).await.unwrap();
    let draft = desk.house.app.store().get::<domain::application::Application>(found.items[0].id);
    let draft = draft.await.unwrap().unwrap();
    let items = draft.record.entry["items"].as_array().unwrap();
    assert_eq!(items.len(), 4, "the name with commas is one item, the second column adds another");
    assert_eq!(items[0]["category"], "full_name");
    assert_eq!(
        (items[2]["words"].as_str(), items[3]["words"].as_str()),
        (Some("сүйгөн түсү"), Some("бою"))
    );
    assert!(
        items.iter().all(|item| item["sources"] == serde_json::json!(["subject"])),
        "{items:?}"
    );
    let again = desk.post(&at, &all).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the table is used up");
    assert_eq!(desk.applications().await, 1);
}
