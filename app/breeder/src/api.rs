//! Server functions of the breeder portal, mounted under `/sfn/breeder/` only.

pub mod account;
pub mod animals;
#[cfg(feature = "ssr")]
mod call;
pub mod embeds;
pub mod evidence;
pub mod factors;
pub mod genetics;
pub mod genotype;
pub mod import;
pub mod lineage;
pub mod members;
pub mod overview;
pub mod pairings;
pub mod papers;
pub mod photos;
pub mod relatedness;
pub mod sign_in;
pub mod sign_up;
pub mod text_claims;
pub mod verification;
pub mod vivariums;
pub mod webhooks;
