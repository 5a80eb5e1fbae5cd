//! A trace from a page through its server function and the database to the job that it caused, as a collector gets it. What is sent is read by
//! OpenTelemetry's own types.

use crate::{
    app::TestApp,
    door::soon,
    photo_desk::{Desk, put, telling, text},
    portal_people::keeper,
    second_process::Second,
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Request, StatusCode},
    middleware,
    routing::{get, post},
};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    resource::v1::Resource,
    trace::v1::{Span, span::SpanKind, status::StatusCode as Status},
};
use prost::Message;
use reptidex::{config::Collector as Named, host::House, layers::observe, telemetry, worker};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tracing_subscriber::util::SubscriberInitExt;

/// What asks within somebody else's trace.
const SPAN: &str = "00f067aa0ba902b7";

#[derive(Clone, Default)]
struct Collector(Arc<Mutex<(Vec<Resource>, Vec<(String, Span)>)>>);

async fn take(State(collector): State<Collector>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Ok(request) = ExportTraceServiceRequest::decode(body) else { return StatusCode::BAD_REQUEST };
    assert_eq!(headers.get("content-type").map(|kind| kind.as_bytes()), Some(&b"application/x-protobuf"[..]));
    let mut taken = collector.0.lock().expect("whole");
    for of in request.resource_spans {
        let resource = of.resource.unwrap_or_default();
        let name = text_of(&resource.attributes, "service.name").unwrap_or_default();
        taken.0.push(resource);
        taken.1.extend(of.scope_spans.into_iter().flat_map(|of| of.spans).map(|span| (name.clone(), span)));
    }
    StatusCode::OK
}

impl Collector {
    /// Listens; its endpoint.
    async fn open(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/v1/traces", post(take)).with_state(self.clone());
        tokio::spawn(axum::serve(listener, router).into_future());
        endpoint
    }

    fn spans(&self) -> Vec<Span> {
        self.0.lock().expect("whole").1.iter().map(|(_, span)| span.clone()).collect()
    }

    /// A trace's edges on the map of services, as Tempo makes them (infra/monitoring/tempo): who asks whom.
    fn edges(&self, trace: &str) -> BTreeSet<(String, String)> {
        let taken = self.0.lock().expect("whole");
        let of = taken.1.iter().filter(|(_, span)| hex::encode(&span.trace_id) == trace);
        let mut halves: BTreeMap<Vec<u8>, [Option<String>; 3]> = BTreeMap::new();
        for (service, span) in of {
            let peer =
                text_of(&span.attributes, "peer.service").or_else(|| text_of(&span.attributes, "db.system.name"));
            let (key, side) = match span.kind() {
                SpanKind::Client | SpanKind::Producer => (&span.span_id, 0),
                SpanKind::Server | SpanKind::Consumer => (&span.parent_span_id, 1),
                _ => continue,
            };
            let half = halves.entry(key.clone()).or_default();
            half[side] = Some(service.clone());
            half[2] = peer.or(half[2].take());
        }
        let edge = |(key, half): (Vec<u8>, [Option<String>; 3])| match half {
            [Some(client), Some(server), _] => Some((client, server)),
            [Some(client), None, Some(peer)] => Some((client, peer)),
            [None, Some(server), peer] if key.is_empty() => Some((peer.unwrap_or_else(|| "user".to_owned()), server)),
            _ => None,
        };
        halves.into_iter().filter_map(edge).collect()
    }

    /// Of one trace.
    fn of(&self, trace: &str) -> Vec<Span> {
        self.spans().into_iter().filter(|span| hex::encode(&span.trace_id) == trace).collect()
    }
}

/// The span and those above it, the lowest first.
fn above<'a>(spans: &'a [Span], span: &'a Span) -> Vec<&'a str> {
    let mut line = vec![span];
    while let Some(parent) = spans.iter().find(|other| other.span_id == line[line.len() - 1].parent_span_id) {
        line.push(parent);
    }
    line.into_iter().map(|span| span.name.as_str()).collect()
}

