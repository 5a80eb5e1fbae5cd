//! Which animals can matter: those asked for, those with evidence, and the ancestors of either. Young of whom nothing is known say
//! nothing about their parents.

use super::{Arithmetic, EvidenceError, Limits, Parent, Pedigree, Query, Source, check::candidates};

/// The animals that matter, ascending.
pub(super) fn relevant<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    query: &Query,
    limits: &Limits,
    uses: &dyn Fn(Source) -> bool,
) -> Result<Vec<usize>, EvidenceError> {
    let mut matters = vec![false; pedigree.animals.len()];
    let mut open: Vec<usize> = query.animals.clone();
    open.extend(query.pairs.iter().flat_map(|&(one, other)| [one, other]));
    open.extend(
        pedigree
            .animals
            .iter()
            .enumerate()
            .filter(|(index, animal)| !animal.evidence.is_empty() && uses(Source::Animal(*index)))
            .map(|(index, _)| index),
    );
    for (index, litter) in pedigree.litters.iter().enumerate() {
        if uses(Source::Litter(index)) {
            open.extend([litter.sire, litter.dam]);
        }
    }
    for &paternity in &query.paternities {
        open.extend(candidates(pedigree, Parent::OneOf(paternity)));
    }
    let mut count = 0usize;
    while let Some(animal) = open.pop() {
        let Some(seen) = matters.get_mut(animal) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        count += 1;
        if count > limits.animals {
            let what = "animals that matter (with evidence, asked for, or ancestors of such)";
            return Err(EvidenceError::TooLarge { what, size: pedigree.animals.len(), limit: limits.animals });
        }
        if let Some(animal) = pedigree.animals.get(animal) {
            open.extend(candidates(pedigree, animal.sire).chain(candidates(pedigree, animal.dam)));
        }
    }
    Ok(matters.iter().enumerate().filter(|(_, matters)| **matters).map(|(animal, _)| animal).collect())
}
