//! The six contexts in one struct, the encyclopedia of genes, and the use cases that cross contexts.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only");

mod carriers;
mod coefficients;
pub mod genes;
mod health;
pub mod papers;
mod photos;
pub mod seed;
mod status;
mod verification;
mod webhooks;
mod widgets;

pub use repti_animal;
pub use repti_core;
pub use repti_media;
pub use repti_ops;
pub use repti_paper;

use repti_animal::Animals;
use repti_core::{Core, CoreError, CoreParts};
use repti_db::Db;
use repti_media::{Media, MediaParts};
use repti_ops::Ops;

/// Every service behind one cheap clone.
#[derive(Debug, Clone)]
pub struct Domain {
    pub db: Db,
    /// People, sessions, vivariums, mail, the audit log.
    pub core: Core,
    /// Animals, lineage, import and export, and what the public reads of them.
    pub animal: Animals,
    /// Photographs.
    pub media: Media,
    /// Widgets on other sites, webhooks, and the house itself.
    pub ops: Ops,
}

impl Domain {
    /// Puts the services together; connects to nothing yet.
    ///
    /// # Errors
    /// When a setting can't work.
    pub fn new(parts: CoreParts, media: MediaParts) -> Result<Self, CoreError> {
        let (db, redis) = (parts.db.clone(), parts.redis.clone());
        let core = Core::new(parts)?;
        Ok(Self {
            core,
            animal: Animals::new(db.clone(), media.objects.clone()),
            media: Media::new(media),
            ops: Ops::new(db.clone(), redis),
            db,
        })
    }
}
