//! Who sends a request, as far as that can be trusted.

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};
use std::net::{IpAddr, SocketAddr};

/// The sender's address. `X-Forwarded-For` is believed for as many hops as there are proxies of our own, counted from the
/// right: what a client wrote itself stands further left.
#[must_use]
pub fn address(parts: &Parts, trusted_proxies: usize) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    forwarded(&parts.headers, trusted_proxies).or(peer).map(|ip| ip.to_string()).unwrap_or_default()
}

fn forwarded(headers: &HeaderMap, trusted_proxies: usize) -> Option<IpAddr> {
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    let index = hops.len().checked_sub(trusted_proxies).filter(|_| trusted_proxies > 0)?;
    hops.get(index)?.parse().ok()
}

/// The browser's name for itself, at most 200 characters.
#[must_use]
pub fn user_agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_forwarded_header_is_not_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.9".parse().expect("ascii"));
        assert_eq!(forwarded(&headers, 0), None);
        assert_eq!(forwarded(&headers, 1), Some("203.0.113.9".parse().expect("ip")));
    }
}
