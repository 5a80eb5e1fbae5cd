//! Parts that a browser sends to S3 itself, by an address that we signed.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use repti_storage::{ObjectStore, StorageError};

use crate::world::{LAST, World, bytes, key};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_signed_address_takes_the_part_it_was_made_for() {
    let world = World::s3().await;
    let upload = world.begin("a/photo").await;
    for (number, part) in [(2, bytes(&"b".repeat(LAST))), (1, world.part('a'))] {
        let url = world.store.part_url(&key("a/photo"), &upload, number, MINUTE).await.expect("signed");
        assert_eq!(send(&url.expect("an address"), part).await, StatusCode::OK);
    }
    assert_eq!(world.numbers("a/photo", &upload).await, Some(vec![1, 2]));
    world.store.finish(&key("a/photo"), &upload).await.expect("finished");
    assert_eq!(world.letters("a/photo").await.as_deref(), Some("ab"));
}

#[tokio::test]
async fn a_signed_address_is_good_for_nothing_else() {
    let world = World::s3().await;
    let upload = world.begin("photo").await;
    let url = world.store.part_url(&key("photo"), &upload, 1, MINUTE).await.expect("signed").expect("an address");
    let altered = [
        url.replace("partNumber=1", "partNumber=2"),
        url.replace("/photo?", "/another?"),
        url.replace("X-Amz-Expires=60", "X-Amz-Expires=61"),
        url.split('?').next().expect("an address").to_owned(),
    ];
    for altered in altered {
        assert_ne!(altered, url);
        assert_eq!(send(&altered, bytes("part")).await, StatusCode::FORBIDDEN, "{altered}");
    }
    assert!(!url.contains("secret"));
    assert_eq!(world.numbers("photo", &upload).await, Some(vec![]));
    world.store.abandon(&key("photo"), &upload).await.expect("abandoned");
    assert_eq!(send(&url, bytes("part")).await, StatusCode::NOT_FOUND, "after it was abandoned");
}

#[tokio::test]
async fn an_address_is_signed_without_asking_anybody() {
    let world = World::s3().await;
    let mut settings = world.server().settings();
    settings.endpoint = Some("https://s3.invalid".to_owned());
    settings.path_style = false;
    let store = ObjectStore::s3(settings).expect("settings");
    let upload = "known&name".to_owned().into();
    let a_year = 365 * 24 * 60 * MINUTE;
    let url = store.part_url(&key("a/photo"), &upload, 7, a_year).await.expect("signed").expect("an address");
    assert!(url.starts_with("https://photographs.s3.invalid/ours/of-them/a/photo?"), "{url}");
    assert!(url.contains("uploadId=known%26name") && url.contains("partNumber=7"), "{url}");
    assert!(url.contains("X-Amz-Expires=604800"), "no longer than S3 takes it: {url}");
    assert!(url.contains("X-Amz-SignedHeaders=host&"), "a browser sends no other headers: {url}");
}

#[tokio::test]
async fn nothing_is_signed_for_what_cannot_be_an_upload() {
    let world = World::s3().await;
    for hostile in ["", "a b", "a\r\nx: y", &"x".repeat(1025)] {
        let upload = hostile.to_owned().into();
        let url = world.store.part_url(&key("photo"), &upload, 1, MINUTE).await;
        assert!(matches!(url, Err(StorageError::UploadGone)), "{hostile:?}: {url:?}");
    }
}

/// As a browser does it, knowing nothing of S3.
async fn send(url: &str, part: Bytes) -> StatusCode {
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let request = Request::put(url).body(Full::new(part)).expect("a request");
    client.request(request).await.expect("an answer").status()
}
