//! The seeded catalogue: genes and combos without a database.

use repti_genetics::catalogue::{Catalogue, CatalogueError};

/// From the files that the database is seeded with.
///
/// # Errors
/// Only where those files are broken, which a test rules out.
pub fn catalogue() -> Result<Catalogue, CatalogueError> {
    Catalogue::load(include_str!("../../../genetics/data/genes.csv"), include_str!("../../../genetics/data/combos.csv"))
}

#[cfg(test)]
#[test]
fn the_seed_loads() {
    assert!(catalogue().is_ok());
}
