//! Brings spans to the collector. What it doesn't take at once is offered again; what there is no room for meanwhile is dropped and counted, for nobody
//! waits for a trace.

use super::{
    Ended,
    message::{self, About},
};
use anyhow::{Context, Result, bail};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use url::Url;

/// Spans that wait at most.
const MOST: usize = 8192;
/// Spans of one request.
const BATCH: usize = 512;
const EVERY: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// For the whole of a request.
const PATIENCE: Duration = Duration::from_secs(5);
/// More than this no collector has to say.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// Spans that wait to be sent.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<Vec<Ended>>,
    enough: Notify,
}

impl Queue {
    /// Takes a span, unless too many wait.
    pub(super) fn push(&self, span: Ended) {
        let Ok(mut waiting) = self.waiting.lock() else { return };
        if waiting.len() >= MOST {
            drop(waiting);
            return count("dropped", 1);
        }
        waiting.push(span);
        if waiting.len() == BATCH {
            self.enough.notify_one();
        }
    }

    fn len(&self) -> usize {
        self.waiting.lock().map_or(0, |waiting| waiting.len())
    }

    fn take(&self) -> Vec<Ended> {
        let Ok(mut waiting) = self.waiting.lock() else { return Vec::new() };
        let most = waiting.len().min(BATCH);
        waiting.drain(..most).collect()
    }
}

fn count(outcome: &'static str, spans: usize) {
    metrics::counter!("trace_spans_total", "outcome" => outcome).increment(spans as u64);
}

/// Says what the figures mean, once a process.
pub(in crate::telemetry) fn describe() {
    metrics::describe_counter!("trace_spans_total", "Spans of recorded traces, by outcome (sent, refused, dropped)");
}

/// What asks the collector.
#[derive(Debug)]
pub(super) struct Sender {
    address: Url,
    about: About,
    queue: Arc<Queue>,
    /// Taken out of the queue, and not by the collector yet.
    batch: Vec<Ended>,
    /// Whether it took the last.
    well: bool,
}

impl Sender {
    pub(super) fn new(address: Url, service: &str, queue: Arc<Queue>) -> Self {
        Self { address, about: message::about(service), queue, batch: Vec::new(), well: true }
    }

    /// Sends until `stop`, and then what there is.
    pub(super) async fn run(mut self, stop: CancellationToken) {
        let mut pause = EVERY;
        loop {
            let stopping = tokio::select! {
                biased;
                () = stop.cancelled() => true,
                () = self.queue.enough.notified(), if self.well => false,
                () = sleep(pause) => false,
            };
            self.send().await;
            if stopping {
                return count("dropped", self.batch.len() + self.queue.len());
            }
            pause = if self.well { EVERY } else { (pause * 2).min(LONGEST_PAUSE) };
        }
    }

    /// Sends batch after batch, until none is left or one isn't taken.
    async fn send(&mut self) {
        loop {
            if self.batch.is_empty() {
                self.batch = self.queue.take();
            }
            if self.batch.is_empty() {
                return;
            }
            let body = message::request(&self.about, &self.batch);
            let answer = timeout(PATIENCE, post(&self.address, &body)).await;
            match answer.unwrap_or_else(|_| bail_late()) {
                Ok(200..=299) => {
                    self.say(true, "");
                    count("sent", self.batch.len());
                }
                // Busy, or not there behind its own proxy: another time.
                Ok(status @ (408 | 429 | 500..)) => return self.say(false, &format!("it answers {status}")),
                Ok(status) => {
                    self.say(false, &format!("it answers {status}"));
                    count("refused", self.batch.len());
                }
                Err(error) => return self.say(false, &format!("{error:#}")),
            }
            self.batch.clear();
        }
    }

    /// Says when it changes how things are, not with each request.
    fn say(&mut self, well: bool, why: &str) {
        if self.well != well {
            if well {
                tracing::info!("the collector takes traces again");
            } else {
                tracing::warn!(error = why, "the collector doesn't take traces");
            }
        }
        self.well = well;
    }
}

fn bail_late() -> Result<u16> {
    bail!("no answer in {} s", PATIENCE.as_secs())
}

/// A bare HTTP request: the status of its answer. Without a client library, whose compiling each first start would pay.
async fn post(address: &Url, body: &[u8]) -> Result<u16> {
    let (host, port) = (address.host_str().unwrap_or_default(), address.port_or_known_default().unwrap_or(80));
    let mut stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await.context("it can't be reached")?;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/x-protobuf\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        address.path(),
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body).await?;
    let mut answer = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    let first = answer.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let status = str::from_utf8(first).ok().and_then(|line| line.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok());
    status.context("its answer isn't HTTP")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::{
        trace::TraceParent,
        traces::{Kind, Value},
    };
    use std::time::SystemTime;
    use tokio::{net::TcpListener, task::JoinHandle};

    fn span() -> Ended {
        Ended {
            service: None,
            name: "GET /".to_owned(),
            kind: Kind::Server,
            here: TraceParent::fresh(),
            parent: None,
            began: SystemTime::now(),
            took: Duration::from_millis(3),
            attributes: vec![("http.response.status_code", Value::Number(200))],
            failed: false,
        }
    }

    /// A collector that answers the first request with the first status, and so on; how many bytes each request had.
    async fn collector(statuses: &'static [u16]) -> (Url, JoinHandle<Vec<usize>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}/v1/traces", listener.local_addr().expect("an address"));
        let asked = tokio::spawn(async move {
            let mut sizes = Vec::new();
            for status in statuses {
                let (mut stream, _) = listener.accept().await.expect("somebody asks");
                let mut request = Vec::new();
                let body = loop {
                    let mut piece = [0; 4096];
                    let read = stream.read(&mut piece).await.expect("it can be read");
                    request.extend(&piece[..read]);
                    let text = String::from_utf8_lossy(&request);
                    let Some(head) = text.split_once("\r\n\r\n").map(|(head, _)| head.to_owned()) else { continue };
                    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).expect("a length");
                    let body =
                        request.len() - request.windows(4).position(|four| four == b"\r\n\r\n").expect("an end") - 4;
                    if body >= length.parse().expect("a number") {
                        break body;
                    }
                };
                sizes.push(body);
                let answer = format!("HTTP/1.1 {status} So\r\nContent-Length: 0\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.expect("it is heard");
            }
            sizes
        });
        (address.parse().expect("an address"), asked)
    }

    #[tokio::test]
    async fn what_is_not_taken_is_offered_again_and_what_is_refused_is_not() {
        let (address, asked) = collector(&[503, 200, 400]).await;
        let queue = Arc::new(Queue::default());
        let mut sender = Sender::new(address, "test", queue.clone());
        queue.push(span());
        sender.send().await;
        assert_eq!((sender.well, sender.batch.len()), (false, 1));
        sender.send().await;
        assert_eq!((sender.well, sender.batch.len()), (true, 0));
        queue.push(span());
        sender.send().await;
        assert_eq!((sender.well, sender.batch.len()), (false, 0));
        let sizes = asked.await.expect("three requests");
        assert!(sizes[0] > 60 && sizes[0] == sizes[1], "{sizes:?}");
        // Nobody listens any more.
        queue.push(span());
        sender.send().await;
        assert_eq!((sender.well, sender.batch.len()), (false, 1));
    }

    #[tokio::test]
    async fn a_collector_that_is_away_takes_no_memory() {
        let queue = Queue::default();
        for _ in 0..MOST + 10 {
            queue.push(span());
        }
        assert_eq!(queue.take().len(), BATCH);
        assert_eq!(queue.len(), MOST - BATCH);
    }
}
