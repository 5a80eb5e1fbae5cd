//! Files on their way in get a larger limit than forms, and more time.
//!
//! What is too large is read to its end and thrown away: a browser shows no answer to a request that was cut off while it was
//! still sending, only that the connection broke.

use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{DefaultBodyLimit, Request},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt, stream};
use repti_model::{ErrorCode, Problem, exchange::MAX_IMPORT_BYTES};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// The addresses that take files.
const UPLOADS: [&str; 2] = ["/import/upload", "/api/v1/animal/imports"];
/// Room for the multipart frame around the file.
const FRAME: u64 = 64 * 1024;
/// A body that says it is longer than this isn't listened to at all.
const MOST_HEARD: u64 = 1024 * 1024 * 1024;
/// A request that takes longer is answered with 503.
const PATIENCE: Duration = Duration::from_secs(30);
/// The same for a file over a slow line, and for the dry run of a large one.
const LONG_PATIENCE: Duration = Duration::from_secs(300);

/// Whether the body of this request was longer than a file may be.
#[derive(Debug, Clone, Default)]
pub struct Overflow(Arc<AtomicBool>);

impl Overflow {
    /// What to answer when the body could not be read.
    #[must_use]
    pub fn problem(&self) -> Problem {
        if self.0.load(Ordering::Relaxed) {
            return too_large();
        }
        Problem::new(ErrorCode::Invalid, "The upload broke off. Try again.")
    }
}

fn too_large() -> Problem {
    let most = MAX_IMPORT_BYTES / 1024 / 1024;
    Problem::new(
        ErrorCode::TooLarge,
        format!("This file is larger than {most} MB. Split it into smaller files and import them one after another."),
    )
}

fn is_upload(request: &Request) -> bool {
    request.method() == Method::POST && UPLOADS.contains(&request.uri().path())
}

/// Gives uploads their own limit.
pub async fn admit(mut request: Request, next: Next) -> Response {
    if !is_upload(&request) {
        return next.run(request).await;
    }
    // The stream below has a limit of its own.
    DefaultBodyLimit::disable().apply(&mut request);
    let overflow = Overflow::default();
    request.extensions_mut().insert(overflow.clone());
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let request = request.map(|body| {
        if declared.is_some_and(|length: u64| length > MOST_HEARD) {
            overflow.0.store(true, Ordering::Relaxed);
            return Body::from_stream(stream::once(async { Err::<Bytes, _>(cut()) }));
        }
        Body::from_stream(bounded(body.into_data_stream(), overflow).fuse())
    });
    next.run(request).await
}

fn cut() -> io::Error {
    io::Error::other("the body is too large")
}

/// The body up to the limit; behind it the rest is read and forgotten, and the stream ends with an error.
fn bounded(body: BodyDataStream, overflow: Overflow) -> impl Stream<Item = io::Result<Bytes>> {
    let most = u64::try_from(MAX_IMPORT_BYTES).unwrap_or(u64::MAX) + FRAME;
    stream::unfold(Some((body, 0_u64)), move |state| {
        let overflow = overflow.clone();
        async move {
            let (mut body, read) = state?;
            let chunk = match body.next().await? {
                Ok(chunk) => chunk,
                Err(error) => return Some((Err(io::Error::other(error)), None)),
            };
            let mut read = read + chunk.len() as u64;
            if read <= most {
                return Some((Ok(chunk), Some((body, read))));
            }
            overflow.0.store(true, Ordering::Relaxed);
            while let Some(Ok(chunk)) = body.next().await {
                read += chunk.len() as u64;
                if read > MOST_HEARD {
                    break;
                }
            }
            Some((Err(cut()), None))
        }
    })
}

/// Answers 503 to what takes too long.
pub async fn in_time(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let dry_run = path == "/sfn/breeder/map_import"
        || (path.starts_with("/api/v1/animal/imports/") && path.ends_with("/preview"));
    let patience = if dry_run || is_upload(&request) { LONG_PATIENCE } else { PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn heard(chunks: usize) -> (u64, bool, bool) {
        let chunk = Bytes::from(vec![b'a'; 1024 * 1024]);
        let body = Body::from_stream(stream::iter((0..chunks).map(move |_| Ok::<_, io::Error>(chunk.clone()))));
        let overflow = Overflow::default();
        let parts: Vec<_> = bounded(body.into_data_stream(), overflow.clone()).collect().await;
        let bytes = parts.iter().flatten().map(|chunk| chunk.len() as u64).sum();
        (bytes, parts.last().is_some_and(Result::is_err), overflow.0.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn a_body_within_the_limit_passes_and_a_longer_one_ends_in_an_error() {
        assert_eq!(heard(3).await, (3 * 1024 * 1024, false, false));
        let (bytes, failed, over) = heard(40).await;
        assert!(failed && over && bytes <= MAX_IMPORT_BYTES as u64 + FRAME);
    }
}
