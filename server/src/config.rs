//! Configuration: one typed struct from environment variables. A wrong value stops the start with the variable's name.

mod bucket;
mod collector;
mod stores;

pub use bucket::Bucket;
pub use collector::Collector;

use crate::host::{self, House};
use anyhow::{Context, Result, bail};
use app_shared::ssr::PortalUrls;
use std::{fmt::Write, net::SocketAddr, path::PathBuf, str::FromStr, time::Duration};

/// Seconds: running requests have 25 after a stop signal, and idle connections have to end before that.
const MOST_LINGER: u64 = 20;

/// Where a value came from, for `reptidex config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Default,
    Environment,
}

/// One setting as `reptidex config` prints it.
#[derive(Debug, Clone)]
pub struct Setting {
    pub name: &'static str,
    pub shown: String,
    pub origin: Origin,
}

/// Everything the server wants to know about where it runs.
#[derive(Debug, Clone)]
pub struct Config {
    pub development: bool,
    pub listen: SocketAddr,
    pub metrics_listen: SocketAddr,
    pub database_url: String,
    /// The name and password of the application's login, where they stand beside the address.
    pub database_login: Option<(String, String)>,
    pub migrate_database_url: String,
    pub redis_url: String,
    pub site_dir: PathBuf,
    pub secrets_dir: PathBuf,
    /// The keys of access tokens, where they aren't files of `secrets_dir`.
    pub jwt_keys: Option<String>,
    /// The key of photographs' addresses, where it isn't a file of `secrets_dir`.
    pub media_key: Option<String>,
    /// Where photographs lie, unless an S3 bucket is named.
    pub media_dir: PathBuf,
    pub bucket: Option<Bucket>,
    /// Photographs that one process decodes at the same time.
    pub photo_places: usize,
    /// The program that prepares videos, where there is one.
    pub ffmpeg: Option<PathBuf>,
    /// Whether workers make AVIF of photographs, where the build has an encoder.
    pub avif: bool,
    pub base_host: String,
    /// Hosts that aren't `<house>.<base_host>`.
    pub hosts: Vec<(String, House)>,
    pub public_scheme: String,
    pub public_port: Option<u16>,
    pub trusted_proxies: usize,
    /// How long connections that nobody uses stay open after a stop signal.
    pub linger: Duration,
    pub database_connections: u32,
    pub smtp_url: Option<String>,
    pub mail_from: String,
    /// Origins whose pages may call the API.
    pub api_origins: Vec<String>,
    /// Whether business figures are written into the log for CloudWatch.
    pub emf: bool,
    /// Whether webhooks may go to this machine, for development.
    pub webhook_loopback: bool,
    /// Where traces go, if anywhere.
    pub collector: Option<Collector>,
    pub settings: Vec<Setting>,
}

/// Reads variables and remembers where each value came from.
struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    settings: Vec<Setting>,
}

impl Reader<'_> {
    fn text(&mut self, name: &'static str, default: &str, secret: bool) -> String {
        let (value, origin) = match (self.get)(name).filter(|value| !value.is_empty()) {
            Some(value) => (value, Origin::Environment),
            None => (default.to_owned(), Origin::Default),
        };
        let shown = if secret { redact(&value) } else { value.clone() };
        self.settings.push(Setting { name, shown, origin });
        value
    }

    fn parse<T: FromStr>(&mut self, name: &'static str, default: &str) -> Result<T>
    where
        T::Err: std::error::Error + Send + Sync + 'static,
    {
        let text = self.text(name, default, false);
        text.parse().with_context(|| format!("{name}: “{text}” can't be read"))
    }
}

/// The origins of a comma-separated list, such as `https://tools.example.org`.
fn origins(list: &str) -> Result<Vec<String>> {
    let given = list.split(',').map(str::trim).filter(|origin| !origin.is_empty());
    given
        .map(|origin| match url::Url::parse(origin) {
            Ok(parsed) if parsed.origin().is_tuple() && parsed.origin().ascii_serialization() == origin => {
                Ok(origin.to_owned())
            }
            _ => bail!("REPTIDEX_API_ORIGINS: “{origin}” is not an origin such as https://tools.example.org"),
        })
        .collect()
}

/// A URL without its password.
fn redact(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut parsed) if parsed.password().is_some() => {
            let _ = parsed.set_password(Some("***"));
            parsed.to_string()
        }
        Err(_) if url.contains('@') => "*** (not an address)".to_owned(),
        _ => url.to_owned(),
    }
}

impl Config {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// Names the variable whose value is wrong.
    pub fn from_env() -> Result<Self> {
        Self::read(&|name| std::env::var(name).ok())
    }

