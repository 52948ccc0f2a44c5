//! Meaning checks as law: which test, with what, how grave, on what article, from when.
//!
//! The tests themselves are code ([`crate::check`]); everything else of a check stands in `law/checks.toml` and may be
//! changed, dated or switched off by an override.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Dated, Provenance};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Cannot be right as it stands.
    Mistake,
    /// May be right; the registrar will ask.
    Doubt,
    /// Right, but could be better.
    Advice,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Severity; 3] = [Severity::Mistake, Severity::Doubt, Severity::Advice];

    /// The word in the files, in message keys and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Mistake => "mistake",
            Severity::Doubt => "doubt",
            Severity::Advice => "advice",
        }
    }
}

/// One meaning check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeaningCheck {
    /// Its key; its texts are `check-KEY`.
    pub key: String,
    /// Whose description it looks at: `holder` or `data_array`.
    pub of: String,
    /// How grave what it finds is.
    pub severity: Severity,
    /// The test, one of [`TESTS`].
    pub test: String,
    /// What the test needs to know: codes, limits, words.
    pub with: BTreeMap<String, Vec<String>>,
    /// The field where it is shown, when the test knows none nearer.
    pub field: String,
    /// Switched off: an override with a later date may say so.
    pub off: bool,
    /// Where it comes from and when it holds.
    pub provenance: Provenance,
}

impl Dated for MeaningCheck {
    fn key(&self) -> &str {
        &self.key
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

/// What a parameter of a check may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Codes of a classifier.
    Codes(&'static str),
    /// One whole number.
    Number,
    /// Any words.
    Words,
}

/// The parameters that checks may have, by name.
pub const PARAMETERS: [(&str, Sort); 19] = [
    ("categories", Sort::Codes("data_category")),
    ("collection", Sort::Codes("collection_method")),
    ("events", Sort::Codes("storage_event")),
    ("grounds", Sort::Codes("ground")),
    ("kinds", Sort::Codes("holder_kind")),
    ("measures", Sort::Codes("measure")),
    ("media", Sort::Codes("medium")),
    ("methods", Sort::Codes("informing_method")),
    ("operations", Sort::Codes("processing_operation")),
    ("ownerships", Sort::Codes("ownership")),
    ("recipients", Sort::Codes("recipient_category")),
    ("regimes", Sort::Codes("storage_regime")),
    ("regions", Sort::Codes("region")),
    ("sources", Sort::Codes("data_source")),
    ("subjects", Sort::Codes("subject_category")),
    ("kind_of_measure", Sort::Words),
    ("least", Sort::Number),
    ("most", Sort::Number),
    ("words", Sort::Words),
];

/// What sort of thing a parameter holds; `None` for one that no test knows.
pub fn sort_of(parameter: &str) -> Option<Sort> {
    PARAMETERS.iter().find(|(name, _)| *name == parameter).map(|(_, sort)| *sort)
}

/// The tests there are: name, parameters that must be given, parameters that may be.
pub const TESTS: &[(&str, &[&str], &[&str])] = &[
    ("array_same_content", &[], &[]),
    ("array_same_name", &[], &[]),
    ("category_needs_ground", &["categories", "grounds"], &[]),
    ("category_needs_measure", &["categories", "measures"], &[]),
    ("category_twice", &[], &[]),
    ("children_without_parents", &["subjects", "sources", "grounds"], &[]),
    ("collection_needs_source", &["collection", "sources"], &[]),
    ("contact_missing", &[], &[]),
    ("district_not_in_region", &[], &[]),
    ("duration_without_event", &[], &[]),
    ("event_needs_subject", &["events", "subjects"], &[]),
    ("foreign_collection", &["collection"], &[]),
    ("foreign_holder", &[], &[]),
    ("foreign_holder_mail", &[], &[]),
    ("foreign_media", &["media"], &[]),
    ("foreign_place_not_listed", &[], &[]),
    ("foreign_processor", &[], &[]),
    ("foreign_recipient", &[], &[]),
    ("foreign_responsible_mail", &[], &[]),
    ("foreign_storage", &[], &[]),
    ("ground_needs_act", &["grounds"], &[]),
    ("ground_needs_informing", &["grounds", "methods"], &[]),
    ("ground_of_holder", &["grounds", "kinds"], &[]),
    ("holder_private_mail", &["kinds"], &[]),
    ("holder_same_name", &[], &[]),
    ("identifier_in_use", &[], &[]),
    ("inn_date", &["least"], &[]),
    ("inn_future", &[], &[]),
    ("inn_personal", &[], &[]),
    ("informing_by_law", &["methods", "grounds"], &[]),
    ("informing_missing", &[], &[]),
    ("informing_only", &["methods"], &[]),
    ("item_without_purpose", &[], &[]),
    ("items_many", &["most"], &[]),
    ("kind_of_ownership", &["kinds", "ownerships"], &[]),
    ("measure_kind_missing", &["kind_of_measure"], &["media"]),
    ("medium_needs_measure", &["media", "measures"], &[]),
    ("name_equal", &[], &[]),
    ("name_general", &["words"], &[]),
    ("name_mixed_letters", &[], &[]),
    ("name_not_kyrgyz", &["words"], &[]),
    ("okpo_repeated", &[], &[]),
    ("operations_lack", &["operations"], &[]),
    ("operations_for_recipients", &["operations"], &[]),
    ("phone_without_country", &["words", "most"], &[]),
    ("pin_in_words", &[], &[]),
    ("place_not_in_district", &[], &[]),
    ("policy_missing", &[], &[]),
    ("postcode_prefix", &["words"], &["regions"]),
    ("processor_without_contract", &[], &[]),
    ("purpose_general", &["words", "least"], &[]),
    ("purpose_needs_less", &["categories", "words"], &[]),
    ("purpose_without_items", &[], &[]),
    ("purposes_same", &[], &[]),
    ("recipient_excluded", &[], &[]),
    ("recipient_gets_care", &["recipients", "categories"], &[]),
    ("recipient_items_unknown", &[], &[]),
    ("recipient_not_registered", &[], &[]),
    ("recipient_self", &[], &[]),
    ("recipient_without_ground", &[], &[]),
    ("responsible_private_mail", &[], &[]),
    ("source_needs_collection", &["sources", "collection"], &[]),
    ("special_needs_ground", &["grounds"], &[]),
    ("special_needs_measures", &["measures", "least"], &[]),
    ("special_not_marked", &[], &[]),
    ("special_regime", &["regimes"], &[]),
    ("subordination_self", &[], &[]),
    ("subordination_unknown", &[], &[]),
    ("term_longer", &["most"], &["subjects", "categories"]),
    ("term_unlimited", &[], &[]),
    ("term_vague", &["words"], &[]),
    ("transfer_adequacy", &[], &[]),
    ("transfer_consent", &["grounds", "methods"], &[]),
    ("transfer_inside", &[], &[]),
    ("transfers_despite_no", &[], &[]),
    ("transfers_missing", &[], &[]),
    ("web_unlike_mail", &[], &[]),
    ("words_of_category", &[], &[]),
    ("words_found", &["words"], &[]),
];

/// The parameters of a test: those it must have and those it may have.
pub fn parameters_of(test: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    TESTS.iter().find(|(name, ..)| *name == test).map(|(_, needed, more)| (*needed, *more))
}
