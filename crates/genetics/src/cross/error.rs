//! What can't be crossed, and what is too much.

use crate::genotype::{whole, written};
use serde::Serialize;

/// An error names the locus by its key, and the limit it passed.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum CrossError {
    #[error("{locus} is given to the {parent} as {pair}, which no {parent} can have there")]
    ImpossiblePair { locus: String, parent: &'static str, pair: String },
    #[error("{locus}: an allele is used that isn't one of its own")]
    UnknownAllele { locus: String },
    #[error("{locus}: recombination is {}, but lies between 0 and 1/2", written(*r))]
    Recombination { locus: String, r: f64 },
    #[error("{locus} stands in the pairing twice")]
    DoubledLocus { locus: String },
    #[error("{loci}: only autosomal loci of one pairing can be linked, each to one neighbour on either side")]
    BadLink { loci: String },
    #[error("{count} loci; at most {limit} are taken")]
    TooManyLoci { count: usize, limit: usize },
    #[error("{} rows; at most {limit} are listed (ask for the likeliest, or for single loci)", whole(*rows))]
    TooManyRows { rows: u128, limit: usize },
    #[error("{loci} depend on each other in more than {limit} ways")]
    TooManyTogether { loci: String, limit: usize },
    #[error("the parents may be of more than {limit} kinds that differ in this (fix some of their genes)")]
    TooManyStates { limit: usize },
    #[error("{eggs} eggs; at most {limit} are reckoned with")]
    TooManyEggs { eggs: u32, limit: u32 },
    #[error("{locus} is none of the pairing's loci")]
    UnknownLocus { locus: String },
    #[error("{locus} has no class “{class}” in this pairing")]
    UnknownClass { locus: String, class: String },
}
