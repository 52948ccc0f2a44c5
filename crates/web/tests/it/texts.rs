//! Every word the law knows can be said to people, in each language.

use app::policy::Deed;
use app::{OrganisationRole, StaffRole};
use domain::application::{Procedure, State};
use domain::field::{Catalogue, FieldKind, Of};
use domain::law::Law;
use domain::record::Kind;
use l10n::{Arg, Language, Translator};

/// Messages that no language may lack, whatever values they need.
fn wanted() -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let catalogue = Catalogue::embedded();
    for field in catalogue.of(Of::Holder).chain(catalogue.of(Of::DataArray)) {
        let id = field.message_key();
        if !matches!(field.kind, FieldKind::Key) && !id.ends_with("file_name") {
            ids.extend(["question", "hint", "example"].map(|part| format!("{id}.{part}")));
        }
        let section = format!("section-{}-{}", field.of.as_str(), field.section);
        ids.extend(["question", "hint", "group"].map(|part| format!("{section}.{part}")));
        ids.extend([id, section, format!("public-section-{}", field.section)]);
    }
    for procedure in Procedure::ALL {
        let id = format!("procedure-{}", procedure.as_str());
        ids.extend([format!("{id}.short"), format!("{id}.verb"), id]);
    }
    for state in State::ALL {
        let id = format!("state-{}", state.as_str());
        ids.extend([format!("{id}.applicant"), format!("{id}.desk"), id]);
    }
    ids.extend(Kind::ALL.map(|kind| format!("kind-{kind}")));
    let staff = StaffRole::ALL.map(StaffRole::as_str);
    let members = OrganisationRole::ALL.map(OrganisationRole::as_str);
    ids.extend(staff.iter().chain(&members).map(|role| format!("role-{role}")));
    for deed in Deed::ALL.into_iter().filter(|deed| deed.reads_closed_records()) {
        ids.extend([format!("deed-{}", deed.word()), format!("audit-place-{}", deed.place())]);
    }
    let law = Law::read(&domain::law::embedded()).unwrap();
    ids.extend(law.terms().entries().map(|rule| format!("term-{}", rule.key)));
    ids
}

#[test]
fn every_requisite_of_article_30_and_every_state_has_its_words() {
    let texts = Translator::load().unwrap();
    for language in Language::all() {
        for id in wanted() {
            texts.t(language, &id);
        }
    }
    assert_eq!(texts.missing(), Vec::<String>::new());
}

/// What a step of an application tells: `due` only while a term runs, `ground` only with a refusal.
#[test]
fn a_notice_needs_no_more_than_its_step_knows() {
    let texts = Translator::load().unwrap();
    let timed =
        ["submitted", "resubmitted", "taken", "returned"].map(|s| format!("application_{s}"));
    let mut steps: Vec<(String, &[&str])> =
        timed.into_iter().map(|key| (key, &["number", "title", "due"][..])).collect();
    steps.extend([
        ("decision_proposed".into(), &["number", "title", "due"][..]),
        ("decision_objected".into(), &["number", "title"]),
        ("application_granted".into(), &["number", "title"]),
        ("application_refused".into(), &["number", "title", "ground"]),
        ("application_purged".into(), &["title"]),
        ("entry_confirmed".into(), &["title"]),
        ("confirm_due".into(), &["title", "due"]),
        ("invitation".into(), &["organisation", "role"]),
        ("password_reset".into(), &[]),
        ("welcome".into(), &[]),
        ("totp_enabled".into(), &[]),
    ]);
    for language in Language::all() {
        for (key, names) in &steps {
            let args: Vec<(&str, Arg<'_>)> =
                names.iter().map(|name| (*name, Arg::from("editor"))).collect();
            for part in ["", ".subject", ".body"] {
                texts.t_args(language, &format!("notice-{key}{part}"), &args);
            }
        }
    }
    assert_eq!(texts.missing(), Vec::<String>::new());
}
