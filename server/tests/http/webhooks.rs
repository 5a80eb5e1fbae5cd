//! `/api/v1/ops/webhooks`, and a photo's way to somebody's own server by the real worker.

use crate::{
    app::{Answer, Call, TestApp},
    door::soon,
    photo_desk::{Desk, put, telling, text},
};
use aws_lc_rs::hmac;
use axum::{Router, body::Bytes, http::HeaderMap, http::StatusCode, routing::post};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::Method;
use reptidex::worker;
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

impl Desk<'_> {
    fn ops(&self, method: Method, path: &str) -> Call<'_> {
        let call = self.app.api().call(method, &format!("/api/v1/ops{path}"));
        call.bearer(&self.person.access).header("x-vivarium", &self.slug)
    }

    async fn webhook(&self, url: &str) -> Value {
        let body = json!({"url": url, "events": ["media.processed", "media.failed"]});
        self.ops(Method::POST, "/webhooks").json(&body).send().await.expect(201).json()
    }

    async fn deliveries(&self, hook: &str, query: &str) -> Answer {
        self.ops(Method::GET, &format!("/webhooks/{hook}/deliveries{query}")).send().await
    }
}

#[tokio::test]
async fn an_endpoint_has_a_life_by_the_api_and_its_secret_is_answered_once() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let body = json!({"url": "https://example.org/in?key=1", "events": ["media.failed"], "description": "Shop"});
    let made = ada.ops(Method::POST, "/webhooks").json(&body).send().await.expect(201);
    let new = made.json();
    let (id, secret) = (text(&new["webhook"]["id"]), text(&new["secret"]));
    assert_eq!(made.header("location"), format!("/api/v1/ops/webhooks/{id}"));
    assert!(secret.starts_with("whsec_"));
    let path = format!("/webhooks/{id}");
    let read = ada.ops(Method::GET, &path).send().await.expect(200);
    assert_eq!((read.json(), read.header("etag")), (new["webhook"].clone(), "\"v1\""));
    assert_eq!(ada.ops(Method::GET, "/webhooks").send().await.expect(200).json(), json!([new["webhook"]]));

    let other = json!({"url": "https://example.org/other", "events": ["media.processed"], "enabled": false});
    ada.ops(Method::PUT, &path).json(&other).send().await.expect(428);
    let changed = ada.ops(Method::PUT, &path).header("if-match", "\"v1\"").json(&other).send().await.expect(200);
    assert_eq!((&changed.json()["enabled"], changed.header("etag")), (&json!(false), "\"v2\""));
    let stale = ada.ops(Method::PUT, &path).header("if-match", "\"v1\"").json(&other).send().await;
    assert_eq!(stale.expect_problem(412, "conflict")["current"]["url"], "https://example.org/other");
    ada.ops(Method::POST, &format!("{path}/test")).json(&json!({})).send().await.expect_problem(409, "conflict");

    let rolled = ada.ops(Method::POST, &format!("{path}/secret")).json(&json!({})).send().await.expect(200).json();
    assert_ne!(text(&rolled["secret"]), secret);
    let again = ada.ops(Method::POST, &format!("{path}/secret")).json(&json!({})).send().await;
    assert_eq!(again.header("retry-after"), "60");
    again.expect_problem(429, "rate_limited");

    // Nowhere else is it told: neither read again, nor in a list.
    for path in [path.as_str(), "/webhooks"] {
        let told = ada.ops(Method::GET, path).send().await.expect(200).text();
        assert!(!told.contains("whsec_") && !told.contains("secret"), "{told}");
    }
    ada.ops(Method::DELETE, &path).send().await.expect(204);
    ada.ops(Method::GET, &path).send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_is_wrong_is_named_by_its_field_and_what_is_anothers_is_not_found() {
    let app = TestApp::new().await;
    let (ada, eve) = (Desk::open(&app, "ada").await, Desk::open(&app, "eve").await);
    for (body, field) in [
        (json!({"url": "http://example.org/", "events": ["media.failed"]}), "url"),
        (json!({"url": "https://169.254.169.254/latest", "events": ["media.failed"]}), "url"),
        (json!({"url": "https://[::1]:5432/", "events": ["media.failed"]}), "url"),
        // Not without being told so at the start, also in development.
        (json!({"url": "http://localhost:9/", "events": ["media.failed"]}), "url"),
        (json!({"url": "https://example.org/", "events": []}), "events"),
        (json!({"url": "https://example.org/", "events": ["animal.sold"]}), "events[0]"),
        (
            json!({"url": "https://example.org/", "events": ["media.failed"], "description": "x".repeat(201)}),
            "description",
        ),
    ] {
        let problem = ada.ops(Method::POST, "/webhooks").json(&body).send().await.expect_problem(422, "invalid");
        assert!(problem["fields"].get(field).is_some(), "{field}: {problem}");
    }
    let smuggled = json!({"url": "https://example.org/", "events": ["media.failed"], "secret": "whsec_mine"});
    ada.ops(Method::POST, "/webhooks").json(&smuggled).send().await.expect_problem(422, "invalid");

    let hook = text(&ada.webhook("https://example.org/").await["webhook"]["id"]);
    let delivery = ada.ops(Method::POST, &format!("/webhooks/{hook}/test")).json(&json!({})).send().await.expect(202);
    let delivery = text(&delivery.json()["id"]);
    for (method, path) in [
        (Method::GET, format!("/webhooks/{hook}")),
        (Method::PUT, format!("/webhooks/{hook}")),
        (Method::DELETE, format!("/webhooks/{hook}")),
        (Method::POST, format!("/webhooks/{hook}/secret")),
        (Method::POST, format!("/webhooks/{hook}/test")),
        (Method::GET, format!("/webhooks/{hook}/deliveries")),
        (Method::GET, format!("/webhook-deliveries/{delivery}")),
        (Method::POST, format!("/webhook-deliveries/{delivery}/redeliver")),
    ] {
        let body = json!({"url": "https://evil.example/", "events": ["media.failed"]});
        let body = if method == Method::PUT { body } else { json!({}) };
        let call = eve.ops(method.clone(), &path).header("if-match", "\"v1\"").json(&body);
        call.send().await.expect_problem(404, "not_found");
    }
    assert_eq!(eve.ops(Method::GET, "/webhooks").send().await.expect(200).json(), json!([]));
    ada.deliveries(&hook, "?limit=0").await.expect_problem(422, "invalid");
    assert_eq!(ada.deliveries(&hook, "?limit=1").await.expect(200).json()["items"][0]["id"], json!(delivery));

    // A token needs the scope of those who own the vivarium.
    for (scopes, expected) in [(["animals:read", "animals:write"].as_slice(), 403), (&["vivarium:admin"], 200)] {
        let token = app.api_token(&ada.person, &ada.slug, scopes).await;
        app.api().get("/api/v1/ops/webhooks").bearer(&token).send().await.expect(expected);
    }
}

