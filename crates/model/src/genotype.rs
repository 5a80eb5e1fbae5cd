//! The genotype of an animal as claims: each about one gene, each with how it is known.

mod claim;
mod filter;
mod many;
mod odds;
mod reckoned;

pub use claim::{
    ChangeGenotypeClaim, Chromosome, ClaimBasis, ClaimLook, ClaimedGene, GeneVerification, GenotypeClaim,
    GenotypeRecord, NewGenotypeClaims, OfferedGene,
};
pub use filter::{CollectionGene, GeneFilter, NoGeneFilter};
pub use many::{ClaimMany, ManyClaimed, ManyPreview, PreviewedClaims, Unclaimable};
pub use odds::{GeneOdds, GenotypeOdds, GenotypeQuestion, NamedAnimal, OddsReason};
pub use reckoned::{GeneKind, GenotypeSource, ReckonedGenotype};
