//! One locus: what an animal can carry, and what its gametes hand on.

use super::Arithmetic;
use crate::genotype::{AlleleId, Pair};
use serde::{Deserialize, Serialize};

/// The most alleles that a locus of this engine may have; the tables of a trio grow with the fourth power.
pub const MAX_ALLELES: u8 = 32;

/// Which chromosome set an animal has. Where sex is set by temperature every locus is autosomal and this doesn't matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    Male,
    Female,
}

/// How a locus is inherited. `unlike` is the sex with two unlike chromosomes: male for XY, female for ZW.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Linkage<N> {
    Autosomal,
    /// On the X or Z only: the unlike sex has one copy.
    OneCopy {
        unlike: Sex,
    },
    /// On both sex chromosomes, with a probability of at most 1/2 that a gamete of the unlike sex carries the other one's allele.
    BothChromosomes {
        unlike: Sex,
        recombination: N,
    },
    /// Two autosomal loci of one chromosome, as one whose alleles are what a chromosome has at both: allele `i * second + j` is allele i of
    /// the first and j of the second. So the phase of a double het is part of its genotype.
    Linked {
        /// How many alleles the second locus has.
        second: u8,
        /// Recombination between them, at most 1/2, in either parent.
        recombination: N,
    },
}

/// What a gamete carries at the locus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gamete {
    /// An autosome, or a sex chromosome of a parent that has two alike.
    Plain(AlleleId),
    /// The X of an XY or the Z of a ZW parent: the young are of the other sex.
    Alike(AlleleId),
    /// The Y or W, with its allele if it has one.
    Unlike(Option<AlleleId>),
}

/// A locus with `alleles` alleles, numbered from zero: wild type and those of the catalogue.
///
/// An animal carries an unordered [`Pair`], a hemizygous one, or a phased one with the allele of the X (or Z) first and that of the Y (or
/// W) second.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Locus<N> {
    pub alleles: u8,
    pub linkage: Linkage<N>,
    /// Genotypes that don't live. Every animal of a pedigree and every counted young lived: P(young | parents) is among the living.
    pub lethal: Vec<Pair>,
}

impl<N> Locus<N> {
    #[must_use]
    pub fn autosomal(alleles: u8) -> Self {
        Self::new(alleles, Linkage::Autosomal)
    }

    /// A locus at which everything lives.
    #[must_use]
    pub const fn new(alleles: u8, linkage: Linkage<N>) -> Self {
        Self { alleles, linkage, lethal: Vec::new() }
    }

    /// The same locus, at which these genotypes don't live.
    #[must_use]
    pub fn with_lethal(self, lethal: Vec<Pair>) -> Self {
        Self { lethal, ..self }
    }

    /// Whether an animal can have this genotype and live.
    #[must_use]
    pub fn lives(&self, genotype: Pair) -> bool {
        !self.lethal.iter().any(|lethal| lethal.unphased() == genotype.unphased())
    }

    fn ids(&self) -> impl Iterator<Item = AlleleId> + Clone + use<N> {
        (0..self.alleles).map(AlleleId)
    }

    fn unlike(&self) -> Option<Sex> {
        match self.linkage {
            Linkage::Autosomal | Linkage::Linked { .. } => None,
            Linkage::OneCopy { unlike } | Linkage::BothChromosomes { unlike, .. } => Some(unlike),
        }
    }

    /// Whether an animal's sex decides what it can carry.
    #[must_use]
    pub fn is_sex_linked(&self) -> bool {
        self.unlike().is_some()
    }

    /// Everything that a living animal of this sex can carry, in a fixed order; of unknown sex, everything of both.
    #[must_use]
    pub fn genotypes(&self, sex: Option<Sex>) -> Vec<Pair> {
        let every = || self.ids().flat_map(|a| self.ids().map(move |b| (a, b)));
        let mut all = Vec::new();
        if self.unlike().is_none_or(|unlike| sex != Some(unlike)) {
            all.extend(every().filter(|(a, b)| a <= b).map(|(a, b)| Pair::new(a, b)));
        }
        if self.unlike().is_some_and(|unlike| sex.is_none_or(|sex| sex == unlike)) {
            match self.linkage {
                Linkage::BothChromosomes { .. } => all.extend(every().map(|(a, b)| Pair::phased(a, b))),
                _ => all.extend(self.ids().map(Pair::hemizygous)),
            }
        }
        all.retain(|&genotype| self.lives(genotype));
        all
    }

    /// Every gamete that a parent of sex `parent` can give to young of sex `young`.
    pub(super) fn gametes(&self, parent: Sex, young: Option<Sex>) -> Vec<Gamete> {
        let alleles = self.ids();
        let Some(unlike) = self.unlike().filter(|&unlike| unlike == parent) else {
            return alleles.map(Gamete::Plain).collect();
        };
        let mut all = Vec::new();
        if young != Some(unlike) {
            all.extend(alleles.clone().map(Gamete::Alike));
        }
        if young.is_none_or(|young| young == unlike) {
            match self.linkage {
                Linkage::BothChromosomes { .. } => all.extend(alleles.map(|allele| Gamete::Unlike(Some(allele)))),
                _ => all.push(Gamete::Unlike(None)),
            }
        }
        all
    }
}

