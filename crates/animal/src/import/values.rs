//! Reading cells. A blank cell is an absent value, a readable one a value, anything else an error that says what to do.

pub mod code;
pub mod date;
pub mod measure;
pub mod number;
pub mod status;
pub mod taxon;
pub mod traits;
pub mod words;

use repti_model::exchange::IssueCode;

/// Why a cell can't be read: the kind, and words that follow the column's heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    /// The kind.
    pub code: IssueCode,
    /// What is wrong and what to do, without the heading.
    pub message: String,
}

impl ValueError {
    pub(super) fn new(code: IssueCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// A value, no value, or an error.
pub type Read<T> = Result<Option<T>, ValueError>;

/// Whether a cell of free text stands for nothing: blank, `null` or `0`.
#[must_use]
pub fn is_absent_text(cell: &str) -> bool {
    matches!(cell, "" | "0") || cell.eq_ignore_ascii_case("null")
}

/// Whether a cell of any other kind stands for nothing: also `n/a`, `-`, `?`, `unknown` and the like.
#[must_use]
pub fn is_absent(cell: &str) -> bool {
    const WORDS: &[&str] = &[
        "na",
        "n/a",
        "#n/a",
        "nan",
        "none",
        "nil",
        "unknown",
        "unk",
        "unkn",
        "tbd",
        "not known",
        "not recorded",
        "-",
        "--",
        "–",
        "—",
        "?",
        "??",
        ".",
        "*",
        "x",
    ];
    is_absent_text(cell) || WORDS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// The cell as it is shown in a message: short and without line breaks.
#[must_use]
pub fn shown(cell: &str) -> String {
    let flat: String = cell.chars().take(61).map(|c| if c.is_control() { ' ' } else { c }).collect();
    match flat.char_indices().nth(60) {
        Some((end, _)) => format!("“{}…”", &flat[..end]),
        None => format!("“{flat}”"),
    }
}
