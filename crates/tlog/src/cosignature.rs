//! The signed message of an Ed25519 cosignature, by C2SP tlog-cosignature v1.0.1.

use crate::tree::MAX_SIZE;

/// Seconds since 1970, at most 2⁶³−1. The clock is the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(u64);

impl Time {
    /// A time from seconds since 1970; `None` if it is past what the specification allows.
    #[must_use]
    pub fn from_seconds(seconds: u64) -> Option<Self> {
        // The specification's limit is the same number as our limit of sizes.
        (seconds <= MAX_SIZE).then_some(Self(seconds))
    }

    /// Seconds since 1970.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

/// What a cosigner signs: two lines of its own and the text of the checkpoint.
pub fn message(time: Time, checkpoint: &str) -> String {
    format!("cosignature/v1\ntime {}\n{checkpoint}", time.0)
}

/// The body of a cosignature line: the time, big end first, and the signature.
pub fn join(time: Time, signature: &[u8; 64]) -> Vec<u8> {
    [time.0.to_be_bytes().as_slice(), signature].concat()
}

/// The time and the signature of a cosignature line.
pub fn split(body: &[u8]) -> Option<(Time, &[u8])> {
    let (time, signature) = body.split_first_chunk::<8>()?;
    Some((Time::from_seconds(u64::from_be_bytes(*time))?, signature))
}
