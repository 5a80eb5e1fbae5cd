//! Keys that the surroundings give, as those of a container's role.

use std::net::SocketAddr;
use std::process::{Output, Stdio};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use repti_storage::ObjectStore;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::world::{World, bytes, key};

/// Tells a test that it is the container's process, and where S3 is.
const ENDPOINT: &str = "REPTI_STORAGE_TEST_ENDPOINT";

#[tokio::test]
async fn the_role_of_a_container_signs() {
    if let Ok(endpoint) = std::env::var(ENDPOINT) {
        return put_without_a_key(endpoint).await;
    }
    let world = World::s3().await;
    let role = format!("http://{}/role", role("known", "secret").await);
    let done =
        container(&world, "the_role_of_a_container_signs", &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &role)]).await;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    assert_eq!(world.get("signed").await.as_deref(), Some("by the surroundings"));
}

#[tokio::test]
async fn a_key_in_the_environment_signs() {
    if let Ok(endpoint) = std::env::var(ENDPOINT) {
        return put_without_a_key(endpoint).await;
    }
    let world = World::s3().await;
    let environment = [("AWS_ACCESS_KEY_ID", "known"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let done = container(&world, "a_key_in_the_environment_signs", &environment).await;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    assert_eq!(world.get("signed").await.as_deref(), Some("by the surroundings"));
}

async fn put_without_a_key(endpoint: String) {
    let world = World::s3().await;
    let mut settings = world.server().settings();
    (settings.endpoint, settings.access_key) = (Some(endpoint), None);
    let store = ObjectStore::s3(settings).expect("settings");
    store.put(&key("signed"), bytes("by the surroundings"), "text/plain").await.expect("put");
}

/// This test again as a process of its own, for its environment can't be changed while it runs.
async fn container(world: &World, test: &str, environment: &[(&str, &str)]) -> Output {
    let mut process = Command::new(std::env::current_exe().expect("this test"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("AWS_")) {
        process.env_remove(name);
    }
    process.args(["--exact", &format!("s3::role::{test}"), "--nocapture"]);
    process.env(ENDPOINT, format!("http://{}", world.server().address)).envs(environment.iter().copied());
    process.stdin(Stdio::null()).stderr(Stdio::null()).output().await.expect("the process")
}

/// What a container asks for the keys of its role.
async fn role(id: &'static str, secret: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer = service_fn(move |request: http::Request<Incoming>| async move {
                let text = format!(
                    r#"{{"AccessKeyId":"{id}","SecretAccessKey":"{secret}","Token":"token","Expiration":"2099-01-01T00:00:00Z"}}"#
                );
                let text = if request.uri().path() == "/role" { text } else { String::new() };
                Ok::<_, std::convert::Infallible>(http::Response::new(Full::new(Bytes::from(text))))
            });
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        }
    });
    address
}
