#![no_main]

#[path = "../search_targets.rs"]
#[allow(dead_code, reason = "each program uses one target")]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    targets::query(data);
});
