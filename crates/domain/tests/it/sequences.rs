//! Any sequence of acts, from any state, is refused or leads to a legal state; replaying the stored
//! events gives the stored state.

use domain::application::{Application, Outcome, Procedure, Whose};
use domain::application_act::{ApplicationAct, Start};
use domain::array_entry::{ArrayEntry, DataItem};
use domain::data_array::{DataArray, DataArrayAct, HolderRef, ListRef};
use domain::data_list::{DataList, DataListAct};
use domain::field::Of;
use domain::holder::{Holder, HolderAct};
use domain::holder_entry::{Basis, HolderEntry};
use domain::record::{Event, Happened, Record};
use domain::redaction::Gap;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};
use std::fmt::Debug;
use uuid::Uuid;

use crate::samples::{self, moment, person};
use crate::{legal, trees};

/// Lives through the acts as the store would, and checks every promise of the contract on the way.
fn live<R>(acts: Vec<(R::Act, u128)>, is_legal: impl Fn(&R)) -> Option<R>
where
    R: Record + PartialEq + Debug,
    R::Act: Clone + Debug,
    R::Event: PartialEq + Debug,
{
    let mut current: Option<R> = None;
    let mut replayed: Option<R> = None;
    for (second, (act, actor)) in (0_i64..).zip(acts) {
        let (by, moment) = (person(actor), moment(second));
        let again = R::decide(current.as_ref(), act.clone(), &by, &moment);
        let Ok(events) = R::decide(current.as_ref(), act, &by, &moment) else {
            assert!(again.is_err(), "the law answers the same twice");
            continue;
        };
        assert_eq!(again.unwrap(), events, "the law answers the same twice");
        for event in events {
            let body = serde_json::to_string(&event).unwrap();
            let stored: R::Event = serde_json::from_str(&body).unwrap();
            assert_eq!(stored, event, "an event is read back as it was written");
            assert_eq!(stored.name(), event.name());
            let happened = |event| Happened { event, at: moment.at, by: &by };
            current = Some(R::apply(current.take(), happened(&event)));
            // A purge erases what was before: the rest must stand without it.
            let before = if stored.erases() { None } else { replayed.take() };
            replayed = Some(R::apply(before, happened(&stored)));
        }
        assert_eq!(current, replayed, "replay gives the state");
        if let Some(record) = &current {
            is_legal(record);
            let state = serde_json::to_string(record).unwrap();
            assert_eq!(
                &serde_json::from_str::<R>(&state).unwrap(),
                record,
                "so does the stored state"
            );
            assert!(!record.facets().status.is_empty(), "every state has a word");
        }
    }
    current
}

fn words() -> impl Strategy<Value = String> {
    select(vec!["", "  ", "себеп", "Үлгү сөз"]).prop_map(str::to_owned)
}

fn ground() -> impl Strategy<Value = String> {
    select(vec!["", "not_subject", "liquidation", "consent", "no_such", "state_secret"])
        .prop_map(str::to_owned)
}

fn start() -> impl Strategy<Value = ApplicationAct> {
    (select(&Procedure::ALL[..]), any::<bool>()).prop_flat_map(|(procedure, ex_officio)| {
        trees::entry(procedure.of()).prop_map(move |entry| {
            ApplicationAct::Start(Box::new(Start {
                procedure,
                holder: Uuid::from_u128(100),
                organisation: "Ден-Соолук Үлгү".into(),
                subject: Uuid::from_u128(101),
                base_revision: 1,
                ex_officio,
                entry,
            }))
        })
    })
}

fn changes(of: Of) -> impl Strategy<Value = Map<String, Value>> {
    let named = (select(vec!["ground", "words", "name", "items", "storage"]), trees::wild())
        .prop_map(|(branch, value)| Map::from_iter([(branch.to_owned(), value)]));
    let mended = Just(trees::sample(of).as_object().cloned().unwrap_or_default());
    let good_ground = Just(Map::from_iter([("ground".to_owned(), Value::from("liquidation"))]));
    prop_oneof![2 => named, 3 => mended, 2 => good_ground]
}

fn application_act() -> impl Strategy<Value = ApplicationAct> {
    let outcome = prop_oneof![Just(Outcome::Grant), Just(Outcome::Refuse)];
    prop_oneof![
        1 => start(),
        2 => changes(Of::Holder).prop_map(|changes| ApplicationAct::Save { changes }),
        2 => changes(Of::DataArray).prop_map(|changes| ApplicationAct::Save { changes }),
        6 => (1..9).prop_map(|n| ApplicationAct::Submit { number: format!("KG-Z-{n}"), whose: Whose::default() }),
        6 => (1..4_u128).prop_map(|n| ApplicationAct::Assign { to: person(n) }),
        2 => Just(ApplicationAct::Release),
        3 => prop::collection::vec((words(), words()), 0..3)
            .prop_map(|remarks| ApplicationAct::Return { remarks }),
        6 => (outcome, ground(), words()).prop_map(|(outcome, ground, reasons)| {
            ApplicationAct::Decide { outcome, ground, reasons }
        }),
        3 => Just(ApplicationAct::Confirm),
        2 => words().prop_map(|reasons| ApplicationAct::Object { reasons }),
        1 => Just(ApplicationAct::Withdraw),
        1 => Just(ApplicationAct::Purge),
    ]
}

