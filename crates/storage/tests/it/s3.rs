//! What only S3 can do wrong, and a server of its protocol in this process.

mod bucket;
mod faults;
mod refusals;
mod role;
mod server;
mod urls;

pub use server::Server;

use repti_storage::{ObjectStore, StorageError};

use crate::world::{World, bytes, key};

impl World {
    pub async fn s3() -> Self {
        Self::with_server(false).await
    }

    /// Every third request fails: it isn't heard, or isn't answered, or its answer breaks off.
    pub async fn failing_s3() -> Self {
        Self::with_server(true).await
    }

    async fn with_server(failing: bool) -> Self {
        let root = tempfile::TempDir::new().expect("a folder");
        let server = Server::start(root.path(), failing).await;
        Self { store: ObjectStore::s3(server.settings()).expect("settings"), root, server: Some(server) }
    }

    pub fn server(&self) -> &Server {
        self.server.as_ref().expect("a server")
    }
}

#[tokio::test]
async fn a_small_part_before_the_last_is_named() {
    let world = World::s3().await;
    let upload = world.begin("photo").await;
    for number in [1, 2] {
        world.store.put_part(&key("photo"), &upload, number, bytes("small")).await.expect("a part");
    }
    let finished = world.store.finish(&key("photo"), &upload).await;
    assert!(matches!(finished, Err(StorageError::PartTooSmall)), "{finished:?}");
    assert_eq!(world.get("photo").await, None);
}

#[tokio::test]
async fn objects_know_their_media_type() {
    let world = World::s3().await;
    world.put("text", "text").await;
    let upload = world.begin("photo").await;
    world.send_last("photo", &upload, 1, 'a').await;
    world.store.finish(&key("photo"), &upload).await.expect("finished");
    assert_eq!(world.server().media_type("text").await, "text/plain");
    assert_eq!(world.server().media_type("photo").await, "image/jpeg");
}

#[tokio::test]
async fn two_prefixes_of_a_bucket_do_not_see_each_other() {
    let world = World::s3().await;
    let mut settings = world.server().settings();
    settings.prefix = "/other/".to_owned();
    let other = ObjectStore::s3(settings).expect("settings");
    world.put("mine", "mine").await;
    let upload = world.begin("mine").await;
    assert!(other.list("", None, 10).await.expect("list").is_empty());
    assert_eq!(other.get(&key("mine")).await.expect("get"), None);
    let tomorrow = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    assert_eq!(other.abandon_older(tomorrow).await.expect("swept"), 0);
    assert_eq!(other.parts(&key("mine"), &upload).await.expect("parts"), None);
    assert_eq!(world.numbers("mine", &upload).await, Some(vec![]));
    other.put(&key("mine"), bytes("other's"), "text/plain").await.expect("put");
    assert_eq!(world.get("mine").await.as_deref(), Some("mine"));
}
