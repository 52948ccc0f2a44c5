//! The table of every write of one round of the public log. Each may be lost, or done and reported as
//! failed; after each the program may go on, or be another one that starts anew. The log stays whole.

use std::sync::Arc;

use app::App;
use app::public_log::{Advanced, LogIdentity, PublicLog, advance, ask_witnesses};
use store::Fault;
use tlog::Head;

use crate::house::House;
use crate::keepers::{Once, TestSigner, TestWitness};
use crate::whole::{Found, Seen, look};
use crate::{holders, on_both_engines};

/// What the program does after a write has failed.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    GoesOn,
    StartsAnew,
}

/// Leaves before the round in question, and after it: a bundle and a tile become full in it.
const BEFORE: usize = 250;
const AFTER: usize = 260;

/// A log with a signer and a witness, and the program that keeps it.
struct Stage<'a> {
    house: &'a House,
    hazard: Arc<Once>,
    signer: Arc<TestSigner>,
    witness: Arc<TestWitness>,
    program: Program,
    seen: Seen,
}

/// What a crash takes away.
struct Program {
    app: App,
    log: PublicLog,
    node: String,
}

impl<'a> Stage<'a> {
    /// A log of 250 leaves, signed and witnessed, and ten more acts.
    async fn prepared(house: &'a House) -> Self {
        let hazard = Arc::<Once>::default();
        let signer = TestSigner::at_risk(hazard.clone());
        let witness = TestWitness::of(&signer, hazard.clone());
        let app = house.opened_again().await;
        let program = Program::new(app, &hazard, &signer, &witness);
        let seen = Seen::default();
        let mut stage = Stage { house, hazard, signer, witness, program, seen };
        stage.acts(BEFORE).await;
        stage.round().await;
        assert_eq!(stage.witnessed().await, BEFORE as i64);
        stage.acts(AFTER - BEFORE).await;
        stage.hazard.writes();
        stage
    }

    async fn acts(&mut self, count: usize) {
        self.seen.acts.extend(holders::register(&self.house.app, count).await.unwrap());
    }

    /// What the worker does: a head, and if that went well the witnesses. No failure of a machine is
    /// an alarm.
    async fn round(&self) {
        let Program { app, log, node } = &self.program;
        match advance(app, log, node).await {
            Ok(Advanced::NotOurs) => panic!("nobody else is there"),
            Ok(_) => {}
            Err(error) => return assert!(!error.is_alarm(), "{error}"),
        }
        for error in ask_witnesses(app, log, app.log().unwrap()).await.unwrap_or_default() {
            assert!(!error.is_alarm(), "{error}");
        }
    }

    async fn start_anew(&mut self) {
        let app = self.house.opened_again().await;
        self.program.app.store().close().await;
        self.program = Program::new(app, &self.hazard, &self.signer, &self.witness);
        // The lease of the dead one runs out.
        self.house.wait_hours(1);
    }

    async fn witnessed(&self) -> i64 {
        let head = self.house.app.store().newest_witnessed_head().await.unwrap();
        head.map_or(0, |head| head.size)
    }

    async fn look(&mut self) -> Found {
        self.signer.signed.lock().unwrap().iter().for_each(|head| self.seen.see(head));
        let cosigned: Option<Head> = *self.witness.last.lock().unwrap();
        cosigned.iter().for_each(|head| self.seen.see(head));
        look(&self.house.app, self.signer.key.verifier(), &self.seen).await
    }
}

impl Program {
    fn new(app: App, hazard: &Arc<Once>, signer: &Arc<TestSigner>, by: &Arc<TestWitness>) -> Self {
        let identity = LogIdentity { key: signer.key.verifier().clone(), policy: by.policy() };
        let app = app.at_risk(hazard.clone()).with_log(identity);
        let log = PublicLog::new(signer.clone(), vec![by.clone()]);
        let node = app.new_id().to_string();
        Program { app, log, node }
    }
}

async fn endures(house: &House, write: &str, fault: Fault, then: Then) {
    let mut stage = Stage::prepared(house).await;
    stage.hazard.set(write, fault);
    stage.round().await;
    assert!(!stage.hazard.is_waiting(), "{write} was tried");
    if then == Then::StartsAnew {
        stage.start_anew().await;
    }
    stage.round().await;
    assert_eq!(stage.witnessed().await, AFTER as i64, "the next round makes it good");
    stage.look().await;
    stage.acts(5).await;
    stage.round().await;
    assert_eq!(stage.witnessed().await, AFTER as i64 + 5);
    assert_eq!(stage.look().await.leaves, AFTER as u64 + 5);
    stage.program.app.store().close().await;
}

macro_rules! each_write_endures {
    ($($name:ident $write:expr,)*) => {
        /// The rows of the table, in the order of a round.
        const WRITES: &[&str] = &[$($write),*];

        $(mod $name {
            use super::*;
            on_both_engines! {
                async fn lost_and_the_program_goes_on(house) {
                    endures(house, $write, Fault::Lost, Then::GoesOn).await;
                }
                async fn lost_and_the_program_starts_anew(house) {
                    endures(house, $write, Fault::Lost, Then::StartsAnew).await;
                }
                async fn done_but_reported_failed_and_the_program_goes_on(house) {
                    endures(house, $write, Fault::Unsaid, Then::GoesOn).await;
                }
                async fn done_but_reported_failed_and_the_program_starts_anew(house) {
                    endures(house, $write, Fault::Unsaid, Then::StartsAnew).await;
                }
            }
        })*
    };
}

each_write_endures! {
    the_lease "take_lease",
    the_full_bundle "put tile/entries/000",
    the_full_tile "put tile/0/000",
    the_open_bundle "put tile/entries/001.p/4",
    the_open_tile "put tile/0/001.p/4",
    the_open_tile_of_the_next_row "put tile/1/000.p/1",
    the_head_of_the_signer TestSigner::WRITE,
    the_signed_head "keep_head",
    the_old_tile_dropped "drop tile/0/000.p/250",
    the_old_bundle_dropped "drop tile/entries/000.p/250",
    the_head_of_the_witness TestWitness::WRITE,
    the_cosignature "keep_cosignature",
    the_mark_of_the_quorum "mark_witnessed",
}

on_both_engines! {
    async fn the_table_has_every_write_of_a_round(house) {
        let stage = Stage::prepared(house).await;
        stage.round().await;
        assert_eq!(stage.hazard.writes(), WRITES);
        stage.program.app.store().close().await;
    }
}
