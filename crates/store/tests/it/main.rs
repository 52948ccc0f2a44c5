//! The store on both engines. Each case gets a fresh database.
// Tests may fail loudly: an unwrap that fails is the test failing.
// Ids made up on the spot are what these cases need.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod acts;
mod audit;
mod batch;
mod bench;
mod cluster;
mod crash;
mod drill;
mod feed;
mod files;
mod forget;
mod histories;
mod lists;
mod outbox;
mod refresh;
mod schema;
mod snapshot;
mod toy;
