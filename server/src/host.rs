//! Which house answers: the `Host` header chooses the portal or an API service.

use crate::config::Config;
use anyhow::{Context, Result, ensure};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

/// The six API services, each of which may have a host of its own.
pub const API_SERVICES: [&str; 6] = ["core", "animal", "commerce", "media", "community", "ops"];

/// What a host name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum House {
    Public,
    Breeder,
    Admin,
    Embed,
    /// Photographs by address, without cookies: on a host of its own, so that nothing somebody sent is ever part of a portal.
    Media,
    /// The API: all of it, or one service's part.
    Api(Option<&'static str>),
    /// A stand-in for somebody else's site, to see the widgets in (development only).
    DemoHost,
}

impl House {
    /// The word in metrics, logs and `--only`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Breeder => "breeder",
            Self::Admin => "admin",
            Self::Embed => "embed",
            Self::Media => "media",
            Self::Api(_) => "api",
            Self::DemoHost => "demo",
        }
    }
}

/// Whether a `Host` header has an address where a name belongs: `10.22.33.4:8080`, `[::1]`.
#[must_use]
pub fn is_address(host: &str) -> bool {
    let bracketed = |host: &str| host.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok();
    host.parse::<SocketAddr>().is_ok() || host.parse::<Ipv4Addr>().is_ok() || bracketed(host).is_some()
}

/// The words of `http_requests_total`'s label `service`, so that each ECS service is told apart also where one process plays them all.
const SERVICE_WORDS: [(&str, &str); 6] = [
    ("core", "core-api"),
    ("animal", "animal-api"),
    ("commerce", "commerce-api"),
    ("media", "media-api"),
    ("community", "community-api"),
    ("ops", "ops-api"),
];

impl House {
    /// Which service a request belongs to: the portal; of the API the service by host or, on the host of all of them, by path; else `api`.
    #[must_use]
    pub fn service(self, path: &str) -> &'static str {
        let Self::Api(by_host) = self else { return self.name() };
        let by_path = || path.strip_prefix("/api/v1/")?.split('/').next();
        let name = by_host.or_else(by_path);
        SERVICE_WORDS.into_iter().find(|(known, _)| Some(*known) == name).map_or("api", |(_, word)| word)
    }
}

/// The house for a `Host` header, port and case ignored; `None` is answered with 421.
#[must_use]
pub fn house_of(host: &str, config: &Config) -> Option<House> {
    let host = host.to_ascii_lowercase();
    let name = match host.strip_prefix('[') {
        Some(_) => return None,
        None => host.split(':').next().unwrap_or_default(),
    };
    if let Some((_, house)) = config.hosts.iter().find(|(host, _)| host == name) {
        return Some(*house);
    }
    let base = config.base_host.as_str();
    if name == base || (base == "localhost" && name == "reptidex.localhost") {
        return Some(House::Public);
    }
    if config.development && name == "demo-site.localhost" {
        return Some(House::DemoHost);
    }
    match name.strip_suffix(base)?.strip_suffix('.')? {
        "www" => Some(House::Public),
        label => labelled(label),
    }
}

/// The house of a label: `breeder`, `api`, `animal-api` and so on.
#[must_use]
pub fn labelled(label: &str) -> Option<House> {
    match label {
        "public" => Some(House::Public),
        "breeder" => Some(House::Breeder),
        "admin" => Some(House::Admin),
        "embed" => Some(House::Embed),
        "media" => Some(House::Media),
        "api" => Some(House::Api(None)),
        _ => {
            let service = label.strip_suffix("-api")?;
            API_SERVICES.into_iter().find(|known| *known == service).map(|known| House::Api(Some(known)))
        }
    }
}

/// The houses of a list such as `breeder=breeder-dev.example.org,animal-api=animals.example.net`, by host name.
///
/// # Errors
/// Names the pair that can't be read.
pub fn parse_hosts(list: &str) -> Result<Vec<(String, House)>> {
    let pairs = list.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (label, host) = pair.split_once('=').with_context(|| format!("“{pair}” is not HOUSE=HOST"))?;
            let house = labelled(label).with_context(|| {
                format!(
                    "“{label}” is none of public, breeder, admin, embed, media, api and the services' {}",
                    services()
                )
            })?;
            let host = host.to_ascii_lowercase();
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
            ensure!(!host.is_empty() && host.bytes().all(plain), "“{host}” is not a host name");
            Ok((host, house))
        })
        .collect()
}

fn services() -> String {
    API_SERVICES.map(|service| format!("{service}-api")).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config::read(&|_| None).expect("defaults are valid")
    }

    #[test]
    fn each_portal_has_its_host_and_strangers_have_none() {
        let config = config();
        let house = |host| house_of(host, &config);
        assert_eq!(house("localhost:8080"), Some(House::Public));
        assert_eq!(house("ReptiDex.localhost"), Some(House::Public));
        assert_eq!(house("BREEDER.localhost:8080"), Some(House::Breeder));
        assert_eq!(house("media.localhost:8080"), Some(House::Media));
        assert_eq!(house("api.localhost"), Some(House::Api(None)));
        assert_eq!(house("animal-api.localhost"), Some(House::Api(Some("animal"))));
        for stranger in [
            "example.org",
            "evil-breeder.localhost",
            "breeder.localhost.evil.example",
            "",
            "127.0.0.1:8080",
            "[::1]:80",
            "nothing-api.localhost",
        ] {
            assert_eq!(house(stranger), None, "{stranger}");
        }
    }

    #[test]
    fn the_services_of_the_api_are_told_apart_by_host_or_by_path() {
        assert_eq!(House::Breeder.service("/api/v1/core/x"), "breeder");
        assert_eq!(House::Api(Some("ops")).service("/health"), "ops-api");
        assert_eq!(House::Api(None).service("/api/v1/animal/animals"), "animal-api");
        for other in ["/docs", "/api/v1/", "/api/v1/anything/else", "/api/v2/core"] {
            assert_eq!(House::Api(None).service(other), "api", "{other}");
        }
        assert!(API_SERVICES.iter().all(|service| House::Api(Some(service)).service("/") == format!("{service}-api")));
    }

    #[test]
    fn a_house_may_have_a_host_of_another_shape() {
        let list = "breeder=Breeder-Dev.example.org, animal-api=animals.example.net";
        let config = Config::read(&|name| (name == "REPTIDEX_HOSTS").then(|| list.to_owned())).expect("valid");
        assert_eq!(house_of("breeder-dev.example.org", &config), Some(House::Breeder));
        assert_eq!(house_of("animals.example.net:443", &config), Some(House::Api(Some("animal"))));
        assert_eq!(config.urls().breeder, "http://breeder-dev.example.org:8080");
        assert_eq!(config.urls().admin, "http://admin.localhost:8080");
    }

    #[test]
    fn an_address_is_no_name() {
        for host in ["10.22.33.4:8080", "10.22.33.4", "[::1]:80", "[::1]"] {
            assert!(is_address(host), "{host}");
        }
        for host in ["", "localhost", "localhost:8080", "10.22.33", "::1", "10.22.33.4.example.org", "[localhost]"] {
            assert!(!is_address(host), "{host}");
        }
    }

    #[test]
    fn a_wrong_list_of_hosts_is_refused_by_its_part() {
        for (list, named) in [("breeder", "breeder"), ("shop=a.example", "shop"), ("admin=a b", "a b"), ("admin=", "")]
        {
            let error = format!("{:#}", parse_hosts(list).unwrap_err());
            assert!(error.contains(named), "{list}: {error}");
        }
    }
}
