//! What claims about one animal come to together.

use super::gene::{Entry, find, is_single};
use crate::{
    arrange::Arrange as _,
    catalogue::{Inheritance, Linkage, Locus, Taxon},
    cross::Sex,
    genotype::{AlleleId, Chance, Dist, Genotype, LocusId, Number as _, Pair},
    text::{Body, Claim, Problem, Span, merge},
};
use repti_model::{
    genotype::{Chromosome, ClaimedGene},
    lineage,
};
use std::collections::BTreeMap;

/// The same probability in the engine's type, exact.
pub(super) fn chance(chance: lineage::Chance) -> Chance {
    let part = |number: i32| u32::try_from(number).unwrap_or(1);
    Chance::fraction(part(chance.numerator()), part(chance.denominator()))
}

/// The genotype that all claims come to, and of the loci at which they contradict each other why.
#[must_use]
pub fn genotype<'c>(
    taxon: &Taxon,
    claims: impl IntoIterator<Item = &'c ClaimedGene>,
    sex: Option<Sex>,
) -> (Genotype, BTreeMap<LocusId, String>) {
    let (mut genotype, mut clashes) = (Genotype::default(), BTreeMap::new());
    for (id, claims) in by_locus(taxon, claims) {
        let Some(locus) = taxon.locus(id) else { continue };
        match combine(locus, &claims, sex) {
            Ok(dist) if dist.sure().is_some_and(Pair::is_wild) => {}
            Ok(dist) => drop(genotype.loci.insert(id, dist)),
            Err(why) => drop(clashes.insert(id, why)),
        }
    }
    (genotype, clashes)
}

/// Claims by their locus; names without a gene are left out.
pub(super) fn by_locus<'c>(
    taxon: &Taxon,
    claims: impl IntoIterator<Item = &'c ClaimedGene>,
) -> BTreeMap<LocusId, Vec<(AlleleId, &'c ClaimedGene)>> {
    let mut loci: BTreeMap<LocusId, Vec<(AlleleId, &ClaimedGene)>> = BTreeMap::new();
    for claim in claims {
        if let Some(Entry::Allele(locus, allele, _)) = find(taxon, &claim.gene) {
            loci.entry(locus).or_default().push((allele, claim));
        }
    }
    loci
}

/// Why new claims can't be recorded beside those that stand: each message names its gene. Empty where they can.
#[must_use]
pub fn check(taxon: &Taxon, standing: &[ClaimedGene], new: &[ClaimedGene], sex: Option<Sex>) -> Vec<String> {
    let mut refused: Vec<String> = new.iter().filter_map(|claim| alone(taxon, claim, sex)).collect();
    for (at, claim) in new.iter().enumerate() {
        let before = standing.iter().chain(new.iter().take(at));
        if before.clone().any(|other| other.gene == claim.gene) {
            let name = super::words(taxon, claim, sex).0;
            refused.push(format!("{name} is claimed already: change that claim, or take it back first."));
        }
    }
    if refused.is_empty() {
        let (_, clashes) = genotype(taxon, standing.iter().chain(new), sex);
        let about_new = by_locus(taxon, new);
        refused.extend(clashes.into_iter().filter(|(id, _)| about_new.contains_key(id)).map(|(_, why)| why));
    }
    refused
}

/// What is wrong with a claim by itself.
fn alone(taxon: &Taxon, claim: &ClaimedGene, sex: Option<Sex>) -> Option<String> {
    let (id, allele) = match find(taxon, &claim.gene) {
        None => {
            let word: String = claim.gene.chars().take(60).collect();
            return Some(format!("“{word}” is no gene in the catalogue of the {}.", taxon.name));
        }
        Some(Entry::Tag(tag)) => {
            let plain = claim.copies.is_none() && claim.chance.is_certain() && claim.carried_on.is_none();
            let name = &tag.name;
            return (!plain).then(|| format!("{name} has no single gene: it takes neither copies nor a percentage."));
        }
        Some(Entry::Allele(id, _, allele)) => (id, allele),
    };
    let (name, recessive) = (&allele.name, allele.inheritance == Inheritance::Recessive);
    match claim.copies {
        None => return Some(format!("{name}: say how many copies.")),
        Some(3..) => return Some(format!("{name}: an animal has at most two copies.")),
        Some(0) if !claim.chance.is_certain() => {
            return Some(format!("{name}: that it isn’t carried takes no percentage; say how likely one copy is."));
        }
        Some(2) if recessive && !claim.chance.is_certain() => {
            return Some(format!("{name}: a percentage says how likely one copy is, not whether two show."));
        }
        _ => {}
    }
    let linked = taxon.locus(id).is_some_and(|locus| matches!(locus.linkage, Linkage::XyRecombining { .. }));
    let one_of_a_male = claim.copies == Some(1) && claim.chance.is_certain() && sex != Some(Sex::Female);
    (claim.carried_on.is_some() && !(linked && one_of_a_male))
        .then(|| format!("{name}: X or Y is said only of a male with one copy of a gene that lies on both."))
}

