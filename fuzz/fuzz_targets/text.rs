//! An animal's text: the first byte picks the species.
#![no_main]

#[path = "../../crates/genetics-cli/tests/any_input/laws.rs"]
#[allow(dead_code, reason = "each target has one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&species, text)) = bytes.split_first() else { return };
    if let Ok(text) = core::str::from_utf8(text) {
        laws::text(species.into(), text);
    }
});