fn attribute<'a>(attributes: &'a [KeyValue], name: &str) -> Option<&'a Value> {
    attributes.iter().find(|pair| pair.key == name)?.value.as_ref()?.value.as_ref()
}

fn text_of(attributes: &[KeyValue], name: &str) -> Option<String> {
    match attribute(attributes, name)? {
        Value::StringValue(text) => Some(text.clone()),
        _ => None,
    }
}

fn named(endpoint: &str, share: f64) -> Named {
    let address = format!("{endpoint}/v1/traces").parse().expect("an address");
    Named { address, share, service: Some("reptidex-test".to_owned()) }
}

/// All that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a whole log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_goes_from_the_page_through_its_server_function_and_the_database_to_the_job() {
    let (collector, log) = (Collector::default(), Log::default());
    let (traces, spans) = telemetry::traces::open(&named(&collector.open().await, 1.0), &[]);
    telemetry::production("info,sqlx=warn".parse().expect("a filter"), Some(spans), log.clone()).init();
    let app = TestApp::new().await;
    let ada = keeper(&app, "ada").await;
    // The page, asked within somebody else's trace.
    let page = "4bf92f3577b34da6a3ce929d0e0e4736";
    let ask = app.breeder().get("/animals").cookie(&ada.cookie).header("accept", "text/html");
    ask.header("traceparent", &format!("00-{page}-{SPAN}-00")).send().await.expect(200);
    // A form that sends a mail.
    let mailed = "1bf92f3577b34da6a3ce929d0e0e4736";
    let form = [("display_name", "Grace"), ("email", "grace@example.org"), ("password", "gecko walks at midnight")];
    let sign_up = app.breeder().post("/sfn/breeder/sign_up").header("accept", "application/json").form(&form);
    sign_up.header("traceparent", &format!("00-{mailed}-{SPAN}-00")).send().await.expect(200);
    // What a load balancer asks every few seconds is in no trace.
    let watched = "2bf92f3577b34da6a3ce929d0e0e4736";
    app.public().get("/health").header("traceparent", &format!("00-{watched}-{SPAN}-01")).send().await.expect(200);
    let stop = CancellationToken::new();
    let jobs = tokio::spawn(worker::run(app.state.clone(), stop.clone()));
    let arrived = async || collector.of(mailed).iter().any(|span| span.name == "job mail_send");
    soon(Duration::from_secs(30), "the job's span", arrived).await;
    stop.cancel();
    jobs.await.expect("the worker ends").expect("well");
    traces.close().await;

    assert!(collector.of(watched).is_empty());
    let page = collector.of(page);
    let root = page.iter().find(|span| span.name == "GET /animals").expect("the request's span");
    assert_eq!((hex::encode(&root.parent_span_id).as_str(), root.kind), (SPAN, SpanKind::Server as i32));
    assert_eq!(attribute(&root.attributes, "http.response.status_code"), Some(&Value::IntValue(200)));
    assert!(
        root.end_time_unix_nano > root.start_time_unix_nano
            && root.start_time_unix_nano > 1_700_000_000 * 1_000_000_000
    );
    let of_server_function = |span: &&Span| above(&page, span)[1..] == ["animal_list", "GET /animals"];
    let query = page.iter().filter(of_server_function).find(|span| span.name.starts_with("SELECT animal."));
    let query = query.unwrap_or_else(|| panic!("no such statement in {page:#?}"));
    assert_eq!(query.kind, SpanKind::Client as i32);
    let session = page.iter().find(|span| span.name == "redis session").expect("the session's round trip");
    assert_eq!((above(&page, session)[1], session.kind), ("GET /animals", SpanKind::Client as i32));

    // From the form to its job, and to the job's own statements.
    let mailed = collector.of(mailed);
    let job = mailed.iter().find(|span| span.name == "job mail_send").expect("the job's span");
    assert_eq!(above(&mailed, job), ["job mail_send", "queue mail_send", "POST /sfn/breeder/sign_up"]);
    let queued = mailed.iter().find(|span| span.name == "queue mail_send").expect("above");
    assert_eq!((queued.kind, queued.end_time_unix_nano <= job.end_time_unix_nano), (SpanKind::Producer as i32, true));
    // On the map of services: this process queues for itself, and asks its stores.
    let edges = collector.edges(&hex::encode(&job.trace_id));
    for asked in ["reptidex-test", "postgresql", "redis"] {
        assert!(edges.contains(&("reptidex-test".to_owned(), asked.to_owned())), "{asked}: {edges:?}");
    }
    assert_eq!(edges.len(), 3, "{edges:?}");
    assert_eq!((job.kind, job.status.as_ref().map(|status| status.code)), (SpanKind::Consumer as i32, None));
    let lines: Vec<_> = mailed.iter().map(|span| above(&mailed, span)).collect();
    let sign_up = "POST /sfn/breeder/sign_up";
    assert!(lines.iter().any(|line| line[0].starts_with("INSERT core.") && line[1..] == [sign_up]), "{lines:#?}");
    assert!(
        lines.iter().any(|line| *line == ["INSERT core.dev_mail", "job mail_send", "queue mail_send", sign_up]),
        "{lines:#?}"
    );

    // No value and no text of a person goes out, nor who asks; a name and attributes are all.
    let all = format!("{:?}", collector.spans());
    for secret in ["grace@example.org", "Grace", "gecko walks", &ada.email, "token=", "$1", "actor.id", "vivarium.id"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(collector.spans().iter().all(|span| span.events.is_empty()));
    let resource = &collector.0.lock().expect("whole").0[0].attributes;
    assert_eq!(attribute(resource, "service.name"), Some(&Value::StringValue("reptidex-test".to_owned())));

    // The log has the same names, all of its lines, and no statement: those were asked for by traces alone.
    let text = String::from_utf8(log.0.lock().expect("a whole log").clone()).expect("text");
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let answered = lines.iter().filter(|line| line["message"] == "answered").count();
    assert!(answered >= 5, "{text}");
    let said = |trace: &str, what: &str| lines.iter().any(|line| line["trace.id"] == trace && line["message"] == what);
    assert!(said(&hex::encode(&root.trace_id), "answered") && said(&hex::encode(&job.trace_id), "job done"), "{text}");
    assert!(lines.iter().all(|line| line["target"] != "sqlx::query"), "{text}");
}

