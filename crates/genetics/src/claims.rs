//! The genotype of an animal as claims about single genes: out of a text, into a genotype, and beside what its relatives say.
//!
//! [`read`] makes claims of a text, a word for a word; [`genotype`] says what claims come to together, [`check`] why some can't stand beside
//! others; [`reckoned`] is the one way to the genotype that an animal is reckoned with, [`carried`] what lists are narrowed by; [`odds`] is what
//! parents, young and sibs make of claims. A claim is a [`ClaimedGene`](repti_model::genotype::ClaimedGene); which gene it is about stands in
//! the catalogue of the animal's species.

mod carried;
mod combine;
mod family;
mod gene;
mod located;
mod odds;
mod read;
mod reckoned;
mod said;

#[cfg(test)]
mod tests;

pub use carried::{Carried, carried};
pub use combine::{check, genotype};
pub use family::Member;
pub use gene::{Entry, find, find_tag, picks, words};
pub use odds::{Because, FamilyOdds, LocusOdds, Question, odds};
pub use read::{ReadGene, TextClaims, read};
pub use reckoned::{Reckoned, reckoned};
