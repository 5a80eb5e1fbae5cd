//! Operations: idempotent writes, widgets on other sites, webhooks, the job queue as operators see it, and whether what we stand on answers.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only");

mod counts;
mod error;
mod health;
pub mod idempotency;
mod jobs;
pub mod seed;
mod status;
mod store;
mod webhooks;
mod widgets;

pub use error::OpsError;
pub use webhooks::{Attempted, WebhookJob, WebhookNotice, WebhookSweep, WebhooksSwept};

use fred::clients::Pool;
use repti_db::Db;

/// What this crate's functions answer with.
pub type Result<T, E = OpsError> = std::result::Result<T, E>;

/// The context of operations. Cheap to clone.
#[derive(Clone)]
pub struct Ops {
    db: Db,
    redis: Option<Pool>,
    board: status::Board,
    poster: webhooks::Poster,
}

impl Ops {
    /// Puts the parts together; connects to nothing.
    #[must_use]
    pub fn new(db: Db, redis: Option<Pool>) -> Self {
        Self { db, redis, board: status::Board::default(), poster: webhooks::Poster::new(false) }
    }
}

impl std::fmt::Debug for Ops {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ops").field("redis", &self.redis.is_some()).finish_non_exhaustive()
    }
}
