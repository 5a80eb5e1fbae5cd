//! Against listeners of this machine that behave as they like.

use super::*;
use crate::webhooks::address;
use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

const CERTIFICATE: &[u8] = include_bytes!("../../../tests/data/localhost.pem");
const KEY: &[u8] = include_bytes!("../../../tests/data/localhost.key");

fn message() -> Message {
    Message { id: "evt".into(), timestamp: 7, signature: "v1,x".into(), body: r#"{"id":"evt"}"#.into() }
}

/// Answers every name with what stands next, and counts the questions.
fn names(answers: Vec<Vec<&'static str>>) -> (Lookup, Arc<AtomicUsize>) {
    let (asked, counted) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = counted.clone();
    let lookup: Lookup = Arc::new(move |_| {
        let place = asked.fetch_add(1, Ordering::SeqCst);
        count.fetch_add(1, Ordering::SeqCst);
        let found = answers.get(place).or(answers.last()).cloned().unwrap_or_default();
        Box::pin(async move { Ok(found.iter().filter_map(|ip| ip.parse().ok()).collect()) })
    });
    (lookup, counted)
}

fn poster(loopback: bool) -> Poster {
    Poster::of(names(vec![vec!["127.0.0.1"]]).0, loopback, Duration::from_millis(400), RootCertStore::empty())
}

/// What somebody's server got.
type Heard = Arc<Mutex<Vec<String>>>;

/// A listener that answers every request with these bytes, then waits so long.
async fn server(answer: Vec<u8>, then: Duration) -> (u16, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let heard = Heard::default();
    let kept = heard.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (answer, kept) = (answer.clone(), kept.clone());
            tokio::spawn(async move {
                let mut bytes = vec![0; 8192];
                let read = stream.read(&mut bytes).await.unwrap_or_default();
                kept.lock().expect("whole").push(String::from_utf8_lossy(&bytes[..read]).into_owned());
                let _ = stream.write_all(&answer).await;
                tokio::time::sleep(then).await;
            });
        }
    });
    (port, heard)
}

async fn post(poster: &Poster, url: &str) -> Outcome {
    poster.post(&address::target(url, poster.loopback()).expect("an address"), &message()).await
}

#[tokio::test]
async fn a_message_is_posted_whole_and_the_answer_kept() {
    let (port, heard) = server(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(), Duration::ZERO).await;
    let outcome = post(&poster(true), &format!("http://localhost:{port}/hook?key=a%20b")).await;
    assert_eq!((outcome.status, outcome.failure), (Some(204), None));
    let got = heard.lock().unwrap().concat();
    for line in [
        "POST /hook?key=a%20b HTTP/1.1\r\n",
        &format!("host: localhost:{port}\r\n"),
        "content-type: application/json\r\n",
        "content-length: 12\r\n",
        "webhook-id: evt\r\n",
        "webhook-timestamp: 7\r\n",
        "webhook-signature: v1,x\r\n",
        "user-agent: ReptiDex-Webhooks/1\r\n",
        "\r\n\r\n{\"id\":\"evt\"}",
    ] {
        assert!(got.contains(line), "{line:?} in {got}");
    }
    for never in ["cookie", "authorization", "referer"] {
        assert!(!got.to_lowercase().contains(never), "{got}");
    }
}

