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
use repti_db::figures::shed;
use repti_model::{
    ErrorCode, Problem,
    evidence::MAX_EVIDENCE_BYTES,
    exchange::MAX_IMPORT_BYTES,
    media::{MAX_LOGO_BYTES, MAX_PHOTO_BYTES},
};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Room for the multipart frame around the file.
const FRAME: u64 = 64 * 1024;
/// A request that takes longer is answered with 503.
const PATIENCE: Duration = Duration::from_secs(30);
/// The same for a file over a slow line, and for the dry run of a large one.
const LONG_PATIENCE: Duration = Duration::from_secs(300);

/// What an address that takes files listens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Allowance {
    /// Bytes of a file.
    most: usize,
    /// A body that says it is longer than this isn't listened to at all.
    heard: u64,
    /// What to do with a larger file.
    advice: &'static str,
}

const IMPORT: Allowance = Allowance {
    most: MAX_IMPORT_BYTES,
    heard: 1024 * 1024 * 1024,
    advice: "Split it into smaller files and import them one after another.",
};
const EVIDENCE: Allowance = Allowance {
    most: MAX_EVIDENCE_BYTES,
    heard: 32 * 1024 * 1024,
    advice: "Scan it with fewer dots, or send the pages that matter.",
};
#[expect(clippy::cast_possible_truncation, reason = "forty million fit anywhere")]
const PHOTO: Allowance = Allowance {
    most: MAX_PHOTO_BYTES as usize,
    heard: 128 * 1024 * 1024,
    advice: "Save it smaller, then send it again.",
};

const LOGO: Allowance =
    Allowance { most: MAX_LOGO_BYTES, heard: 32 * 1024 * 1024, advice: "Export the logo smaller, then send it again." };

/// Whether the body of this request was longer than a file may be.
#[derive(Debug, Clone)]
pub struct Overflow {
    over: Arc<AtomicBool>,
    allowance: Allowance,
}

impl Overflow {
    fn of(allowance: Allowance) -> Self {
        Self { over: Arc::default(), allowance }
    }

    /// What to answer when the body could not be read.
    #[must_use]
    pub fn problem(&self) -> Problem {
        if self.over.load(Ordering::Relaxed) {
            let Allowance { most, advice, .. } = self.allowance;
            let most = most / 1024 / 1024;
            return Problem::new(ErrorCode::TooLarge, format!("This file is larger than {most} MB. {advice}"));
        }
        Problem::new(ErrorCode::Invalid, "The upload broke off. Try again.")
    }
}

/// What the request may bring, where it brings a file.
fn allowance(request: &Request) -> Option<Allowance> {
    let path = request.uri().path();
    if request.method() == Method::PUT {
        return (path == "/api/v1/media/logo").then_some(LOGO);
    }
    if request.method() != Method::POST {
        return None;
    }
    match path {
        "/import/upload" | "/api/v1/animal/imports" => Some(IMPORT),
        "/evidence/upload" => Some(EVIDENCE),
        "/photos/upload" => Some(PHOTO),
        "/vivarium/logo/upload" => Some(LOGO),
        path => {
            let claim = path.strip_suffix("/evidence")?.strip_prefix("/api/v1/animal/")?;
            let (kind, id) = claim.split_once('/')?;
            (matches!(kind, "parents" | "genotype-claims") && !id.contains('/')).then_some(EVIDENCE)
        }
    }
}

