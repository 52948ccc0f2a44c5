//! The machine's clock and randomness: the only places that read them.

use app::{Clock, Randomness};
use jiff::Timestamp;

/// The clock of the machine.
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The randomness of the operating system.
pub struct MachineRandomness;

impl Randomness for MachineRandomness {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads randomness")]
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness there are no safe tokens: better no answer than a guessable one.
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}
