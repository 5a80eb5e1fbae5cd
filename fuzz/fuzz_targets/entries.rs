//! Entries of `reptidex genetics cross|parse|posterior|top`: the first byte picks the question.
#![no_main]

#[path = "../../crates/genetics-cli/tests/any_input/laws.rs"]
#[allow(dead_code, reason = "each target has one of the laws")]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&question, text)) = bytes.split_first() else { return };
    if let Ok(text) = core::str::from_utf8(text) {
        laws::entries(question.into(), text);
    }
});
