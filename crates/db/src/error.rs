//! What the database can answer besides rows.

use repti_model::{ErrorCode, Problem};

/// An error of the database, sorted by what a caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database is gone, restarting or has no connection free: try again in a moment.
    #[error("the database doesn't answer")]
    Unavailable(#[source] sqlx::Error),
    /// Anything else: our fault.
    #[error(transparent)]
    Sql(sqlx::Error),
    /// A migration failed.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The queue's own tables could not be made.
    #[error("job queue: {0}")]
    Queue(String),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        let gone = match &error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                true
            }
            // 57P0x: shutting down or starting; 08xxx: connection; 53300: too many connections.
            sqlx::Error::Database(db) => {
                db.code().is_some_and(|code| code.starts_with("57P") || code.starts_with("08") || code == "53300")
            }
            _ => false,
        };
        if gone { Self::Unavailable(error) } else { Self::Sql(error) }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Unavailable(_) => Self {
                retry_after: Some(2),
                ..Self::new(
                    ErrorCode::Unavailable,
                    "The database doesn't answer at the moment. Nothing was lost; try again in a few seconds.",
                )
            },
            other => {
                tracing::error!(error = %other, "database error");
                Self::new(ErrorCode::Internal, "Something went wrong on our side. Nothing was saved; try again.")
            }
        }
    }
}

/// The name of the constraint that an error broke, to turn it into a message for a field.
#[must_use]
pub fn constraint_of(error: &sqlx::Error) -> Option<&str> {
    match error {
        sqlx::Error::Database(db) => db.constraint(),
        _ => None,
    }
}
