//! Events are kept for ever: one of each kind as it was first written must always be readable.
//! These texts are never changed. A new wording of an event gets a new sample beside the old one.

use domain::application_act::ApplicationEvent;
use domain::data_array::DataArrayEvent;
use domain::data_list::DataListEvent;
use domain::holder::HolderEvent;
use domain::record::Event;

fn read<E: Event>(name: &str, text: &str) -> E {
    let event: E = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(event.name(), name);
    event
}

const BASIS: &str =
    r#"{"by":"application","id":"00000000-0000-0000-0000-000000000009","number":"KG-Z-000001"}"#;
const IMPORT: &str = r#"{"by":"import","source":"Үлгү","key":"1"}"#;
const HOLDER: &str = r#"{"kind":"legal_entity","name":{"ky":"Үлгү"},"identifier":{"scheme":"inn","value":"01011199910011"}}"#;
const CONTENT: &str = r#"{"holder":{"id":"00000000-0000-0000-0000-000000000001","number":"KG-H-000001","name":{"ky":"Үлгү","ru":"","en":""},"kind":"legal_entity","ownership":"private","sector":"health","country":"KG","region":"chuy","district":""},"entry":{"name":{"ky":"Бейтаптар"},"purposes":[{"key":"p1","words":"дарылоо","ground":"consent"}]},"list":{"id":"00000000-0000-0000-0000-000000000002","number":"KG-L-000001","version":1},"categories":["full_name"],"special":false}"#;
const TERM: &str = r#"{"rule_key":"application_review","rule_from":"2008-04-18","amount":10,"unit":"working_day","start":"2026-11-23T04:00:00Z","zone":"Asia/Bishkek","due":"2026-12-07T17:59:59Z","calendar_versions":[],"law_version":"x","steps":[]}"#;
const ACTOR: &str = r#"{"person":"00000000-0000-0000-0000-000000000002","name":"Үлгү 2"}"#;
const START: &str = r#"{"procedure":"register_holder","holder":"00000000-0000-0000-0000-000000000064","organisation":"Үлгү","subject":"00000000-0000-0000-0000-000000000065","base_revision":0,"ex_officio":false,"entry":{"phone":"1"}}"#;

#[test]
fn old_events_of_holders_stay_readable() {
    for (name, text) in [
        (
            "registered",
            format!(
                r#"{{"registered":{{"number":"KG-H-000001","entry":{HOLDER},"basis":{BASIS}}}}}"#
            ),
        ),
        ("amended", format!(r#"{{"amended":{{"entry":{HOLDER},"basis":{IMPORT}}}}}"#)),
        ("confirmed", format!(r#"{{"confirmed":{{"basis":{BASIS}}}}}"#)),
        (
            "excluded",
            format!(r#"{{"excluded":{{"ground":"liquidation","words":"","basis":{BASIS}}}}}"#),
        ),
    ] {
        read::<HolderEvent>(name, &text);
    }
}

#[test]
fn old_events_of_arrays_stay_readable() {
    for (name, text) in [
        (
            "registered",
            format!(
                r#"{{"registered":{{"number":"KG-A-000001","content":{CONTENT},"basis":{BASIS}}}}}"#
            ),
        ),
        ("amended", format!(r#"{{"amended":{{"content":{CONTENT},"basis":{IMPORT}}}}}"#)),
        ("confirmed", format!(r#"{{"confirmed":{{"basis":{BASIS}}}}}"#)),
        (
            "excluded",
            format!(r#"{{"excluded":{{"ground":"destroyed","words":"","basis":{BASIS}}}}}"#),
        ),
    ] {
        read::<DataArrayEvent>(name, &text);
    }
}

#[test]
fn old_events_of_lists_stay_readable() {
    let items = r#"[{"key":"d1","category":"full_name","special":"no","sources":["subject"],"purposes":["p1"]}]"#;
    let of = r#""data_array":"00000000-0000-0000-0000-000000000001","holder":"00000000-0000-0000-0000-000000000002""#;
    for (name, text) in [
        (
            "registered",
            format!(r#"{{"registered":{{"number":"KG-L-000001",{of},"items":{items}}}}}"#),
        ),
        ("amended", format!(r#"{{"amended":{{"items":{items}}}}}"#)),
        ("excluded", r#""excluded""#.to_owned()),
    ] {
        read::<DataListEvent>(name, &text);
    }
}

#[test]
fn old_events_of_applications_stay_readable() {
    let reasons = r#""ground":"not_subject","reasons":"себеп""#;
    for (name, text) in [
        ("started", format!(r#"{{"started":{START}}}"#)),
        ("saved", r#"{"saved":{"changes":{"phone":"2"}}}"#.to_owned()),
        ("submitted", format!(r#"{{"submitted":{{"number":"KG-Z-000001","term":{TERM}}}}}"#)),
        ("submitted", r#"{"submitted":{"number":"KG-Z-000001","term":null}}"#.to_owned()),
        ("assigned", format!(r#"{{"assigned":{{"to":{ACTOR}}}}}"#)),
        (
            "returned",
            format!(r#"{{"returned":{{"remarks":[["phone","телефон"]],"term":{TERM}}}}}"#),
        ),
        ("proposed", format!(r#"{{"proposed":{{"outcome":"refuse",{reasons}}}}}"#)),
        (
            "decided",
            format!(r#"{{"decided":{{"outcome":"refuse",{reasons},"proposed_by":{ACTOR}}}}}"#),
        ),
        (
            "decided",
            r#"{"decided":{"outcome":"grant","ground":"","reasons":"","proposed_by":null}}"#
                .to_owned(),
        ),
        ("objected", r#"{"objected":{"reasons":"себеп"}}"#.to_owned()),
        ("withdrawn", r#""withdrawn""#.to_owned()),
        (
            "purged",
            format!(
                r#"{{"purged":{{"frame":{START},"author":{ACTOR},"started_at":"2026-11-22T04:00:00Z","number":null}}}}"#
            ),
        ),
    ] {
        read::<ApplicationEvent>(name, &text);
    }
}
