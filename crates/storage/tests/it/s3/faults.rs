//! Requests that fail, in each of the ways in which they do.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::stream;
use http::Method;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::{Bytes, Frame};
use s3s::{Body, HttpError, HttpResponse};

/// What happens to a request.
pub enum Fault {
    None,
    /// It isn't heard.
    Unheard,
    /// What it asks for is done, and nobody says so.
    Unanswered,
    /// It is done, and the answer breaks off in the middle.
    BrokenOff,
}

/// Every third request of the same method for the same object fails, by turns in all ways. Were it the third of all, one of many callers beside each
/// other could meet it three times in a row.
pub struct Faults {
    failing: bool,
    asked: Mutex<HashMap<(Method, String), usize>>,
    failed: AtomicUsize,
}

impl Faults {
    pub fn new(failing: bool) -> Self {
        Self { failing, asked: Mutex::default(), failed: AtomicUsize::new(0) }
    }

    pub fn next(&self, method: &Method, path: &str) -> Fault {
        let mut asked = self.asked.lock().expect("counts");
        let count = asked.entry((method.clone(), path.to_owned())).or_default();
        *count += 1;
        if !self.failing || *count % 3 != 1 {
            return Fault::None;
        }
        match self.failed.fetch_add(1, Ordering::Relaxed) % 3 {
            0 => Fault::Unanswered,
            1 => Fault::Unheard,
            _ => Fault::BrokenOff,
        }
    }
}

impl Fault {
    pub async fn around(
        self,
        answer: impl Future<Output = Result<HttpResponse, HttpError>>,
    ) -> Result<HttpResponse, HttpError> {
        match self {
            Self::None => answer.await,
            Self::Unheard => Ok(failure(503, "SlowDown")),
            Self::Unanswered => answer.await.map(|_| failure(500, "InternalError")),
            Self::BrokenOff => Ok(break_off(answer.await?).await),
        }
    }
}

fn failure(status: u16, code: &str) -> HttpResponse {
    let text = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>again</Message></Error>");
    let mut answer = HttpResponse::new(Body::from(text));
    *answer.status_mut() = http::StatusCode::from_u16(status).expect("a status");
    answer
}

/// Half of the bytes, then the connection ends. Where there are none, it is answered.
async fn break_off(answer: HttpResponse) -> HttpResponse {
    let (mut head, body) = answer.into_parts();
    let whole = body.collect().await.expect("a body").to_bytes();
    if whole.is_empty() {
        return HttpResponse::from_parts(head, Body::empty());
    }
    head.headers.insert(http::header::CONTENT_LENGTH, whole.len().into());
    let half = Ok(Frame::data(whole.slice(..whole.len() / 2)));
    let end: Result<Frame<Bytes>, std::io::Error> = Err(std::io::ErrorKind::ConnectionReset.into());
    HttpResponse::from_parts(head, Body::http_body(StreamBody::new(stream::iter([half, end]))))
}
