//! Videos: sent by the API, played from the media host in ranges, shown on pages.

use crate::{
    app::{Answer, TestApp},
    photo_desk::{Desk, path_of, put, text},
    public_pages::between,
};
use http::Method;
use repti_domain::repti_media::{PhotoJob, Processed, VideoJob};
use serde_json::{Value, json};

#[path = "../../../crates/media/tests/it/film.rs"]
pub mod film;
use film::{Film, SECRETS, contains, webm};

const HOST: &str = "media.localhost";

/// A video that is ready.
async fn ready(desk: &Desk<'_>, animal: &str, file: &[u8]) -> Value {
    let body = json!({"name": "IMG 1.MOV", "size": file.len(), "kind": "video"});
    let call = desk.call(Method::POST, &format!("/animals/{animal}/photos"));
    let upload = call.json(&body).send().await.expect(201).json();
    let id = text(&upload["id"]);
    put(desk.app, &upload["parts"][0]["url"], file).send().await.expect(204);
    desk.call(Method::POST, &format!("/uploads/{id}/finish")).send().await.expect(202);
    let (vivarium, photo) = (desk.vivarium.parse().expect("an id"), id.parse().expect("an id"));
    let media = &desk.app.state.domain.media;
    assert_eq!(media.process(&PhotoJob { vivarium, photo }).await.expect("looked at"), Processed::Video);
    assert_eq!(media.process_video(&VideoJob { vivarium, photo }).await.expect("prepared"), Processed::Ready);
    desk.get(&format!("/photos/{id}")).await.expect(200).json()
}

