//! The site as a visitor's browser sees it, without a network.
#![allow(clippy::unwrap_used)] // a failed unwrap is a failed test

mod about_me;
mod account;
mod admin;
mod alerts;
mod api;
mod applicant;
mod audit;
mod desk;
mod door;
mod feeds;
mod findings;
mod forgetting;
mod house;
#[path = "../../../app/tests/it/keepers.rs"]
#[allow(dead_code, reason = "the faults of a signer are for the use cases to survive")]
mod keepers;
mod kept;
mod log;
mod open_data;
mod policy_routes;
mod register;
mod sample;
mod second_factor;
mod shell;
mod statistics;
mod texts;
