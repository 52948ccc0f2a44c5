//! Who may do what, for each use case and each kind of caller.

use app::caller::Caller;
use app::review::{Filter, queue};
use app::{Error, application, review};
use domain::application::{Outcome, Procedure, State};
use serde_json::{Map, json};

use crate::house::{
    House, OURS, administrator, another_owner, editor, head, owner, reader, registrar,
    weak_registrar,
};
use crate::{on_both_engines, samples};

/// How a use case meets a caller. A refusal of the law lets the caller through.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Met {
    Yes,
    SignIn,
    Forbidden,
    NotFound,
}
use Met::{Forbidden, NotFound, SignIn, Yes};

fn met<T>(result: app::Result<T>) -> Met {
    match result {
        Err(Error::SignIn) => SignIn,
        Err(Error::Forbidden) => Forbidden,
        Err(Error::NotFound) => NotFound,
        Err(Error::Internal(why)) => panic!("{why}"),
        _ => Yes,
    }
}

fn callers() -> [Caller; 9] {
    let stranger = Caller::stranger();
    let (ours, theirs) = ([owner(), editor(), reader()], another_owner());
    let [owner, editor, reader] = ours;
    let (weak, staff) = (weak_registrar(), [registrar(), head(), administrator()]);
    let [registrar, head, administrator] = staff;
    [stranger, owner, editor, reader, theirs, registrar, head, administrator, weak]
}

/// Use case, then: stranger, owner, editor, reader, another's owner, registrar, head,
/// administrator, registrar without the second factor.
const TABLE: [(&str, [Met; 9]); 16] = [
    ("read", [SignIn, Yes, Yes, Yes, NotFound, Yes, Yes, NotFound, NotFound]),
    ("history", [SignIn, Yes, Yes, Yes, NotFound, Yes, Yes, NotFound, NotFound]),
    ("save", [SignIn, Yes, Yes, Forbidden, NotFound, Forbidden, Forbidden, NotFound, NotFound]),
    (
        "submit",
        [SignIn, Yes, Forbidden, Forbidden, NotFound, Forbidden, Forbidden, NotFound, NotFound],
    ),
    ("start", [SignIn, Yes, Yes, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden]),
    ("list", [SignIn, Yes, Yes, Yes, Forbidden, Yes, Yes, Forbidden, Forbidden]),
    ("queue", [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Yes, Forbidden, Forbidden]),
    (
        "assign",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden, Forbidden],
    ),
    (
        "give",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden, Forbidden],
    ),
    (
        "send back",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden, Forbidden],
    ),
    (
        "decide",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden, Forbidden],
    ),
    (
        "confirm",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden],
    ),
    (
        "object",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden],
    ),
    (
        "ex officio",
        [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Forbidden, Forbidden, Forbidden],
    ),
    ("withdraw", [SignIn, Yes, Yes, Forbidden, NotFound, Forbidden, Forbidden, NotFound, NotFound]),
    ("purge", [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Yes, Yes, Forbidden, Forbidden]),
];

async fn ask(house: &House, what: &str, who: &Caller, id: uuid::Uuid) -> Met {
    let app = &house.app;
    let words = || "сөз".to_owned();
    match what {
        "read" => met(application::read(app, who, id).await),
        "history" => met(application::history(app, who, id).await),
        "save" => met(application::save(app, who, id, None, Map::new()).await),
        "submit" => met(application::submit(app, who, id, None).await),
        "start" => {
            let what = Procedure::RegisterArray;
            met(application::start(app, who, OURS, what, None, json!({})).await)
        }
        "list" => met(application::of_organisation(app, who, OURS).await),
        "queue" => met(queue(app, who, &Filter { limit: 5, ..Filter::default() }).await),
        "assign" => met(review::assign(app, who, id, None).await),
        "give" => met(review::give(app, who, id, uuid::Uuid::from_u128(2)).await),
        "send back" => met(review::send_back(app, who, id, None, vec![]).await),
        "decide" => {
            met(review::decide(app, who, id, None, Outcome::Refuse, words(), words()).await)
        }
        "confirm" => met(review::confirm(app, who, id, None).await),
        "object" => met(review::object(app, who, id, None, words()).await),
        "ex officio" => {
            met(application::start_ex_officio(app, who, Procedure::AmendHolder, OURS).await)
        }
        "withdraw" => met(application::withdraw(app, who, id).await),
        "purge" => met(review::purge(app, who, id).await),
        other => panic!("{other}"),
    }
}

