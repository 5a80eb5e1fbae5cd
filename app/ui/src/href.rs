//! Addresses with parameters.

use std::fmt::Write;

/// A path with parameters, as a form would send them.
#[must_use]
pub fn with_params(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    for (index, (name, value)) in pairs.iter().enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        escape(&mut out, value);
    }
    out
}

fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
#[test]
fn no_value_can_end_the_address_or_begin_another_parameter() {
    assert_eq!(with_params("/search", &[("q", "50% het & #1=ü")]), "/search?q=50%25+het+%26+%231%3D%C3%BC");
    assert_eq!(with_params("/search", &[]), "/search");
}
