//! What stops a command.

/// An error with where it is: the entry's id and the field.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error("{name}: {reason}")]
    Input { name: String, reason: String },
    #[error("{0}")]
    Argument(String),
    #[error("the input is no JSON: {0}")]
    Json(String),
    #[error("entry {id}, {field}: {reason}")]
    Entry { id: String, field: String, reason: String },
    #[error("{count} of the entries are wrong:\n{}", errors.join("\n"))]
    Entries { count: usize, errors: Vec<String> },
    #[error("the output can't be written: {0}")]
    Output(#[from] std::io::Error),
}

impl CliError {
    /// An error of one field of one entry.
    pub fn entry(id: &str, field: &str, reason: impl ToString) -> Self {
        Self::Entry { id: id.to_owned(), field: field.to_owned(), reason: reason.to_string() }
    }
}
