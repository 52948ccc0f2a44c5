//! The files of `law/` as they travel inside the binary. A test compares this list with the folder.

use super::LawFile;

macro_rules! files {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../../law/", $name)))),*]
    };
}

/// The law as it was when the program was built.
pub fn embedded() -> Vec<LawFile> {
    FILES
        .iter()
        .map(|(name, text)| LawFile { name: (*name).to_owned(), text: (*text).to_owned() })
        .collect()
}

const FILES: &[(&str, &str)] = &files! {
    "acts.toml"
    "art30.toml"
    "calendar/2025.toml"
    "calendar/2026.toml"
    "calendar/2027.toml"
    "calendar/reasons.toml"
    "checks.toml"
    "classifiers/collection_method.toml"
    "classifiers/country.toml"
    "classifiers/data_category.toml"
    "classifiers/data_source.toml"
    "classifiers/district.toml"
    "classifiers/foreign_mail_domain.toml"
    "classifiers/holder_kind.toml"
    "classifiers/identifier_scheme.toml"
    "classifiers/informing_method.toml"
    "classifiers/measure.toml"
    "classifiers/medium.toml"
    "classifiers/organisation_template.toml"
    "classifiers/ownership.toml"
    "classifiers/places.csv"
    "classifiers/processing_operation.toml"
    "classifiers/recipient_category.toml"
    "classifiers/region.toml"
    "classifiers/sector.toml"
    "classifiers/size_band.toml"
    "classifiers/source.toml"
    "classifiers/storage_event.toml"
    "classifiers/storage_regime.toml"
    "classifiers/subject_category.toml"
    "classifiers/time_unit.toml"
    "classifiers/transfer_ground.toml"
    "decision_texts.toml"
    "dpv.toml"
    "exempt.toml"
    "fields.toml"
    "grounds.toml"
    "record_of_processing.toml"
    "settings.toml"
    "situations.toml"
    "templates/bank.toml"
    "templates/clinic.toml"
    "templates/employer.toml"
    "templates/hotel.toml"
    "templates/ngo.toml"
    "templates/school.toml"
    "templates/shop.toml"
    "templates/telecom.toml"
    "templates/village_government.toml"
    "terms.toml"
};
