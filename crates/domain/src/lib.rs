//! The law as code: records, acts, events, terms. No async, no I/O, no clock, no randomness.
