//! Starting children, hearing what they say, and killing them at a random moment.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::Randomness;
use tlog::{Head, SignedCheckpoint};

use super::child::{GROUND, Ground};
use super::whole::Seen;
use crate::adapters::MachineRandomness;

/// What was heard from those that were killed.
#[derive(Default)]
pub struct Heard {
    pub kills: u32,
    pub seen: Seen,
    pub alarms: Vec<String>,
}

impl Heard {
    pub fn add(&mut self, other: Heard) {
        self.kills += other.kills;
        self.seen.heads.extend(other.seen.heads);
        self.seen.acts.extend(other.seen.acts);
        self.alarms.extend(other.alarms);
    }

    /// Understands a line; the harness says words of its own.
    fn hear(&mut self, line: &str) -> bool {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["act", id, revision] => {
                self.seen.acts.insert((id.parse().unwrap(), revision.parse().unwrap()));
                return true;
            }
            ["head", size, root] => {
                self.seen.heads.insert((size.parse().unwrap(), root.parse().unwrap()));
            }
            ["alarm", ..] => self.alarms.push(line.to_owned()),
            _ => {}
        }
        false
    }
}

fn start(ground: &Ground, test: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", &format!("log::drill::{test}"), "--ignored", "--nocapture"])
        .env(GROUND, serde_json::to_string(ground).unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command.spawn().unwrap()
}

/// A node, killed (SIGKILL) some time after its first act was acknowledged.
pub fn kill_a_node(ground: &Ground) -> Heard {
    let mut child = start(ground, "a_node_works_until_it_is_killed");
    let mut heard = Heard { kills: 1, ..Heard::default() };
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let is_there = lines.any(|line| heard.hear(&line.unwrap()));
    assert!(is_there, "a node ended before it acted");
    // Meanwhile it goes on saying things; the pipe is read after its death, and is wide enough.
    std::thread::sleep(at_random(0..600_000));
    child.kill().unwrap();
    child.wait().unwrap();
    lines.for_each(|line| {
        heard.hear(&line.unwrap());
    });
    if let Some(head) = last_signed(ground) {
        heard.seen.see(&head);
    }
    heard
}

/// The signer's process, killed again and again until there is nobody to sign for. It is left alive
/// for the last head.
pub fn kill_signers(ground: &Ground, is_over: &AtomicBool) -> (u32, Child) {
    let mut kills = 0;
    loop {
        let mut child = start(ground, "the_signer_works_until_it_is_killed");
        std::thread::sleep(at_random(300_000..3_000_000));
        if is_over.load(Ordering::Acquire) {
            return (kills, child);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
    }
}

/// What the signer keeps as the last head it signed, whoever heard of it.
pub fn last_signed(ground: &Ground) -> Option<Head> {
    let note = std::fs::read(ground.state().join("head")).ok()?;
    Some(*SignedCheckpoint::read(&note).unwrap().checkpoint().head())
}

/// So many microseconds, or fewer.
fn at_random(range: std::ops::Range<u64>) -> Duration {
    let mut bytes = [0; 8];
    MachineRandomness.fill(&mut bytes);
    Duration::from_micros(range.start + u64::from_le_bytes(bytes) % (range.end - range.start))
}
