//! What reads the genes of an animal: the catalogue of its species, and its sex.

use crate::Result;
use repti_genetics::{
    calculator::{Calculator, Weight},
    claims::{self, TextClaims},
    cross,
};
use repti_model::{
    FieldErrors,
    animal::Sex,
    genotype::{ClaimLook, ClaimedGene, GenotypeClaim, GenotypeRecord, OfferedGene},
};

/// What reads an animal's genes; without a calculator the catalogue doesn't have its species.
#[derive(Clone, Copy)]
pub(crate) struct Bench {
    pub(crate) calculator: Option<&'static Calculator<'static>>,
    pub(crate) sex: Option<cross::Sex>,
}

impl Bench {
    /// The gene's name, the whole claim in words, and how it looks.
    pub(crate) fn words(&self, claimed: &ClaimedGene) -> (String, String, ClaimLook) {
        match self.calculator {
            Some(calculator) => claims::words(calculator.taxon(), claimed, self.sex),
            None => (claimed.gene.clone(), claimed.gene.clone(), ClaimLook::Unknown),
        }
    }

    /// A claim with its gene's name and in words.
    pub(super) fn dressed(&self, claim: GenotypeClaim) -> GenotypeClaim {
        let (name, words, look) = self.words(&claim.claimed);
        GenotypeClaim { name, words, look, ..claim }
    }
}

/// What the text of the record says beyond the claims. It is only offered: a text is no claim until somebody says how it is known.
pub(super) fn offer(record: &mut GenotypeRecord, bench: &Bench, text: &str) {
    let Some(calculator) = bench.calculator.filter(|_| !text.trim().is_empty()) else { return };
    let read = claims::read(calculator, text, bench.sex);
    // "Normal" names no gene, and nothing is wrong with it.
    let wrong = read.hints.iter().find(|hint| hint.weight == Weight::Error && hint.code != "no-gene");
    record.unread = wrong.map(|hint| hint.message.clone());
    let known = |gene: &str| record.claims.iter().any(|claim| claim.claimed.gene == gene);
    let new = read.genes.into_iter().filter(|gene| !known(&gene.claimed.gene));
    record.offered =
        new.map(|gene| OfferedGene { claimed: gene.claimed, words: gene.words, look: gene.look }).collect();
}

pub(crate) fn calculator(common_name: &str, slug: &str) -> Option<&'static Calculator<'static>> {
    Calculator::current(common_name).or_else(|| Calculator::current(slug))
}

pub(crate) const fn sex_of(sex: Sex) -> Option<cross::Sex> {
    match sex {
        Sex::Male => Some(cross::Sex::Male),
        Sex::Female => Some(cross::Sex::Female),
        Sex::Unknown => None,
    }
}

/// The genes of a text that was understood; else what isn't, word by word.
pub(super) fn sound(read: TextClaims, text: &str) -> Result<Vec<ClaimedGene>> {
    if read.is_sound() {
        return Ok(read.genes.into_iter().map(|gene| gene.claimed).collect());
    }
    let mut errors = FieldErrors::new();
    for hint in read.hints.iter().filter(|hint| hint.weight == Weight::Error) {
        let word = text.get(hint.start..hint.end).unwrap_or_default().trim();
        let named = if word.is_empty() || word.len() == text.len() || hint.message.contains(word) {
            hint.message.clone()
        } else {
            format!("“{word}”: {}", hint.message)
        };
        let choices: Vec<&str> = hint.choices.iter().map(|choice| choice.0.as_str()).collect();
        errors.push(
            "text",
            if choices.is_empty() { named } else { format!("{named} Did you mean {}?", choices.join(" or ")) },
        );
    }
    Err(errors.into())
}
