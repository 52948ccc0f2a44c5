//! What a legal state is, written out.

use domain::application::{Application, Outcome, State};
use domain::data_array::DataArray;
use domain::data_list::DataList;
use domain::holder::{Exclusion, Holder, Standing};
use serde_json::json;

/// Fails if an application is in a state that the law does not know.
pub fn application(it: &Application) {
    use State::{Draft, Proposed, Purged, Registered, Returned, Submitted, UnderReview};
    let state = it.state;
    let was_sent = it.submitted_at.is_some();
    if state != Purged {
        assert_eq!(it.number.is_some(), was_sent, "it has a number if and only if it was sent");
        assert_eq!(was_sent, it.round > 0, "each sending opens a round");
    }
    assert!(state != Draft || !was_sent, "a draft was never sent");
    let with_authority = matches!(state, Submitted | UnderReview | Proposed | Returned);
    assert!(!with_authority || was_sent, "what is with the authority was sent");
    assert!(!with_authority || it.term.is_some(), "a term runs while somebody waits");
    assert!(state != Submitted || it.assignee.is_none(), "what nobody has taken waits");
    // Returned or proposed, it may have been let go by a registrar who left meanwhile.
    assert!(state != UnderReview || it.assignee.is_some(), "somebody reviews it");
    decision(it);
    assert!(it.remarks.iter().all(|r| r.round >= 1 && r.round <= it.round), "rounds of remarks");
    assert!(it.remarks.iter().all(|r| !r.words.trim().is_empty()), "a remark says something");
    assert!(state != Returned || it.open_remarks().next().is_some(), "a return says what to mend");
    assert!(it.entry.is_object(), "an entry is a tree of paths");
    if state == Purged {
        assert_eq!(it.entry, json!({}), "nothing of the content is left");
        assert!(it.remarks.is_empty() && it.decision.is_none(), "nor of what was said about it");
    }
    if state == Registered && it.procedure.is_confirmation() {
        assert!(it.assignee.is_none(), "a confirmation needs no review");
    }
}

fn decision(it: &Application) {
    let decided = matches!(it.state, State::Registered | State::Refused);
    if !matches!(it.state, State::Withdrawn) {
        let expected = decided || it.state == State::Proposed;
        assert_eq!(it.decision.is_some(), expected, "a decision stands when proposed or taken");
    }
    let Some(decision) = &it.decision else { return };
    if decision.outcome == Outcome::Refuse {
        assert!(!decision.ground.is_empty(), "a refusal cites a ground");
        assert!(!decision.reasons.trim().is_empty(), "a refusal gives reasons");
    }
    if let Some(second) = &decision.confirmed_by {
        assert_ne!(second.person, decision.proposed_by.person, "the second person is another");
        assert!(decided, "what is confirmed is decided");
    }
    let alone = decided && decision.confirmed_by.is_none();
    let strict = decision.outcome == Outcome::Refuse
        || it.procedure.is_exclusion()
        || it.procedure.is_redaction();
    assert!(!(alone && strict), "refusals and exclusions have a second person");
    assert_eq!(decided && decision.outcome == Outcome::Refuse, it.state == State::Refused);
}

fn entry(number: &str, standing: Standing, exclusion: Option<&Exclusion>) {
    assert!(!number.is_empty(), "what is in the Register has a number");
    assert_eq!(exclusion.is_some(), standing == Standing::Excluded, "an exclusion is written down");
    assert!(exclusion.is_none_or(|e| !e.ground.is_empty()), "an exclusion cites a ground");
}

/// Fails if a holder is in a state that the law does not know.
pub fn holder(it: &Holder) {
    entry(&it.number, it.standing, it.exclusion.as_ref());
    assert!(it.confirmed_at >= it.registered_at, "nothing is confirmed before it is registered");
}

/// Fails if an array is in a state that the law does not know.
pub fn array(it: &DataArray) {
    entry(&it.number, it.standing, it.exclusion.as_ref());
    assert!(it.confirmed_at >= it.registered_at, "nothing is confirmed before it is registered");
    assert!(it.entry.items.is_empty(), "the items stand in the list of data alone");
    assert!(it.categories.is_sorted(), "each category once, in order");
}

/// Fails if a list of data is in a state that the law does not know.
pub fn list(it: &DataList) {
    assert!(!it.number.is_empty(), "what is in the Register has a number");
    assert!(it.version >= 1, "versions count from one");
}
