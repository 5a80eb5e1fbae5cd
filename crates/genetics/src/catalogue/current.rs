//! The catalogue that this process answers by: what came with the engine, until a published version is installed.
//!
//! A version is never freed. Calculators, lexicons and pages hold references to it for as long as they like, so that nobody has to say how
//! long; one is some megabytes, and people publish a few a week, by hand.

use super::load::Catalogue;
use jiff::Timestamp;
use std::sync::{PoisonError, RwLock};

/// A version of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// Counts what was published; 0 is what came with the engine, installed by nobody.
    pub number: i32,
    pub published_at: Option<Timestamp>,
    pub catalogue: &'static Catalogue,
}

static CURRENT: RwLock<Option<Edition>> = RwLock::new(None);

impl Edition {
    /// The newest that was installed here.
    #[must_use]
    pub fn current() -> Self {
        let current = *CURRENT.read().unwrap_or_else(PoisonError::into_inner);
        current.unwrap_or_else(|| Self { number: 0, published_at: None, catalogue: Catalogue::seeded() })
    }

    /// Makes a published version the current one, unless a newer one is. Gives the current one.
    pub fn install(number: i32, published_at: Option<Timestamp>, catalogue: Catalogue) -> Self {
        let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = current.filter(|known| known.number >= number) {
            return known;
        }
        let before = current.map_or_else(Catalogue::seeded, |known| known.catalogue);
        // The same content stays the same reference: nobody has to make anything anew.
        let catalogue = if before.version == catalogue.version { before } else { Box::leak(Box::new(catalogue)) };
        let edition = Self { number, published_at, catalogue };
        *current = Some(edition);
        edition
    }

    /// Whether it is what every browser has compiled in.
    #[must_use]
    pub fn is_seeded(self) -> bool {
        self.catalogue.version == Catalogue::seeded().version
    }

    /// The name of the file with this version's texts: it holds number and content, so that it can be kept for ever.
    #[must_use]
    pub fn file(self) -> String {
        format!("{}-{}.txt", self.number, self.catalogue.version)
    }
}

impl Catalogue {
    /// What this process answers by.
    #[must_use]
    pub fn current() -> &'static Self {
        Edition::current().catalogue
    }
}

#[cfg(test)]
#[test]
fn a_newer_version_takes_over_and_an_older_one_never_comes_back() {
    use super::Texts;
    // The one test of this process-wide state; others of this crate ask the seeded catalogue.
    let mut texts = Texts::seeded();
    let first = Edition::install(1, None, texts.load().unwrap());
    assert!(first.is_seeded() && std::ptr::eq(first.catalogue, Catalogue::seeded()));
    texts.supplement.push_str("allele|ball python|Clown|clown|Zzyzx\n");
    let second = Edition::install(2, None, texts.load().unwrap());
    assert!(!second.is_seeded() && second.number == 2);
    assert!(Catalogue::current().taxon("ball python").unwrap().resolve("Zzyzx").is_ok());
    assert_eq!(Edition::install(1, None, Texts::seeded().load().unwrap()).number, 2);
    assert!(crate::calculator::Calculator::current("ball python").unwrap().taxon().resolve("Zzyzx").is_ok());
    assert!(crate::calculator::Calculator::seeded("ball python").unwrap().taxon().resolve("Zzyzx").is_err());
}
