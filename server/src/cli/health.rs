//! `reptidex health`, which a container's health check calls.

use crate::config::Config;
use anyhow::{Context, Result, bail};
use std::{
    io, iter,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// For the whole of it: the image's check is given five seconds.
const PATIENCE: Duration = Duration::from_secs(4);

/// Asks the server at `address`, or where the same settings have it listen, whether it is ready; with `live`, whether it answers.
pub(super) async fn run(config: &Config, address: Option<&str>, live: bool) -> Result<()> {
    let address = address.map_or_else(|| near(config.listen).to_string(), str::to_owned);
    let asked = timeout(PATIENCE, ask_any(&address, &hosts(config))).await.context("no answer in 4 s")?;
    let first = asked.with_context(|| format!("{address} can't be asked"))?;
    if is_well(&first, live) { Ok(()) } else { bail!("{address} answered: {first}") }
}

/// 503 is what a server says that lives and misses its database.
fn is_well(first_line: &str, live: bool) -> bool {
    first_line.contains(" 200 ") || live && first_line.contains(" 503 ")
}

/// Where a server on this machine that listens there can be reached.
fn near(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// The names that a server with these settings may answer to. Which of the houses it serves (`--only`) it knows alone.
fn hosts(config: &Config) -> Vec<String> {
    let base = &config.base_host;
    let labelled = ["breeder", "admin", "embed", "api", "media"].map(|label| format!("{label}.{base}"));
    iter::once(base.clone()).chain(labelled).chain(config.hosts.iter().map(|(host, _)| host.clone())).collect()
}

/// The first line of what the first house says that is served there.
async fn ask_any(address: &str, hosts: &[String]) -> io::Result<String> {
    let mut first = String::new();
    for host in hosts {
        first = ask(address, host).await?;
        if !first.contains(" 421 ") {
            break;
        }
    }
    Ok(first)
}

/// A bare HTTP request: the health check must not need a client library.
async fn ask(address: &str, host: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{House, house_of};

    #[test]
    fn a_server_without_its_database_lives_and_is_not_ready() {
        let away = "HTTP/1.1 503 Service Unavailable";
        assert!(is_well(away, true) && !is_well(away, false));
        assert!(is_well("HTTP/1.1 200 OK", true) && is_well("HTTP/1.1 200 OK", false));
        assert!(!is_well("HTTP/1.1 421 Misdirected Request", true) && !is_well("", true));
    }

    #[test]
    fn a_server_on_a_host_of_its_own_is_asked_by_that_name_and_where_it_listens() {
        let read = |name: &str| match name {
            "REPTIDEX_BASE_HOST" => Some("example.org".to_owned()),
            "REPTIDEX_LISTEN" => Some("0.0.0.0:8081".to_owned()),
            _ => None,
        };
        let config = Config::read(&read).unwrap();
        assert_eq!(near(config.listen).to_string(), "127.0.0.1:8081");
        let names = hosts(&config);
        assert_eq!(names[0], "example.org");
        let houses: Vec<_> = names.iter().filter_map(|name| house_of(name, &config)).collect();
        for house in [House::Public, House::Breeder, House::Admin, House::Embed, House::Api(None)] {
            assert!(houses.contains(&house), "{house:?} is never asked");
        }
    }
}
