//! A worker whose password was changed ends, so that the next one starts with the new.

use crate::app::TestApp;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_util::sync::CancellationToken;

/// Answers everybody who signs in as PostgreSQL does to a wrong password.
async fn refuse(listener: TcpListener) {
    let fields = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0";
    let length = u32::try_from(fields.len() + 4).expect("short").to_be_bytes();
    while let Ok((mut stream, _)) = listener.accept().await {
        let mut startup = [0; 1024];
        let _ = stream.read(&mut startup).await;
        let _ = stream.write_all(&[b"E", length.as_slice(), fields].concat()).await;
    }
}

#[tokio::test]
async fn a_worker_ends_when_its_password_is_refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(refuse(listener));
    let owner = format!("postgres://owner:old@{address}/reptidex?sslmode=disable");
    let app = TestApp::with(&[("MIGRATE_DATABASE_URL", &owner)]).await;
    let run = reptidex::worker::run(app.state.clone(), CancellationToken::new());
    let ended = tokio::time::timeout(Duration::from_secs(10), run).await.expect("it ends by itself");
    assert!(format!("{:#}", ended.expect_err("refused")).contains("MIGRATE_DATABASE_URL"));
    server.abort();
}

#[tokio::test]
async fn a_worker_waits_for_a_database_that_is_away() {
    let app = TestApp::with(&[("MIGRATE_DATABASE_URL", "postgres://owner:old@127.0.0.1:1/reptidex")]).await;
    let stop = CancellationToken::new();
    let run = tokio::spawn(reptidex::worker::run(app.state.clone(), stop.clone()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!run.is_finished(), "it asks again");
    stop.cancel();
    run.await.expect("no panic").expect("ended when it was told to");
}
