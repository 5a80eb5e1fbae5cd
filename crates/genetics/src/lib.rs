//! Genetics and lineage as pure functions: no I/O, no clock, native and in the browser.

pub mod lineage;
pub mod pedigree;
