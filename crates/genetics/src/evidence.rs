//! What the evidence says: posteriors of genotypes across a pedigree, one locus at a time.
//!
//! A [`Pedigree`] holds animals with their parents (known, unknown, or one of several candidates), what founders are taken to be, and what
//! was seen: phenotypes, tests, claims, counted young. [`posterior`] answers what each animal carries given **all** of it. Beliefs about
//! relatives aren't independent, so no figure of one animal is ever fed into another's: two sibs from a 66% het and a normal throw a visual
//! with 1/24 and not with 1/36.
//!
//! The joint probability is the product of the founders' priors, of P(young | sire, dam) and of P(seen | genotype). It is summed exactly by
//! eliminating one variable after another (Elston & Stewart 1971; Cannings, Thompson & Skolnick 1978; Lauritzen & Sheehan 2003). Where loops
//! make that too wide, [`Method::Sampled`] says so and gives a standard error. Impossible evidence is an error that names the animals.
//!
//! [`prove`] is the small case of eggs and the states of their parents; [`parentage`] weighs the candidates of a clutch; [`why`] names what
//! a figure rests on.

mod answer;
mod arithmetic;
mod check;
mod conflict;
mod error;
mod leaf;
mod locus;
mod model;
mod network;
mod order;
mod parentage;
mod proving;
mod prune;
mod reduce;
mod sample;
mod solve;
mod table;
mod tree;
mod why;
mod wide;

use crate::genotype::Pair;

pub use answer::{Answer, Method, PairPosterior, PaternityPosterior, Posterior};
pub use arithmetic::Arithmetic;
pub use error::{EvidenceError, Place, Source};
pub use locus::{Linkage, Locus, MAX_ALLELES, Sex};
pub use model::{Animal, Evidence, Limits, Litter, Parent, Paternity, Pedigree, Query};
pub use parentage::{Clutch, Sires, parentage, parentage_in, paternity_index};
pub use proving::{ParentState, Proof, at_least_one, prove, prove_in};
pub use solve::{posterior, posterior_in};
pub use why::{Reason, Why, why};
pub use wide::Wide;

#[cfg(test)]
mod tests;
