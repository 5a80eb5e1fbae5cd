//! Is a pedigree fit to be computed? Every fault has a name before any arithmetic starts.

use super::{
    Animal, Arithmetic, Evidence, EvidenceError, Linkage, MAX_ALLELES, Pair, Parent, Pedigree, Place, Query, Sex,
};
use crate::lineage::find_cycle;

/// How far probabilities may be from summing to one: decimals that were rounded are no fault.
const ROUNDING: f64 = 1e-9;

/// The most candidates of one paternity.
const MAX_CANDIDATES: usize = 256;

pub(super) fn check<N: Arithmetic>(pedigree: &Pedigree<N>, query: &Query) -> Result<(), EvidenceError> {
    let locus = &pedigree.locus;
    if locus.alleles == 0 || locus.alleles > MAX_ALLELES {
        return Err(EvidenceError::Alleles { alleles: locus.alleles });
    }
    if let Linkage::Linked { second, .. } = &locus.linkage
        && (*second == 0 || !locus.alleles.is_multiple_of(*second))
    {
        return Err(EvidenceError::Alleles { alleles: locus.alleles });
    }
    if let Linkage::BothChromosomes { recombination, .. } | Linkage::Linked { recombination, .. } = &locus.linkage
        && !(0.0..=0.5).contains(&recombination.approximate())
    {
        return Err(EvidenceError::NotAProbability { place: Place::Recombination });
    }
    if let Some(frequency) = &pedigree.frequency {
        if frequency.len() != usize::from(locus.alleles) {
            return Err(EvidenceError::Sum { place: Place::Frequency });
        }
        sums_to_one(frequency.iter(), Place::Frequency)?;
    }
    for (index, paternity) in pedigree.paternities.iter().enumerate() {
        let size = paternity.candidates.len();
        if size > MAX_CANDIDATES {
            return Err(EvidenceError::TooLarge { what: "candidates of a paternity", size, limit: MAX_CANDIDATES });
        }
        sums_to_one(paternity.candidates.iter().map(|(_, weight)| weight), Place::Paternity(index))?;
        for (candidate, _) in &paternity.candidates {
            match candidate {
                Parent::OneOf(_) => return Err(EvidenceError::NestedPaternity { paternity: index }),
                Parent::Animal(animal) => exists(pedigree, *animal)?,
                Parent::Unknown => {}
            }
        }
    }
    let sexes = sexes(pedigree)?;
    for (index, animal) in pedigree.animals.iter().enumerate() {
        of_animal(pedigree, index, animal, sexes.get(index).copied().flatten())?;
    }
    let possible = locus.genotypes(None);
    for (index, litter) in pedigree.litters.iter().enumerate() {
        for (seen, _, _) in &litter.counts {
            of_evidence(seen, &possible, Place::Litter(index))?;
        }
    }
    acyclic(pedigree)?;
    for animal in query.animals.iter().copied().chain(query.pairs.iter().flat_map(|&(one, other)| [one, other])) {
        exists(pedigree, animal)?;
    }
    match query.paternities.iter().find(|&&paternity| paternity >= pedigree.paternities.len()) {
        Some(&paternity) => Err(EvidenceError::NoSuchPaternity { paternity }),
        None => Ok(()),
    }
}

fn exists<N>(pedigree: &Pedigree<N>, animal: usize) -> Result<(), EvidenceError> {
    if animal < pedigree.animals.len() { Ok(()) } else { Err(EvidenceError::NoSuchAnimal { animal }) }
}

fn of_animal<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    index: usize,
    animal: &Animal<N>,
    sex: Option<Sex>,
) -> Result<(), EvidenceError> {
    if let Some(prior) = &animal.prior {
        let possible = pedigree.locus.genotypes(sex);
        if !animal.is_founder() {
            return Err(EvidenceError::PriorOfYoung { animal: index });
        }
        let place = Place::Prior(index);
        of_genotypes(prior.iter().map(|(genotype, _)| *genotype), &possible, place)?;
        sums_to_one(prior.iter().map(|(_, chance)| chance), place)?;
    }
    if animal.evidence.is_empty() {
        return Ok(());
    }
    let possible = pedigree.locus.genotypes(None);
    animal.evidence.iter().try_for_each(|seen| of_evidence(seen, &possible, Place::Evidence(index)))
}

/// Evidence may name genotypes of the other sex ("visual" is said of males and females), but none that no animal has.
fn of_evidence<N: Arithmetic>(seen: &Evidence<N>, possible: &[Pair], place: Place) -> Result<(), EvidenceError> {
    let Evidence::Likelihood(likelihood) = seen else { return Ok(()) };
    of_genotypes(likelihood.iter().map(|(genotype, _)| *genotype), possible, place)?;
    match likelihood.iter().find(|(_, chance)| !(0.0..f64::INFINITY).contains(&chance.approximate())) {
        Some(_) => Err(EvidenceError::NotAProbability { place }),
        None => Ok(()),
    }
}

fn of_genotypes(
    mut genotypes: impl Iterator<Item = Pair>,
    possible: &[Pair],
    place: Place,
) -> Result<(), EvidenceError> {
    match genotypes.find(|genotype| !possible.contains(genotype)) {
        Some(genotype) => Err(EvidenceError::NoSuchGenotype { place, genotype }),
        None => Ok(()),
    }
}

