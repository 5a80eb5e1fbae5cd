//! What a pairing can give.
//!
//! Each locus is a small distribution (Mendel's first law); loci are independent unless a rule, a chromosome or the sex couples them, and only
//! those are taken together as one [`Factor`]. Rows are products of factors, so marginals, any target's probability and clutch odds cost a sum
//! over factors, never a product. Uncertain parents are mixed **before** anything is conditioned on: 66 % het × 66 % het gives 1/9 visuals, and
//! half of the others are het.

mod chain;
mod error;
mod factor;
mod gamete;
mod marginal;
mod mask;
mod moments;
mod odds;
mod outcome;
mod percent;
mod plan;
mod row;
mod target;

#[cfg(test)]
mod tests;

pub use chain::{Link, Phase};
pub use error::CrossError;
pub use factor::{Factor, FactorClass, Stratum};
pub use marginal::{ClassShare, LocusShares, PairShare, Shares};
pub use mask::VisualRow;
pub use odds::{ClutchOdds, Clutches, MOST_EGGS};
pub use outcome::{MOST_ROWS, Outcome};
pub use percent::hobby_percent;
pub use plan::{Cross, CrossLocus, Death, Hiding};
pub use row::Row;
pub use target::{Target, Want};

use serde::{Deserialize, Serialize};

/// Sex of a young, where a locus depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    #[serde(rename = "F")]
    Female,
    #[serde(rename = "M")]
    Male,
}