on_both_engines! {
    async fn each_use_case_is_open_to_whom_the_table_says(house) {
        house.registered_holder().await;
        let id = house.sent(&owner(), Procedure::RegisterArray, None, samples::array()).await;
        house.take(id).await;
        for (what, row) in TABLE {
            for (place, (who, expected)) in callers().iter().zip(row).enumerate() {
                assert_eq!(ask(house, what, who, id).await, expected, "{what}, caller {place}");
            }
        }
    }

    async fn an_unsent_draft_is_nobodys_but_the_holders(house) {
        let id = house.started(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        for who in [registrar(), head(), administrator(), another_owner()] {
            assert_eq!(met(application::read(&house.app, &who, id).await), NotFound);
            assert_eq!(met(application::history(&house.app, &who, id).await), NotFound);
        }
        for what in ["assign", "send back", "decide", "purge"] {
            assert_eq!(ask(house, what, &registrar(), id).await, NotFound, "{what}");
        }
        let all = Filter { states: State::ALL.into(), limit: 50, ..Filter::default() };
        assert_eq!(queue(&house.app, &registrar(), &all).await.unwrap().total, 0);
        application::withdraw(&house.app, &owner(), id).await.unwrap();
        assert_eq!(queue(&house.app, &registrar(), &all).await.unwrap().total, 0, "nor once withdrawn");
        assert_eq!(met(application::read(&house.app, &registrar(), id).await), NotFound);
    }

    async fn an_organisations_list_shows_the_authority_nothing_unsent(house) {
        house.started(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        let of = async |who: Caller| application::of_organisation(&house.app, &who, OURS).await.unwrap().len();
        assert_eq!(of(owner()).await, 1);
        assert_eq!(of(registrar()).await, 0);
    }

    async fn an_unsent_draft_of_the_authority_is_not_the_holders_to_see(house) {
        house.registered_holder().await;
        let what = Procedure::ExcludeHolder;
        let id = application::start_ex_officio(&house.app, &registrar(), what, OURS).await.unwrap();
        assert_eq!(met(application::read(&house.app, &owner(), id).await), NotFound);
        assert_eq!(application::of_organisation(&house.app, &owner(), OURS).await.unwrap().len(), 1);
        application::save(&house.app, &registrar(), id, None, Map::from_iter([("ground".to_owned(), json!("liquidation"))])).await.unwrap();
        application::submit(&house.app, &registrar(), id, None).await.unwrap();
        assert_eq!(met(application::read(&house.app, &owner(), id).await), Yes);
        assert_eq!(met(application::withdraw(&house.app, &owner(), id).await), Forbidden);
        assert_eq!(application::of_organisation(&house.app, &owner(), OURS).await.unwrap().len(), 2);
    }

    async fn the_home_of_an_organisation_shows_what_may_be_seen(house) {
        let of = async |who: Caller| application::home(&house.app, &who, OURS).await.unwrap().applications.len();
        let id = house.started(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        assert_eq!((of(owner()).await, of(registrar()).await), (1, 0));
        application::submit(&house.app, &owner(), id, None).await.unwrap();
        review::purge(&house.app, &registrar(), id).await.unwrap();
        assert_eq!((of(owner()).await, of(registrar()).await), (1, 1), "the fact of the purge remains");
    }

    async fn nobody_writes_in_an_application_of_another_state(house) {
        let id = house.sent(&owner(), Procedure::RegisterHolder, None, samples::holder()).await;
        let no = application::save(&house.app, &owner(), id, None, Map::from_iter([("phone".to_owned(), json!("1"))])).await;
        assert!(matches!(no, Err(Error::Refused(code)) if code == "wrong_state"));
    }
}
