//! The genotype of an animal as claims: each about one gene, each with how it is known.

mod claim;
mod odds;

pub use claim::{
    ChangeGenotypeClaim, Chromosome, ClaimBasis, ClaimLook, ClaimedGene, GeneVerification, GenotypeClaim,
    GenotypeRecord, NewGenotypeClaims, OfferedGene,
};
pub use odds::{GeneOdds, GenotypeOdds, GenotypeQuestion, NamedAnimal, OddsReason};
