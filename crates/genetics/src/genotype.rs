//! Alleles an animal carries and how sure that is: pairs of alleles, small distributions over them, exact and floating numbers.

mod chance;
mod dist;
mod number;
mod pair;
mod ratio;

pub use chance::Chance;
pub use dist::{Dist, DistError, Genotype};
pub use number::{Number, NumberError};
pub(crate) use number::{scientific, written};
pub use pair::{AlleleId, LocusId, Pair};
pub use ratio::Ratio;
pub(crate) use ratio::whole;
