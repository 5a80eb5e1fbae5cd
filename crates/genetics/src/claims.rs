//! The genotype of an animal as claims about single genes: out of a text, into a genotype, and beside what its relatives say.
//!
//! [`read`] makes claims of a text, a word for a word; [`genotype`] says what claims come to together, [`check`] why some can't stand beside
//! others; [`odds`] is what parents, young and sibs make of them. A claim is a [`ClaimedGene`](repti_model::genotype::ClaimedGene); which gene
//! it is about stands in the catalogue of the animal's species.

mod combine;
mod family;
mod gene;
mod located;
mod odds;
mod read;
mod said;

#[cfg(test)]
mod tests;

pub use combine::{check, genotype};
pub use family::Member;
pub use gene::{Entry, find, find_tag, picks, words};
pub use odds::{Because, FamilyOdds, LocusOdds, Question, odds};
pub use read::{ReadGene, TextClaims, read};
