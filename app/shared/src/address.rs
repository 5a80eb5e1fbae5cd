//! An address of ours out of its parts.

/// Path and query in one. The query may come with its question mark or without.
#[must_use]
pub fn address(path: &str, query: &str) -> String {
    let query = query.trim_start_matches('?');
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}
