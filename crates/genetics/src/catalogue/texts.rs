//! The catalogue as it is kept and sent: the three texts that it is read from.

use super::load::{Catalogue, CatalogueError};

/// `genes.csv`, `combos.csv`, and the supplement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    pub genes: String,
    pub combos: String,
    pub supplement: String,
}

/// Between the texts where they are sent as one: the group separator, which no edit lets into a text.
const BETWEEN: char = '\u{1d}';

impl Texts {
    /// What comes with the engine.
    #[must_use]
    pub fn seeded() -> Self {
        Self {
            genes: include_str!("../../data/genes.csv").to_owned(),
            combos: include_str!("../../data/combos.csv").to_owned(),
            supplement: include_str!("supplement.txt").to_owned(),
        }
    }

    /// FNV-1a of 64 bits over the texts, in hexadecimal: two catalogues of one version are the same.
    #[must_use]
    pub fn version(&self) -> String {
        let texts = [&self.genes, &self.combos, &self.supplement];
        let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0]));
        let hash =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        format!("{hash:016x}")
    }

    /// The catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`] with file and line.
    pub fn load(&self) -> Result<Catalogue, CatalogueError> {
        Catalogue::of(self)
    }

    /// As one text, for the way to a browser.
    #[must_use]
    pub fn joined(&self) -> String {
        [self.genes.as_str(), &self.combos, &self.supplement].join(&BETWEEN.to_string())
    }

    /// The three of one text again; `None` of anything else.
    #[must_use]
    pub fn parted(text: &str) -> Option<Self> {
        let mut parts = text.split(BETWEEN).map(str::to_owned);
        let texts = Self { genes: parts.next()?, combos: parts.next()?, supplement: parts.next()? };
        parts.next().is_none().then_some(texts)
    }
}

#[cfg(test)]
#[test]
fn texts_survive_being_sent_as_one() {
    let seeded = Texts::seeded();
    assert_eq!(Texts::parted(&seeded.joined()), Some(seeded));
    assert_eq!(Texts::parted("<!DOCTYPE html>"), None);
}
