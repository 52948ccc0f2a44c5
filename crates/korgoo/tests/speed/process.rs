//! Programs that are measured: what processor time and what memory they use.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A program that ends with us.
pub struct Server(pub Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Server {
    pub fn start(command: &mut Command) -> Self {
        Self(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
    }

    /// Time that the processors have spent on it, also in threads that have ended.
    pub fn cpu(&self) -> Duration {
        ticks(&format!("/proc/{}/stat", self.0.id()), 11..13)
    }

    /// Its memory in megabytes: all that is in its address space, and what of it is its own.
    pub fn memory(&self) -> (u64, u64) {
        let of = |name| megabytes(self.0.id(), name).unwrap();
        (of("VmRSS:"), of("RssAnon:"))
    }
}

/// What a command took: by the clock, and of the processors.
pub struct Took {
    pub wall: Duration,
    pub cpu: Duration,
    pub said: String,
    /// In megabytes, as far as looking ten times a second has seen it.
    pub most_memory: u64,
}

/// A line of what Linux tells of a process; nothing once it has ended.
fn megabytes(process: u32, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Took {
    let (begun, before) = (Instant::now(), children());
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
    let child = command.spawn().unwrap();
    let process = child.id();
    let watching = std::thread::spawn(move || {
        let mut most = 0;
        while let Some(now) = megabytes(process, "VmHWM:") {
            most = now.max(most);
            std::thread::sleep(Duration::from_millis(100));
        }
        most
    });
    let done = child.wait_with_output().unwrap();
    let wall = begun.elapsed();
    let said = String::from_utf8_lossy(&done.stdout).trim().to_owned();
    assert!(done.status.success(), "{said}");
    let most_memory = watching.join().unwrap();
    Took { wall, cpu: children() - before, said, most_memory }
}

/// Time of the processors for children that have ended.
fn children() -> Duration {
    ticks("/proc/self/stat", 13..15)
}

/// Linux tells times in hundredths of a second.
fn ticks(path: &str, fields: std::ops::Range<usize>) -> Duration {
    let stat = std::fs::read_to_string(path).unwrap();
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let all: Vec<&str> = after_name.split_whitespace().collect();
    let ticks: u64 = all[fields].iter().map(|field| field.parse::<u64>().unwrap()).sum();
    Duration::from_millis(ticks * 10)
}

/// The bytes of a folder or a file.
pub fn bytes(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        Ok(inner) => inner.map(|entry| bytes(&entry.unwrap().path())).sum(),
        Err(_) => std::fs::metadata(path).map_or(0, |file| file.len()),
    }
}

/// How busy the machine is.
pub fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    load.split(' ').next().unwrap_or_default().to_owned()
}
