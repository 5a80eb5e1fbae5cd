//! The six contexts in one struct, and the use cases that cross them.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only");

pub mod seed;

// The portals and the server know the contexts through here.
pub use {repti_animal, repti_core, repti_ops};

use repti_animal::Animals;
use repti_core::{Core, CoreParts};
use repti_db::Db;
use repti_ops::Ops;

/// Every service behind one cheap clone.
#[derive(Debug, Clone)]
pub struct Domain {
    pub db: Db,
    /// People, sessions, vivariums, mail, the audit log.
    pub core: Core,
    /// Animals, lineage, import and export, and what the public reads of them.
    pub animal: Animals,
    /// Widgets, the job queue, health.
    pub ops: Ops,
}

impl Domain {
    /// Puts the services together; connects to nothing yet.
    ///
    /// # Errors
    /// When a setting can't work.
    pub fn new(parts: CoreParts) -> repti_core::Result<Self> {
        let (db, redis) = (parts.db.clone(), parts.redis.clone());
        let (animal, ops) = (Animals::new(db.clone()), Ops::new(db.clone(), redis));
        Ok(Self { core: Core::new(parts)?, animal, ops, db })
    }
}
