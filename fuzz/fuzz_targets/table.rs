//! A pedigree as a table.
#![no_main]

#[path = "../../crates/genetics-cli/tests/any_input/laws.rs"]
#[allow(dead_code, reason = "each target has one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    laws::table(bytes);
});