impl<N: Arithmetic> Locus<N> {
    /// P(gamete | the parent's genotype, the sex of the young); young of unknown sex are of either sex by 1/2.
    pub(super) fn transmits(&self, parent: Pair, gamete: Gamete, young: Option<Sex>) -> Option<N> {
        let is = |own: AlleleId, given: AlleleId| if own == given { N::one() } else { N::zero() };
        let (a, b) = (parent.a(), parent.b());
        if let (Linkage::Linked { second, recombination }, Gamete::Plain(g)) = (&self.linkage, gamete) {
            return linked(parent, g, *second, recombination);
        }
        let (first, second, switch) = match gamete {
            Gamete::Plain(g) if !parent.is_phased() && !parent.is_hemizygous() => {
                return N::fraction(parent.copies(g).into(), 2);
            }
            Gamete::Alike(g) if parent.is_hemizygous() => return self.of_either_sex(is(a, g), young),
            Gamete::Unlike(None) if parent.is_hemizygous() => return self.of_either_sex(N::one(), young),
            Gamete::Alike(g) if parent.is_phased() => (is(a, g), is(b, g), self.recombination()),
            Gamete::Unlike(Some(g)) if parent.is_phased() => (is(b, g), is(a, g), self.recombination()),
            _ => return Some(N::zero()),
        };
        let kept = first.times(&switch.complement()?)?;
        self.of_either_sex(kept.plus(&second.times(&switch)?)?, young)
    }

    /// P(gamete) of a parent of whom nothing is known, from the allele frequencies.
    pub(super) fn random(&self, frequency: &[N], gamete: Gamete, young: Option<Sex>) -> Option<N> {
        match gamete {
            Gamete::Plain(allele) => frequency.get(usize::from(allele.0)).cloned(),
            Gamete::Alike(allele) | Gamete::Unlike(Some(allele)) => {
                self.of_either_sex(frequency.get(usize::from(allele.0))?.clone(), young)
            }
            Gamete::Unlike(None) => self.of_either_sex(N::one(), young),
        }
    }

    /// What comes of two gametes; `None` for two that can't meet.
    pub(super) fn join(&self, from_sire: Gamete, from_dam: Gamete) -> Option<Pair> {
        match (from_sire, from_dam) {
            (Gamete::Plain(a) | Gamete::Alike(a), Gamete::Plain(b)) | (Gamete::Plain(a), Gamete::Alike(b)) => {
                Some(Pair::new(a, b))
            }
            (Gamete::Unlike(None), Gamete::Plain(a)) | (Gamete::Plain(a), Gamete::Unlike(None)) => {
                Some(Pair::hemizygous(a))
            }
            (Gamete::Unlike(Some(y)), Gamete::Plain(x)) | (Gamete::Plain(x), Gamete::Unlike(Some(y))) => {
                Some(Pair::phased(x, y))
            }
            _ => None,
        }
    }

    /// P(genotype) of a founder under random mating (Hardy 1908, Weinberg 1908): p², 2pq, q², and p for a single copy.
    pub(super) fn random_mating(&self, frequency: &[N], genotype: Pair, sex: Option<Sex>) -> Option<N> {
        let of = |allele: AlleleId| frequency.get(usize::from(allele.0));
        let (a, b) = (genotype.a(), genotype.b());
        let chance = if genotype.is_hemizygous() {
            of(a)?.clone()
        } else if a == b || genotype.is_phased() {
            of(a)?.times(of(b)?)?
        } else {
            of(a)?.times(of(b)?)?.times(&N::fraction(2, 1)?)?
        };
        self.of_either_sex(chance, sex)
    }

    fn of_either_sex(&self, chance: N, sex: Option<Sex>) -> Option<N> {
        if self.is_sex_linked() && sex.is_none() { chance.times(&N::fraction(1, 2)?) } else { Some(chance) }
    }

    fn recombination(&self) -> N {
        match &self.linkage {
            Linkage::BothChromosomes { recombination, .. } => recombination.clone(),
            _ => N::zero(),
        }
    }
}

/// P(a chromosome of this kind | the parent's two): either as it is by (1 - r) / 2, or its first locus with the other's second by r / 2.
fn linked<N: Arithmetic>(parent: Pair, given: AlleleId, second: u8, recombination: &N) -> Option<N> {
    let parts = |id: AlleleId| Some((id.0.checked_div(second)?, id.0.checked_rem(second)?));
    let (a, b, wanted) = (parts(parent.a())?, parts(parent.b())?, parts(given)?);
    let count =
        |kinds: [(u8, u8); 2]| N::fraction(kinds.iter().filter(|&&kind| kind == wanted).count().try_into().ok()?, 2);
    let kept = count([a, b])?.times(&recombination.complement()?)?;
    kept.plus(&count([(a.0, b.1), (b.0, a.1)])?.times(recombination)?)
}
