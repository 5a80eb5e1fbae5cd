//! What a scrape says after requests, mails and jobs.

use crate::{app::TestApp, door::soon};
use axum::body::Body;
use http::{Method, Request};
use http_body_util::BodyExt;
use reptidex::{gauges, telemetry, worker};
use serde_json::json;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

#[tokio::test]
async fn what_is_done_is_counted_by_service_and_by_event() {
    let figures = telemetry::recorder().expect("the first of this process");
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let animal = json!({"taxon_id": "01935000-0000-7000-8000-000000000001", "name": "Kiwi", "sex": "female"});
    app.api()
        .post("/api/v1/animal/animals")
        .bearer(&ada.access)
        .header("x-vivarium", &slug)
        .json(&animal)
        .send()
        .await
        .expect(201);
    app.at("animal-api.localhost").get("/api/v1/animal/taxa").bearer(&ada.access).send().await.expect(200);
    app.api().call(Method::from_bytes(b"MADEUP").expect("a method"), "/health").send().await;
    app.breeder().get("/").send().await;
    app.public().get("/").send().await.expect(200);
    app.public().get("/search?q=secret").send().await.expect(200);
    for _ in 0..25 {
        let form = json!({"email": "nobody@example.org", "password": "not this one"});
        app.api().post("/api/v1/core/sessions").json(&form).send().await;
    }
    let stop = CancellationToken::new();
    let jobs = tokio::spawn(worker::run(app.state.clone(), stop.clone()));
    let own = tokio::spawn(gauges::keep_own(app.state.clone(), stop.clone()));
    let scraped = telemetry::scraped(figures);
    let scrape = async || {
        let request = Request::get("/metrics").body(Body::empty()).expect("a request");
        let answer = scraped.clone().oneshot(request).await.expect("an answer");
        let body = answer.into_body().collect().await.expect("a body").to_bytes();
        String::from_utf8(body.to_vec()).expect("text")
    };
    let asked = Request::get("/health").body(Body::empty()).expect("a request");
    let health = scraped.clone().oneshot(asked).await.expect("an answer");
    assert_eq!(health.status(), 200, "a worker's health check asks the port of metrics");
    let done = async || {
        let text = scrape().await;
        // The mail is counted inside its job, the job when it has ended.
        text.contains("jobs_total{task=\"mail_send\",outcome=\"done\"}")
            && text.contains("house{what=\"sessions\"}")
            && text.contains("redis_seconds_bucket{use=\"ping\"")
    };
    soon(Duration::from_secs(20), "a round of gauges", done).await;
    let text = scrape().await;
    stop.cancel();
    jobs.await.expect("the worker ends").expect("well");
    own.await.expect("the gauges end");
    for wanted in [
        "http_requests_total{portal=\"api\",service=\"animal-api\",route=\"/api/v1/animal/animals\",method=\"POST\",status=\"201\"} 1",
        "http_requests_total{portal=\"api\",service=\"animal-api\",route=\"/api/v1/animal/taxa\",method=\"GET\",status=\"200\"} 1",
        "http_requests_total{portal=\"api\",service=\"core-api\",route=\"/api/v1/core/vivariums\",method=\"POST\",status=\"201\"} 1",
        "method=\"other\"",
        "http_requests_total{portal=\"public\",service=\"public\",route=\"/\",method=\"GET\",status=\"200\"} 1",
        "http_request_seconds_bucket{portal=\"public\",service=\"public\",route=\"/search\",method=\"GET\",le=",
        "http_requests_in_flight{portal=\"public\"} 0",
        "events_total{event=\"signed_up\"} 1",
        "events_total{event=\"vivarium_founded\"} 1",
        "events_total{event=\"animal_recorded\"} 1",
        "mails_total{outcome=\"sent\"} 1",
        "jobs_total{task=\"mail_send\",outcome=\"done\"} 1",
        "rate_limited_total{limit=\"sign_in_pair\"}",
        "shed_total{reason=\"limit\"}",
        "redis_seconds_bucket{use=\"limit\",le=",
        "redis_seconds_bucket{use=\"ping\",le=",
        "redis_connections{state=\"up\"} 4",
        "db_pool_wait_seconds_bucket{le=",
        "db_pool_connections{state=\"idle\"}",
        "house{what=\"people\"} 1",
        "house{what=\"signups_day\"} 1",
        "house{what=\"animals_day\"} 1",
        "house{what=\"sessions\"} ",
        "build_info{version=\"",
        "process_resident_memory_bytes ",
        "process_cpu_seconds_total ",
        "process_start_time_seconds ",
        "process_open_fds ",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
    assert!(!text.contains("MADEUP") && !text.contains("secret") && !text.contains("example.org"), "{text}");
}
