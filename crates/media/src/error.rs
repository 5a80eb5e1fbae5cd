//! What can go wrong with a photograph, and how it reaches a page or a program.

use repti_core::CoreError;
use repti_db::{DbError, constraint_of};
use repti_model::{ErrorCode, FieldErrors, Problem, text_enum::UnknownWord};
use repti_storage::StorageError;

/// An error of the media context.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The database doesn't answer, or answered what it never should.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The audit log.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The store of the bytes.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A rule said no, in the words that the person reads.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// There is no such thing, or not for this actor. Says what.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// A word in the database that this version doesn't know.
    #[error("the store holds an unknown word: {0}")]
    Word(#[from] UnknownWord),
    /// A task of ours came to no end.
    #[error("preparing a photograph broke off: {0}")]
    Broken(String),
}

impl From<sqlx::Error> for MediaError {
    fn from(error: sqlx::Error) -> Self {
        match constraint_of(&error) {
            Some("photo_own_animal" | "photo_animal_id_fkey") => Self::NotFound("animal"),
            Some("photo_once") => {
                Self::Problem(Problem::new(ErrorCode::Conflict, "The same photo stands with this animal already."))
            }
            _ => Self::Db(error.into()),
        }
    }
}

impl From<FieldErrors> for MediaError {
    fn from(fields: FieldErrors) -> Self {
        Self::Problem(fields.into())
    }
}

impl MediaError {
    /// A message for one field.
    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Problem(FieldErrors::one(field, message).into())
    }
}

impl From<MediaError> for Problem {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Problem(problem) => problem,
            MediaError::Db(error) => error.into(),
            MediaError::Core(error) => error.into(),
            MediaError::NotFound(what) => Self::new(ErrorCode::NotFound, format!("There is no such {what} here.")),
            MediaError::Storage(StorageError::UploadGone) => {
                Self::new(ErrorCode::NotFound, "This upload has ended. Send the photo again.")
            }
            MediaError::Storage(StorageError::PartsMissing | StorageError::PartTooSmall) => {
                Self::new(ErrorCode::Invalid, "Parts of this photo haven't arrived. Send them, then finish.")
            }
            MediaError::Storage(error) => {
                tracing::error!(error = %error, "the store of photographs failed");
                Self::new(ErrorCode::Unavailable, "Photos can't be reached at the moment. Try again in a minute.")
            }
            error @ (MediaError::Word(_) | MediaError::Broken(_)) => {
                tracing::error!(error = %error, "a photograph failed");
                Self::of(ErrorCode::Internal)
            }
        }
    }
}