#[tokio::test]
async fn only_2xx_is_a_yes() {
    for (status, failure) in [
        ("200 OK", None),
        ("202 Accepted", None),
        ("299 Fine", None),
        ("304 Not Modified", Some(WebhookFailure::Redirect)),
        ("400 Bad Request", Some(WebhookFailure::Status)),
        ("410 Gone", Some(WebhookFailure::Status)),
        ("500 Oh", Some(WebhookFailure::Status)),
    ] {
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 5\r\n\r\nsaid\0").into_bytes();
        let (port, _) = server(answer, Duration::ZERO).await;
        let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
        assert_eq!(outcome.failure, failure, "{status}");
        assert_eq!(outcome.answer, if status.starts_with("304") { "" } else { "said" }, "{status}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let (secret, inside) = server(b"HTTP/1.1 200 OK\r\n\r\nsecret".to_vec(), Duration::ZERO).await;
    let answer = format!("HTTP/1.1 307 Go\r\nlocation: http://127.0.0.1:{secret}/\r\ncontent-length: 0\r\n\r\n");
    let (port, _) = server(answer.into_bytes(), Duration::ZERO).await;
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!((outcome.status, outcome.failure), (Some(307), Some(WebhookFailure::Redirect)));
    assert!(inside.lock().unwrap().is_empty(), "nobody went there");
}

#[tokio::test]
async fn who_answers_late_or_never_is_left() {
    let (port, _) = server(Vec::new(), Duration::from_secs(60)).await;
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!((outcome.status, outcome.failure), (None, Some(WebhookFailure::Timeout)));
    assert!((400..3_000).contains(&outcome.millis), "{}", outcome.millis);
    // A head that comes a little at a time counts as none.
    let (port, _) = server(b"HTTP/1.1 200 OK\r\nx: y".to_vec(), Duration::from_secs(60)).await;
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(outcome.failure, Some(WebhookFailure::Timeout));
}

#[tokio::test]
async fn an_answer_is_read_no_further_than_it_is_kept() {
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".to_vec();
    answer.extend(std::iter::repeat_n("é\u{0}\u{1b}[2J<b>".as_bytes(), 100_000).flatten());
    let (port, _) = server(answer, Duration::from_secs(60)).await;
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(outcome.failure, None);
    assert!(outcome.answer.chars().count() <= KEPT && outcome.answer.starts_with('é'), "{}", outcome.answer);
    assert!(!outcome.answer.contains(char::is_control) && outcome.millis < 2_000);
    // A body that drips is a yes all the same, and isn't waited for long.
    let (port, _) =
        server(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nslow".to_vec(), Duration::from_secs(60)).await;
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!((outcome.failure, outcome.answer.as_str()), (None, "slow"));
    assert!(outcome.millis < 4_000, "{}", outcome.millis);
}

#[tokio::test]
async fn what_is_no_answer_is_none() {
    let endless = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"x-filler: aaaaaaaaaaaaaaaa\r\n".repeat(100_000)].concat();
    let many = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"a: b\r\n".repeat(100), b"\r\n".to_vec()].concat();
    for (answer, what) in [
        (b"SSH-2.0-x\r\n".to_vec(), "another protocol"),
        (endless, "a head without an end"),
        (many, "too many headers"),
    ] {
        let (port, _) = server(answer, Duration::from_millis(100)).await;
        let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
        assert_eq!((outcome.status, outcome.failure), (None, Some(WebhookFailure::Protocol)), "{what}");
    }
    let (port, _) = server(Vec::new(), Duration::ZERO).await;
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{port}/")).await;
    assert_eq!(outcome.failure, Some(WebhookFailure::Connect), "closed without a word");
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let outcome = post(&poster(true), &format!("http://127.0.0.1:{free}/")).await;
    assert_eq!(outcome.failure, Some(WebhookFailure::Connect), "nobody listens");
}

#[tokio::test]
async fn a_name_that_leads_into_the_house_is_refused_before_anything_is_sent() {
    let (port, heard) = server(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), Duration::ZERO).await;
    for inside in [
        vec!["127.0.0.1"],
        vec!["10.0.0.1"],
        vec!["169.254.169.254"],
        vec!["::1"],
        vec!["::ffff:127.0.0.1"],
        vec!["fd00:ec2::254"],
        // Among others: somebody hopes for the second.
        vec!["203.0.113.1", "127.0.0.1"],
        vec!["8.8.8.8", "127.0.0.1"],
    ] {
        let (lookup, _) = names(vec![inside.clone()]);
        let poster = Poster::of(lookup, false, Duration::from_millis(400), RootCertStore::empty());
        let outcome = post(&poster, &format!("https://hooks.example.org:{port}/")).await;
        assert_eq!(outcome.failure, Some(WebhookFailure::Forbidden), "{inside:?}");
    }
    let (lookup, _) = names(vec![vec![]]);
    let poster = Poster::of(lookup, false, Duration::from_millis(400), RootCertStore::empty());
    assert_eq!(post(&poster, "https://hooks.example.org/").await.failure, Some(WebhookFailure::Name));
    assert!(heard.lock().unwrap().is_empty(), "nobody knocked");
}

/// DNS rebinding: the first answer is public, the next leads to this machine. It is asked once a try, and what was judged is what is connected to.
#[tokio::test]
async fn a_name_that_changes_its_mind_gets_nobody_inside() {
    let (port, heard) = server(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), Duration::ZERO).await;
    // A public address that nobody has: the connection comes to nothing.
    let (lookup, asked) = names(vec![vec!["2001:200::dead"], vec!["127.0.0.1"], vec!["127.0.0.1"]]);
    let poster = Poster::of(lookup, false, Duration::from_millis(300), RootCertStore::empty());
    let first = post(&poster, &format!("https://rebind.example.org:{port}/")).await;
    assert!(matches!(first.failure, Some(WebhookFailure::Connect | WebhookFailure::Timeout)), "{first:?}");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "one question a try");
    let second = post(&poster, &format!("https://rebind.example.org:{port}/")).await;
    assert_eq!(second.failure, Some(WebhookFailure::Forbidden));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert!(heard.lock().unwrap().is_empty(), "nobody knocked");
}

/// A server with the certificate of the tests, which is for `localhost` alone.
async fn tls_server() -> u16 {
    let certificates =
        CertificateDer::pem_slice_iter(CERTIFICATE).collect::<Result<Vec<_>, _>>().expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .expect("they fit");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut bytes = [0; 4096];
                let _ = stream.read(&mut bytes).await;
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nsafe").await;
                let _ = stream.shutdown().await;
            });
        }
    });
    port
}

#[tokio::test]
async fn a_certificate_has_to_be_trusted_and_for_that_name() {
    let port = tls_server().await;
    let trusting = || {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(CERTIFICATE) {
            roots.add(certificate.expect("a certificate")).expect("an authority");
        }
        roots
    };
    let of = |roots| Poster::of(names(vec![vec!["127.0.0.1"]]).0, true, Duration::from_secs(5), roots);
    let fine = post(&of(trusting()), &format!("https://localhost:{port}/")).await;
    assert_eq!((fine.status, fine.failure, fine.answer.as_str()), (Some(200), None, "safe"));
    let another = post(&of(trusting()), &format!("https://other.localhost:{port}/")).await;
    assert_eq!(another.failure, Some(WebhookFailure::Tls), "another name");
    let unknown = post(&of(RootCertStore::empty()), &format!("https://localhost:{port}/")).await;
    assert_eq!(unknown.failure, Some(WebhookFailure::Tls), "nobody trusts it");
}
