//! What a text was found to say.

use super::finding::{Finding, Severity};
use crate::{
    arrange::Arrange as _,
    catalogue::Taxon,
    cross::Sex,
    genotype::{Chance, Genotype, LocusId, Pair},
};
use serde::Serialize;

/// A stretch of the text in bytes, `start` included, `end` not; both on the border of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// From the first byte of one to the last of the other.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Its text; empty where it isn't of this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// What a word was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    Gene,
    /// A name of two copies: Ivory.
    Super,
    Combo,
    /// A whole complex: BluEL.
    Complex,
    /// A polygenic or line-bred name.
    Tag,
    /// A name that needs its line: Axanthic.
    Line,
    /// het, possible, super, visual, double het.
    Modifier,
    Percentage,
    /// Male maker, female maker.
    Maker,
    Sex,
    /// Origin, year, generation, age: CB21, F2, adult.
    Remark,
    Normal,
    Species,
    /// and, with, genes.
    Filler,
    Symbol,
    /// The x of a pairing.
    Pairing,
    Unknown,
}

/// A word, or several that are one name, with what it was taken for. The words of a text cover all its letters and digits, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Word {
    #[serde(flatten)]
    pub span: Span,
    pub taken: Taken,
    /// The catalogue's name of it, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What could be read, even beside errors: only without errors is it what the text says ([`Self::is_sound`]).
    pub genotype: Genotype<Chance>,
    /// As "1.0", "female" or a maker say it.
    pub sex: Option<Sex>,
    pub words: Vec<Word>,
    /// Where each locus is spoken of, in the order of the text.
    pub places: Vec<(LocusId, Span)>,
    /// Slugs of polygenic and other names without probabilities.
    pub tags: Vec<String>,
    /// In the order of their places.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// The genotype in writing ([`written`]), its loci in the order of the text.
    #[must_use]
    pub fn written(&self, taxon: &Taxon) -> Vec<(String, Vec<(String, Chance)>)> {
        let slug = |id: LocusId| taxon.locus(id).map(|locus| locus.slug.as_str());
        let place = |name: &str| self.places.iter().position(|(id, _)| slug(*id) == Some(name));
        let mut loci = written(taxon, &self.genotype);
        loci.arrange_by_key(|(name, _)| place(name));
        loci
    }

    /// No error: every word was understood, and the genotype is possible.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// The findings as codes, each once: `E:unknown-gene:ghots`, `S:did-you-mean:ghost`, `W:het-count-mismatch`, `N:polygenic-tag:okeetee`.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let mut codes = Vec::new();
        for code in self.findings.iter().flat_map(Finding::codes) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes
    }
}

/// A genotype in writing: for each locus its slug and its pairs with their probabilities, `+/+` last. Loci that are surely wild are left out.
#[must_use]
pub fn written(taxon: &Taxon, genotype: &Genotype<Chance>) -> Vec<(String, Vec<(String, Chance)>)> {
    let mut loci = Vec::new();
    for (&id, dist) in &genotype.loci {
        let Some(locus) = taxon.locus(id) else { continue };
        if dist.sure() == Some(Pair::WILD) {
            continue;
        }
        let mut entries: Vec<_> = dist.entries().to_vec();
        entries.arrange_by_key(|entry| entry.0.is_wild());
        loci.push((locus.slug.clone(), entries.iter().map(|&(pair, p)| (locus.notation(pair), p)).collect()));
    }
    loci
}
