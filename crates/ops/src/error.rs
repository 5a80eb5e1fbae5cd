//! What can go wrong here.

use repti_core::CoreError;
use repti_db::DbError;
use repti_model::{ErrorCode, FieldErrors, Problem};

/// An error of this context.
#[derive(Debug, thiserror::Error)]
pub enum OpsError {
    /// A rule said no, in the words that the person reads.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// The audit log.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for OpsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<FieldErrors> for OpsError {
    fn from(fields: FieldErrors) -> Self {
        Self::Problem(fields.into())
    }
}

impl OpsError {
    pub(crate) fn not_found(what: &str) -> Self {
        Self::Problem(Problem::new(ErrorCode::NotFound, format!("There is no such {what} here.")))
    }
}

impl From<OpsError> for Problem {
    fn from(error: OpsError) -> Self {
        match error {
            OpsError::Problem(problem) => problem,
            OpsError::Core(error) => error.into(),
            OpsError::Db(error) => error.into(),
        }
    }
}
