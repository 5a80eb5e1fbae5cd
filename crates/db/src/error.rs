//! What the database can answer besides rows.

use repti_model::{ErrorCode, Problem};
use std::fmt::Write;

/// An error of the database, sorted by what a caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database is gone, restarting or has no connection free: try again in a moment.
    #[error("the database doesn't answer")]
    Unavailable(#[source] sqlx::Error),
    /// Anything else: our fault. Said without the values that it is about.
    #[error("{}", reason(.0))]
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
        if matches!(error, sqlx::Error::PoolTimedOut) {
            metrics::counter!("db_pool_timeouts_total").increment(1);
        }
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

/// What went wrong, for logs and for what is kept with a job: without values. PostgreSQL's own words quote them where data is wrong (classes 22 and 23)
/// and where our functions raise (P0); elsewhere they name columns, tables and settings, which is what helps.
fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(refused) => {
            let code = refused.code().unwrap_or_default();
            let mut said = format!("PostgreSQL {code}");
            if !["22", "23", "P0"].iter().any(|class| code.starts_with(class)) {
                let _ = write!(said, ": {}", refused.message());
            }
            for (what, name) in [("table", refused.table()), ("constraint", refused.constraint())] {
                if let Some(name) = name {
                    let _ = write!(said, ", {what} {name}");
                }
            }
            said
        }
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} can't be read"),
        sqlx::Error::Decode(_) => "an answer can't be read".to_owned(),
        sqlx::Error::Encode(_) => "a value can't be sent".to_owned(),
        other => other.to_string(),
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