    /// Reads variables through `get`.
    ///
    /// # Errors
    /// Names the variable whose value is wrong.
    pub fn read(get: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let mut reader = Reader { get, settings: Vec::new() };
        let environment = reader.text("REPTIDEX_ENV", "development", false);
        let development = match environment.as_str() {
            "development" => true,
            "production" => false,
            other => bail!("REPTIDEX_ENV: “{other}” is neither development nor production"),
        };
        let listen: SocketAddr = reader.parse("REPTIDEX_LISTEN", "127.0.0.1:8080")?;
        let metrics_listen = reader.parse("REPTIDEX_METRICS_LISTEN", "127.0.0.1:9464")?;
        let database_url = reader.store(&stores::DATABASE, "postgres://localhost/reptidex")?;
        let database_login = reader.login(&stores::DATABASE);
        let migrate_database_url = reader.store(&stores::OWNER, &database_url)?;
        // sqlx reads it by itself; noted so that `reptidex config` says whether it arrived.
        reader.hidden("PGSSLROOTCERT");
        let redis_url = reader.store(&stores::REDIS, "redis://localhost:6379")?;
        let site_dir = PathBuf::from(reader.text("REPTIDEX_SITE_DIR", "target", false));
        let secrets_dir = PathBuf::from(reader.text("REPTIDEX_SECRETS_DIR", ".run/secrets", false));
        let jwt_keys = reader.hidden("REPTIDEX_JWT_KEYS");
        let media_key = reader.hidden("REPTIDEX_MEDIA_KEY");
        let media_dir = PathBuf::from(reader.text("REPTIDEX_MEDIA_DIR", ".run/media", false));
        let bucket = Bucket::read(&mut reader)?;
        let photo_places = reader.parse("REPTIDEX_PHOTO_PLACES", "2")?;
        let ffmpeg = Some(reader.text("REPTIDEX_FFMPEG", "", false)).filter(|name| !name.is_empty()).map(PathBuf::from);
        let avif = reader.parse("REPTIDEX_AVIF", "true")?;
        let base_host = reader.text("REPTIDEX_BASE_HOST", "localhost", false).to_ascii_lowercase();
        let hosts = host::parse_hosts(&reader.text("REPTIDEX_HOSTS", "", false)).context("REPTIDEX_HOSTS")?;
        let public_scheme = reader.text("REPTIDEX_PUBLIC_SCHEME", if development { "http" } else { "https" }, false);
        if !matches!(public_scheme.as_str(), "http" | "https") {
            bail!("REPTIDEX_PUBLIC_SCHEME: “{public_scheme}” is neither http nor https");
        }
        let default_port = if development { listen.port().to_string() } else { String::new() };
        let port_text = reader.text("REPTIDEX_PUBLIC_PORT", &default_port, false);
        let public_port = match port_text.as_str() {
            "" => None,
            text => Some(text.parse().with_context(|| format!("REPTIDEX_PUBLIC_PORT: “{text}” is not a port"))?),
        };
        let trusted_proxies = reader.parse("REPTIDEX_TRUSTED_PROXIES", "0")?;
        // In development nobody wants to wait for it.
        let linger: u64 = reader.parse("REPTIDEX_LINGER", if development { "0" } else { "5" })?;
        if linger > MOST_LINGER {
            bail!("REPTIDEX_LINGER: {linger} seconds are more than the {MOST_LINGER} that a stop has room for");
        }
        let database_connections = reader.parse("REPTIDEX_DATABASE_CONNECTIONS", "16")?;
        let smtp_url = Some(reader.text("SMTP_URL", "", true)).filter(|url| !url.is_empty());
        if !development && smtp_url.is_none() {
            bail!(
                "SMTP_URL: missing. In production mail has to leave the house, e.g. smtps://user:password@mail.example.org"
            );
        }
        let mail_from = reader.text("REPTIDEX_MAIL_FROM", "ReptiDex <no-reply@localhost>", false);
        let api_origins = origins(&reader.text("REPTIDEX_API_ORIGINS", "", false))?;
        let emf = reader.parse("REPTIDEX_EMF", "false")?;
        let webhook_loopback = reader.parse("REPTIDEX_WEBHOOK_LOOPBACK", "false")?;
        if webhook_loopback && !development {
            bail!("REPTIDEX_WEBHOOK_LOOPBACK: in production no webhook may go to this machine. Leave it out.");
        }
        let collector = Collector::read(&mut reader)?;
        Ok(Self {
            development,
            listen,
            metrics_listen,
            database_url,
            database_login,
            migrate_database_url,
            redis_url,
            site_dir,
            secrets_dir,
            jwt_keys,
            media_key,
            media_dir,
            bucket,
            photo_places,
            ffmpeg,
            avif,
            base_host,
            hosts,
            public_scheme,
            public_port,
            trusted_proxies,
            linger: Duration::from_secs(linger),
            database_connections,
            smtp_url,
            mail_from,
            api_origins,
            emf,
            webhook_loopback,
            collector,
            settings: reader.settings,
        })
    }

