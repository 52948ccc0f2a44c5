//! The law of what stands in the Register: holders, arrays, lists of data.

use domain::array_entry::ArrayEntry;
use domain::data_array::{DataArray, DataArrayAct, HolderRef, ListRef};
use domain::data_list::{DataList, DataListAct};
use domain::holder::{EntryRefusal, Holder, HolderAct, Standing};
use domain::holder_entry::{Basis, HolderEntry};
use domain::record::{Happened, Record};
use serde_json::Value;
use uuid::Uuid;

use crate::samples::{self, moment, person};

fn after<R: Record>(current: Option<R>, act: R::Act) -> Result<R, R::Refusal> {
    let (by, moment) = (person(1), moment(0));
    let events = R::decide(current.as_ref(), act, &by, &moment)?;
    let mut record = current;
    for event in &events {
        record = Some(R::apply(record, Happened { event, at: moment.at, by: &by }));
    }
    Ok(record.unwrap())
}

fn holder_entry() -> HolderEntry {
    serde_json::from_value(samples::holder()).unwrap()
}

fn array_entry() -> ArrayEntry {
    serde_json::from_value(samples::array()).unwrap()
}

fn decided() -> Basis {
    Basis::Application { id: Uuid::from_u128(9), number: "KG-Z-000001".into() }
}

fn imported() -> Basis {
    Basis::Import { source: "Үлгү".into(), key: "1".into() }
}

fn register_holder(entry: HolderEntry, basis: Basis) -> HolderAct {
    HolderAct::Register { number: "KG-H-000001".into(), entry, basis }
}

fn exclude_holder(ground: &str) -> HolderAct {
    HolderAct::Exclude { ground: ground.into(), words: String::new(), basis: decided() }
}

fn registered_holder() -> Holder {
    after(None, register_holder(holder_entry(), decided())).unwrap()
}

fn registered_array() -> DataArray {
    let act = DataArrayAct::Register {
        number: "KG-A-000001".into(),
        holder: HolderRef::new(Uuid::from_u128(1), "KG-H-000001", &holder_entry()),
        entry: Box::new(array_entry()),
        list: ListRef { id: Uuid::from_u128(2), number: "KG-L-000001".into(), version: 1 },
        basis: decided(),
    };
    after(None, act).unwrap()
}

#[test]
fn nothing_is_amended_confirmed_or_excluded_before_it_is_registered() {
    let amend = HolderAct::Amend { entry: holder_entry(), basis: decided() };
    for act in [amend, HolderAct::Confirm { basis: decided() }, exclude_holder("liquidation")] {
        assert_eq!(after::<Holder>(None, act), Err(EntryRefusal::NotRegistered));
    }
    assert_eq!(after::<DataList>(None, DataListAct::Exclude), Err(EntryRefusal::NotRegistered));
}

#[test]
fn nothing_is_registered_twice_even_after_its_exclusion() {
    let register = || register_holder(holder_entry(), decided());
    let again = after(Some(registered_holder()), register());
    assert_eq!(again, Err(EntryRefusal::AlreadyRegistered));
    let excluded = after(Some(registered_holder()), exclude_holder("liquidation")).unwrap();
    assert_eq!(after(Some(excluded), register()), Err(EntryRefusal::AlreadyRegistered));
}

#[test]
fn what_is_excluded_changes_no_more() {
    let excluded = after(Some(registered_holder()), exclude_holder("liquidation")).unwrap();
    assert_eq!(excluded.standing, Standing::Excluded);
    let amend = HolderAct::Amend { entry: HolderEntry::default(), basis: imported() };
    for act in [amend, HolderAct::Confirm { basis: decided() }, exclude_holder("double")] {
        assert_eq!(after(Some(excluded.clone()), act), Err(EntryRefusal::AlreadyExcluded));
    }
}

#[test]
fn an_exclusion_without_ground_is_not_accepted() {
    let no = after(Some(registered_holder()), exclude_holder(""));
    assert_eq!(no, Err(EntryRefusal::GroundMissing));
}

#[test]
fn an_excluded_holder_frees_its_identifier() {
    let holder = registered_holder();
    assert_eq!(holder.facets().unique, [("identifier", "inn:01011199910011".to_owned())]);
    let excluded = after(Some(holder), exclude_holder("liquidation")).unwrap();
    assert!(excluded.facets().unique.is_empty());
}

#[test]
fn an_amendment_that_changes_nothing_is_not_accepted() {
    let same = HolderAct::Amend { entry: holder_entry(), basis: decided() };
    assert_eq!(after(Some(registered_holder()), same), Err(EntryRefusal::NothingChanged));
    let array = registered_array();
    let (holder, list) = (array.holder.clone(), array.list.clone());
    let entry = Box::new(array_entry());
    let same = DataArrayAct::Amend { holder, entry, list, basis: decided() };
    assert_eq!(after(Some(array), same), Err(EntryRefusal::NothingChanged));
}

#[test]
fn only_an_import_may_leave_things_out() {
    let gaps = HolderEntry { phone: String::new(), ..holder_entry() };
    let no = after::<Holder>(None, register_holder(gaps.clone(), decided()));
    assert!(matches!(no, Err(EntryRefusal::Faulty(problems)) if problems[0].path == "phone"));
    after::<Holder>(None, register_holder(gaps, imported())).unwrap();
}

#[test]
fn an_import_may_not_bring_wrong_ones() {
    let wrong = HolderEntry { kind: "no_such".into(), ..holder_entry() };
    let no = after::<Holder>(None, register_holder(wrong, imported()));
    assert!(
        matches!(no, Err(EntryRefusal::Faulty(problems)) if problems[0].code == "unknown_code")
    );
}

#[test]
fn the_items_of_an_array_stand_in_its_list_and_come_back_whole() {
    let array = registered_array();
    assert!(array.entry.items.is_empty());
    assert!(array.special);
    assert_eq!(array.categories, ["diagnosis", "full_name"]);
    assert_eq!(array.groups, ["health", "identity"], "a filter by a group finds what is below it");
    let whole = serde_json::to_value(array.whole_entry(array_entry().items)).unwrap();
    assert_eq!(whole, samples::array());
}

#[test]
fn each_change_of_the_items_is_a_version_of_the_list() {
    let items = array_entry().items;
    let register = DataListAct::Register {
        number: "KG-L-000001".into(),
        data_array: Uuid::from_u128(1),
        holder: Uuid::from_u128(2),
        items: items.clone(),
    };
    let list = after::<DataList>(None, register).unwrap();
    assert_eq!(list.version, 1);
    let same = after(Some(list.clone()), DataListAct::Amend { items: items.clone() });
    assert_eq!(same, Err(EntryRefusal::NothingChanged));
    let fewer = after(Some(list), DataListAct::Amend { items: items[..1].to_vec() }).unwrap();
    assert_eq!(fewer.version, 2);
}

#[test]
fn what_people_search_holds_no_name_of_a_person() {
    let facets = [registered_holder().facets(), registered_array().facets()];
    for facets in facets {
        let shown = format!("{facets:?}");
        for never in ["Үлгүбек", "үлгүбек", "улгубек", "Үлгүкан", "улгукан", "сейф"]
        {
            assert!(!shown.contains(never), "{never} can be found in {shown}");
        }
    }
    assert!(matches!(samples::holder(), Value::Object(_)));
}
