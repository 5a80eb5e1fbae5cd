//! Genetics and lineage as pure functions: no I/O, no clock, native and in the browser.

mod arrange;
pub mod calculator;
pub mod catalogue;
pub mod claims;
pub mod cross;
pub mod evidence;
pub mod genotype;
pub mod lineage;
pub mod pedigree;
mod random;
pub mod text;
pub mod top;
