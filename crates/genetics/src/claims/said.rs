//! Figures and claims in words.

use super::gene::words;
use crate::{
    arrange::Arrange as _,
    calculator::Calculator,
    catalogue::Locus,
    cross::{Sex, hobby_percent},
    genotype::{AlleleId, Chance, Dist, Genotype, LocusId, Pair, Ratio},
    text::Percent,
};
use repti_model::genotype::{ClaimBasis, ClaimedGene};

/// The locus' one gene, or its complex without the remarks in parentheses.
pub(super) fn locus_name(locus: &Locus) -> String {
    match locus.alleles.as_slice() {
        [only] => only.name.clone(),
        _ => locus.name.split(" (").next().unwrap_or(&locus.name).to_owned(),
    }
}

/// The fraction that a float is near to, with a denominator that can be read; else the float. By continued fractions.
pub(super) fn near(p: f64) -> Chance {
    let (mut rest, mut before, mut now) = (p, (0_u128, 1_u128), (1_u128, 0_u128));
    for _ in 0..20 {
        if !(0.0..=1e6).contains(&rest) {
            break;
        }
        let whole = rest.floor();
        let next = (whole as u128 * now.0 + before.0, whole as u128 * now.1 + before.1);
        if next.1 > 4_096 {
            break;
        }
        (before, now) = (now, next);
        if (now.0 as f64 / now.1 as f64 - p).abs() < 1e-9 {
            return Ratio::new(now.0, now.1).map_or(Chance::Float(p), Chance::Exact);
        }
        rest = 1.0 / (rest - whole);
    }
    Chance::Float(p)
}

/// "2/3", where a fraction is near and says more than a decimal.
pub(super) fn fraction(p: f64) -> Option<String> {
    near(p).ratio().filter(|ratio| ratio.den() > 1).map(|ratio| ratio.to_string())
}

/// A distribution at one locus as the hobby writes it: "66% het Clown", or kind by kind where the trade has no words for it: "25% Clown,
/// 50% het Clown".
pub(super) fn figure(calculator: &Calculator<'_>, id: LocusId, chances: &[(Pair, f64)]) -> String {
    let lexicon = calculator.lexicon();
    let name = |dist: Dist<Chance>| {
        let mut genotype = Genotype::default();
        genotype.loci.insert(id, dist);
        let name = lexicon.name(&genotype, Percent::Hobby);
        name.unsaid.is_empty().then_some(name.text)
    };
    let wild = |pair: Pair| if pair.unphased().is_hemizygous() { pair } else { Pair::WILD };
    let plain = chances.iter().map(|&(pair, p)| (if pair.is_wild() { wild(pair) } else { pair }, near(p)));
    if chances.iter().all(|(pair, p)| pair.is_wild() || *p <= 0.0) {
        return "doesn’t carry it".to_owned();
    }
    if let Some(whole) = Dist::new(plain).ok().and_then(name) {
        return whole;
    }
    let mut kinds: Vec<(String, f64)> = Vec::new();
    for &(pair, p) in chances.iter().filter(|(pair, p)| !pair.is_wild() && *p > 0.0) {
        let Some(kind) = name(Dist::certain(pair)) else { continue };
        match kinds.iter_mut().find(|own| own.0 == kind) {
            Some(own) => own.1 += p,
            None => kinds.push((kind, p)),
        }
    }
    kinds.arrange_by(|a, b| b.1.total_cmp(&a.1));
    let said = kinds.iter().take(4).map(|(kind, p)| format!("{}% {kind}", hobby_percent(*p)));
    said.collect::<Vec<_>>().join(", ")
}

/// What is claimed of an animal at a locus, without how it is known.
pub(super) fn claimed(
    calculator: &Calculator<'_>,
    claims: &[(AlleleId, &ClaimedGene, ClaimBasis)],
    sex: Option<Sex>,
) -> Option<String> {
    let said: Vec<String> = claims.iter().map(|(_, gene, _)| words(calculator.taxon(), gene, sex).1).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The same with how it is known: "het Clown (proven by breeding)".
pub(super) fn known(
    calculator: &Calculator<'_>,
    claims: &[(AlleleId, &ClaimedGene, ClaimBasis)],
    sex: Option<Sex>,
) -> Option<String> {
    let basis = |basis: ClaimBasis| match basis {
        ClaimBasis::Dna => "DNA test".to_owned(),
        other => other.label().to_lowercase(),
    };
    let said: Vec<String> = claims
        .iter()
        .map(|(_, gene, by)| format!("{} ({})", words(calculator.taxon(), gene, sex).1, basis(*by)))
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}
