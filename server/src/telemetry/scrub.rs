//! The last fence before a line is written: what looks like an address, a token or a query is masked. The first fence is that nobody logs such a thing.

use std::borrow::Cow;

const MASK: &str = "[masked]";
/// What begins a secret that goes on to the end of its word.
const SECRETS: [&str; 4] = ["eyJ", "Bearer ", "rdx_", "__Host-"];

/// The same text without what tells of a person or opens a door.
#[must_use]
pub fn scrub(text: &str) -> Cow<'_, str> {
    let suspicious = text.contains(['@', '?']) || SECRETS.iter().any(|secret| text.contains(secret));
    if !suspicious {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut bearer = false;
    for piece in text.split_inclusive(|letter: char| letter.is_whitespace() || "\"'<>()[]{},;`".contains(letter)) {
        let word = piece.trim_end_matches(|letter: char| letter.is_whitespace() || "\"'<>()[]{},;`".contains(letter));
        let end = &piece[word.len()..];
        if bearer && !word.is_empty() {
            out.push_str(MASK);
        } else {
            push_word(&mut out, word);
        }
        bearer = if word.is_empty() { bearer } else { word.eq_ignore_ascii_case("bearer") };
        out.push_str(end);
    }
    Cow::Owned(out)
}

fn push_word(out: &mut String, word: &str) {
    if let Some(at) = SECRETS.iter().filter_map(|secret| word.find(secret)).min() {
        out.push_str(&word[..at]);
        out.push_str(MASK);
        return;
    }
    // A query holds searches, tokens and signatures.
    let word = match word.split_once('?') {
        Some((address, query)) if query.contains('=') => {
            push_plain(out, address);
            out.push('?');
            out.push_str(MASK);
            return;
        }
        _ => word,
    };
    push_plain(out, word);
}

fn push_plain(out: &mut String, word: &str) {
    // Of `scheme://user:password@host/path` and of `name@host` all of the authority goes.
    match word.find('@') {
        Some(at) => {
            let begin = word[..at].rfind(['/', '=']).map_or(0, |slash| slash + 1);
            let end = word[at..].find('/').map_or(word.len(), |slash| at + slash);
            out.push_str(&word[..begin]);
            out.push_str(MASK);
            out.push_str(&word[end..]);
        }
        None => out.push_str(word),
    }
}

#[cfg(test)]
mod tests {
    use super::scrub;

    #[test]
    fn what_tells_of_a_person_or_opens_a_door_is_masked() {
        for (text, kept) in [
            ("SMTP said: <ada@example.org>: no such user", "SMTP said: <[masked]>: no such user"),
            ("Key (email)=(ada@example.org) already exists", "Key (email)=([masked]) already exists"),
            ("email=ada@example.org failed", "email=[masked] failed"),
            ("at postgres://app:hunter2@db.internal/reptidex", "at postgres://[masked]/reptidex"),
            ("authorization: Bearer abc.def", "authorization: Bearer [masked]"),
            ("\"eyJhbGciOi.eyJzdWIi.sig\" refused", "\"[masked]\" refused"),
            ("GET /invitation?token=abc HTTP", "GET /invitation?[masked] HTTP"),
            ("cookie __Host-reptidex_breeder=xyz", "cookie [masked]"),
            ("PUT http://media.localhost/u/1/2/3?until=5&by=abc", "PUT http://media.localhost/u/1/2/3?[masked]"),
        ] {
            assert_eq!(scrub(text), kept, "{text}");
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "answered",
            "server/src/worker.rs:42",
            "/animals/{id}",
            "what now? nothing",
            "23505 unique_violation",
            "größer ♀",
        ] {
            assert_eq!(scrub(text), text);
        }
    }
}
