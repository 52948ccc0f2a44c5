//! Staff of a real deployment reach nothing before they have set a second factor up.

use crate::account::{cookie, form, get_as, location};
use crate::house::{House, text};
use app::policy::Deed;
use app::{Caller, StaffRole, account};
use domain::record::Actor;
use http::{Request, StatusCode, header};
use totp_rs::{Algorithm, Builder, Secret};
use web::policy_routes::ENTRANCES;

const PASSWORD: &str = "кыш жаз жай күз";
const EMAIL: &str = "head@dpa.example";

/// A site as `korgoo serve` opens it, with somebody who has every role at the authority.
async fn house() -> House {
    let house = House::real().await;
    let system = Caller {
        actor: Some(Actor::system()),
        is_strong: true,
        staff: vec![StaffRole::Administrator],
        ..Caller::default()
    };
    let added = account::add_staff(
        &house.app,
        &system,
        EMAIL,
        "Чолпон",
        &StaffRole::ALL,
        Some(PASSWORD),
        "ky",
    );
    added.await.unwrap();
    house
}

async fn enter(house: &House) -> (String, String) {
    let fields = [("email", EMAIL), ("password", PASSWORD)];
    let entered = house.send(form("/ky/sign-in", &fields, "")).await;
    (cookie(&entered), location(&entered))
}

/// What a phone would show for the secret that the page spells out.
fn code(page: &str) -> String {
    let (_, rest) = page.split_once("<code>").unwrap();
    let secret: String = rest.split('<').next().unwrap().split_whitespace().collect();
    let at: jiff::Timestamp = crate::house::NOW.parse().unwrap();
    let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(6);
    let builder = builder.with_step_duration(30).with_account_name("account");
    let totp = builder.with_secret(Secret::try_from_base32(&secret).unwrap()).build().unwrap();
    totp.generate(at.as_second().unsigned_abs()).to_string()
}

#[tokio::test]
async fn a_password_alone_opens_nothing_for_staff() {
    let house = house().await;
    let (session, place) = enter(&house).await;
    assert!(place.starts_with("/ky/sign-in/enrol"), "{place}");
    let guarded = ENTRANCES.iter().copied().flatten().filter(|entrance| {
        !matches!(entrance.deed, Deed::ReadSite | Deed::ReadRegister | Deed::SignIn)
    });
    let mut tried = 0;
    for entrance in guarded {
        let path = entrance.path.replace("{language}", "ky");
        let path = path.replace("{id}", "00000000-0000-0000-0000-000000000001");
        let request = Request::builder().method(entrance.method).uri(&path);
        let request = request
            .header(header::COOKIE, &session)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("".into())
            .unwrap();
        let answer = house.send(request).await;
        let (status, to) = (answer.status(), location(&answer));
        let turned_away = status.is_client_error()
            || status == StatusCode::SEE_OTHER && to.starts_with("/ky/sign-in?");
        assert!(turned_away, "{} {path}: {status} {to}", entrance.method);
        tried += 1;
    }
    assert!(tried > 40, "only {tried} routes were tried");
}

#[tokio::test]
async fn with_the_second_factor_the_same_person_is_in_and_is_asked_for_it_ever_after() {
    let house = house().await;
    let (session, place) = enter(&house).await;
    let page = text(get_as(&house, &place, &session).await).await;
    let wrong = house.send(form("/ky/sign-in/enrol", &[("code", "000000")], &session)).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let right = house.send(form("/ky/sign-in/enrol", &[("code", &code(&page))], &session)).await;
    let strong = cookie(&right);
    assert!(text(right).await.contains("href=\"/ky/desk\""), "the codes on paper lead on");
    for path in ["/ky/desk", "/ky/admin", "/ky/admin/law"] {
        assert_eq!(get_as(&house, path, &strong).await.status(), StatusCode::OK, "{path}");
    }
    // The half-open session was worth nothing and is gone; the next signing in asks for the code.
    assert_eq!(get_as(&house, "/ky/desk", &session).await.status(), StatusCode::SEE_OTHER);
    let (again, place) = enter(&house).await;
    assert!(place.starts_with("/ky/sign-in/code"), "{place}");
    assert_eq!(get_as(&house, "/ky/desk", &again).await.status(), StatusCode::SEE_OTHER);
}
