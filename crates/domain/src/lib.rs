//! The six contexts in one struct, and the use cases that cross them.

#[cfg(target_arch = "wasm32")]
compile_error!("the domain is for the server only");

pub mod seed;

use repti_animal::Animals;
use repti_db::Db;

/// Every service behind one cheap clone.
#[derive(Debug, Clone)]
pub struct Domain {
    pub db: Db,
    /// Animals, lineage, import and export, and what the public reads of them.
    pub animal: Animals,
}

impl Domain {
    /// The services over a database.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { animal: Animals::new(db.clone()), db }
    }
}