/// Somebody's own server, and what it is told of the trace.
async fn shop() -> (String, Arc<Mutex<Vec<String>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    let take = async move |headers: HeaderMap| {
        let trace = headers.get("traceparent").and_then(|trace| trace.to_str().ok()).unwrap_or_default();
        kept.lock().expect("whole").push(trace.to_owned());
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/in", listener.local_addr().expect("an address"));
    tokio::spawn(axum::serve(listener, Router::new().route("/in", post(take))).into_future());
    (url, told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_goes_from_an_upload_through_its_jobs_to_somebody_elses_server() {
    let collector = Collector::default();
    let (traces, spans) = telemetry::traces::open(&named(&collector.open().await, 1.0), &[]);
    telemetry::production("info".parse().expect("a filter"), Some(spans), io::sink()).init();
    let app = TestApp::with(&[("REPTIDEX_WEBHOOK_LOOPBACK", "true")]).await;
    let ada = Desk::open(&app, "ada").await;
    let (url, told) = shop().await;
    let hook = app.api().post("/api/v1/ops/webhooks").bearer(&ada.person.access).header("x-vivarium", &ada.slug);
    hook.json(&json!({"url": url, "events": ["media.processed"]})).send().await.expect(201);
    let file = telling(640);
    let upload = ada.begin(&ada.animal("public").await, &file).await;
    put(&app, &upload["parts"][0]["url"], &file).send().await.expect(204);
    let trace = "5bf92f3577b34da6a3ce929d0e0e4736";
    let finish = ada.call(Method::POST, &format!("/uploads/{}/finish", text(&upload["id"])));
    finish.header("traceparent", &format!("00-{trace}-{SPAN}-00")).send().await.expect(202);
    let stop = CancellationToken::new();
    let jobs = tokio::spawn(worker::run(app.state.clone(), stop.clone()));
    let arrived = async || collector.of(trace).iter().any(|span| span.name == "job webhook_deliver");
    soon(Duration::from_secs(45), "preparing the photo and telling of it", arrived).await;
    stop.cancel();
    jobs.await.expect("the worker ends").expect("well");
    traces.close().await;

    let spans = collector.of(trace);
    let post = spans.iter().find(|span| span.name == "POST webhook").unwrap_or_else(|| panic!("none in {spans:#?}"));
    let finish = "POST /api/v1/media/uploads/{id}/finish";
    let line = [
        "POST webhook",
        "job webhook_deliver",
        "queue webhook_deliver",
        "job photo_prepare",
        "queue photo_prepare",
        finish,
    ];
    assert_eq!(above(&spans, post), line);
    assert!(collector.edges(trace).contains(&("reptidex-test".to_owned(), "webhooks".to_owned())));
    assert_eq!(attribute(&post.attributes, "http.response.status_code"), Some(&Value::IntValue(200)));
    // The other server goes on with it.
    let job = spans.iter().find(|span| span.name == "job webhook_deliver").expect("above");
    assert_eq!(*told.lock().expect("whole"), [format!("00-{trace}-{}-01", hex::encode(&job.span_id))]);
    let all = format!("{spans:?}");
    assert!(!all.contains(&url) && !all.contains(&ada.person.access), "{all}");
}

/// A handler that panics, behind the layers of every portal.
fn panicking(app: &TestApp) -> Router {
    let both = (app.state.clone(), House::Public);
    Router::new()
        .route("/panics", get(async || -> String { panic!("on purpose") }))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(both, observe::observe))
}

#[tokio::test]
async fn of_a_share_of_none_nothing_is_sent_and_what_fails_is_marked() {
    let collector = Collector::default();
    let endpoint = collector.open().await;
    let app = TestApp::new().await;
    let ask = async |share: f64, trace: &str| {
        let (traces, spans) = telemetry::traces::open(&named(&endpoint, share), &[]);
        let subscriber = telemetry::production("info".parse().expect("a filter"), Some(spans), io::sink());
        let here = tracing::subscriber::set_default(subscriber);
        let traceparent = format!("00-{trace}-{SPAN}-01");
        app.public().get("/calculator").header("traceparent", &traceparent).send().await.expect(200);
        app.public().get("/").header("traceparent", &traceparent).send().await.expect(200);
        let request = Request::get("/panics").header("traceparent", traceparent).body(Body::empty());
        let answer = panicking(&app).oneshot(request.expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), 500);
        drop(here);
        traces.close().await;
    };
    let (none, all) = ("3bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4737");
    ask(0.0, none).await;
    ask(1.0, all).await;
    assert!(collector.of(none).is_empty());
    let spans = collector.of(all);
    let failed = |name: &str| {
        let span = spans.iter().find(|span| span.name == name).unwrap_or_else(|| panic!("no {name} in {spans:#?}"));
        span.status.as_ref().is_some_and(|status| status.code == Status::Error as i32)
    };
    assert!(failed("GET /panics") && !failed("GET /calculator"));
    let home = spans.iter().find(|span| span.name == "home_page").unwrap_or_else(|| panic!("none in {spans:#?}"));
    assert_eq!(above(&spans, home), ["home_page", "GET /"]);
}

// The collector answers while this thread waits for the process to end.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_sends_its_last_spans_when_it_is_stopped() {
    let collector = Collector::default();
    let endpoint = collector.open().await;
    let app = TestApp::new().await;
    let mut second = Second::start_with(&app, "public", &[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]);
    second.page("/calculator");
    second.stop();
    // It was there before the process had ended.
    let spans = collector.spans();
    let page = spans.iter().find(|span| span.name == "GET /calculator").unwrap_or_else(|| panic!("none in {spans:?}"));
    let edges = collector.edges(&hex::encode(&page.trace_id));
    assert!(edges.contains(&("user".to_owned(), "reptidex-public".to_owned())), "{edges:?}");
    let resource = &collector.0.lock().expect("whole").0[0].attributes;
    assert_eq!(attribute(resource, "service.name"), Some(&Value::StringValue("reptidex-public".to_owned())));
}
