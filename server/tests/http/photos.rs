//! `/api/v1/media`: a photo's whole way by the API alone.

use crate::{
    app::TestApp,
    photo_desk::{Desk, SECRETS, file, put, telling, text},
};
use http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_photo_is_sent_prepared_and_shown() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("public").await;
    let bytes = telling(700);
    let body = json!({"name": "C:\\photos\\IMG 1.jpg", "size": bytes.len()});
    let begun = ada.call(Method::POST, &format!("/animals/{animal}/photos")).json(&body).send().await.expect(201);
    let upload = begun.json();
    let id = text(&upload["id"]);
    assert_eq!(begun.header("location"), format!("/api/v1/media/uploads/{id}"));
    assert_eq!(upload["parts"][0]["here"], false);

    ada.call(Method::POST, &format!("/uploads/{id}/finish")).send().await.expect_problem(422, "invalid");
    put(&app, &upload["parts"][0]["url"], &bytes).send().await.expect(204);
    assert_eq!(ada.get(&format!("/uploads/{id}")).await.expect(200).json()["parts"][0]["here"], true);
    let finished = ada.call(Method::POST, &format!("/uploads/{id}/finish")).send().await.expect(202);
    assert_eq!((&finished.json()["state"], &finished.json()["name"]), (&json!("processing"), &json!("IMG 1.jpg")));
    ada.process(&id).await;

    let photo = ada.get(&format!("/photos/{id}")).await.expect(200);
    let read = photo.json();
    assert_eq!((&read["state"], &read["taken_on"]), (&json!("ready"), &json!("2024-05-17")));
    assert_eq!(photo.header("etag"), format!("\"v{}\"", read["version"]));
    assert_eq!(ada.get(&format!("/animals/{animal}/photos")).await.expect(200).json(), json!([read]));
    let room = ada.get("/room").await.expect(200).json();
    assert!(room["used"].as_u64() > Some(bytes.len() as u64), "{room}");
    let plan = json!([room["quota"], room["plan"], room["plan_name"]]);
    assert_eq!(plan, json!([1_u64 << 30, "hobbyist", "Hobbyist"]));

    // By anybody, without a token.
    let path = format!("/api/v1/media/public/animals/{animal}/photos");
    let shown = app.api().get(&path).send().await.expect(200).json();
    assert!(shown[0].get("name").is_none() && shown[0].get("size").is_none(), "{shown}");
    let mut widths = 0;
    for width in shown[0]["files"]["widths"].as_array().expect("widths") {
        let jpeg = app.at("media.localhost").get(&file(&shown[0], &format!("{width}.jpg"))).send().await.expect(200);
        for secret in SECRETS {
            assert!(!jpeg.text().contains(secret), "{secret} at {width}");
        }
        widths += 1;
    }
    assert_eq!(widths, 4);
}

#[tokio::test]
async fn what_is_said_of_a_photo_names_the_version_that_was_read() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let photo = ada.ready(&ada.animal("public").await, 320).await;
    let path = format!("/photos/{}", text(&photo["id"]));
    let form = json!({"caption": "At a year", "representative": true});
    let put = |tag: &str, form: &Value| ada.call(Method::PUT, &path).header("if-match", tag).json(form).send();
    put("", &form).await.expect_problem(428, "invalid");
    let read = format!("\"v{}\"", photo["version"]);
    let saved = put(&read, &form).await.expect(200);
    assert_eq!(saved.json()["caption"], "At a year");
    assert_ne!(saved.header("etag"), read);
    let stale = put(&read, &json!({"caption": "Late"})).await.expect_problem(412, "conflict");
    assert_eq!(stale["current"]["caption"], "At a year");
    let tag = saved.header("etag");
    let wrong = put(tag, &json!({"taken_on": "2999-01-01"})).await.expect_problem(422, "invalid");
    assert!(wrong["fields"]["taken_on"].is_array(), "{wrong}");
    put(tag, &json!({"place": "48.137N"})).await.expect_problem(422, "invalid");
}

