//! The host of photographs: what it says to browsers, to whom, and what it is no part of.

use crate::{
    app::{Answer, TestApp},
    photo_desk::{Desk, file, path_of, put, telling, text},
};
use http::Method;
use reptidex::serve::Roles;
use serde_json::Value;

const HOST: &str = "media.localhost";

async fn public_photo(desk: &Desk<'_>, animal: &str) -> Value {
    let path = format!("/api/v1/media/public/animals/{animal}/photos");
    desk.app.api().get(&path).send().await.expect(200).json()[0].clone()
}

fn harmless(answer: &Answer) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(answer.header("set-cookie"), "");
    assert!(!answer.header("x-request-id").is_empty());
}

#[tokio::test]
async fn a_public_picture_is_everybodys_for_ever() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("public").await;
    desk.ready(&animal, 400).await;
    let photo = public_photo(&desk, &animal).await;
    for (name, media_type) in [("320.webp", "image/webp"), ("400.jpg", "image/jpeg")] {
        let path = file(&photo, name);
        assert!(!path.contains('?'), "a public address has no signature: {path}");
        // A cookie of another host's makes no difference.
        let get = || app.at(HOST).get(&path).cookie("__Host-breeder=somebody").header("origin", "https://evil.example");
        let read = get().send().await.expect(200);
        harmless(&read);
        assert_eq!(read.header("content-type"), media_type);
        assert_eq!(read.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(read.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(read.header("access-control-allow-origin"), "*");
        assert_eq!((read.header("vary"), read.header("access-control-allow-credentials")), ("", ""));
        let tag = read.header("etag").to_owned();
        let known = get().header("if-none-match", &format!("\"other\", {tag}")).send().await.expect(304);
        assert!(known.body.is_empty() && known.header("etag") == tag);
        assert_eq!(known.header("cache-control"), read.header("cache-control"));
        get().header("if-none-match", "\"other\"").send().await.expect(200);
        let head = app.at(HOST).call(Method::HEAD, &path).send().await.expect(200);
        assert!(head.body.is_empty());
        assert_eq!(head.header("content-length"), read.body.len().to_string());
    }
}

#[tokio::test]
async fn a_hidden_picture_is_shown_to_whoever_has_its_address_and_kept_by_no_shared_cache() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("private").await;
    let photo = desk.ready(&animal, 400).await;
    let path = file(&photo, "320.webp");
    let read = app.at(HOST).get(&path).send().await.expect(200);
    harmless(&read);
    assert_eq!(read.header("cache-control"), "private, max-age=86400");
    let (bare, query) = path.split_once('?').expect("signed");
    for wrong in [
        bare.to_owned(),
        format!("{bare}?until=99999999999&key=AAAAAAAAAAAAAAAAAAAAAA"),
        format!("{bare}?until=soon&key=x"),
        format!("{}?{query}", bare.replace("320.webp", "320.svg")),
        format!("/p/x/320.webp?{query}"),
    ] {
        let answer = app.at(HOST).get(&wrong).header("if-none-match", "*").send().await.expect(404);
        assert!(answer.header("content-type").starts_with("text/plain"), "{wrong}");
        assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""), "{wrong}");
    }
}

#[tokio::test]
async fn the_file_as_it_was_sent_is_to_be_kept_and_not_to_be_looked_at() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let photo = desk.ready(&desk.animal("public").await, 400).await;
    let id = text(&photo["id"]);
    let address = desk.get(&format!("/photos/{id}/original")).await.expect(200).json();
    let path = path_of(&address["url"]);
    let read = app.at(HOST).get(&path).send().await.expect(200);
    harmless(&read);
    assert_eq!(read.body, telling(400));
    assert_eq!(read.header("content-type"), "application/octet-stream");
    assert_eq!((read.header("content-disposition"), read.header("cache-control")), ("attachment", "no-store"));
    for wrong in [format!("/o/{id}"), "/o/x".to_owned(), path.replace("until=", "until=1")] {
        app.at(HOST).get(&wrong).send().await.expect(404);
    }
}