fn harmless(answer: &Answer, media_type: &str) {
    assert_eq!(answer.header("content-type"), media_type);
    assert_eq!(answer.header("accept-ranges"), "bytes");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").starts_with("default-src 'none'; media-src 'self'; style-src"));
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn a_public_video_is_played_in_ranges_by_anybody() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("public").await;
    let sent = Film::default().bytes();
    let own = ready(&desk, &animal, &sent).await;
    assert_eq!((&own["kind"], &own["video"]["media_type"]), (&json!("video"), &json!("video/mp4")));
    let shown = app.api().get(&format!("/api/v1/media/public/animals/{animal}/photos")).send().await.expect(200).json();
    assert_eq!((&shown[0]["kind"], &shown[0]["video"]["seconds"]), (&json!("video"), &json!(5)));
    let path = path_of(&shown[0]["video"]["url"]);
    assert!(!path.contains('?'), "{path}");
    let get = || app.at(HOST).get(&path).header("origin", "https://evil.example");

    let whole = get().send().await.expect(200);
    harmless(&whole, "video/mp4");
    let file = whole.body.clone();
    assert_eq!((file.len(), whole.header("content-length")), (sent.len(), file.len().to_string().as_str()));
    for secret in SECRETS {
        assert!(contains(&sent, secret) && !contains(&file, secret), "{secret}");
    }
    assert_eq!(whole.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(whole.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(whole.header("access-control-allow-origin"), "*");
    let tag = whole.header("etag").to_owned();

    let last = file.len() - 1;
    for (range, start, end) in [
        ("bytes=0-0".to_owned(), 0, 0),
        ("bytes=10-99".to_owned(), 10, 99),
        (format!("bytes={}-", last - 4), last - 4, last),
        ("bytes=-7".to_owned(), last - 6, last),
        (format!("bytes=5-{}", file.len() * 2), 5, last),
    ] {
        let part = get().header("range", &range).send().await.expect(206);
        harmless(&part, "video/mp4");
        assert_eq!(part.header("content-range"), format!("bytes {start}-{end}/{}", file.len()), "{range}");
        assert_eq!(part.header("content-length"), (end - start + 1).to_string(), "{range}");
        assert_eq!((&part.body[..], part.header("etag")), (&file[start..=end], tag.as_str()), "{range}");
    }
    let none = get().header("range", &format!("bytes={}-", file.len())).send().await.expect(416);
    assert_eq!(none.header("content-range"), format!("bytes */{}", file.len()));
    assert_eq!(none.header("cache-control"), "no-store");
    for whole in ["bytes=9-2", "bytes=0-1,4-5", "chapters=1"] {
        let read = get().header("range", whole).send().await.expect(200);
        assert_eq!(read.body, file, "{whole}");
    }
    let same = get().header("range", "bytes=1-2").header("if-range", &tag).send().await.expect(206);
    assert_eq!(same.body, file[1..=2]);
    get().header("range", "bytes=1-2").header("if-range", "\"another\"").send().await.expect(200);
    let known = get().header("range", "bytes=1-2").header("if-none-match", &tag).send().await.expect(304);
    assert!(known.body.is_empty());
    let head = app.at(HOST).call(Method::HEAD, &path).send().await.expect(200);
    assert!(head.body.is_empty() && head.header("content-length") == file.len().to_string());
    let head = app.at(HOST).call(Method::HEAD, &path).header("range", "bytes=0-0").send().await.expect(200);
    assert_eq!(head.header("content-length"), file.len().to_string());

    desk.call(Method::DELETE, &format!("/photos/{}", text(&own["id"]))).send().await.expect(204);
    get().send().await.expect(404);
}

#[tokio::test]
async fn a_private_video_is_played_by_who_has_its_signed_address_and_kept_by_no_shared_cache() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("private").await;
    let own = ready(&desk, &animal, &webm(4, true)).await;
    let path = path_of(&own["video"]["url"]);
    let read = app.at(HOST).get(&path).header("range", "bytes=0-3").send().await.expect(206);
    harmless(&read, "video/webm");
    assert_eq!((&read.body[..], read.header("cache-control")), (&b"\x1a\x45\xdf\xa3"[..], "private, max-age=86400"));
    let (bare, query) = path.split_once('?').expect("signed");
    for wrong in [
        bare.to_owned(),
        format!("{}?{query}", bare.replace(".webm", ".mp4")),
        format!("{}?{query}", bare.replace("video.webm", "video.html")),
        path.replace("until=", "until=1"),
    ] {
        let answer = app.at(HOST).get(&wrong).header("range", "bytes=0-3").send().await.expect(404);
        assert_eq!((answer.header("cache-control"), answer.header("accept-ranges")), ("no-store", ""), "{wrong}");
    }
    // As it was sent, to be kept, and gone on with where the line broke.
    let id = text(&own["id"]);
    let address = desk.get(&format!("/photos/{id}/original")).await.expect(200).json();
    let original = app.at(HOST).get(&path_of(&address["url"])).header("range", "bytes=1-3").send().await.expect(206);
    assert_eq!((&original.body[..], original.header("content-disposition")), (&b"\x45\xdf\xa3"[..], "attachment"));
}

#[tokio::test]
async fn a_video_is_too_large_before_a_byte_is_sent_and_stands_on_pages() {
    let app = TestApp::new().await;
    let desk = Desk::open(&app, "ada").await;
    let animal = desk.animal("public").await;
    let begin = async |size: u64, kind: &str| {
        let body = json!({"name": "a.mp4", "size": size, "kind": kind});
        desk.call(Method::POST, &format!("/animals/{animal}/photos")).json(&body).send().await
    };
    begin(200 << 20, "video").await.expect(201);
    let refused = begin((200 << 20) + 1, "video").await.expect_problem(422, "invalid");
    assert!(refused["fields"]["file"][0].as_str().is_some_and(|words| words.contains("200 MB")), "{refused}");
    begin((40 << 20) + 1, "photo").await.expect_problem(422, "invalid");
    begin(1, "film").await.expect_problem(422, "invalid");

    let own = ready(&desk, &animal, &Film::default().bytes()).await;
    let page = app.public().get(&format!("/animals/{animal}")).send().await.expect(200);
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains("media-src http://media.localhost:8080;"), "{policy}");
    let page = page.text();
    let (bare, _) =
        text(&own["video"]["url"]).split_once('?').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("signed");
    assert!(page.contains("<video") && page.contains(&format!("src=\"{bare}\"")), "{page}");
    assert!(page.contains("preload=\"none\"") && page.contains("Video · 0:05"), "{page}");
    // What a crawler is told of it: what is known, and no picture, since there is none.
    let data = page.split("application/ld+json").nth(1).and_then(|rest| between(rest, ">", "</script>"));
    let data: Value = serde_json::from_str(data.expect("a block of JSON-LD")).expect("JSON");
    let video = &data["video"][0];
    assert_eq!(
        (&video["@type"], &video["contentUrl"], &video["duration"]),
        (&json!("VideoObject"), &json!(bare), &json!("PT0M5S"))
    );
    assert_eq!(video["name"], format!("Video of {}", text(&data["mainEntity"]["name"])));
    let since = text(&video["uploadDate"]).parse::<jiff::Timestamp>().expect("a time");
    assert!(jiff::Timestamp::now().duration_since(since).as_secs().abs() < 600, "{video}");
    assert!(video.get("thumbnailUrl").is_none() && data["video"].as_array().map(Vec::len) == Some(1), "{data}");
    // Without a picture of it the drawn card stands beside a link.
    assert!(page.contains(&format!("/animals/{animal}/og.png")), "{page}");
}
