//! Sends one message to one address: looks the name up once, judges what it leads to, connects to exactly that, follows nothing, waits and reads within bounds.

use super::{
    address::{Target, may_connect},
    tls,
};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use repti_db::Cause;
use repti_model::webhook::WebhookFailure;
use std::{
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::rustls::ClientConfig;
use url::Host;

/// From the first look at the name to the answer's head.
const PATIENCE: Duration = Duration::from_secs(10);
/// For what is kept of an answer's body, which decides nothing.
const PATIENCE_FOR_BODY: Duration = Duration::from_secs(2);
/// Characters that are kept of an answer.
const KEPT: usize = 500;
/// Bytes that are read of an answer's body, and of its head.
const MOST_BODY: usize = 4 * KEPT;
const MOST_HEAD: usize = 16 * 1024;
const AGENT: &str = "ReptiDex-Webhooks/1";

type Addresses = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;
/// What a name leads to.
pub(crate) type Lookup = Arc<dyn Fn(String) -> Addresses + Send + Sync>;

/// What is sent.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) timestamp: i64,
    pub(crate) signature: String,
    pub(crate) body: String,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: Option<u16>,
    pub(crate) millis: u32,
    pub(crate) failure: Option<WebhookFailure>,
    pub(crate) answer: String,
}

/// The way out. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Poster {
    lookup: Lookup,
    loopback: bool,
    patience: Duration,
    /// Of tests; the system's is read when it is needed first.
    given: Option<Arc<ClientConfig>>,
}

impl Poster {
    /// By the system's names and certificates.
    pub(crate) fn new(loopback: bool) -> Self {
        let lookup: Lookup = Arc::new(|name| {
            Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect()) })
        });
        Self { lookup, loopback, patience: PATIENCE, given: None }
    }

    /// Whether this machine may be told, for development.
    pub(crate) const fn loopback(&self) -> bool {
        self.loopback
    }

    /// Sends it.
    pub(crate) async fn post(&self, target: &Target, message: &Message) -> Outcome {
        let began = Instant::now();
        let answered = timeout(self.patience, self.answered(target, message)).await;
        let mut outcome = match answered {
            Err(_) => Outcome { failure: Some(WebhookFailure::Timeout), ..Outcome::default() },
            Ok(Err(failure)) => Outcome { failure: Some(failure), ..Outcome::default() },
            Ok(Ok(answer)) => read(answer).await,
        };
        outcome.millis = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
        outcome
    }

    async fn answered(&self, target: &Target, message: &Message) -> Result<Answer, WebhookFailure> {
        let stream = self.connect(target).await?;
        if target.tls {
            let config = self.given.clone().or_else(tls::by_the_system);
            let stream = tls::wrap(config, &target.host, stream).await.map_err(|_| WebhookFailure::Tls)?;
            exchange(stream, target, message).await
        } else {
            exchange(stream, target, message).await
        }
    }

    /// Connects to an address that was judged, never to a name. One that isn't public refuses the whole name: somebody plays with it.
    async fn connect(&self, target: &Target) -> Result<TcpStream, WebhookFailure> {
        let addresses = match &target.host {
            Host::Ipv4(ip) => vec![IpAddr::V4(*ip)],
            Host::Ipv6(ip) => vec![IpAddr::V6(*ip)],
            Host::Domain(name) => (self.lookup)(name.clone()).await.map_err(|_| WebhookFailure::Name)?,
        };
        if addresses.is_empty() {
            return Err(WebhookFailure::Name);
        }
        if !addresses.iter().all(|ip| may_connect(*ip, self.loopback)) {
            return Err(WebhookFailure::Forbidden);
        }
        for ip in addresses {
            if let Ok(stream) = TcpStream::connect(SocketAddr::new(ip, target.port)).await {
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
        }
        Err(WebhookFailure::Connect)
    }
}

