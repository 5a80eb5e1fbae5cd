//! Why a question gets no answer, in the parts that a program needs.

use crate::genetics::CliError;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The entry's id (or its place), or the animal's; none where the field says it all.
    pub entry: Option<String>,
    /// The field, as the messages of the commands name it: `sire_prior.clown`, `animals[3]`, `line 4`.
    pub field: String,
    pub reason: String,
}

/// Why there is no answer at all. One wrong entry refuses the whole input, so that nobody takes a part for all of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// With line and column.
    #[error("the input is no JSON: {0}")]
    NotJson(String),
    #[error("{count} {what}; at most {limit} are taken")]
    TooMany { what: &'static str, count: usize, limit: usize },
    /// More work than is done for one question.
    #[error("this pedigree is too entangled to be computed here")]
    TooMuchWork,
    /// Time ran out between two parts, or nobody waits any more.
    #[error("time ran out")]
    Late,
    #[error("{} things are wrong", .0.len())]
    Wrong(Vec<Wrong>),
}

impl Refusal {
    /// One wrong thing.
    pub(crate) fn one(entry: Option<&str>, field: impl Into<String>, reason: impl ToString) -> Self {
        Self::Wrong(vec![Wrong { entry: entry.map(str::to_owned), field: field.into(), reason: reason.to_string() }])
    }
}

impl From<CliError> for Wrong {
    fn from(error: CliError) -> Self {
        match error {
            CliError::Entry { id, field, reason } => Self { entry: Some(id), field, reason },
            other => Self { entry: None, field: String::new(), reason: other.to_string() },
        }
    }
}