    /// The addresses of the portals, without trailing slashes.
    #[must_use]
    pub fn urls(&self) -> PortalUrls {
        let port = self.public_port.map(|port| format!(":{port}")).unwrap_or_default();
        let of = |house: House| {
            let own = self.hosts.iter().find(|(_, known)| *known == house).map(|(host, _)| host.clone());
            let host = own.unwrap_or_else(|| match house {
                House::Public => self.base_host.clone(),
                other => format!("{}.{}", other.name(), self.base_host),
            });
            format!("{}://{host}{port}", self.public_scheme)
        };
        PortalUrls {
            public: of(House::Public),
            breeder: of(House::Breeder),
            admin: of(House::Admin),
            embed: of(House::Embed),
            media: of(House::Media),
            uploads: self.bucket.as_ref().map_or_else(|| of(House::Media), Bucket::origin),
            api: of(House::Api(None)),
        }
    }

    /// The origin of the stand-in for somebody else's site, which shows the demo widgets in development.
    #[must_use]
    pub fn demo_site(&self) -> String {
        let port = self.public_port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://demo-site.localhost{port}", self.public_scheme)
    }

    /// Each value with its origin, secrets masked.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut out = String::new();
        for Setting { name, shown, origin } in &self.settings {
            let origin = match origin {
                Origin::Default => "default",
                Origin::Environment => "environment",
            };
            let _ = writeln!(out, "{name:<32} {shown:<48} {origin}");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Config> {
        let pairs: Vec<(String, String)> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Config::read(&|name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()))
    }

    #[test]
    fn a_wrong_value_names_its_variable() {
        for (name, value) in [
            ("REPTIDEX_LISTEN", "nowhere"),
            ("REPTIDEX_ENV", "prod"),
            ("REPTIDEX_PUBLIC_PORT", "99999"),
            ("REPTIDEX_PUBLIC_SCHEME", "ftp"),
            ("REPTIDEX_API_ORIGINS", "https://tools.example.org/path"),
            ("REPTIDEX_API_ORIGINS", "*"),
            ("REPTIDEX_HOSTS", "shop=shop.example.org"),
            ("REPTIDEX_EMF", "perhaps"),
            ("REPTIDEX_LINGER", "21"),
            ("REPTIDEX_LINGER", "a while"),
        ] {
            let error = with(&[(name, value)]).err().map(|e| format!("{e:#}")).unwrap_or_default();
            assert!(error.contains(name), "{name}: {error}");
        }
    }

    #[test]
    fn passwords_are_masked_when_shown() {
        let config = with(&[("DATABASE_URL", "postgres://app:hunter2@db/reptidex")]).expect("valid");
        assert!(!config.describe().contains("hunter2"));
        assert!(config.describe().contains("postgres://app:***@db/reptidex"));
        let config = with(&[("DATABASE_URL", "postgres://app:hunter2@db:port/reptidex")]).expect("not read yet");
        assert!(!config.describe().contains("hunter2"));
    }

    #[test]
    fn production_needs_a_way_for_mail() {
        assert!(with(&[("REPTIDEX_ENV", "production")]).is_err());
    }

    #[test]
    fn webhooks_reach_this_machine_in_development_only_and_only_when_that_is_said() {
        let loopback = ("REPTIDEX_WEBHOOK_LOOPBACK", "true");
        assert!(!with(&[]).expect("valid").webhook_loopback);
        assert!(with(&[loopback]).expect("valid").webhook_loopback);
        let production = [("REPTIDEX_ENV", "production"), ("SMTP_URL", "smtp://mail.example.org")];
        assert!(with(&production).is_ok());
        let refused = with(&[production[0], production[1], loopback]).map(drop).expect_err("refused");
        assert!(format!("{refused:#}").contains("REPTIDEX_WEBHOOK_LOOPBACK"));
    }

    #[test]
    fn portals_live_on_sub_domains_of_the_base_host() {
        let urls = with(&[]).expect("valid").urls();
        assert_eq!(urls.public, "http://localhost:8080");
        assert_eq!(urls.breeder, "http://breeder.localhost:8080");
    }
}
