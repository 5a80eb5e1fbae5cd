//! The genes of each species: loci, allele series, inheritance, sex linkage, rules of lethality and welfare, combos, certainty.
//!
//! Pure: the texts of `genes.csv` and `combos.csv` are handed in. What those files don't say (short names, dominance order, epistasis, sex
//! systems) stands in `supplement.txt` beside this module.

mod combo;
mod csv;
mod forms;
mod genes;
mod label;
mod lines;
mod load;
mod locus;
mod part;
mod remarks;
mod resolve;
mod seeded;
mod supplement;
mod taxon;
mod words;

#[cfg(test)]
mod tests;

pub use combo::{Combo, Need};
pub use load::{Catalogue, CatalogueError};
pub use locus::{Allele, Certainty, Inheritance, Linkage, Locus, Super};
pub use part::LocusPart;
pub use resolve::ResolveError;
pub use taxon::{Condition, Grade, LineName, Linked, Mask, Rule, SexSystem, Tag, Taxon};
pub use words::{dashed, slug, squash};
