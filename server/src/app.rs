//! What every request can reach: configuration, the domain, Redis and the bundles.

use crate::{assets, config::Config, host::House, layers::crowd::Crowd, media_key, photo_store};
use anyhow::{Context, Result};
use app_shared::{shell::PortalAssets, ssr::PortalUrls};
use fred::prelude::{Builder, ClientLike, Config as RedisConfig, Pool};
use repti_core::{CoreParts, Links, MailSettings, MailTransport, PasskeySettings};
use repti_db::{Db, DbOptions};
use repti_domain::{
    Domain,
    repti_media::{Ffmpeg, MediaParts},
};
use std::{sync::Arc, time::Duration};
use url::Url;

/// The server's state, cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    pub config: Arc<Config>,
    pub domain: Domain,
    pub redis: Pool,
    pub urls: Arc<PortalUrls>,
    pub crowd: Crowd,
}

impl AppState {
    /// Opens the pools. Neither PostgreSQL nor Redis has to be there yet: both are asked again and again.
    ///
    /// # Errors
    /// When a URL can't be read.
    pub async fn open(config: Config) -> Result<Self> {
        let options =
            DbOptions { max_connections: config.database_connections, ..DbOptions::new(&config.database_url) };
        let db = Db::open(&options).context("DATABASE_URL")?;
        let redis = redis_pool(&config.redis_url)?;
        let _connection = redis.connect();
        let urls = Arc::new(config.urls());
        let media = MediaParts {
            db: db.clone(),
            objects: photo_store::open(&config)?,
            origin: urls.media.clone(),
            key: media_key::open(&config)?,
            places: config.photo_places,
            ffmpeg: config.ffmpeg.clone().map(Ffmpeg::new),
            avif: config.avif,
        };
        let mut domain = Domain::new(core_parts(&config, &urls, db, redis.clone())?, media)?;
        domain.ops = domain.ops.telling_this_machine(config.webhook_loopback);
        Ok(Self { domain, redis, urls, crowd: Crowd::of_pages(), config: Arc::new(config) })
    }

    /// The bundle files of a portal.
    ///
    /// # Errors
    /// When the bundle wasn't built.
    pub fn assets(&self, house: House) -> Result<PortalAssets> {
        assets::find(&self.config.site_dir, house.name())
    }
}

/// Passwords that may be hashed at the same time: each takes a core and 19 MiB.
fn hashing_slots() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 8)
}

fn core_parts(config: &Config, urls: &PortalUrls, db: Db, redis: Pool) -> Result<CoreParts> {
    let url = |text: &str| Url::parse(text).with_context(|| format!("REPTIDEX_BASE_HOST: {text} is no address"));
    let (breeder, public, admin) = (url(&urls.breeder)?, url(&urls.public)?, url(&urls.admin)?);
    // A host of one label (`localhost`) is a public suffix to browsers, which passkeys can't belong to. They belong to the breeder
    // portal then; below a real domain they are good for both portals.
    let host = match config.base_host.as_str() {
        base if base.contains('.') && below(&breeder, base) => base.to_owned(),
        _ => breeder.host_str().unwrap_or_default().to_owned(),
    };
    let transport = match &config.smtp_url {
        Some(url) => MailTransport::Smtp { url: url.clone() },
        None => MailTransport::Mailbox,
    };
    Ok(CoreParts {
        db,
        redis: Some(redis),
        mail: MailSettings { from: config.mail_from.clone(), transport },
        passkeys: PasskeySettings { host, origins: vec![breeder.clone(), admin.clone()] },
        links: Links { breeder, public, admin },
        hashing_slots: hashing_slots(),
    })
}

/// Whether a portal lives on a name of `base`.
fn below(portal: &Url, base: &str) -> bool {
    portal
        .host_str()
        .and_then(|host| host.strip_suffix(base))
        .is_some_and(|label| label.is_empty() || label.ends_with('.'))
}

/// A small pool that gives up on a command quickly: a page must not wait for a Redis that is gone.
fn redis_pool(url: &str) -> Result<Pool> {
    // With S3's client two providers are compiled in, and TLS by `rediss://` wants to know which; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = RedisConfig::from_url(url).context("REDIS_URL")?;
    Builder::from_config(config)
        .with_connection_config(|connection| {
            connection.connection_timeout = Duration::from_secs(2);
            connection.internal_command_timeout = Duration::from_secs(2);
        })
        .with_performance_config(|performance| performance.default_command_timeout = Duration::from_secs(2))
        .set_policy(fred::prelude::ReconnectPolicy::new_exponential(0, 100, 2_000, 2))
        .build_pool(4)
        .context("Redis pool")
}