#[tokio::test]
async fn pages_of_the_breeder_portal_and_of_named_origins_may_send_parts() {
    let app = TestApp::with(&[("REPTIDEX_API_ORIGINS", "https://tools.example.org")]).await;
    let desk = Desk::open(&app, "ada").await;
    let upload = desk.begin(&desk.animal("public").await, &telling(320)).await;
    let path = path_of(&upload["parts"][0]["url"]);
    let ask = |origin: &str| {
        let call = app.at(HOST).call(Method::OPTIONS, &path).header("origin", origin);
        call.header("access-control-request-method", "PUT").header("access-control-request-headers", "content-type")
    };
    for origin in ["http://breeder.localhost:8080", "https://tools.example.org"] {
        let answer = ask(origin).send().await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        assert_eq!(answer.header("access-control-allow-methods"), "PUT");
        assert_eq!(answer.header("access-control-allow-headers"), "content-type");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    for origin in ["https://evil.example", "http://localhost:8080", "http://embed.localhost:8080", "null"] {
        assert_eq!(ask(origin).send().await.header("access-control-allow-origin"), "", "{origin}");
    }
    // The page also reads the answer.
    let sent = put(&app, &upload["parts"][0]["url"], &telling(320)).send().await.expect(204);
    assert_eq!(sent.header("access-control-allow-origin"), "http://breeder.localhost:8080");
    assert_eq!(sent.header("set-cookie"), "");
}

#[tokio::test]
async fn a_part_that_isnt_right_is_refused_in_words_that_a_program_reads() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let bytes = telling(320);
    let upload = desk.begin(&desk.animal("public").await, &bytes).await;
    let url = &upload["parts"][0]["url"];
    let problem = put(&app, url, &bytes[1..]).send().await.expect_problem(422, "invalid");
    assert!(problem["fields"]["part"][0].as_str().is_some_and(|words| words.contains("Send it again")), "{problem}");
    put(&app, url, &vec![0; (5 << 20) + 2000]).send().await.expect_problem(413, "too_large");
    let (bare, query) = text(url).split_once('?').map(|(bare, query)| (bare.to_owned(), query.to_owned())).unwrap();
    let second = bare.strip_suffix("/1").expect("the first part");
    for wrong in [
        bare.clone(),
        format!("{second}/2?{query}"),
        format!("{second}/x?{query}"),
        format!("http://media.localhost:8080/u/x/y/1?{query}"),
        format!("{bare}?{}", query.replace("until=", "until=1")),
    ] {
        put(&app, &wrong.into(), &bytes).send().await.expect_problem(404, "not_found");
    }
    put(&app, url, &bytes).send().await.expect(204);
}

#[tokio::test]
async fn no_house_answers_for_another() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("public").await;
    desk.ready(&animal, 400).await;
    let photo = public_photo(&desk, &animal).await;
    let animal_page = format!("/animals/{animal}");
    for path in [
        "/",
        animal_page.as_str(),
        "/sign-in",
        "/robots.txt",
        "/favicon.svg",
        "/pkg/reptidex.test.js",
        "/preferences",
        "/api/v1/media/room",
        "/openapi.json",
        "/dev/mailbox",
        "/p",
        "/p/",
        "/u/x",
    ] {
        let answer = app.at(HOST).get(path).send().await.expect(404);
        assert!(answer.header("content-type").starts_with("text/plain"), "{path}: {}", answer.text());
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
    app.at(HOST).post("/sfn/breeder/animal_get").form(&[("id", &animal)]).send().await.expect(404);
    app.at(HOST).post("/api/v1/core/sessions").json(&serde_json::json!({})).send().await.expect(404);
    let path = file(&photo, "320.webp");
    for site in [app.public(), app.breeder(), app.admin(), app.embed(), app.api()] {
        let answer = site.get(&path).send().await;
        assert!(!answer.status.is_success() && !answer.header("content-type").starts_with("image/"), "{answer:?}");
    }
}

#[tokio::test]
async fn the_host_can_be_a_process_of_its_own() {
    let app = TestApp::new().await;
    let router = reptidex::serve::router(&app.state, &Roles::parse("media").expect("a role")).expect("a router");
    let ask = |host: &str| {
        let request = http::Request::get("/health").header("host", host).body(axum::body::Body::empty());
        tower::ServiceExt::oneshot(router.clone(), request.expect("a request"))
    };
    assert_eq!(ask(HOST).await.expect("an answer").status(), 200);
    assert_eq!(ask("localhost").await.expect("an answer").status(), 421);
    assert_eq!(ask("media-api.localhost").await.expect("an answer").status(), 421);
}

#[tokio::test]
async fn a_page_may_show_photos_from_there_and_send_them_where_they_are_kept() {
    let policy = async |app: &TestApp| app.public().get("/").send().await.header("content-security-policy").to_owned();
    let own = policy(&TestApp::new().await).await;
    assert!(own.contains("img-src 'self' data: blob: http://media.localhost:8080;"), "{own}");
    assert!(own.contains("connect-src 'self' http://media.localhost:8080;"), "{own}");
    let bucket = [("REPTIDEX_S3_BUCKET", "geckos"), ("REPTIDEX_S3_ENDPOINT", "https://objects.example.org")];
    let there = policy(&TestApp::with(&bucket).await).await;
    assert!(there.contains("img-src 'self' data: blob: http://media.localhost:8080;"), "{there}");
    assert!(there.contains("connect-src 'self' https://geckos.objects.example.org;"), "{there}");
}
