//! Who may read a field: the rules of `fields.toml` hold until the authority decides otherwise, from a day on.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Dated, Law, Provenance, Timeline};
use crate::field::{Catalogue, Of, Publication};

/// A dated decision on who may read one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationRule {
    /// The field with what it belongs to: `holder.head.name`, `data_array.storage.place`.
    pub key: String,
    /// Whose description.
    pub of: Of,
    /// The general path of the field.
    pub path: String,
    /// Who may read it.
    pub publication: Publication,
    /// Where the decision comes from.
    pub provenance: Provenance,
}

impl Dated for PublicationRule {
    fn key(&self) -> &str {
        &self.key
    }

    fn provenance(&self) -> &Provenance {
        &self.provenance
    }
}

impl Law {
    /// The dated decisions on publication, with their history.
    pub fn publication_rules(&self) -> &Timeline<PublicationRule> {
        &self.publication
    }

    /// The fields with the publication rules that hold on a day.
    pub fn fields_on(&self, date: Date) -> Cow<'static, Catalogue> {
        let mut fields = Cow::Borrowed(Catalogue::embedded());
        for rule in self.publication.entries_on(date) {
            fields.to_mut().set_publication(rule.of, &rule.path, rule.publication);
        }
        fields
    }
}
