//! What the targets share: the laws for any input, which the tests of `repti-genetics-cli` try at random, and the bounds of one run.

#[path = "../../crates/genetics-cli/tests/any_input/laws.rs"]
pub mod laws;
#[path = "../../crates/genetics-cli/tests/any_input/likeliest.rs"]
pub mod likeliest;

/// The longest input, as `script/fuzz` tells libFuzzer, too.
const MOST_BYTES: usize = 4 << 10;

/// The input as text; none where it is no text, or too long.
#[must_use]
pub fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok().filter(|text| text.len() <= MOST_BYTES)
}

/// Whether as few lists stand in it as a small question has. Animals, genotypes and their odds are a list each, and time goes with their number.
#[must_use]
pub fn is_small(json: &str, lists: usize) -> bool {
    json.bytes().filter(|&byte| byte == b'[').count() <= lists
}