#[tokio::test]
async fn photos_are_put_in_order_removed_and_brought_back() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("public").await;
    let (one, two) = (ada.ready(&animal, 320).await, ada.ready(&animal, 336).await);
    let (one_id, two_id) = (text(&one["id"]), text(&two["id"]));
    let arrange = |order: Value| {
        ada.call(Method::PUT, &format!("/animals/{animal}/photos/order")).json(&json!({"order": order})).send()
    };
    arrange(json!([two_id])).await.expect(204);
    let arranged = ada.get(&format!("/animals/{animal}/photos")).await.expect(200).json();
    assert_eq!((&arranged[0]["id"], &arranged[1]["id"]), (&json!(two_id), &json!(one_id)));
    arrange(json!([two_id, two_id])).await.expect_problem(422, "invalid");

    let public = format!("/api/v1/media/public/animals/{animal}/photos");
    let shown = app.api().get(&public).send().await.expect(200).json();
    let address = file(&shown[0], "320.jpg");
    app.at("media.localhost").get(&address).send().await.expect(200);
    ada.call(Method::DELETE, &format!("/photos/{two_id}")).send().await.expect(204);
    app.at("media.localhost").get(&address).send().await.expect(404);
    assert_eq!(app.api().get(&public).send().await.expect(200).json().as_array().map(Vec::len), Some(1));
    ada.call(Method::DELETE, &format!("/photos/{two_id}")).send().await.expect_problem(404, "not_found");
    ada.call(Method::POST, &format!("/photos/{two_id}/restore")).send().await.expect(200);
    app.at("media.localhost").get(&address).send().await.expect(200);
    ada.call(Method::POST, &format!("/photos/{two_id}/retry")).send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn beginning_twice_with_one_key_is_one_upload_and_it_can_be_given_up() {
    let app = TestApp::new().await;
    let ada = Desk::open(&app, "ada").await;
    let animal = ada.animal("private").await;
    let begin = || {
        let call = ada.call(Method::POST, &format!("/animals/{animal}/photos")).header("idempotency-key", "photo-1");
        call.json(&json!({"name": "a.jpg", "size": 10})).send()
    };
    let (first, again) = (begin().await.expect(201), begin().await.expect(201));
    assert_eq!((first.json(), again.header("idempotency-replayed")), (again.json(), "true"));
    assert_eq!(ada.get(&format!("/animals/{animal}/photos")).await.json().as_array().map(Vec::len), Some(1));
    let path = format!("/uploads/{}", text(&first.json()["id"]));
    ada.call(Method::DELETE, &path).send().await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
    for (body, field) in [(json!({"name": "a", "size": 0}), "file"), (json!({"name": "a", "size": 41_943_041}), "file")]
    {
        let call = ada.call(Method::POST, &format!("/animals/{animal}/photos")).json(&body);
        assert!(call.send().await.expect_problem(422, "invalid")["fields"][field].is_array());
    }
    ada.call(Method::POST, &format!("/animals/{animal}/photos"))
        .json(&json!({"name": "a", "size": 1, "vivarium_id": "x"}))
        .send()
        .await
        .expect_problem(422, "invalid");
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_others_find_nothing() {
    let app = TestApp::new().await;
    let (ada, bob) = (Desk::open(&app, "ada").await, Desk::open(&app, "bob").await);
    let (animal, hidden) = (ada.animal("public").await, ada.animal("private").await);
    let photo = text(&ada.ready(&animal, 320).await["id"]);
    let upload = text(&ada.begin(&animal, &telling(336)).await["id"]);
    let reader = app.api_token(&ada.person, &ada.slug, &["animals:read"]).await;
    let writer = app.api_token(&ada.person, &ada.slug, &["animals:write"]).await;
    // Whether reading is needed, and whether writing is.
    let calls: [(Method, String, Value, bool, bool); 12] = [
        (Method::GET, format!("/animals/{animal}/photos"), Value::Null, true, false),
        (Method::GET, format!("/photos/{photo}"), Value::Null, true, false),
        (Method::GET, "/room".to_owned(), Value::Null, true, false),
        (Method::GET, format!("/photos/{photo}/original"), Value::Null, true, true),
        (Method::POST, format!("/animals/{animal}/photos"), json!({"name": "a.jpg", "size": 10}), false, true),
        (Method::PUT, format!("/animals/{animal}/photos/order"), json!({"order": [photo]}), false, true),
        (Method::GET, format!("/uploads/{upload}"), Value::Null, false, true),
        (Method::PUT, format!("/photos/{photo}"), json!({"caption": "x"}), false, true),
        (Method::POST, format!("/photos/{photo}/restore"), Value::Null, false, true),
        (Method::POST, format!("/photos/{photo}/retry"), Value::Null, false, true),
        (Method::POST, format!("/uploads/{upload}/finish"), Value::Null, false, true),
        (Method::DELETE, format!("/uploads/{upload}"), Value::Null, false, true),
    ];
    for (method, path, body, reads, writes) in calls {
        let send = |token: &str| {
            let call = app.api().call(method.clone(), &format!("/api/v1/media{path}")).bearer(token);
            let call = call.header("if-match", "\"v1\"");
            if body.is_null() { call.send() } else { call.json(&body).send() }
        };
        // Of another vivarium: its own room is a room, anything else isn't there; an order of nothing of its own is refused.
        let theirs = bob.call(method.clone(), &path).header("if-match", "\"v1\"");
        let theirs = if body.is_null() { theirs } else { theirs.json(&body) }.send().await.status.as_u16();
        assert!(theirs == 404 || path == "/room" || (path.ends_with("/order") && theirs == 422), "{path}: {theirs}");
        assert_eq!(send(&reader).await.status.as_u16() == 403, writes, "{method} {path} for reading");
        assert_eq!(send(&writer).await.status.as_u16() == 403, reads, "{method} {path} for writing");
    }
    // What isn't public has no address without a token, whether it is there or not.
    for id in [&hidden, &uuid::Uuid::now_v7().to_string()] {
        let path = format!("/api/v1/media/public/animals/{id}/photos");
        app.api().get(&path).send().await.expect_problem(404, "not_found");
        bob.get(&format!("/animals/{id}/photos")).await.expect_problem(404, "not_found");
    }
    assert_eq!(ada.get(&format!("/animals/{hidden}/photos")).await.expect(200).json(), json!([]));
}
