//! Which house answers: the `Host` header chooses the portal or an API service.

use crate::config::Config;

/// The six API services, each of which may have a host of its own.
pub const API_SERVICES: [&str; 6] = ["core", "animal", "commerce", "media", "community", "ops"];

/// What a host name leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum House {
    Public,
    Breeder,
    Admin,
    Embed,
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
            Self::Api(_) => "api",
            Self::DemoHost => "demo",
        }
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
    let base = config.base_host.as_str();
    if name == base || (base == "localhost" && name == "reptidex.localhost") {
        return Some(House::Public);
    }
    if config.development && name == "demo-site.localhost" {
        return Some(House::DemoHost);
    }
    let label = name.strip_suffix(base)?.strip_suffix('.')?;
    match label {
        "www" => Some(House::Public),
        "breeder" => Some(House::Breeder),
        "admin" => Some(House::Admin),
        "embed" => Some(House::Embed),
        "api" => Some(House::Api(None)),
        _ => {
            let service = label.strip_suffix("-api")?;
            API_SERVICES.into_iter().find(|known| *known == service).map(|known| House::Api(Some(known)))
        }
    }
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
}
