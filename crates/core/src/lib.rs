//! People, sessions, vivariums, mail and the audit log: who somebody is and what they may see.
//!
//! [`Core`] is the one door. Its methods are the verbs of the business; those for somebody signed in take the
//! [`Actor`](repti_model::Actor) first and decide themselves whether it may. SQL stands in `store/` only.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only");

pub mod accounts;
pub mod api_tokens;
pub mod aside;
pub mod audit;
mod error;
pub mod limits;
mod links;
pub mod mail;
mod password;
pub mod plans;
mod policy;
pub mod redis_figures;
pub mod seed;
pub mod staff;
mod store;
mod tokens;
pub mod turns;
pub mod vivariums;

pub use accounts::{ActorIn, ClientInfo, PasskeySettings, Portal, SignInOutcome, SignUpOutcome};
pub use api_tokens::{RefreshGrant, TokenGrant};
pub use audit::AuditEntry;
pub use error::CoreError;
pub use limits::{Limit, Limits};
pub use links::Links;
pub use mail::{MailJob, MailSettings, MailTransport};

use fred::clients::Pool;
use mail::Mailer;
use password::Passwords;
use repti_db::Db;
use std::sync::Arc;
use webauthn_rs::Webauthn;

/// What this crate's functions answer with.
pub type Result<T, E = CoreError> = std::result::Result<T, E>;

/// What [`Core`] stands on.
#[derive(Clone, Debug)]
pub struct CoreParts {
    pub db: Db,
    /// For rate limits that hold across processes. Without it, or while it doesn't answer, each process limits on its own.
    pub redis: Option<Pool>,
    pub mail: MailSettings,
    pub links: Links,
    pub passkeys: PasskeySettings,
    /// Passwords that may be hashed at the same time: each takes 19 MiB and a core.
    pub hashing_slots: usize,
}

/// The context of people and vivariums. Cheap to clone.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    limits: Limits,
    mailer: Mailer,
    links: Links,
    passwords: Passwords,
    webauthn: Webauthn,
}

impl Core {
    /// Puts the parts together; connects to nothing yet.
    ///
    /// # Errors
    /// When a setting can't work, such as an origin that doesn't lie under the passkeys' host.
    pub fn new(parts: CoreParts) -> Result<Self> {
        let webauthn = parts.passkeys.build()?;
        let mailer = Mailer::new(&parts.mail)?;
        let inner = Inner {
            db: parts.db,
            limits: Limits::new(parts.redis),
            mailer,
            links: parts.links,
            passwords: Passwords::new(parts.hashing_slots)?,
            webauthn,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Rate limits, also for what isn't about accounts.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// Where the portals live.
    #[must_use]
    pub fn links(&self) -> &Links {
        &self.inner.links
    }

    pub(crate) fn db(&self) -> &Db {
        &self.inner.db
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.inner.passwords
    }

    pub(crate) fn webauthn(&self) -> &Webauthn {
        &self.inner.webauthn
    }

    pub(crate) fn mailer(&self) -> &Mailer {
        &self.inner.mailer
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").finish_non_exhaustive()
    }
}
