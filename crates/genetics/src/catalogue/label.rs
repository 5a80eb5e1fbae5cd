//! What a pair of alleles looks like and how it is written.

use super::locus::{Inheritance, Locus, Super};
use crate::genotype::{AlleleId, Pair};

impl Locus {
    /// The phenotype class: `non-visual`, `clown/clown` (recessive), `normal`, `pastel`, `super pastel` (incomplete dominant), `leopard`
    /// (dominant, one copy or two), `lesser/mojave` (compound), `motley` (dominance series), `zrec` (one copy on the only sex chromosome that
    /// has the locus). Alleles by their slugs, compounds in alphabetical order.
    #[must_use]
    pub fn class(&self, pair: Pair) -> String {
        let wild = || if self.is_recessive() { "non-visual" } else { "normal" }.to_owned();
        let (a, b) = (pair.unphased().a(), pair.unphased().b());
        match (self.allele(a), self.allele(b)) {
            (None, None) => wild(),
            // Wild type is the lower id and "no allele" the higher: a mutant on the left stands alone on its sex chromosome.
            (Some(only), None) => only.slug.clone(),
            (None, Some(one)) if one.inheritance == Inheritance::Recessive => wild(),
            (None, Some(one)) => one.slug.clone(),
            (Some(two), Some(_)) if a == b => match two.super_form {
                Super::Visual if two.series.is_none() => format!("{0}/{0}", two.slug),
                Super::Visual | Super::LikeOne => two.slug.clone(),
                Super::Distinct { .. } => format!("super {}", two.slug),
            },
            (Some(left), Some(right)) => match (left.series, right.series) {
                (Some(i), Some(j)) => if i <= j { &left.slug } else { &right.slug }.clone(),
                _ if left.slug <= right.slug => format!("{}/{}", left.slug, right.slug),
                _ => format!("{}/{}", right.slug, left.slug),
            },
        }
    }

    /// `+/clown`, `X:+/Y:banana`, `-/zrec`: an unphased pair in alphabetical order.
    #[must_use]
    pub fn notation(&self, pair: Pair) -> String {
        let (a, b) = (self.symbol(pair.a()), self.symbol(pair.b()));
        match pair.is_phased() {
            true => format!("X:{a}/Y:{b}"),
            false if a <= b => format!("{a}/{b}"),
            false => format!("{b}/{a}"),
        }
    }

    /// `+`, `-`, or the slug.
    #[must_use]
    pub fn symbol(&self, allele: AlleleId) -> &str {
        if allele == AlleleId::NONE { "-" } else { self.allele(allele).map_or("+", |allele| &allele.slug) }
    }
}
