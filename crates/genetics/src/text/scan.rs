//! A text cut at its marks: words, numbers, and the signs that mean something between them.

use super::reading::Span;

/// What a piece of text is by its letters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Word,
    Number,
    Percent,
    /// Comma, semicolon, bar, bullet, end of line: ends a list or separates its entries.
    Hard,
    Slash,
    Amp,
    Plus,
    Open,
    Close,
    /// ×
    Times,
    /// What follows explains what stood before.
    Equals,
    Question,
    Male,
    Female,
    /// Emoji and the like.
    Symbol,
}

/// A piece, with its letters in lower case where it is a word or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    pub mark: Mark,
    pub span: Span,
    pub key: String,
}

/// What may follow a number without a space: "66het clown".
const TAILS: [&str; 8] = ["het", "hets", "ph", "pos", "poss", "possible", "percent", "pct"];

/// All pieces in order. White space, hyphens, quotes, dots and other ASCII signs only separate.
pub fn scan(text: &str) -> Vec<Raw> {
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        let mut end = start + letter.len_utf8();
        let mut key = String::new();
        let mark = match letter {
            '\n' | ',' | ';' | '|' | '•' | '·' => Mark::Hard,
            _ if letter.is_whitespace() => continue,
            _ if letter.is_alphanumeric() => {
                key.extend(letter.to_lowercase());
                let mut number = letter.is_ascii_digit();
                while let Some(&(at, next)) = rest.peek() {
                    let ahead = text.get(at + next.len_utf8()..).and_then(|tail| tail.chars().next());
                    if next.is_alphanumeric() {
                        let digit = next.is_ascii_digit();
                        if number && !digit && (key.contains('.') || tail_of(text, at)) {
                            break;
                        }
                        number &= digit;
                        key.extend(next.to_lowercase());
                    } else if number && matches!(next, '.' | ',') && ahead.is_some_and(|ahead| ahead.is_ascii_digit()) {
                        key.push('.');
                    } else if matches!(next, '\'' | '’') && !number && ahead.is_some_and(char::is_alphanumeric) {
                        // "Miller's" is one word.
                    } else if key == "t" && matches!(next, '+' | '-') {
                        // T+ and T- albinos are two things.
                        key.push(next);
                        rest.next();
                        end = at + 1;
                        break;
                    } else {
                        break;
                    }
                    rest.next();
                    end = at + next.len_utf8();
                }
                if number { Mark::Number } else { Mark::Word }
            }
            '%' | '％' => Mark::Percent,
            '/' | '\\' => Mark::Slash,
            '&' => Mark::Amp,
            '+' => Mark::Plus,
            '(' | '[' | '{' => Mark::Open,
            ')' | ']' | '}' => Mark::Close,
            '×' | '✕' | '✖' => Mark::Times,
            '=' => Mark::Equals,
            '?' => Mark::Question,
            '♂' => Mark::Male,
            '♀' => Mark::Female,
            _ if letter.is_ascii() || matches!(letter, '–' | '—' | '‐' | '‑' | '“' | '”' | '‘' | '’' | '…') =>
            {
                continue;
            }
            _ => Mark::Symbol,
        };
        out.push(Raw { mark, span: Span { start, end }, key });
    }
    out
}

/// Whether the letters from here on, up to the end of the word, are a modifier.
fn tail_of(text: &str, at: usize) -> bool {
    let tail = text.get(at..).unwrap_or("");
    TAILS.iter().any(|word| {
        let mut letters = tail.chars();
        let same = word.chars().all(|own| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&own)));
        same && !letters.next().is_some_and(char::is_alphanumeric)
    })
}

/// The key of a name: its words and numbers run together; `&` and `/` are part of it, for "W&Y" isn't "Okeetee / Miami".
pub fn key(name: &str) -> String {
    scan(name).iter().fold(String::new(), |mut key, raw| {
        join(&mut key, raw);
        key
    })
}

/// Appends what a piece adds to a key; false where no name goes on beyond such a piece.
pub fn join(key: &mut String, raw: &Raw) -> bool {
    match raw.mark {
        Mark::Word | Mark::Number => key.push_str(&raw.key),
        Mark::Amp => key.push('&'),
        Mark::Slash => key.push('/'),
        Mark::Open | Mark::Close | Mark::Hard => {}
        _ => return false,
    }
    true
}
