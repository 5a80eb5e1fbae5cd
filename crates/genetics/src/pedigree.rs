//! The pedigree engine: who descends from whom as plain arrays, and what follows from it.
//!
//! [`Studbook`] takes rows of text (id, sire, dam, sex, dates) and gives each animal an index; [`Studbook::check`] names what is wrong
//! with them. [`Pedigree`] is the bare graph: two parents an animal, no cycles. Everything else is computed from it:
//! [`inbreeding()`] of every animal, [`Kinship`] of pairs, selections and whole populations, and the measures of a
//! population ([`metrics`]).
//!
//! Definitions, for sources disagree:
//! * **kinship** f(i, j): probability that a gene drawn at random from i and one drawn at random from j at the same locus are
//!   identical by descent from the founders (Malécot 1948). f(i, i) = (1 + F_i) / 2.
//! * **inbreeding** F_i = f(sire, dam); 0 when a parent is unknown. Founders are taken as unrelated and not inbred.
//! * **numerator relationship** a(i, j) = 2 f(i, j) (Henderson 1976).
//! * **relationship** R(i, j) = 2 f(i, j) / sqrt((1 + F_i)(1 + F_j)) (Wright 1922).
//!
//! Nothing here recurses, so that a pedigree of a million generations is no danger to the stack.

mod check;
mod common;
mod date;
mod error;
mod fault;
mod graph;
mod ids;
pub mod inbreeding;
mod kinship;
pub mod metrics;
mod nodes;
mod studbook;
mod tracer;
mod update;

pub use check::{CheckOptions, FaultSummary};
pub use common::{CommonAncestor, CommonAncestors};
pub use date::DateRange;
pub use error::PedigreeError;
pub use fault::{Fault, FaultKind, Severity};
pub use graph::{Pedigree, UNKNOWN};
pub use ids::IdTable;
pub use inbreeding::{Inbreeding, Method, inbreeding};
pub use kinship::{Kinship, PairRelation};
pub use studbook::{Row, Sex, Studbook, is_unknown_mark};
pub use update::{Change, Updated};
