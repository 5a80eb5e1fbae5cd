//! Animals and where they come from: the registry, parents as evidence, pedigrees, and what the public may read of them.
//!
//! Every verb of [`Animals`] takes the actor first and decides itself what they may; another vivarium's id is not found.
//! Public verbs take no actor and read only what the views made for the public give out.

#[cfg(target_arch = "wasm32")]
compile_error!("the animal context is for the server only");

mod ancestry;
mod archive;
mod bulk;
mod catalogue;
mod certificates;
mod checks;
mod claims;
mod codes;
mod coefficients;
mod collection;
mod drafts;
mod error;
mod evidence;
pub mod export;
mod genes;
pub mod import;
mod kin;
mod kinship;
mod lineage;
mod mates;
mod pairings;
mod plans;
mod public;
mod reckon;
mod registry;
pub mod seed;
mod store;
mod taxa;
mod tree;
mod verification;
mod views;
mod warnings;
mod words;

pub use certificates::{FoundCertificate, NewCertificate, ShownCertificate};
pub use coefficients::{CoefficientBacklog, CoefficientRun, Reckoned};
pub use error::AnimalError;
pub use evidence::{CertificateNotice, EvidenceRead, EvidenceSweep, EvidenceSwept};
pub use genes::GeneReading;
pub use verification::{VerificationExpiry, VerificationNotice};

use repti_db::Db;
use repti_storage::ObjectStore;
use std::sync::Arc;

/// The animal context. Clones share the caches.
#[derive(Debug, Clone)]
pub struct Animals {
    db: Db,
    /// Where the bytes of files beside claims lie.
    objects: ObjectStore,
    taxa: Arc<taxa::TaxaCache>,
    index: Arc<public::PublicIndex>,
}

/// What every verb answers.
pub type Result<T> = std::result::Result<T, AnimalError>;

impl Animals {
    /// The context over a database and a store of files.
    #[must_use]
    pub fn new(db: Db, objects: ObjectStore) -> Self {
        Self { db, objects, taxa: Arc::default(), index: Arc::default() }
    }
}
