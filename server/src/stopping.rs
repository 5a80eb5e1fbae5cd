//! Stopping without losing a request. Whoever is new is turned away at once, so that a proxy asks another process; who has a connection already may be
//! about to use it, and is answered a while longer, for the last time (`REPTIDEX_LINGER`). A proxy that closes its own idle connections sooner than that
//! never meets a closed one.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
    serve::Listener,
};
use std::{
    future,
    io::{self, IoSlice},
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_util::sync::CancellationToken;

/// A listener that closes when the server stops. Who is waiting at it then is still let in.
#[derive(Debug)]
pub struct Door {
    listener: Option<TcpListener>,
    address: SocketAddr,
    stop: CancellationToken,
    guests: Guests,
}

/// Counts who is inside.
#[derive(Debug, Clone, Default)]
pub struct Guests(Arc<()>);

/// A connection, counted as long as it is open.
#[derive(Debug)]
pub struct Guest {
    stream: TcpStream,
    _counted: Arc<()>,
}

impl Door {
    /// Opens it at this address, until `stop`.
    ///
    /// # Errors
    /// When the address can't be listened on.
    pub async fn open(address: SocketAddr, stop: CancellationToken) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        Ok(Self { address: listener.local_addr()?, listener: Some(listener), stop, guests: Guests::default() })
    }

    /// Who will be inside.
    #[must_use]
    pub fn guests(&self) -> Guests {
        self.guests.clone()
    }
}

impl Guests {
    /// Waits until everybody has gone, but not longer than this.
    pub async fn leave(&self, within: Duration) {
        let end = Instant::now() + within;
        // One count is the door's, one this one's.
        while Arc::strong_count(&self.0) > 2 && Instant::now() < end {
            sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Guest {
    /// Sends what is written at once. Streamed HTML is several small writes: with Nagle's algorithm each page would wait for a delayed acknowledgement.
    pub fn without_delay(&self) {
        if let Err(error) = self.stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
    }

    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }
}

impl Listener for Door {
    type Io = Guest;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Guest, SocketAddr) {
        if let Some(listener) = &mut self.listener {
            tokio::select! {
                biased;
                // First, for what is queued when the listener closes is cut off.
                (stream, address) = Listener::accept(listener) => {
                    return (Guest { stream, _counted: self.guests.0.clone() }, address);
                }
                () = self.stop.cancelled() => self.listener = None,
            }
        }
        future::pending().await
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl AsyncRead for Guest {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_read(cx, buffer)
    }
}

impl AsyncWrite for Guest {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.stream().poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(cx)
    }
}

/// Says with each answer of a stopping server that it is the connection's last.
pub async fn say_farewell(State(stop): State<CancellationToken>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if stop.is_cancelled() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
