//! Writes: once by key, against a version, in known fields only.

use crate::app::TestApp;
use http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn the_same_key_happens_once_and_another_body_is_refused() {
    let app = TestApp::new().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let found = |token: &str, name: &str| {
        let call = app.api().post("/api/v1/core/vivariums").bearer(token).header("idempotency-key", "key-1");
        call.json(&json!({"name": name}))
    };
    let name = format!("Green {}", &uuid::Uuid::new_v4().simple().to_string()[..8]);
    let first = found(&ada.access, &name).send().await.expect(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    let again = found(&ada.access, &name).send().await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!((first.json(), first.header("location")), (again.json(), again.header("location")));
    found(&ada.access, "Another").send().await.expect_problem(422, "invalid");
    let mine = app.api().get("/api/v1/core/vivariums").bearer(&ada.access).send().await.expect(200).json();
    assert_eq!(mine.as_array().map(Vec::len), Some(1));
    // A key is its person's: somebody else's same key is another.
    let theirs = found(&bob.access, "Bob's place").send().await;
    assert_eq!((theirs.status.as_u16(), theirs.header("idempotency-replayed")), (201, ""));
    found(&ada.access, &name).header("idempotency-key", &"x".repeat(201)).send().await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn a_refusal_uses_no_key_up_and_a_storm_founds_one() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let found = |body: Value| {
        app.api().post("/api/v1/core/vivariums").bearer(&ada.access).header("idempotency-key", "k").json(&body).send()
    };
    found(json!({"name": ""})).await.expect_problem(422, "invalid");
    let body = json!({"name": format!("Storm {}", &uuid::Uuid::new_v4().simple().to_string()[..8])});
    let storm = futures::future::join_all((0..8).map(|_| found(body.clone()))).await;
    for answer in &storm {
        assert!(matches!(answer.status.as_u16(), 201 | 409), "{}", answer.text());
    }
    assert!(storm.iter().any(|answer| answer.status == 201));
    let mine = app.api().get("/api/v1/core/vivariums").bearer(&ada.access).send().await.expect(200).json();
    assert_eq!(mine.as_array().map(Vec::len), Some(1), "{mine}");
}

#[tokio::test]
async fn a_change_names_the_version_it_was_made_from() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (id, slug) = app.vivarium(&ada).await;
    let path = format!("/api/v1/core/vivariums/{id}");
    let read = app.api().get(&path).bearer(&ada.access).header("x-vivarium", &slug).send().await.expect(200);
    let tag = read.header("etag").to_owned();
    let mut form = read.json();
    let fields = form.as_object_mut().unwrap();
    fields.remove("version");
    fields.insert("about".into(), "Nine species".into());
    let change = |tag: &str| {
        app.api()
            .call(Method::PUT, &path)
            .bearer(&ada.access)
            .header("x-vivarium", &slug)
            .header("if-match", tag)
            .json(&form)
            .send()
    };
    change("").await.expect_problem(428, "invalid");
    for junk in ["*", "\"3\"", "W/\"v1\"", "v1"] {
        change(junk).await.expect_problem(412, "conflict");
    }
    let saved = change(&tag).await.expect(200);
    assert_ne!(saved.header("etag"), tag);
    let stale = change(&tag).await.expect_problem(412, "conflict");
    assert!(stale["current"].is_object(), "{stale}");
}

#[tokio::test]
async fn bodies_are_refused_in_plain_words() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let post = || app.api().post("/api/v1/core/vivariums").bearer(&ada.access);
    post().bytes("application/json", "{").send().await.expect_problem(400, "invalid");
    post().bytes("text/plain", "{}").send().await.expect_problem(415, "unsupported");
    post().bytes("application/json", vec![b' '; 2 << 20]).send().await.expect_problem(413, "too_large");
    post().json(&json!({"name": "A", "owner": "me"})).send().await.expect_problem(422, "invalid");
    post().json(&json!({"name": 7})).send().await.expect_problem(422, "invalid");
    post().json(&json!({"name": "🐍".repeat(100)})).send().await.expect_problem(422, "invalid");
    post().json(&json!([])).send().await.expect_problem(422, "invalid");
    let body = json!({"name": "A", "scopes": ["animals:read"], "days": 99_999_999_999_u64});
    app.api().post("/api/v1/core/tokens").bearer(&ada.access).json(&body).send().await.expect_problem(422, "invalid");
}
