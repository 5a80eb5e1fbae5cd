//! Text as the search sees it: words of letters and digits, in lower case, without accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of a text. `CR-062 Éclair` has three: `cr`, `062`, `eclair`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// At most this many words of a search count; the rest only makes it slow.
const MOST_WORDS: usize = 12;

/// A query of PostgreSQL in which every word must begin some word of the animal. Only letters and digits pass, so it has no syntax.
/// `None` when there is nothing to search for.
pub(crate) fn prefix_query(text: &str) -> Option<String> {
    let words = words(text);
    let parts: Vec<String> = words.iter().take(MOST_WORDS).map(|word| format!("{word}:*")).collect();
    (!parts.is_empty()).then(|| parts.join(" & "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_accents_become_plain_words() {
        assert_eq!(words("CR-062 Éclair, 66% het"), ["cr", "062", "eclair", "66", "het"]);
        assert_eq!(prefix_query("CR-06"), Some("cr:* & 06:*".to_owned()));
    }

    #[test]
    fn nothing_of_a_query_is_syntax() {
        assert_eq!(prefix_query("a' & !b | (c) <-> :*\\"), Some("a:* & b:* & c:*".to_owned()));
        assert_eq!(prefix_query("🐍 !!"), None);
    }
}
