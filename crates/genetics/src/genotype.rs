//! Alleles an animal carries and how sure that is: pairs of alleles, small distributions over them, exact and floating numbers.

mod chance;
mod dist;
mod number;
mod pair;
mod ratio;

pub use chance::Chance;
pub use dist::{Dist, DistError, Genotype};
pub use number::{Number, NumberError};
pub use pair::{AlleleId, LocusId, Pair};
pub use ratio::Ratio;
