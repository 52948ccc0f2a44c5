//! The sample organisations, from `sample/holders.toml`.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::config::Failure;

const HOLDERS: &str = include_str!("../../sample/holders.toml");

/// One sample organisation.
#[derive(Debug, Deserialize)]
pub struct SampleHolder {
    id: u64,
    /// Which template its arrays come from.
    pub template: String,
    /// How many days ago its story begins.
    pub days: i64,
    /// Its description.
    pub entry: Value,
}

impl SampleHolder {
    /// Its id; those of the people of the demonstration are made the same way.
    pub fn id(&self) -> Uuid {
        const BASE: u128 = 0x0190_0000_0000_7000_8000_0000_0000_0000;
        Uuid::from_u128(BASE | u128::from(self.id))
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        domain::path::text(&self.entry, "name.ky")
    }
}

#[derive(Deserialize)]
struct Holders {
    holder: Vec<SampleHolder>,
}

/// All sample organisations.
pub fn holders() -> Result<Vec<SampleHolder>, Failure> {
    let holders: Holders = toml::from_str(HOLDERS).map_err(|error| Failure::Settings {
        file: "sample/holders.toml".into(),
        problem: error.to_string(),
    })?;
    Ok(holders.holder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::field::Of;
    use domain::record::Moment;
    use std::sync::Arc;

    #[test]
    fn every_sample_holder_could_be_registered() {
        let law = Arc::new(domain::law::Law::read(&domain::law::embedded()).expect("the law"));
        let at = "2026-11-22T06:00:00Z".parse().expect("a time");
        for holder in holders().expect("the samples") {
            let moment = Moment { at, law: law.clone() };
            let problems = domain::requirement::problems(Of::Holder, &holder.entry, &moment);
            assert!(problems.is_empty(), "{}: {problems:?}", holder.name());
        }
    }
}
