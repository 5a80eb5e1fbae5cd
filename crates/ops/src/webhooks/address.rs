//! Where a webhook may go: onto the public internet by https, and nowhere into the house. Pure.
//!
//! What somebody enters is looked at when it is saved, so that they read what is wrong; what its name leads to is looked at in each delivery, on the very
//! addresses that are then connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Names that mean this machine or this network, by their end.
const HOUSE: [&str; 8] = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa"];

/// An address that may be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) url: Url,
    pub(crate) tls: bool,
    pub(crate) host: Host<String>,
    pub(crate) port: u16,
}

/// Reads an address that somebody entered, or says what is wrong with it. `loopback` lets this machine be named, and without TLS: for development.
pub(crate) fn target(text: &str, loopback: bool) -> Result<Target, &'static str> {
    let url =
        Url::parse(text).map_err(|_| "This is not an address. Expected something like https://example.org/hook.")?;
    let host =
        url.host().ok_or("The address names no host. Expected something like https://example.org/hook.")?.to_owned();
    let here = loopback && is_this_machine(&host);
    let tls = match url.scheme() {
        "https" => true,
        "http" if here => false,
        "http" => return Err("Use https: what is told over http can be read and changed on its way."),
        _ => return Err("Use an address that begins with https://."),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Leave the name and password out of the address: deliveries are signed instead.");
    }
    if url.fragment().is_some() {
        return Err("Leave out what stands behind the #: it is never sent.");
    }
    match &host {
        _ if here => {}
        Host::Ipv4(ip) if !is_public(IpAddr::V4(*ip)) => return Err(PRIVATE),
        Host::Ipv6(ip) if !is_public(IpAddr::V6(*ip)) => return Err(PRIVATE),
        Host::Domain(name) if !is_public_name(name) => return Err(PRIVATE),
        _ => {}
    }
    let port = url.port_or_known_default().ok_or("The address names no port.")?;
    Ok(Target { tls, host, port, url })
}

const PRIVATE: &str =
    "This leads into a network that isn't public. Enter an address that everybody on the internet can reach.";

fn is_this_machine(host: &Host<String>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

/// Whether a name can be anybody's but ours: it has a dot, and doesn't end as names of a house do.
fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name.rsplit_once('.').is_some_and(|(before, last)| !before.is_empty() && !HOUSE.contains(&last))
}

/// Whether an address is one that may be connected to. `loopback` as for [`target`].
pub(crate) fn may_connect(ip: IpAddr, loopback: bool) -> bool {
    is_public(ip) || loopback && ip.is_loopback()
}

/// Whether an address is on the public internet: not of this machine, not of a private or local network, not made for documents, tests, multicast or
/// for wrapping another address.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    // A cloud's own services answer at the last of these, which looks like anybody's.
    const CLOSED: [([u8; 4], u32); 17] = [
        ([0, 0, 0, 0], 8),
        ([10, 0, 0, 0], 8),
        ([100, 64, 0, 0], 10),
        ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12),
        ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24),
        ([192, 31, 196, 0], 24),
        ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24),
        ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 4),
        ([240, 0, 0, 0], 4),
        ([168, 63, 129, 16], 32),
    ];
    let bits = ip.to_bits();
    !CLOSED.iter().any(|(net, length)| (bits ^ u32::from_be_bytes(*net)) >> (32 - length) == 0)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    // Only what is handed out to networks at all (2000::/3): that leaves out ::, ::1, mapped and translated addresses of IPv4, fc00::/7, fe80::/10, ff00::/8.
    let handed_out = first & 0xe000 == 0x2000;
    // Of that, not the wrapping of IPv4 (2002::/16, 2001::/32), protocols' own (2001::/23), and what is for documents.
    let closed = first == 0x2002
        || first == 0x2001 && (second < 0x0200 || second == 0x0db8)
        || first == 0x3fff && second < 0x1000;
    handed_out && !closed
}

#[cfg(test)]
mod tests;
