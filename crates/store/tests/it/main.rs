//! The store on both engines. Each case gets a fresh database.
// Tests may fail loudly: an unwrap that fails is the test failing.
#![allow(clippy::unwrap_used)]

mod acts;
mod batch;
mod bench;
mod cluster;
mod crash;
mod drill;
mod feed;
mod files;
mod histories;
mod lists;
mod outbox;
mod schema;
mod toy;
