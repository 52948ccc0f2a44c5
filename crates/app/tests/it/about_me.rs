//! "Who holds data about people like me?": the nearest first, the whole country not hidden, exact.

use app::register::{
    AboutMe, Group, Home, MOST_SHOWN, MOST_SITUATIONS, Reach, Ring, Search, about_me, look_for,
};
use app::{application, review};
use domain::application::Procedure;
use domain::field::Of;
use domain::holder::Standing;
use domain::path;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::house::{House, head, owner_of};
use crate::{on_both_engines, samples};

/// Kind, sector, region, district.
type Seat = (&'static str, &'static str, &'static str, &'static str);

const SCHOOL: Seat = ("state_body", "education", "batken", "kadamjay");
const NEXT_SCHOOL: Seat = ("legal_entity", "education", "batken", "leylek");
const FAR_SCHOOL: Seat = ("state_body", "education", "osh_city", "osh_whole");
const MINISTRY: Seat = ("state_body", "public_administration", "bishkek", "bishkek_lenin");
const BANK: Seat = ("legal_entity", "finance", "bishkek", "bishkek_oktyabr");
const SHOP: Seat = ("legal_entity", "trade", "batken", "kadamjay");

async fn holder(house: &House, number: u128, (kind, sector, region, district): Seat) {
    let mut entry = samples::holder();
    let inn = format!("{number:014}");
    for (at, value) in [
        ("identifier.value", inn.as_str()),
        ("kind", kind),
        ("sector", sector),
        ("address.region", region),
        ("address.district", district),
    ] {
        path::set(&mut entry, at, json!(value));
    }
    let id = house.sent(&owner_of(number), Procedure::RegisterHolder, None, entry).await;
    house.granted(id).await;
}

async fn array(house: &House, number: u128, subject: &str, name: &str) -> Uuid {
    let mut entry = samples::array();
    entry["subjects"] = json!([{"category": subject}]);
    entry["name"]["ky"] = json!(name);
    let id = house.sent(&owner_of(number), Procedure::RegisterArray, None, entry).await;
    house.granted(id).await.record.subject
}

/// Three schools, a ministry, a bank and a shop, each with one array about those it serves.
async fn town(house: &House) -> Uuid {
    let all = [
        (301, SCHOOL, "pupils"),
        (302, NEXT_SCHOOL, "pupils"),
        (303, FAR_SCHOOL, "pupils"),
        (304, MINISTRY, "pupils"),
        (305, BANK, "clients"),
        (306, SHOP, "clients"),
    ];
    let mut first = None;
    for (number, seat, subject) in all {
        holder(house, number, seat).await;
        let id = array(house, number, subject, &format!("Үлгү {number}")).await;
        first.get_or_insert(id);
    }
    first.unwrap()
}

async fn asked(house: &House, situations: &[&str], region: &str, district: &str) -> AboutMe {
    let situations: Vec<String> = situations.iter().map(|code| (*code).to_owned()).collect();
    let home = Home { region: region.into(), district: district.into() };
    about_me(&house.app, &situations, &home).await.unwrap()
}

async fn group(house: &House, situation: &str, region: &str, district: &str) -> Group {
    asked(house, &[situation], region, district).await.groups.remove(0)
}

/// The reach of each ring, and the names of its arrays.
fn told(group: &Group) -> Vec<(Reach, Vec<&str>)> {
    let mut told = Vec::new();
    for ring in &group.rings {
        told.push((ring.reach, ring.arrays.iter().map(|found| found.name.ky.as_str()).collect()));
    }
    told
}

/// What the ordinary search finds under the filters of a ring.
async fn searched(house: &House, ring: &Ring) -> i64 {
    let search = Search {
        of: Some(Of::DataArray),
        standings: vec![Standing::Registered],
        filters: ring.filters.clone(),
        ..Search::default()
    };
    look_for(&house.app, &search).await.unwrap().total
}

async fn exclude(house: &House, number: u128, array: Uuid) {
    let who = owner_of(number);
    let id = house.started(&who, Procedure::ExcludeArray, Some(array), json!({})).await;
    house.save(&who, id, "ground", json!("liquidation")).await;
    application::submit(&house.app, &who, id, None).await.unwrap();
    house.granted(id).await;
    review::confirm(&house.app, &head(), id, None).await.unwrap();
}

