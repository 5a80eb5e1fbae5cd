//! What can go wrong here, and how it is said.

use repti_db::DbError;
use repti_model::{ErrorCode, FieldErrors, Problem};

/// An error of this context.
#[derive(Debug, thiserror::Error)]
pub enum CoreError {
    /// A rule said no, in the words that the person reads.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// Wrong address or wrong password: never which.
    #[error("the e-mail address or the password is wrong")]
    BadCredentials,
    /// A second factor that doesn't fit.
    #[error("the code is wrong or was used before")]
    BadCode,
    /// A passkey's answer that doesn't fit.
    #[error("the passkey was not accepted")]
    BadPasskey,
    /// A link or token that is unknown, used or past its time: never which.
    #[error("the link has been used or has expired")]
    LinkExpired,
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// Seconds after which another makes sense.
        retry_after: u32,
    },
    /// More passwords wait to be hashed than we take on.
    #[error("too many sign-ins at the same moment")]
    Busy,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A mail that could not be made or delivered.
    #[error("mail: {0}")]
    Mail(String),
    /// A setting that can't work.
    #[error("setting: {0}")]
    Setup(String),
    /// A library failed where it must not.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<sqlx::Error> for CoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<FieldErrors> for CoreError {
    fn from(fields: FieldErrors) -> Self {
        Self::Problem(fields.into())
    }
}

impl CoreError {
    pub(crate) fn problem(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self::Problem(Problem::new(code, detail))
    }

    /// It doesn't exist, or not for this person.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::problem(ErrorCode::NotFound, format!("There is no such {what} here."))
    }

    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        FieldErrors::one(field, message).into()
    }
}

impl From<CoreError> for Problem {
    fn from(error: CoreError) -> Self {
        let code = match &error {
            CoreError::Problem(_) | CoreError::Db(_) => ErrorCode::Internal,
            CoreError::BadCredentials => ErrorCode::Unauthenticated,
            CoreError::BadCode | CoreError::BadPasskey => ErrorCode::Invalid,
            CoreError::LinkExpired => ErrorCode::Expired,
            CoreError::TooMany { .. } => ErrorCode::RateLimited,
            CoreError::Busy => ErrorCode::Unavailable,
            CoreError::Mail(_) | CoreError::Setup(_) | CoreError::Internal(_) => ErrorCode::Internal,
        };
        match error {
            CoreError::Problem(problem) => problem,
            CoreError::Db(error) => error.into(),
            CoreError::BadCredentials => Self::new(
                code,
                "The e-mail address or the password is wrong. If you have just signed up, first follow the link in the mail.",
            ),
            CoreError::BadCode => Self::invalid(FieldErrors::one(
                "code",
                "This code is wrong or was used before. Wait for the next one in your app, or use a recovery code.",
            )),
            CoreError::BadPasskey => {
                Self::new(code, "The passkey was not accepted. Try again, or use another way to confirm.")
            }
            CoreError::LinkExpired => Self::new(code, "This link has been used or has expired. Ask for a new one."),
            CoreError::TooMany { retry_after } => Self {
                retry_after: Some(retry_after),
                ..Self::new(code, format!("Too many tries. Try again in {}.", in_words(retry_after)))
            },
            CoreError::Busy => Self {
                retry_after: Some(2),
                ..Self::new(code, "Many people are signing in at this moment. Try again in a few seconds.")
            },
            CoreError::Mail(_) | CoreError::Setup(_) | CoreError::Internal(_) => {
                tracing::error!(%error, "internal error");
                Self::new(code, "Something went wrong on our side. Nothing was saved; try again.")
            }
        }
    }
}

fn in_words(seconds: u32) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        91..=5400 => format!("{} minutes", seconds.div_ceil(60)),
        _ => format!("{} hours", seconds.div_ceil(3600)),
    }
}
