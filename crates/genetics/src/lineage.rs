//! Can this animal be a parent of that one? The checks of rule 2 in `product.md`, as pure functions.
//!
//! A claim is **refused** only when it is impossible under every reading of what is recorded: a date known to the year is every day
//! of that year. What is possible but suspicious is a **warning**. What isn't recorded is no reason for either.

mod age;
mod cycle;
mod finding;
mod pairing;
mod parent;
mod subject;

pub use age::{AgeAtBirth, age_at_birth};
pub use cycle::{cycle_through, find_cycle};
pub use finding::{Finding, FindingCode, Severity, both_sides_finding, cycle_finding};
pub use pairing::{Mate, PairingCode, PairingField, PairingFinding, check_pairing};
pub use parent::check_parent;
pub use subject::{Subject, TaxonRules};
