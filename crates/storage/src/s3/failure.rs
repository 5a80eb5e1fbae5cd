//! The client's errors in ours.

use std::error::Error;

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

use crate::StorageError;

/// Answers of a client's fault that aren't: the credentials are wrong or not yet there, the bucket isn't yet, or it asks for patience. An operator
/// mends the former, so a job that tries again tomorrow succeeds.
const PASSING: &[u16] = &[401, 403, 408, 425, 429];

/// What a request failed by, after all attempts.
pub fn failed<E: ProvideErrorMetadata + Error + 'static>(error: &SdkError<E, HttpResponse>) -> StorageError {
    let text = match (error.code(), error.message()) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(code), None) => code.to_owned(),
        _ => told(error),
    };
    let status = error.raw_response().map(|answer| answer.status().as_u16());
    match error {
        SdkError::ConstructionFailure(_) => StorageError::Refused(text),
        SdkError::ServiceError(_) => match status {
            Some(status) if status < 500 && !PASSING.contains(&status) && error.code() != Some("NoSuchBucket") => {
                StorageError::Refused(text)
            }
            _ => StorageError::Unavailable(text),
        },
        _ => StorageError::Unavailable(text),
    }
}

/// An error with its causes: the outermost alone says "dispatch failure".
pub fn told(error: &(dyn Error + 'static)) -> String {
    let (mut text, mut cause) = (error.to_string(), error.source());
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
