//! A locus and its alleles.

use crate::genotype::{AlleleId, Pair};
use serde::Serialize;

/// How an allele shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Inheritance {
    /// Shows only without a wild allele beside it.
    Recessive,
    /// One copy shows, two show differently ("co-dom" of the hobby).
    IncompleteDominant,
    /// One copy shows, two look the same.
    Dominant,
}

/// How well an entry is founded. C and D are shown as unproven until a curator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Certainty {
    /// Peer-reviewed.
    A,
    /// A named source.
    B,
    /// General knowledge.
    C,
    /// Sources conflict.
    D,
}

impl Certainty {
    #[must_use]
    pub fn is_proven(self) -> bool {
        self <= Self::B
    }
}

/// Where a locus lies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Linkage {
    Autosomal,
    /// On X and on Y, which recombine at it in males with probability `r` (0 to 1/2) a meiosis. `beta` is the prior of r as pseudo-counts of
    /// recombinants and others.
    XyRecombining {
        r: f64,
        beta: (f64, f64),
    },
    /// On X alone: males have one copy.
    XLinked,
    /// On Z alone: females have one copy.
    ZLinked,
}

impl Linkage {
    #[must_use]
    pub fn is_sex_linked(self) -> bool {
        self != Self::Autosomal
    }
}

/// What two copies of one allele look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Super {
    /// Of their own: "super pastel". The trade's name ("Ivory"), where it isn't simply "Super …".
    Distinct { name: Option<String> },
    /// Like one copy, or never seen.
    LikeOne,
    /// The visual itself, of a recessive.
    Visual,
}

/// An allele that isn't wild type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Allele {
    /// Unique within its taxon unless a gene's name is: `yellow_belly`.
    pub slug: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub inheritance: Inheritance,
    pub super_form: Super,
    /// Further names of two copies: "MSS" of the Mack Snow.
    pub super_aliases: Vec<String>,
    /// Place in a dominance series of the locus: of two visual alleles the lower number shows alone. `None`: a compound shows both.
    pub series: Option<u8>,
    pub issues: String,
    pub molecular: String,
    pub source: String,
    pub certainty: Certainty,
    /// What the file says of its inheritance, word for word.
    pub inheritance_text: String,
    pub super_text: String,
}

/// A locus with its allele series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Locus {
    /// Unique within its taxon: `bel`.
    pub slug: String,
    /// As the file names it: "BluEL complex".
    pub name: String,
    /// Other keys it answers to.
    pub aliases: Vec<String>,
    pub linkage: Linkage,
    pub alleles: Vec<Allele>,
    /// Pairs that don't live: unphased.
    pub lethal: Vec<Pair>,
}

impl Locus {
    /// An allele of the catalogue; `None` for wild type, no allele, and ids that aren't of this locus.
    #[must_use]
    pub fn allele(&self, id: AlleleId) -> Option<&Allele> {
        self.alleles.get(usize::from(id.0).checked_sub(1)?)
    }

    /// The ids of its alleles, without wild type.
    pub fn ids(&self) -> impl Iterator<Item = AlleleId> + use<> {
        (1..=u8::try_from(self.alleles.len()).unwrap_or(u8::MAX - 1)).map(AlleleId)
    }

    #[must_use]
    pub fn find(&self, slug: &str) -> Option<AlleleId> {
        self.ids().find(|&id| self.allele(id).is_some_and(|allele| allele.slug == slug))
    }

    #[must_use]
    pub fn inheritance(&self, id: AlleleId) -> Option<Inheritance> {
        self.allele(id).map(|allele| allele.inheritance)
    }

    /// Several mutant alleles: a complex.
    #[must_use]
    pub fn is_complex(&self) -> bool {
        self.alleles.len() > 1
    }

    #[must_use]
    pub fn is_lethal(&self, pair: Pair) -> bool {
        self.lethal.contains(&pair.unphased())
    }

    /// All alleles are recessive, so that wild type is "non-visual" rather than "normal".
    #[must_use]
    pub fn is_recessive(&self) -> bool {
        self.alleles.iter().all(|allele| allele.inheritance == Inheritance::Recessive)
    }
}
