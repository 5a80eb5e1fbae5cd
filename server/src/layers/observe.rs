//! Request ids and traces, one log line and the RED metrics of each request. Never a path's query, never a body, never an address.

use crate::{
    app::AppState,
    host::House,
    telemetry::{
        spans::{self, Asker},
        trace::TraceParent,
    },
};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use repti_db::because;
use repti_model::Actor;
use std::{any::Any, time::Instant};
use tracing::{Instrument, Span, field::Empty};

/// The header that carries a request's id in and out.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A request's id.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The span of a request, which middleware inside of it tells who asks.
#[derive(Debug, Clone)]
pub struct RequestSpan(Span);

/// Gives the request its id, times it and counts it.
pub async fn observe(State((_, house)): State<(AppState, House)>, mut request: Request, next: Next) -> Response {
    let id = incoming_id(&request).unwrap_or_else(|| uuid::Uuid::now_v7().simple().to_string());
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    let (portal, service) = (house.name(), house.service(request.uri().path()));
    let span = tracing::info_span!(
        "request",
        "otel.name" = format!("{method} {route}"),
        "otel.kind" = "server",
        "otel.status_code" = Empty,
        "request.id" = %id,
        "trace.id" = Empty,
        portal,
        service,
        "vivarium.id" = Empty,
        "actor.id" = Empty,
        "http.method" = method,
        "http.route" = %route,
        "http.status" = Empty,
    );
    let asker = match route.as_str() {
        "/health" | "/api/v1/health/live" | "/api/v1/health/ready" => Asker::Watch,
        _ => Asker::Somebody(TraceParent::of(request.headers())),
    };
    let trace = spans::begin(&span, asker);
    span.record("trace.id", trace.trace_id());
    request.extensions_mut().insert(RequestId(id.clone()));
    request.extensions_mut().insert(RequestSpan(span.clone()));
    let cause = spans::cause(&span, id.clone(), trace);
    let started = Instant::now();
    let here = Here::new(portal);
    let mut response = because(Some(cause), next.run(request)).instrument(span.clone()).await;
    drop(here);
    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    span.record("http.status", status);
    if response.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    let labels = [
        ("portal", portal.to_owned()),
        ("service", service.to_owned()),
        ("route", route),
        ("method", method.to_owned()),
        ("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels[..4]).record(seconds);
    span.in_scope(|| tracing::info!("http.ms" = seconds * 1e3, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Tells the log who asks: by ids alone, which stand for nobody outside this house.
pub fn asked_by(span: Option<&RequestSpan>, actor: &Actor) {
    let Some(RequestSpan(span)) = span else { return };
    span.record("actor.id", tracing::field::display(actor.person_id));
    if let Some(vivarium) = &actor.vivarium {
        span.record("vivarium.id", tracing::field::display(vivarium.id));
    }
}

/// Says what these figures mean, once a process.
pub fn describe() {
    metrics::describe_counter!(
        "http_requests_total",
        "Requests answered, by portal, service, route, method and status"
    );
    metrics::describe_histogram!(
        "http_request_seconds",
        metrics::Unit::Seconds,
        "Time to answer, by portal, service, route and method"
    );
    metrics::describe_gauge!("http_requests_in_flight", "Requests whose answer hasn't begun, by portal");
    metrics::describe_counter!("panics_total", "Requests and jobs that panicked");
}

/// A request that is being answered. Dropped also when its asker goes away.
struct Here(metrics::Gauge);

impl Here {
    fn new(portal: &'static str) -> Self {
        let gauge = metrics::gauge!("http_requests_in_flight", "portal" => portal);
        gauge.increment(1.0);
        Self(gauge)
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}

/// The method's name. A stranger may make up others, and each would be a line of its own in the metrics for ever.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// An id from our own proxy, if it looks like one.
fn incoming_id(request: &Request) -> Option<String> {
    let id = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let plain = (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain.then(|| id.to_owned())
}

/// What a panic answers: it is logged, and the process goes on. The body is put in further out, by whoever knows what is wanted. Its words stay out of the
/// log, for they may quote anything; its place in the sources is logged where it happens.
pub fn panicked(_: Box<dyn Any + Send>) -> Response<Body> {
    metrics::counter!("panics_total").increment(1);
    tracing::error!("a request panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
