//! What a parent may have at a locus, and what it passes on.

use super::{Sex, error::CrossError, plan::CrossLocus};
use crate::{
    catalogue::{Linkage, Locus},
    genotype::{AlleleId, Chance, Dist, Number, Pair},
};

/// Alleles with their probabilities in the gametes that make one sex.
pub type Gametes<N> = Vec<(AlleleId, N)>;

/// Brings each parent's pairs into the form its sex has at this locus: phased in the sire where X and Y carry it (both phases alike where it
/// isn't known: the "unknown maker"), one copy where its sex has one such chromosome.
pub fn well_formed<N: Number>(entry: CrossLocus<'_, N>) -> Result<CrossLocus<'_, N>, CrossError> {
    let locus = entry.locus;
    if let Some(r) = entry.r
        && !(0.0..=0.5).contains(&r.to_f64())
    {
        return Err(CrossError::Recombination { locus: locus.slug.clone(), r: r.to_f64() });
    }
    let sire = shaped(locus, &entry.sire, "sire")?;
    let dam = shaped(locus, &entry.dam, "dam")?;
    Ok(CrossLocus { locus, sire, dam, r: entry.r })
}

fn shaped<N: Number>(locus: &Locus, dist: &Dist<N>, parent: &'static str) -> Result<Dist<N>, CrossError> {
    let impossible =
        |pair: Pair| CrossError::ImpossiblePair { locus: locus.slug.clone(), parent, pair: locus.notation(pair) };
    let mut list = Vec::with_capacity(dist.entries().len());
    for &(pair, p) in dist.entries() {
        for allele in [pair.a(), pair.b()] {
            if allele.is_mutant() && locus.allele(allele).is_none() {
                return Err(CrossError::UnknownAllele { locus: locus.slug.clone() });
            }
        }
        let (a, b, hemizygous) = (pair.a(), pair.b(), pair.is_hemizygous());
        match (locus.linkage, parent) {
            (Linkage::XLinked, "sire") | (Linkage::ZLinked, "dam") if hemizygous => list.push((pair, p)),
            // Written as two copies of what there is one of.
            (Linkage::XLinked, "sire") | (Linkage::ZLinked, "dam") if a == b => list.push((Pair::hemizygous(a), p)),
            (Linkage::XLinked, "sire") | (Linkage::ZLinked, "dam") => return Err(impossible(pair)),
            _ if hemizygous || a == AlleleId::NONE || b == AlleleId::NONE => return Err(impossible(pair)),
            (Linkage::XyRecombining { .. }, "sire") if pair.is_phased() => list.push((pair, p)),
            (Linkage::XyRecombining { .. }, "sire") => {
                list.push((Pair::phased(a, b), p.half()));
                list.push((Pair::phased(b, a), p.half()));
            }
            _ => list.push((pair.unphased(), p)),
        }
    }
    Dist::new(list).map_err(|_| CrossError::UnknownAllele { locus: locus.slug.clone() })
}

/// Recombination between X and Y: the pairing's, else the catalogue's (as written there: 0.025 is 1/40).
fn recombination<N: Number>(entry: &CrossLocus<'_, N>) -> N {
    entry.r.unwrap_or_else(|| match entry.locus.linkage {
        Linkage::XyRecombining { r, .. } => from_f64(r),
        _ => N::ZERO,
    })
}

/// A float of the catalogue, exact where the number type is.
pub fn from_f64<N: Number>(value: f64) -> N {
    let ratio = Chance::of_decimal(value).ratio();
    let parts = ratio.and_then(|ratio| Some((u32::try_from(ratio.num()).ok()?, u32::try_from(ratio.den()).ok()?)));
    parts.map_or(N::ZERO, |(num, den)| N::fraction(num, den))
}

/// What the sire passes to young of a sex: the X to daughters, the Y to sons (recombined with probability r, Gamble et al. 2017 for the fact
/// that it happens); a Z to either; nothing to sons where the locus is on X alone.
pub fn of_sire<N: Number>(entry: &CrossLocus<'_, N>, pair: Pair, sex: Option<Sex>) -> Gametes<N> {
    match (entry.locus.linkage, sex) {
        (Linkage::XyRecombining { .. }, Some(sex)) => {
            let r = recombination(entry);
            let (own, other) = if sex == Sex::Female { (pair.a(), pair.b()) } else { (pair.b(), pair.a()) };
            merged([(own, r.complement()), (other, r)])
        }
        (Linkage::XLinked, Some(Sex::Female)) => vec![(pair.a(), N::ONE)],
        (Linkage::XLinked, Some(Sex::Male)) => vec![(AlleleId::NONE, N::ONE)],
        _ => merged([(pair.a(), N::fraction(1, 2)), (pair.b(), N::fraction(1, 2))]),
    }
}

/// What the dam passes to young of a sex: her one Z to sons, none to daughters; either allele else.
pub fn of_dam<N: Number>(entry: &CrossLocus<'_, N>, pair: Pair, sex: Option<Sex>) -> Gametes<N> {
    match (entry.locus.linkage, sex) {
        (Linkage::ZLinked, Some(Sex::Male)) => vec![(pair.a(), N::ONE)],
        (Linkage::ZLinked, Some(Sex::Female)) => vec![(AlleleId::NONE, N::ONE)],
        _ => merged([(pair.a(), N::fraction(1, 2)), (pair.b(), N::fraction(1, 2))]),
    }
}

/// What a young has of two gametes.
pub fn child(linkage: Linkage, sex: Option<Sex>, sire: AlleleId, dam: AlleleId) -> Pair {
    match (linkage, sex) {
        (Linkage::XyRecombining { .. }, Some(Sex::Male)) => Pair::phased(dam, sire),
        _ => Pair::new(sire, dam),
    }
}

fn merged<N: Number>([first, second]: [(AlleleId, N); 2]) -> Gametes<N> {
    let mut list = if first.0 == second.0 { vec![(first.0, first.1 + second.1)] } else { vec![first, second] };
    list.retain(|entry| !entry.1.is_zero());
    list
}
