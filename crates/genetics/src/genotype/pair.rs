//! The two alleles of one animal at one locus.

use serde::Serialize;

/// A locus by its place in [`crate::catalogue::Taxon::loci`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct LocusId(pub u16);

/// An allele of one locus: wild type is 0, the catalogue's alleles follow from 1 ([`crate::catalogue::Locus::allele`]), and [`Self::NONE`] stands
/// for the sex chromosome that has no such locus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct AlleleId(pub u8);

impl AlleleId {
    /// Wild type, written `+`.
    pub const WILD: Self = Self(0);
    /// No allele at all, written `-`: the W of a ZW female, the Y of an XY male where the locus isn't on it.
    pub const NONE: Self = Self(u8::MAX);

    /// An allele of the catalogue, neither wild nor missing.
    #[must_use]
    pub fn is_mutant(self) -> bool {
        self != Self::WILD && self != Self::NONE
    }
}

/// Two alleles. Unordered ([`Pair::new`] sorts them), or phased: first the one on X, then the one on Y.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Pair {
    a: AlleleId,
    b: AlleleId,
    phased: bool,
}

impl Pair {
    /// `+/+`.
    pub const WILD: Self = Self { a: AlleleId::WILD, b: AlleleId::WILD, phased: false };

    /// An unordered pair: the smaller id first.
    #[must_use]
    pub fn new(a: AlleleId, b: AlleleId) -> Self {
        Self { a: a.min(b), b: a.max(b), phased: false }
    }

    /// `X:x/Y:y`, of a male whose X and Y both carry the locus.
    #[must_use]
    pub const fn phased(x: AlleleId, y: AlleleId) -> Self {
        Self { a: x, b: y, phased: true }
    }

    /// One copy over wild type.
    #[must_use]
    pub fn het(allele: AlleleId) -> Self {
        Self::new(AlleleId::WILD, allele)
    }

    /// Two copies.
    #[must_use]
    pub const fn hom(allele: AlleleId) -> Self {
        Self { a: allele, b: allele, phased: false }
    }

    /// A single copy on the one sex chromosome that has the locus.
    #[must_use]
    pub fn hemizygous(allele: AlleleId) -> Self {
        Self::new(allele, AlleleId::NONE)
    }

    /// First allele: of X if phased, else the smaller id.
    #[must_use]
    pub const fn a(self) -> AlleleId {
        self.a
    }

    /// Second allele: of Y if phased, else the greater id.
    #[must_use]
    pub const fn b(self) -> AlleleId {
        self.b
    }

    #[must_use]
    pub const fn is_phased(self) -> bool {
        self.phased
    }

    #[must_use]
    pub fn is_hemizygous(self) -> bool {
        self.b == AlleleId::NONE
    }

    /// The same alleles without phase.
    #[must_use]
    pub fn unphased(self) -> Self {
        Self::new(self.a, self.b)
    }

    /// How many copies (0, 1, 2) of an allele.
    #[must_use]
    pub fn copies(self, allele: AlleleId) -> u8 {
        u8::from(self.a == allele) + u8::from(self.b == allele)
    }

    /// Carries no mutant allele.
    #[must_use]
    pub fn is_wild(self) -> bool {
        !self.a.is_mutant() && !self.b.is_mutant()
    }
}
