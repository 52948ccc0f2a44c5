//! The law as dated data.

/// Acts, terms, grounds, classifiers, calendars: what holds on which day.
#[derive(Debug, Clone, Default)]
pub struct Law {}
