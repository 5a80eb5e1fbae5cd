//! Demo animals: what `reptidex seed` writes of this context.

pub use crate::store::seed::{
    SeedAnimal, SeedLink, SeedWarning, analyze, insert_animals, insert_links, insert_warnings,
};
