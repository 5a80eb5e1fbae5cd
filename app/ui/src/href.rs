//! Addresses with parameters.

use form_urlencoded::Serializer;

/// A path with parameters, as a form would send them.
#[must_use]
pub fn with_params(path: &str, pairs: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The parameters of a query string, with or without its question mark.
pub fn params_of(query: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{params_of, with_params};

    #[test]
    fn no_value_can_end_the_address_or_begin_another_parameter() {
        assert_eq!(with_params("/search", &[("q", "50% het & #1=ü")]), "/search?q=50%25+het+%26+%231%3D%C3%BC");
        assert_eq!(with_params("/search", &[]), "/search");
    }

    #[test]
    fn what_was_written_is_read_again() {
        let pairs = [("q", "50% het & #1=ü+"), ("sort", "")];
        let written = with_params("", &pairs);
        assert!(params_of(&written).eq(pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))));
    }
}