type Heard = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// Somebody's own server, which is out of order the first time.
async fn shop() -> (String, Heard) {
    let heard = Heard::default();
    let kept = heard.clone();
    let router = Router::new().route(
        "/in",
        post(async move |headers: HeaderMap, body: Bytes| {
            let mut kept = kept.lock().expect("whole");
            kept.push((headers, body));
            if kept.len() == 1 { (StatusCode::BAD_GATEWAY, "Back soon.") } else { (StatusCode::OK, "Thanks.") }
        }),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/in", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, heard)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_told_by_the_worker_and_told_again_until_it_is_taken() {
    let app = TestApp::with(&[("REPTIDEX_WEBHOOK_LOOPBACK", "true")]).await;
    let ada = Desk::open(&app, "ada").await;
    let (url, heard) = shop().await;
    let new = ada.webhook(&url).await;
    let (hook, secret) = (text(&new["webhook"]["id"]), text(&new["secret"]));
    let animal = ada.animal("public").await;
    let file = telling(640);
    let upload = ada.begin(&animal, &file).await;
    let photo = text(&upload["id"]);
    put(&app, &upload["parts"][0]["url"], &file).send().await.expect(204);
    ada.call(Method::POST, &format!("/uploads/{photo}/finish")).send().await.expect(202);

    let stop = CancellationToken::new();
    let jobs = tokio::spawn(worker::run(app.state.clone(), stop.clone()));
    let delivered = async || {
        let page = ada.deliveries(&hook, "").await.expect(200).json();
        page["items"][0]["state"] == "delivered"
    };
    soon(Duration::from_secs(45), "preparing the photo and two tries", delivered).await;
    stop.cancel();
    jobs.await.expect("the worker ends").expect("well");

    let heard = heard.lock().expect("whole").clone();
    assert_eq!(heard.len(), 2, "out of order, then taken");
    let header = |place: usize, name: &str| heard[place].0[name].to_str().expect("text").to_owned();
    assert_eq!(header(0, "webhook-id"), header(1, "webhook-id"));
    for (place, (_, body)) in heard.iter().enumerate() {
        let body = std::str::from_utf8(body).expect("text");
        let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
        let signed = format!("{}.{}.{body}", header(place, "webhook-id"), header(place, "webhook-timestamp"));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), signed.as_bytes());
        assert_eq!(header(place, "webhook-signature"), format!("v1,{}", STANDARD.encode(tag)));
        let told: Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(told["type"], "media.processed");
        assert_eq!(told["data"], json!({"photo_id": photo, "animal_id": animal, "state": "ready"}));
    }
    let kept = ada.deliveries(&hook, "").await.expect(200).json()["items"][0].clone();
    assert_eq!((&kept["attempts"], &kept["log"][0]["status"]), (&json!(2), &json!(200)));
    assert_eq!((&kept["log"][1]["failure"], &kept["log"][1]["answer"]), (&json!("status"), &json!("Back soon.")));
}
