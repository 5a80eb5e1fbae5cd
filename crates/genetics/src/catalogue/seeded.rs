//! The catalogue that comes with the engine: what a database begins with, and what answers where there is none.

use super::{load::Catalogue, taxon::Taxon, texts::Texts};
use std::sync::LazyLock;

static SEEDED: LazyLock<Catalogue> = LazyLock::new(|| {
    // A test rules out that the files are broken; were they, the engine would know no species rather than end a page.
    Texts::seeded().load().unwrap_or_else(|_| Catalogue { version: String::new(), taxa: Vec::new() })
});

impl Catalogue {
    /// Read once.
    #[must_use]
    pub fn seeded() -> &'static Self {
        &SEEDED
    }

    /// The species that people keep: without the taxa that stand for a whole sex system, whose genes nobody has described.
    pub fn species(&self) -> impl Iterator<Item = &Taxon> {
        let described =
            |taxon: &&Taxon| taxon.loci.iter().flat_map(|locus| &locus.alleles).any(|allele| !allele.source.is_empty());
        self.taxa.iter().filter(described)
    }
}

#[cfg(test)]
#[test]
fn the_files_load() {
    assert_eq!(Catalogue::seeded().species().count(), 9);
}
