//! Genotypes as breeders write them, and back: "Queen Bee 66% het Clown".
//!
//! [`Lexicon::parse`] reads a text of one species: every word of it is accounted for, as a gene, a modifier, a remark of no genetic meaning, or in
//! a [`Finding`] with its place and what could be meant. [`Lexicon::name`] writes a genotype by the fewest registered names.
//!
//! Linear in the length of the text (times the longest name of the catalogue); texts above [`MOST_BYTES`] are refused by name.

mod certain;
mod claim;
mod cover;
mod distance;
mod finding;
mod grammar;
mod header;
mod keyword;
mod lexicon;
mod line;
mod maker;
mod merge;
mod name;
mod number;
mod part;
mod reading;
mod resolve;
mod scan;
mod tokens;
mod vocabulary;

#[cfg(test)]
mod tests;

pub(crate) use claim::{Body, Claim};
pub use finding::{Finding, Problem, Severity};
pub use lexicon::Lexicon;
pub(crate) use merge::merge;
pub use name::{Name, Percent};
pub(crate) use part::shape;
pub use part::{Group, Part};
pub use reading::{Reading, Span, Taken, Word, written};

/// The longest text that is read, in bytes: a thousand genes and more.
pub const MOST_BYTES: usize = 16 << 10;
