//! TLS to somebody else's server, by the certificates that this system trusts.

use std::{
    io,
    sync::{Arc, OnceLock},
};
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::Host;

/// What the operator's system trusts, read once a process. Without any, every certificate is refused.
pub(super) fn by_the_system() -> Option<Arc<ClientConfig>> {
    static CONFIG: OnceLock<Option<Arc<ClientConfig>>> = OnceLock::new();
    CONFIG
        .get_or_init(|| {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            by(roots)
        })
        .clone()
}

/// By these authorities alone. Nothing where the provider doesn't know the versions of TLS, which never happens.
pub(super) fn by(roots: RootCertStore) -> Option<Arc<ClientConfig>> {
    // Named, because two providers may be compiled in.
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Some(Arc::new(config))
}

pub(super) async fn wrap(
    config: Option<Arc<ClientConfig>>,
    host: &Host<String>,
    stream: TcpStream,
) -> io::Result<TlsStream<TcpStream>> {
    let config = config.ok_or_else(|| io::Error::other("no TLS"))?;
    let name = match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_owned();
            ServerName::try_from(name).map_err(|_| io::Error::other("no name for a certificate"))?
        }
        Host::Ipv4(ip) => ServerName::IpAddress((*ip).into()),
        Host::Ipv6(ip) => ServerName::IpAddress((*ip).into()),
    };
    TlsConnector::from(config).connect(name, stream).await
}