on_both_engines! {
    async fn the_nearest_stand_first_and_the_whole_country_is_not_hidden(house) {
        town(house).await;
        let pupil = group(house, "pupil", "batken", "kadamjay").await;
        let here = (Reach::District, vec!["Үлгү 301"]);
        let also = (Reach::Region, vec!["Үлгү 302"]);
        let country = (Reach::Country, vec!["Үлгү 304"]);
        assert_eq!(told(&pupil), [here, also, country.clone()], "a far school is not about me");
        assert_eq!(pupil.total, 3);
        assert_eq!(pupil.rings.iter().map(|ring| ring.total).collect::<Vec<_>>(), [1, 2, 1]);
        for ring in &pupil.rings {
            assert_eq!(searched(house, ring).await, ring.total, "{:?}", ring.reach);
        }
        let region = group(house, "pupil", "osh_city", "").await;
        assert_eq!(told(&region), [(Reach::Region, vec!["Үлгү 303"]), country]);
        let anywhere = group(house, "pupil", "", "").await;
        assert_eq!((anywhere.total, anywhere.rings[0].reach), (4, Reach::Anywhere));
        assert_eq!(searched(house, &anywhere.rings[0]).await, 4);
    }

    async fn whoever_works_in_the_whole_country_from_next_door_is_counted_once(house) {
        town(house).await;
        let pupil = group(house, "pupil", "bishkek", "bishkek_lenin").await;
        assert_eq!(told(&pupil), [(Reach::District, vec!["Үлгү 304"])]);
        assert_eq!(pupil.total, 1);
        let bank = group(house, "bank_client", "bishkek", "bishkek_lenin").await;
        assert_eq!(told(&bank), [(Reach::Region, vec!["Үлгү 305"])]);
        assert_eq!(bank.total, 1);
    }

    async fn clients_of_a_bank_are_not_those_of_a_shop(house) {
        town(house).await;
        let bank = group(house, "bank_client", "batken", "kadamjay").await;
        assert_eq!(told(&bank), [(Reach::Country, vec!["Үлгү 305"])]);
        assert_eq!(group(house, "student", "batken", "kadamjay").await.rings.len(), 0);
    }

    async fn what_was_taken_out_of_the_register_is_not_shown(house) {
        let first = town(house).await;
        exclude(house, 301, first).await;
        let pupil = group(house, "pupil", "batken", "kadamjay").await;
        assert_eq!((pupil.total, pupil.rings[0].reach), (2, Reach::Region));
    }

    async fn many_near_ones_leave_room_for_the_ministry(house) {
        holder(house, 301, SCHOOL).await;
        holder(house, 304, MINISTRY).await;
        array(house, 304, "pupils", "Министрлик").await;
        for place in 0..=MOST_SHOWN {
            array(house, 301, "pupils", &format!("Үлгү {place}")).await;
        }
        let pupil = group(house, "pupil", "batken", "kadamjay").await;
        let shown: Vec<usize> = pupil.rings.iter().map(|ring| ring.arrays.len()).collect();
        assert_eq!(shown, [MOST_SHOWN - 1, 1]);
        assert_eq!((pupil.total, pupil.rings[0].total), (12, 11));
    }

    async fn only_what_is_published_of_a_holder_comes_along(house) {
        holder(house, 301, SCHOOL).await;
        array(house, 301, "pupils", "Үлгү").await;
        let answer = asked(house, &["nobody", "pupil"], "batken", "kadamjay").await;
        assert_eq!(answer.groups.len(), 1, "what the law does not know is left out");
        let entry = &answer.holders["KG-H-000001"];
        assert_eq!(path::text(entry, "contact.email"), "data@example.kg");
        assert_eq!(entry.get("head").and_then(|head| head.get("name")), None::<&Value>);
        assert_eq!(answer.purposes["KG-A-000001"], ["дарылоо", "эсеп"]);
        let law = house.app.law();
        let all: Vec<&str> = law.situations().entries().map(|one| one.code.as_str()).collect();
        assert_eq!(asked(house, &all, "", "").await.groups.len(), MOST_SITUATIONS);
    }
}
