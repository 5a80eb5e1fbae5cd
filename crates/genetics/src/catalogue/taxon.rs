//! A species: its sex system, its loci, what couples them, and what its trade names mean.

use super::{
    combo::Combo,
    locus::{Certainty, Locus},
};
use crate::genotype::{AlleleId, LocusId, Pair};
use serde::{Deserialize, Serialize};

/// What decides the sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SexSystem {
    Xy,
    Zw,
    /// ZW, but heat makes females of ZZ (Pogona vitticeps).
    ZwReversible,
    Temperature,
    Unknown,
}

/// How grave a rule is, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Lethal,
    Welfare,
    Fertility,
}

/// What a rule asks of one locus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Exactly these two, whatever their phase.
    Pair(LocusId, Pair),
    /// At least so many copies.
    Copies(LocusId, AlleleId, u8),
    /// No wild allele: the visual of a recessive, compounds included.
    Visual(LocusId),
}

impl Condition {
    #[must_use]
    pub const fn locus(self) -> LocusId {
        match self {
            Self::Pair(locus, _) | Self::Copies(locus, ..) | Self::Visual(locus) => locus,
        }
    }

    /// Whether a pair of that locus meets it.
    #[must_use]
    pub fn holds(self, pair: Pair) -> bool {
        match self {
            Self::Pair(_, wanted) => pair.unphased() == wanted.unphased(),
            Self::Copies(_, allele, least) => pair.copies(allele) >= least,
            Self::Visual(_) => pair.copies(AlleleId::WILD) == 0 && !pair.is_wild(),
        }
    }
}

/// An animal that meets all conditions doesn't live, suffers, or breeds badly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    pub grade: Grade,
    pub when: Vec<Condition>,
    pub text: String,
    pub certainty: Certainty,
}

/// Epistasis: where the condition holds, nobody can see what stands at the hidden loci.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mask {
    pub when: Condition,
    pub hides: Vec<LocusId>,
    pub text: String,
}

/// Two loci of one chromosome, `r` apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Linked {
    pub first: LocusId,
    pub second: LocusId,
    /// Recombination, 0 to 1/2; `None` where it isn't known.
    pub r: Option<f64>,
    pub text: String,
}

/// A word that needs a line: "Axanthic" of a ball python. Never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineName {
    pub word: String,
    pub choices: Vec<(LocusId, AlleleId)>,
}

/// A polygenic, line-bred or not heritable name: a tag without probability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tag {
    pub slug: String,
    pub name: String,
    pub aliases: Vec<String>,
    /// As the file says: "polygenic (line bred)".
    pub kind: String,
    pub issues: String,
    pub source: String,
    pub certainty: Certainty,
}

/// A species of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taxon {
    pub name: String,
    pub aliases: Vec<String>,
    pub sex: SexSystem,
    pub loci: Vec<Locus>,
    pub tags: Vec<Tag>,
    pub combos: Vec<Combo>,
    pub rules: Vec<Rule>,
    pub masks: Vec<Mask>,
    pub linked: Vec<Linked>,
    pub lines: Vec<LineName>,
}

impl Taxon {
    #[must_use]
    pub fn locus(&self, id: LocusId) -> Option<&Locus> {
        self.loci.get(usize::from(id.0))
    }

    /// Every locus with its id.
    pub fn loci(&self) -> impl Iterator<Item = (LocusId, &Locus)> {
        (0_u16..).map(LocusId).zip(&self.loci)
    }

    /// The rules an animal meets, by what is at each locus (`+/+` where the closure has nothing).
    pub fn rules_met<'a>(&'a self, at: impl Fn(LocusId) -> Pair + 'a) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| rule.when.iter().all(|when| when.holds(at(when.locus()))))
    }
}
