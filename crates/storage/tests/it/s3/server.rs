//! A server of S3's protocol on a free port: `s3s` speaks it and checks signatures, `s3s-fs` keeps the objects in files.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use repti_storage::{Patience, S3Settings};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::bucket::{Begun, Bucket};
use super::faults::Faults;

pub const BUCKET: &str = "photographs";
const PREFIX: &str = "ours/of-them";

/// Ends with the test.
pub struct Server {
    pub address: SocketAddr,
    pub begun: Arc<Begun>,
    accepting: JoinHandle<()>,
}

impl Server {
    pub async fn start(root: &Path, failing: bool) -> Self {
        std::fs::create_dir(root.join(BUCKET)).expect("a bucket");
        let begun = Arc::new(Begun::default());
        let bucket = Bucket::new(s3s_fs::FileSystem::new(root).expect("files"), Arc::clone(&begun));
        let mut service = S3ServiceBuilder::new(bucket);
        service.set_auth(SimpleAuth::from_single("known", "secret"));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let accepting = tokio::spawn(accept(listener, service.build(), Arc::new(Faults::new(failing))));
        Self { address, begun, accepting }
    }

    /// Nobody there is no reason to wait long in a test.
    pub fn settings(&self) -> S3Settings {
        S3Settings {
            bucket: BUCKET.to_owned(),
            region: "us-east-1".to_owned(),
            endpoint: Some(format!("http://{}", self.address)),
            path_style: true,
            access_key: Some(("known".to_owned(), "secret".to_owned())),
            prefix: PREFIX.to_owned(),
            patience: Patience { pause: Duration::from_millis(10), ..Patience::default() },
        }
    }

    /// What the bucket was told of this object.
    pub async fn media_type(&self, key: &str) -> String {
        self.begun.media_type(&format!("{PREFIX}/{key}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, service: S3Service, faults: Arc<Faults>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (service, faults) = (service.clone(), Arc::clone(&faults));
        tokio::spawn(async move {
            let answer = service_fn(|request: http::Request<Incoming>| {
                let (service, fault) = (service.clone(), faults.next(request.method(), request.uri().path()));
                async move { fault.around(service.call(request.map(s3s::Body::from))).await }
            });
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}
