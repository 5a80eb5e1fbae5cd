//! Endpoints that are gone, hang or don't let us in, and settings that can't be meant.

use std::time::Duration;

use repti_storage::{ObjectStore, Patience, Result, S3Settings, StorageError};
use tokio::net::TcpListener;

use crate::world::{World, bytes, key};

/// More than all attempts may take, by far. Only a test that hangs sees it.
const FOR_EVER: Duration = Duration::from_secs(60);

fn hasty(settings: S3Settings) -> S3Settings {
    let wait = Duration::from_millis(50);
    let patience = Patience { connect: wait, attempt: wait, operation: 5 * wait, attempts: 3, pause: wait / 10 };
    S3Settings { patience, ..settings }
}

async fn assert_unavailable(store: &ObjectStore) {
    let upload = "upload".to_owned().into();
    let all = async {
        let photo = key("photo");
        unavailable("put", store.put(&photo, bytes("text"), "text/plain").await);
        unavailable("get", store.get(&photo).await);
        unavailable("size", store.size(&photo).await);
        unavailable("delete", store.delete(&photo).await);
        unavailable("list", store.list("", None, 10).await);
        unavailable("begin", store.begin(&photo, "image/jpeg").await);
        unavailable("put_part", store.put_part(&photo, &upload, 1, bytes("text")).await);
        unavailable("parts", store.parts(&photo, &upload).await);
        unavailable("finish", store.finish(&photo, &upload).await);
        unavailable("abandon", store.abandon(&photo, &upload).await);
        unavailable("abandon_older", store.abandon_older(jiff::Timestamp::now()).await);
        unavailable("check", store.check().await);
    };
    tokio::time::timeout(FOR_EVER, all).await.expect("an end");
}

fn unavailable<T: std::fmt::Debug>(what: &str, answer: Result<T>) {
    assert!(matches!(answer, Err(StorageError::Unavailable(_))), "{what}: {answer:?}");
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_unavailable() {
    let world = World::s3().await;
    let mut settings = hasty(world.server().settings());
    let gone = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    settings.endpoint = Some(format!("http://{}", gone.local_addr().expect("an address")));
    drop(gone);
    assert_unavailable(&ObjectStore::s3(settings).expect("settings")).await;
}

#[tokio::test]
async fn an_endpoint_that_never_answers_is_unavailable() {
    let world = World::s3().await;
    let mut settings = hasty(world.server().settings());
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    settings.endpoint = Some(format!("http://{}", silent.local_addr().expect("an address")));
    assert_unavailable(&ObjectStore::s3(settings).expect("settings")).await;
}

#[tokio::test]
async fn a_wrong_key_is_unavailable_until_an_operator_mends_it() {
    let world = World::s3().await;
    let mut settings = world.server().settings();
    settings.access_key = Some(("known".to_owned(), "wrong".to_owned()));
    let checked = ObjectStore::s3(settings).expect("settings").check().await;
    let said = matches!(&checked, Err(StorageError::Unavailable(text)) if text.contains("SignatureDoesNotMatch"));
    assert!(said, "{checked:?}");
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_unavailable() {
    let world = World::s3().await;
    let settings = S3Settings { bucket: "another".to_owned(), ..world.server().settings() };
    let checked = ObjectStore::s3(settings).expect("settings").check().await;
    assert!(matches!(checked, Err(StorageError::Unavailable(_))), "{checked:?}");
}

#[tokio::test]
async fn settings_that_cannot_be_meant_are_named() {
    let world = World::s3().await;
    let good = world.server().settings();
    let endpoint = Some("s3.example.org".to_owned());
    let bad = [
        S3Settings { bucket: String::new(), ..good.clone() },
        S3Settings { region: String::new(), ..good.clone() },
        S3Settings { prefix: "../theirs".to_owned(), ..good.clone() },
        S3Settings { prefix: "Photos".to_owned(), ..good.clone() },
        S3Settings { endpoint, ..good.clone() },
    ];
    for bad in bad {
        assert!(matches!(ObjectStore::s3(bad.clone()), Err(StorageError::Settings(_))), "{bad:?}");
    }
}

#[tokio::test]
async fn a_secret_is_in_no_log() {
    let world = World::s3().await;
    let settings = world.server().settings();
    for text in [format!("{settings:?}"), format!("{:?}", world.store)] {
        assert!(text.contains("photographs") && !text.contains("secret"), "{text}");
    }
}