/// An answer's head, with the connection that its body comes by.
struct Answer {
    status: StatusCode,
    body: Incoming,
    _connection: Driven,
}

/// The task that drives a connection: it ends with whoever reads.
struct Driven(tokio::task::JoinHandle<()>);

impl Drop for Driven {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn exchange<S>(stream: S, target: &Target, message: &Message) -> Result<Answer, WebhookFailure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let request = request(target, message).ok_or(WebhookFailure::Protocol)?;
    let mut builder = hyper::client::conn::http1::Builder::new();
    let handshake = builder.max_buf_size(MOST_HEAD).max_headers(64).handshake(TokioIo::new(stream));
    let (mut sender, connection) = handshake.await.map_err(|_| WebhookFailure::Protocol)?;
    let driven = Driven(tokio::spawn(async move {
        let _ = connection.await;
    }));
    let answer = sender.send_request(request).await.map_err(|error| {
        // Closed before a word was said: nobody is there, rather than somebody who speaks another language.
        if error.is_incomplete_message() || error.is_closed() {
            WebhookFailure::Connect
        } else {
            WebhookFailure::Protocol
        }
    })?;
    Ok(Answer { status: answer.status(), body: answer.into_body(), _connection: driven })
}

fn request(target: &Target, message: &Message) -> Option<Request<Full<Bytes>>> {
    let path = match target.url.query() {
        Some(query) => format!("{}?{query}", target.url.path()),
        None => target.url.path().to_owned(),
    };
    let host = match target.url.port() {
        Some(port) => format!("{}:{port}", target.host),
        None => target.host.to_string(),
    };
    let webhook = |name: &'static str| HeaderName::from_static(name);
    let request = match Cause::current() {
        // Made-up numbers: who records traces sees in theirs what this belongs to.
        Some(cause) => Request::builder().header(webhook("traceparent"), cause.trace),
        None => Request::builder(),
    };
    request
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, AGENT)
        .header(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))
        .header(header::ACCEPT, HeaderValue::from_static("*/*"))
        .header(header::CONNECTION, HeaderValue::from_static("close"))
        .header(webhook("webhook-id"), &message.id)
        .header(webhook("webhook-timestamp"), message.timestamp)
        .header(webhook("webhook-signature"), &message.signature)
        .body(Full::new(Bytes::from(message.body.clone())))
        .ok()
}

/// The verdict is the status; of the body the beginning is kept, as far as it comes in time.
async fn read(answer: Answer) -> Outcome {
    let Answer { status, mut body, _connection } = answer;
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE_FOR_BODY, async {
        while bytes.len() < MOST_BODY
            && let Some(Ok(frame)) = body.frame().await
        {
            if let Some(data) = frame.data_ref() {
                bytes.extend_from_slice(data.get(..MOST_BODY - bytes.len()).unwrap_or(data));
            }
        }
    })
    .await;
    let failure = match status {
        status if status.is_success() => None,
        status if status.is_redirection() => Some(WebhookFailure::Redirect),
        _ => Some(WebhookFailure::Status),
    };
    Outcome { status: Some(status.as_u16()), millis: 0, failure, answer: text(&bytes) }
}

/// Text that can be stored and shown: without control characters, and no longer than [`KEPT`].
fn text(bytes: &[u8]) -> String {
    let all = String::from_utf8_lossy(bytes);
    let plain = all.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c });
    plain.take(KEPT).collect::<String>().trim().to_owned()
}

impl std::fmt::Debug for Poster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Poster").field("loopback", &self.loopback).finish_non_exhaustive()
    }
}

/// What tests put in the place of the world.
#[cfg(test)]
impl Poster {
    pub(crate) fn of(
        lookup: Lookup,
        loopback: bool,
        patience: Duration,
        roots: tokio_rustls::rustls::RootCertStore,
    ) -> Self {
        Self { lookup, loopback, patience, given: tls::by(roots) }
    }
}

#[cfg(test)]
mod tests;
