//! Keyset cursors: opaque to clients, cheap for the database at any depth.

use repti_model::page::Page;
use serde::{Serialize, de::DeserializeOwned};

/// Which side of a row a page begins on, with that row's sort key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Cursor<K> {
    /// The rows after this key.
    #[serde(rename = "a")]
    After(K),
    /// The rows before this key.
    #[serde(rename = "b")]
    Before(K),
}

impl<K: Serialize + DeserializeOwned> Cursor<K> {
    /// The cursor as it travels in a URL: base64url of JSON.
    #[must_use]
    pub fn encode(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut out = String::with_capacity(json.len() * 2);
        for byte in json {
            out.push_str(&format!("{byte:02x}"));
        }
        out
    }

    /// Reads a cursor; anything that isn't one of ours is `None`, which a caller treats as the first page.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        if !text.is_ascii() || !text.len().is_multiple_of(2) || text.len() > 2048 {
            return None;
        }
        let bytes: Option<Vec<u8>> =
            (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect();
        serde_json::from_slice(&bytes?).ok()
    }

    /// Whether the rows come in reverse and want turning round.
    #[must_use]
    pub const fn is_backwards(&self) -> bool {
        matches!(self, Self::Before(_))
    }
}

/// Makes a page of at most `limit` rows from the up to `limit + 1` rows that a query gave in the cursor's direction.
pub fn keyset_page<T, K: Serialize + DeserializeOwned>(
    mut rows: Vec<T>,
    limit: usize,
    cursor: Option<&Cursor<K>>,
    key: impl Fn(&T) -> K,
) -> Page<T> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let backwards = cursor.is_some_and(Cursor::is_backwards);
    if backwards {
        rows.reverse();
    }
    let has_next = if backwards { true } else { more };
    let has_previous = if backwards { more } else { cursor.is_some() };
    let next = rows.last().filter(|_| has_next).map(|row| Cursor::After(key(row)).encode());
    let previous = rows.first().filter(|_| has_previous).map(|row| Cursor::Before(key(row)).encode());
    Page { items: rows, next, previous }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_url_and_rubbish_is_the_first_page() {
        let cursor = Cursor::After(("CR-062 ❄".to_owned(), 7));
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        for rubbish in ["", "zz", "é", "00", "7b7d", &"a".repeat(5000)] {
            assert_eq!(Cursor::<(String, i32)>::decode(rubbish), None);
        }
    }

    #[test]
    fn pages_know_their_neighbours() {
        let first = keyset_page(vec![1, 2, 3], 2, None::<&Cursor<i32>>, |n| *n);
        assert_eq!(
            (first.items.as_slice(), first.next.is_some(), first.previous.is_some()),
            (&[1, 2][..], true, false)
        );
        let last = keyset_page(vec![3], 2, Some(&Cursor::After(2)), |n| *n);
        assert_eq!((last.items.as_slice(), last.next.is_some(), last.previous.is_some()), (&[3][..], false, true));
        let back = keyset_page(vec![2, 1], 2, Some(&Cursor::Before(3)), |n| *n);
        assert_eq!((back.items.as_slice(), back.next.is_some(), back.previous.is_some()), (&[1, 2][..], true, false));
    }
}
