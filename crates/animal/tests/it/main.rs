//! The animal context against a real PostgreSQL, under row-level security.

mod archive;
mod catalogue;
mod codes;
mod coefficients;
mod evidence;
mod exporting;
mod genes;
mod genotype;
mod genotype_odds;
mod history;
mod importing;
mod isolation;
mod kinship;
mod lineage;
mod masking;
mod mates;
mod paging;
mod pairings;
mod plans;
mod public;
mod saving;
mod support;
mod taxa;
mod tree;
mod turns;
mod verification;