pub(super) fn sums_to_one<'a, N: Arithmetic + 'a>(
    chances: impl Iterator<Item = &'a N>,
    place: Place,
) -> Result<(), EvidenceError> {
    let mut sum = 0.0;
    for chance in chances {
        let chance = chance.approximate();
        if !(0.0..=1.0 + ROUNDING).contains(&chance) {
            return Err(EvidenceError::NotAProbability { place });
        }
        sum += chance;
    }
    if (sum - 1.0).abs() <= ROUNDING { Ok(()) } else { Err(EvidenceError::Sum { place }) }
}

/// The sex of each animal as far as it is recorded or follows from being a parent.
pub(super) fn sexes<N: Arithmetic>(pedigree: &Pedigree<N>) -> Result<Vec<Option<Sex>>, EvidenceError> {
    let mut sexes: Vec<Option<Sex>> = pedigree.animals.iter().map(|animal| animal.sex).collect();
    let matters = pedigree.locus.is_sex_linked();
    let mut set = |animal: usize, sex: Sex| match sexes.get_mut(animal) {
        None => Err(EvidenceError::NoSuchAnimal { animal }),
        Some(known) if matters && known.is_some_and(|known| known != sex) => Err(EvidenceError::SexConflict { animal }),
        Some(known) => {
            *known = Some(sex);
            Ok(())
        }
    };
    let mut side = |parent: Parent, sex: Sex| match parent {
        Parent::Unknown => Ok(()),
        Parent::Animal(animal) => set(animal, sex),
        Parent::OneOf(paternity) => {
            let paternity = pedigree.paternities.get(paternity).ok_or(EvidenceError::NoSuchPaternity { paternity })?;
            paternity.candidates.iter().try_for_each(|(candidate, _)| match candidate {
                Parent::Animal(animal) => set(*animal, sex),
                _ => Ok(()),
            })
        }
    };
    for animal in &pedigree.animals {
        side(animal.sire, Sex::Male)?;
        side(animal.dam, Sex::Female)?;
    }
    for litter in &pedigree.litters {
        side(Parent::Animal(litter.sire), Sex::Male)?;
        side(Parent::Animal(litter.dam), Sex::Female)?;
    }
    Ok(sexes)
}

/// The animals that may be a parent.
pub(super) fn candidates<N>(pedigree: &Pedigree<N>, parent: Parent) -> impl Iterator<Item = usize> {
    let (one, several) = match parent {
        Parent::Unknown => (None, None),
        Parent::Animal(animal) => (Some(animal), None),
        Parent::OneOf(paternity) => (None, pedigree.paternities.get(paternity)),
    };
    let several =
        several.into_iter().flat_map(|paternity| &paternity.candidates).filter_map(|(parent, _)| match parent {
            Parent::Animal(animal) => Some(*animal),
            _ => None,
        });
    one.into_iter().chain(several)
}

fn acyclic<N: Arithmetic>(pedigree: &Pedigree<N>) -> Result<(), EvidenceError> {
    let pairs = pedigree.litters.iter().map(|litter| (litter.sire, litter.sire, litter.dam));
    for (index, sire, dam) in pedigree
        .animals
        .iter()
        .enumerate()
        .flat_map(|(index, animal)| candidates(pedigree, animal.sire).map(move |sire| (index, animal, sire)))
        .flat_map(|(index, animal, sire)| candidates(pedigree, animal.dam).map(move |dam| (index, sire, dam)))
        .chain(pairs)
    {
        if sire == dam {
            return Err(EvidenceError::SameParents { animal: index, parent: sire });
        }
    }
    let links = || {
        let of = |(child, animal)| {
            let animal: &Animal<N> = animal;
            candidates(pedigree, animal.sire).chain(candidates(pedigree, animal.dam)).map(move |parent| (child, parent))
        };
        pedigree.animals.iter().enumerate().flat_map(of)
    };
    if let Some((animal, _)) = links().find(|(child, parent)| child == parent) {
        return Err(EvidenceError::SelfParent { animal });
    }
    if is_acyclic(pedigree.animals.len(), links) {
        return Ok(());
    }
    match find_cycle(links()) {
        Some(animals) => Err(EvidenceError::Cycle { animals }),
        None => Ok(()),
    }
}

/// Peels off animals without young left, again and again (Kahn 1962), in arrays: the usual case, quickly. The cycle is named elsewhere.
fn is_acyclic<I: Iterator<Item = (usize, usize)>>(animals: usize, links: impl Fn() -> I) -> bool {
    // The parents of all animals in one list, and where those of each begin: links come in the order of the young.
    let mut parents: Vec<usize> = Vec::new();
    let mut begin: Vec<usize> = Vec::with_capacity(animals.saturating_add(1));
    let mut young = vec![0u32; animals];
    for (child, parent) in links() {
        begin.resize(begin.len().max(child.saturating_add(1)), parents.len());
        parents.push(parent);
        if let Some(count) = young.get_mut(parent) {
            *count = count.saturating_add(1);
        }
    }
    begin.resize(animals.saturating_add(1), parents.len());
    let mut open: Vec<usize> = young.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
    let mut peeled = 0usize;
    while let Some(animal) = open.pop() {
        peeled += 1;
        let range = begin.get(animal).zip(begin.get(animal.saturating_add(1)));
        for &parent in range.and_then(|(from, to)| parents.get(*from..*to)).into_iter().flatten() {
            if let Some(count) = young.get_mut(parent) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    open.push(parent);
                }
            }
        }
    }
    peeled == animals
}
