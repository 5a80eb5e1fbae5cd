//! Words that more than one locus could mean: "Axanthic" of a ball python, "Albino" of a leopard gecko.

use super::{
    taxon::{LineName, Taxon},
    words::{lower, squash},
};
use crate::genotype::{AlleleId, LocusId};

/// Every first or last word of gene names that two loci share and that is no name by itself.
pub fn lines(taxon: &Taxon) -> Vec<LineName> {
    let mut found: Vec<LineName> = Vec::new();
    for (locus, id, name) in names(taxon) {
        let words: Vec<&str> =
            name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.len() < 2 {
            continue;
        }
        // "Albino (Kahl)" by its first word, "Tremper Albino" by its last.
        let word = if name.contains('(') { words.first() } else { words.last() };
        let Some(word) = word.map(|word| lower(word)) else { continue };
        match found.iter_mut().find(|line| line.word == word) {
            Some(line) => line.choices.push((locus, id)),
            None => found.push(LineName { word, choices: vec![(locus, id)] }),
        }
    }
    found.retain(|line| {
        let first = line.choices.first().map(|choice| choice.0);
        line.choices.iter().any(|choice| Some(choice.0) != first) && taxon.exact(&squash(&line.word)).is_empty()
    });
    found
}

fn names(taxon: &Taxon) -> impl Iterator<Item = (LocusId, AlleleId, &str)> {
    taxon
        .loci()
        .flat_map(|(at, locus)| locus.ids().filter_map(move |id| Some((at, id, locus.allele(id)?.name.as_str()))))
}
