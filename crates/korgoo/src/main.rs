//! The korgoo program.
fn main() {}
