//! The catalogue that comes with the engine: what a database is seeded with, and what answers where there is none.

use super::load::Catalogue;
use std::sync::LazyLock;

static SEEDED: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test rules out that the files are broken; were they, the engine would know no species rather than end a page.
    Catalogue::load(include_str!("../../data/genes.csv"), include_str!("../../data/combos.csv"))
        .unwrap_or_else(|_| Catalogue { version: String::new(), taxa: Vec::new() })
});

impl Catalogue {
    /// Nine species and two without a name, for reckoning; read once.
    #[must_use]
    pub fn seeded() -> &'static Self {
        &SEEDED
    }
}

#[cfg(test)]
#[test]
fn the_files_load() {
    assert_eq!(Catalogue::seeded().taxa.len(), 11);
}
