//! Names made comparable.

/// `Yellow Belly` → `yellow_belly`, `Axanthic (VPI)` → `axanthic_vpi`.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// In lower case, letter by letter: the standard library's own looks at a Greek sigma's neighbours, too, which is four kilobytes of WASM.
#[must_use]
pub(crate) fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A name in an address: `Ball python` → `ball-python`.
#[must_use]
pub fn dashed(name: &str) -> String {
    slug(name).replace('_', "-")
}

/// Letters and digits in lower case, nothing else: `Yellow-Belly` and `yellowbelly` are one.
#[must_use]
pub fn squash(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Without what stands in parentheses, spaces tidied.
pub(super) fn without_parentheses(text: &str) -> String {
    let (mut depth, mut out) = (0_u32, String::with_capacity(text.len()));
    for letter in text.chars() {
        match letter {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
