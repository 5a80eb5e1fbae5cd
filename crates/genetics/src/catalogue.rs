//! The genes of each species: loci, allele series, inheritance, sex linkage, rules of lethality and welfare, combos, certainty.
//!
//! Pure: the texts of `genes.csv` and `combos.csv` are handed in. What those files don't say (short names, dominance order, epistasis, sex
//! systems, rules) stands in a supplement; the one that comes with the engine is `supplement.txt` beside this module.
//!
//! [`Catalogue::seeded`] is what comes with the engine, [`Catalogue::current`] what this process answers by: a published version, once one was
//! installed. [`Source`] is the same as rows, for edits.

mod change;
mod combo;
mod csv;
mod current;
mod effect;
mod forms;
mod genes;
mod label;
mod lines;
mod load;
mod locus;
mod part;
mod remarks;
mod resolve;
mod rule;
mod seeded;
mod source;
mod supplement;
mod taxon;
mod texts;
mod words;

#[cfg(test)]
mod tests;

pub use change::{Step, apply, conflicts, diff, steps};
pub use combo::{Combo, Need};
pub use current::Edition;
pub use effect::{Told, alleles_of, odds, told};
pub use load::{Catalogue, CatalogueError};
pub use locus::{Allele, Certainty, Inheritance, Linkage, Locus, Super};
pub use part::LocusPart;
pub use resolve::ResolveError;
pub use source::{ComboRow, GeneRow, Source, SourceRule};
pub use taxon::{Condition, Grade, LineName, Linked, Mask, Rule, SexSystem, Tag, Taxon};
pub use texts::Texts;
pub(crate) use words::lower;
pub use words::{dashed, slug, squash};