/// The distribution at one locus.
///
/// # Errors
/// Says why not all of them can be true, naming the genes.
pub(super) fn combine(
    locus: &Locus,
    claims: &[(AlleleId, &ClaimedGene)],
    sex: Option<Sex>,
) -> Result<Dist<Chance>, String> {
    let name = |id: AlleleId| locus.allele(id).map_or("", |allele| allele.name.as_str());
    let single = is_single(locus, sex);
    let wild = if single { Pair::new(AlleleId::WILD, AlleleId::NONE) } else { Pair::WILD };
    let bodies = bodies(locus, claims, single);
    let mut dist = if bodies.is_empty() {
        Dist::certain(wild)
    } else {
        let nowhere = Span { start: 0, end: 0 };
        let told: Vec<Claim> = bodies
            .into_iter()
            .map(|body| Claim { locus: LocusId(0), body, span: nowhere, paren: 0, combo: false })
            .collect();
        let mut problem = None;
        let merged = merge(locus, &told.iter().collect::<Vec<_>>(), sex, &mut |_, found| {
            if problem.is_none() && !matches!(found, Problem::DominantZygosityUnknown { .. }) {
                problem = Some(found);
            }
        });
        match (problem, merged) {
            (None, Some(dist)) => dist,
            (Some(problem), _) => return Err(sentence(&problem.to_string())),
            (None, None) => return Err(format!("These claims about {} can’t all be true.", locus.name)),
        }
    };
    for &(id, _) in claims.iter().filter(|(_, claim)| claim.copies == Some(0)) {
        if dist.entries().iter().any(|entry| entry.0.copies(id) > 0) {
            return Err(format!("{} is claimed both as carried and as not carried.", name(id)));
        }
    }
    if !claims.iter().all(|(id, claim)| holds(locus, &dist, *id, claim, single)) {
        return Err(format!("These claims about {} can’t all be true.", locus.name));
    }
    let on = claims.iter().find_map(|(id, claim)| Some((*id, claim.carried_on?)));
    if let (Some((id, on)), Some(pair)) = (on, dist.sure())
        && pair == Pair::het(id)
        && sex != Some(Sex::Female)
    {
        dist = Dist::certain(match on {
            Chromosome::X => Pair::phased(id, AlleleId::WILD),
            Chromosome::Y => Pair::phased(AlleleId::WILD, id),
        });
    }
    Ok(dist)
}

/// Whether a gene is as likely in the whole as its claim says: what reads a text takes "33% super" of a pair that is full for a word too many.
fn holds(locus: &Locus, dist: &Dist<Chance>, id: AlleleId, claim: &ClaimedGene, single: bool) -> bool {
    let recessive = locus.inheritance(id) == Some(Inheritance::Recessive);
    let least = match claim.copies {
        // Beside a gene that it hides, a recessive that shows has one copy.
        Some(2) if !(single || recessive && claim.chance.is_certain()) => 2,
        Some(1..) => 1,
        _ => return true,
    };
    let p = dist.probability(|pair| pair.copies(id) >= least);
    (p.to_f64() - claim.chance.value()).abs() < 1e-9
}

/// Claims as the reader of texts weighs them, the certain ones first, so that their order says nothing.
fn bodies(locus: &Locus, claims: &[(AlleleId, &ClaimedGene)], single: bool) -> Vec<Body> {
    let recessive = |id: AlleleId| locus.inheritance(id) == Some(Inheritance::Recessive);
    let mut carried: Vec<(AlleleId, u8, Chance)> = claims
        .iter()
        .filter_map(|(id, claim)| Some((*id, claim.copies.filter(|&copies| copies > 0)?, chance(claim.chance))))
        .collect();
    carried.arrange_by_key(|&(id, copies, p)| (p != Chance::ONE, copies == 1, id));
    // Two recessives of one locus with a copy each show together.
    let ones: Vec<AlleleId> =
        carried.iter().filter(|own| own.1 == 1 && own.2 == Chance::ONE).map(|own| own.0).collect();
    let both = match ones.as_slice() {
        [a, b] if recessive(*a) && recessive(*b) => Some((*a, *b)),
        _ => None,
    };
    let body = |&(id, copies, p): &(AlleleId, u8, Chance)| match (copies, p == Chance::ONE) {
        (_, true) if single && recessive(id) => Some(Body::Visual(id)),
        (_, true) if single => Some(Body::One(id)),
        (1, true) if both.is_some_and(|(a, b)| id == a || id == b) => None,
        (1, true) if recessive(id) => Some(Body::Het(id, p)),
        (1, true) => Some(Body::One(id)),
        (1, false) => Some(Body::Het(id, p)),
        (_, true) if recessive(id) => Some(Body::Visual(id)),
        (_, true) => Some(Body::Two(id)),
        (_, false) => Some(Body::Perhaps(id, p)),
    };
    both.map(|(a, b)| Body::Both(a, b)).into_iter().chain(carried.iter().filter_map(body)).collect()
}

/// With a capital letter and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut out: String = first.to_uppercase().chain(letters).collect();
    if !out.ends_with(['.', '?', '!']) {
        out.push('.');
    }
    out
}
