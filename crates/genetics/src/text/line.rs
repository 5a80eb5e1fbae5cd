//! Lines that combos leave open or take for granted: the Snow of boas with any albino, the Sunglow with Kahl's unless another is named.

use super::vocabulary::Meaning;
use crate::catalogue::{Combo, LineName, Taxon, lower};

/// The first word of a text that needs its line.
pub fn named<'a>(taxon: &'a Taxon, text: &str) -> Option<&'a LineName> {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric()).map(lower);
    words.find_map(|word| taxon.lines.iter().find(|line| line.word == word))
}

/// What a combo is of a line of. A combo that names only a strain ("Bell + Eclipse") is of no other.
pub fn of<'a>(taxon: &'a Taxon, combo: &Combo) -> Option<&'a LineName> {
    named(taxon, &combo.text)
}

/// Whether one of two names beside each other says which line the other is of: "Kahl Snow", "Snow (Kahl)".
pub fn says(taxon: &Taxon, one: &Meaning, other: &Meaning) -> bool {
    match (one, other) {
        (Meaning::Allele(locus, id), Meaning::Combo(place)) | (Meaning::Combo(place), Meaning::Allele(locus, id)) => {
            let line = taxon.combos.get(*place).and_then(|combo| of(taxon, combo));
            line.is_some_and(|line| line.choices.contains(&(*locus, *id)))
        }
        _ => false,
    }
}
