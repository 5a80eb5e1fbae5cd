//! The one way to the genotype that an animal is reckoned with.
//!
//! An animal with claims is reckoned by its claims alone: what they don't state it is taken not to carry, as with a text. An animal without claims is
//! reckoned by the text of its record. Where both say something, the claims count, for each of them says how it is known; what the text says otherwise
//! is told beside.

use super::{
    combine::genotype,
    gene::{find, words},
};
use crate::{
    calculator::{Calculator, Hint, Parent, Weight},
    cross::Sex,
    text::Percent,
};
use repti_model::genotype::{ClaimedGene, GenotypeSource, ReckonedGenotype};

/// What an animal is reckoned with.
#[derive(Debug, Clone, PartialEq)]
pub struct Reckoned {
    pub told: ReckonedGenotype,
    /// Or what is wrong with it, an error among the hints.
    pub parent: Result<Parent, Vec<Hint>>,
}

/// The genotype of an animal by what is claimed of it, or by its text. Nothing recorded is reckoned as a normal animal, and said to be nothing
/// ([`GenotypeSource::Nothing`]). An animal of unknown sex is read as a dam: only genes on X and Y would tell.
#[must_use]
pub fn reckoned(calculator: &Calculator<'_>, claims: &[ClaimedGene], text: &str, sex: Option<Sex>) -> Reckoned {
    let text = text.trim();
    let by_text = calculator.parent(text, sex.unwrap_or(Sex::Female));
    if claims.is_empty() {
        let source = if text.is_empty() { GenotypeSource::Nothing } else { GenotypeSource::Text };
        let told = ReckonedGenotype { words: text.to_owned(), source, differs: None };
        return Reckoned { told, parent: by_text };
    }
    let parent = of_claims(calculator, claims, sex);
    let own = parent.as_ref().map_or_else(|_| joined(calculator, claims, sex), |parent| parent.name.clone());
    let differs = match by_text {
        _ if text.is_empty() => None,
        Err(hints) => Some(match hints.iter().find(|hint| hint.weight == Weight::Error) {
            Some(hint) => format!("The record’s text can’t be read: {}", hint.message),
            None => "The record’s text can’t be read.".to_owned(),
        }),
        Ok(said) => {
            let said = calculator.name(said.genotype(), Percent::Exact);
            (said != own).then(|| format!("The record’s text says otherwise: {said}."))
        }
    };
    Reckoned { told: ReckonedGenotype { words: own, source: GenotypeSource::Claims, differs }, parent }
}

/// # Errors
/// A claim that the catalogue no longer knows, or claims that contradict each other: odds of half a genotype would be wrong ones.
fn of_claims(calculator: &Calculator<'_>, claims: &[ClaimedGene], sex: Option<Sex>) -> Result<Parent, Vec<Hint>> {
    let taxon = calculator.taxon();
    let mut wrong: Vec<Hint> = claims
        .iter()
        .filter(|claim| find(taxon, &claim.gene).is_none())
        .map(|claim| {
            let message = format!("“{}” is claimed, and isn’t in the catalogue of the {}.", claim.gene, taxon.name);
            error("unknown-claim", message)
        })
        .collect();
    let (genotype, clashes) = genotype(taxon, claims, sex);
    wrong.extend(clashes.into_values().map(|why| error("claims-clash", why)));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let name = calculator.lexicon().name(&genotype, Percent::Exact);
    let name = if name.unsaid.is_empty() { name.text } else { joined(calculator, claims, sex) };
    Ok(Parent::new(name, genotype))
}

/// Claim after claim.
fn joined(calculator: &Calculator<'_>, claims: &[ClaimedGene], sex: Option<Sex>) -> String {
    let said =
        claims.iter().filter(|claim| claim.copies != Some(0)).map(|claim| words(calculator.taxon(), claim, sex).1);
    said.collect::<Vec<_>>().join(", ")
}

fn error(code: &str, message: String) -> Hint {
    Hint { weight: Weight::Error, code: code.to_owned(), message, start: 0, end: 0, choices: Vec::new() }
}