/// Gives uploads their own limit.
pub async fn admit(mut request: Request, next: Next) -> Response {
    let Some(allowance) = allowance(&request) else { return next.run(request).await };
    // The stream below has a limit of its own.
    DefaultBodyLimit::disable().apply(&mut request);
    let overflow = Overflow::of(allowance);
    request.extensions_mut().insert(overflow.clone());
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let request = request.map(|body| {
        if declared.is_some_and(|length: u64| length > allowance.heard) {
            overflow.over.store(true, Ordering::Relaxed);
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
    let most = u64::try_from(overflow.allowance.most).unwrap_or(u64::MAX) + FRAME;
    stream::unfold(Some((body, 0_u64)), move |state| {
        let overflow = overflow.clone();
        async move {
            let (mut body, mut read) = state?;
            if overflow.over.load(Ordering::Relaxed) {
                while let Some(Ok(chunk)) = body.next().await {
                    read += chunk.len() as u64;
                    if read > overflow.allowance.heard {
                        break;
                    }
                }
                return Some((Err(cut()), None));
            }
            let mut chunk = match body.next().await? {
                Ok(chunk) => chunk,
                Err(error) => return Some((Err(io::Error::other(error)), None)),
            };
            read += chunk.len() as u64;
            if read > most {
                overflow.over.store(true, Ordering::Relaxed);
                // What came before the limit is passed on, for the fields in it say where to go back to.
                let surplus = usize::try_from(read - most).unwrap_or(usize::MAX);
                chunk.truncate(chunk.len().saturating_sub(surplus));
            }
            Some((Ok(chunk), Some((body, read))))
        }
    })
}

/// Answers 503 to what takes too long.
pub async fn in_time(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let dry_run = path == "/sfn/breeder/map_import"
        || (path.starts_with("/api/v1/animal/imports/") && path.ends_with("/preview"));
    let patience = if dry_run || allowance(&request).is_some() { LONG_PATIENCE } else { PATIENCE };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            shed("time");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn heard(allowance: Allowance, chunks: usize) -> (u64, bool, bool) {
        let chunk = Bytes::from(vec![b'a'; 1024 * 1024]);
        let body = Body::from_stream(stream::iter((0..chunks).map(move |_| Ok::<_, io::Error>(chunk.clone()))));
        let overflow = Overflow::of(allowance);
        let parts: Vec<_> = bounded(body.into_data_stream(), overflow.clone()).collect().await;
        let bytes = parts.iter().flatten().map(|chunk| chunk.len() as u64).sum();
        (bytes, parts.last().is_some_and(Result::is_err), overflow.over.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn a_body_within_the_limit_passes_and_a_longer_one_ends_in_an_error() {
        for (allowance, chunks) in [(IMPORT, 40), (EVIDENCE, 40), (PHOTO, 60)] {
            assert_eq!(heard(allowance, 3).await, (3 * 1024 * 1024, false, false));
            let (bytes, failed, over) = heard(allowance, chunks).await;
            assert!(failed && over && bytes <= allowance.most as u64 + FRAME);
        }
    }

    #[test]
    fn only_the_addresses_of_files_have_a_limit_of_their_own() {
        let of = |method: Method, path: &str| {
            allowance(&Request::builder().method(method).uri(path).body(Body::empty()).expect("a request"))
        };
        assert_eq!(of(Method::POST, "/import/upload"), Some(IMPORT));
        assert_eq!(of(Method::POST, "/evidence/upload"), Some(EVIDENCE));
        assert_eq!(of(Method::POST, "/photos/upload"), Some(PHOTO));
        assert_eq!(of(Method::POST, "/vivarium/logo/upload"), Some(LOGO));
        assert_eq!(of(Method::PUT, "/api/v1/media/logo"), Some(LOGO));
        assert_eq!(of(Method::POST, "/api/v1/animal/parents/0193/evidence"), Some(EVIDENCE));
        assert_eq!(of(Method::POST, "/api/v1/animal/genotype-claims/0193/evidence"), Some(EVIDENCE));
        for (method, path) in [
            (Method::GET, "/api/v1/animal/parents/0193/evidence"),
            (Method::POST, "/api/v1/animal/parents/a/b/evidence"),
            (Method::POST, "/api/v1/animal/animals/0193/evidence"),
            (Method::POST, "/api/v1/animal/evidence"),
            (Method::PUT, "/photos/upload"),
            (Method::POST, "/api/v1/media/logo"),
            (Method::POST, "/sfn/breeder/evidence"),
        ] {
            assert_eq!(of(method, path), None, "{path}");
        }
    }
}