fn basis() -> impl Strategy<Value = Basis> {
    prop_oneof![
        Just(Basis::Application { id: Uuid::from_u128(7), number: "KG-Z-000001".into() }),
        Just(Basis::Import { source: "Үлгү реестри".into(), key: "1".into() }),
    ]
}

fn holder_entry() -> impl Strategy<Value = HolderEntry> {
    trees::entry(Of::Holder).prop_map(|tree| serde_json::from_value(tree).unwrap_or_default())
}

fn array_entry() -> impl Strategy<Value = ArrayEntry> {
    trees::entry(Of::DataArray).prop_map(|tree| serde_json::from_value(tree).unwrap_or_default())
}

fn items() -> impl Strategy<Value = Vec<DataItem>> {
    array_entry().prop_map(|entry| entry.items)
}

fn number() -> impl Strategy<Value = String> {
    (1..5).prop_map(|n| format!("KG-X-{n:06}"))
}

fn gaps() -> impl Strategy<Value = Vec<Gap>> {
    let gap = (select(vec!["name.ky", "head.name"]), 1..4_i64)
        .prop_map(|(path, version)| Gap { path: path.into(), versions: vec![version] });
    prop::collection::vec(gap, 0..2)
}

fn holder_act() -> impl Strategy<Value = HolderAct> {
    let exclusion = (ground(), words(), basis());
    prop_oneof![
        (number(), holder_entry(), basis())
            .prop_map(|(number, entry, basis)| HolderAct::Register { number, entry, basis }),
        (holder_entry(), basis()).prop_map(|(entry, basis)| HolderAct::Amend { entry, basis }),
        basis().prop_map(|basis| HolderAct::Confirm { basis }),
        exclusion.prop_map(|(ground, words, basis)| HolderAct::Exclude { ground, words, basis }),
        (gaps(), ground(), basis()).prop_map(|(gaps, ground, basis)| HolderAct::Redact {
            gaps,
            ground,
            basis
        }),
    ]
}

fn holder_ref() -> HolderRef {
    let entry = serde_json::from_value(samples::holder()).unwrap();
    HolderRef::new(Uuid::from_u128(100), "KG-H-000001", &entry)
}

fn list_ref() -> impl Strategy<Value = ListRef> {
    (1..4_u32).prop_map(|version| ListRef {
        id: Uuid::from_u128(102),
        number: "KG-L-000001".into(),
        version,
    })
}

fn array_act() -> impl Strategy<Value = DataArrayAct> {
    let register = (number(), array_entry(), list_ref(), basis());
    let exclusion = (ground(), words(), basis());
    prop_oneof![
        register.prop_map(|(number, entry, list, basis)| {
            let (holder, entry) = (holder_ref(), Box::new(entry));
            DataArrayAct::Register { number, holder, entry, list, basis }
        }),
        (array_entry(), list_ref(), basis()).prop_map(|(entry, list, basis)| {
            DataArrayAct::Amend { holder: holder_ref(), entry: Box::new(entry), list, basis }
        }),
        basis().prop_map(|basis| DataArrayAct::Confirm { basis }),
        exclusion.prop_map(|(ground, words, basis)| DataArrayAct::Exclude { ground, words, basis }),
        (gaps(), ground(), basis()).prop_map(|(gaps, ground, basis)| DataArrayAct::Redact {
            gaps,
            ground,
            basis
        }),
    ]
}

fn list_act() -> impl Strategy<Value = DataListAct> {
    let (data_array, holder) = (Uuid::from_u128(101), Uuid::from_u128(100));
    prop_oneof![
        (number(), items()).prop_map(move |(number, items)| {
            DataListAct::Register { number, data_array, holder, items }
        }),
        items().prop_map(|items| DataListAct::Amend { items }),
        Just(DataListAct::Exclude),
        (gaps(), ground()).prop_map(|(gaps, ground)| DataListAct::Redact { gaps, ground }),
    ]
}

fn many<A: Debug>(act: impl Strategy<Value = A>) -> impl Strategy<Value = Vec<(A, u128)>> {
    prop::collection::vec((act, 1..4_u128), 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_application_is_always_in_a_legal_state(first in start(), acts in many(application_act())) {
        live::<Application>([vec![(first, 1)], acts].concat(), legal::application);
    }

    #[test]
    fn a_holder_is_always_in_a_legal_state(acts in many(holder_act())) {
        live::<Holder>(acts, legal::holder);
    }

    #[test]
    fn an_array_is_always_in_a_legal_state(acts in many(array_act())) {
        live::<DataArray>(acts, legal::array);
    }

    #[test]
    fn a_list_of_data_is_always_in_a_legal_state(acts in many(list_act())) {
        live::<DataList>(acts, legal::list);
    }

    #[test]
    fn a_number_once_given_never_changes(first in start(), acts in many(application_act())) {
        let mut current: Option<Application> = None;
        let mut number = None;
        for (act, actor) in [vec![(first, 1)], acts].concat() {
            let (by, moment) = (person(actor), moment(0));
            for event in Application::decide(current.as_ref(), act, &by, &moment).unwrap_or_default() {
                let happened = Happened { event: &event, at: moment.at, by: &by };
                current = Some(Application::apply(current.take(), happened));
            }
            let now = current.as_ref().and_then(|it| it.number.clone());
            prop_assert!(number.is_none() || number == now);
            number = now;
        }
    }
}
