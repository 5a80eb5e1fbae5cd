//! A door in front of PostgreSQL or Redis: closed, what is connected is cut off and what knocks is refused, as when the store is gone.

use repti_db::testing::TestDb;
use sqlx::postgres::PgConnectOptions;
use std::{net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream, UnixStream},
    task::{JoinHandle, JoinSet},
};

#[derive(Debug, Clone)]
enum Store {
    Tcp(String),
    Socket(PathBuf),
}

/// The way to one store.
pub struct Door {
    store: Store,
    address: SocketAddr,
    porter: Option<JoinHandle<()>>,
}

impl Door {
    async fn before(store: Store) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        Self { porter: Some(tokio::spawn(keep(listener, store.clone()))), store, address }
    }

    /// The store is gone.
    pub async fn close(&mut self) {
        if let Some(porter) = self.porter.take() {
            porter.abort();
            let _ = porter.await;
        }
    }

    /// The store is back, at the same address.
    pub async fn open(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("our port is still free");
        self.porter = Some(tokio::spawn(keep(listener, self.store.clone())));
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        if let Some(porter) = &self.porter {
            porter.abort();
        }
    }
}

/// Lets everybody through; who is inside goes with the porter.
async fn keep(listener: TcpListener, store: Store) {
    let mut inside = JoinSet::new();
    while let Ok((mut guest, _)) = listener.accept().await {
        let store = store.clone();
        inside.spawn(async move {
            let _ = match store {
                Store::Tcp(place) => match TcpStream::connect(place).await {
                    Ok(mut store) => copy_bidirectional(&mut guest, &mut store).await,
                    Err(error) => Err(error),
                },
                Store::Socket(path) => match UnixStream::connect(path).await {
                    Ok(mut store) => copy_bidirectional(&mut guest, &mut store).await,
                    Err(error) => Err(error),
                },
            };
        });
    }
}

/// A door before the PostgreSQL of a test, and the address behind which it stands.
pub async fn before_postgresql(db: &TestDb) -> (Door, String) {
    let options = PgConnectOptions::from_str(&db.url).expect("the test's own address");
    let port = options.get_port();
    let socket = options.get_socket().cloned().or_else(|| {
        let host = options.get_host();
        host.starts_with('/').then(|| PathBuf::from(host))
    });
    let store = match socket {
        Some(folder) => Store::Socket(folder.join(format!(".s.PGSQL.{port}"))),
        None => Store::Tcp(format!("{}:{port}", options.get_host())),
    };
    let door = Door::before(store).await;
    let (user, name) = (options.get_username(), options.get_database().unwrap_or_default());
    let url = format!("postgres://{user}@{}/{name}", door.address);
    (door, url)
}

/// A door before the Redis of a test.
pub async fn before_redis(url: &str) -> (Door, String) {
    let rest = url.strip_prefix("redis://").expect("a Redis address");
    let (place, number) = rest.split_once('/').unwrap_or((rest, "0"));
    let (secret, host) = place.rsplit_once('@').map_or(("", place), |(secret, host)| (secret, host));
    let door = Door::before(Store::Tcp(host.to_owned())).await;
    let at = if secret.is_empty() { String::new() } else { format!("{secret}@") };
    let url = format!("redis://{at}{}/{number}", door.address);
    (door, url)
}

/// Asks again and again until it holds; fails when it doesn't within `most`.
pub async fn soon(most: Duration, what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let started = std::time::Instant::now();
    while !holds().await {
        assert!(started.elapsed() < most, "{what} took more than {most:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
