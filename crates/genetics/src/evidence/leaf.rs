//! Animals without young that are asked for: P(young | everything) = sum over the parents' genotypes of P(sire, dam | everything)
//! P(young | sire, dam, what was seen of it). So they stay out of the network, and asking for a whole collection costs little more than
//! asking for its parents.

use super::{
    Answer, Arithmetic, Method, PairPosterior, Parent, Pedigree, Posterior, Query, Sex, Source, check::candidates,
    network::likelihood,
};
use std::collections::BTreeMap;

/// Longer series have so many pairs of genotypes that a variable of its own is cheaper.
const FEW_ALLELES: u8 = 4;

/// A query without the animals that follow from their parents.
pub(super) struct Split {
    pub(super) query: Query,
    /// Of those animals, where their parents stand among the pairs.
    leaves: BTreeMap<usize, usize>,
    /// How many pairs were asked for.
    pairs: usize,
}

pub(super) fn split<N>(pedigree: &Pedigree<N>, query: &Query) -> Split {
    let mut split = Split { query: query.clone(), leaves: BTreeMap::new(), pairs: query.pairs.len() };
    if pedigree.locus.alleles > FEW_ALLELES || query.animals.is_empty() {
        return split;
    }
    let mut parents = vec![false; pedigree.animals.len()];
    let of_litters = pedigree.litters.iter().flat_map(|litter| [litter.sire, litter.dam]);
    let of_animals =
        pedigree.animals.iter().flat_map(|own| [own.sire, own.dam]).flat_map(|parent| candidates(pedigree, parent));
    let asked = query.pairs.iter().flat_map(|&(one, other)| [one, other]);
    for parent in of_litters.chain(of_animals).chain(asked) {
        if let Some(is_parent) = parents.get_mut(parent) {
            *is_parent = true;
        }
    }
    let mut places: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &animal in &query.animals {
        let Some(own) = pedigree.animals.get(animal).filter(|_| parents.get(animal) == Some(&false)) else { continue };
        let (Parent::Animal(sire), Parent::Animal(dam)) = (own.sire, own.dam) else { continue };
        let place = *places.entry((sire, dam)).or_insert_with(|| {
            split.query.pairs.push((sire, dam));
            split.query.pairs.len() - 1
        });
        split.leaves.insert(animal, place);
    }
    split.query.animals.retain(|animal| !split.leaves.contains_key(animal));
    split
}

impl Split {
    /// The answer to the whole query from the answer to the part.
    pub(super) fn join<N: Arithmetic>(
        self,
        pedigree: &Pedigree<N>,
        query: &Query,
        sexes: &[Option<Sex>],
        uses: &dyn Fn(Source) -> bool,
        mut answer: Answer<N>,
    ) -> Option<Answer<N>> {
        let mut others = std::mem::take(&mut answer.animals).into_iter();
        for &animal in &query.animals {
            answer.animals.push(match self.leaves.get(&animal) {
                None => others.next()?,
                Some(&place) => {
                    let sex = sexes.get(animal).copied().flatten();
                    let uses = uses(Source::Animal(animal));
                    young(pedigree, animal, sex, uses, answer.pairs.get(place)?)?
                }
            });
        }
        answer.pairs.truncate(self.pairs);
        Some(answer)
    }
}

/// The genotype of young of a pair.
fn young<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    animal: usize,
    sex: Option<Sex>,
    uses: bool,
    parents: &PairPosterior<N>,
) -> Option<Posterior<N>> {
    let locus = &pedigree.locus;
    let space = locus.genotypes(sex);
    let seen = if uses { pedigree.animals.get(animal)?.evidence.as_slice() } else { &[] };
    let fits: Vec<N> = space
        .iter()
        .map(|&genotype| seen.iter().try_fold(N::one(), |all, seen| all.times(&likelihood(seen, genotype)?)))
        .collect::<Option<_>>()?;
    let (from_sire, from_dam) = (locus.gametes(Sex::Male, sex), locus.gametes(Sex::Female, sex));
    let places: Vec<Option<usize>> = from_sire
        .iter()
        .flat_map(|&one| from_dam.iter().map(move |&other| locus.join(one, other)))
        .map(|young| space.iter().position(|&genotype| Some(genotype) == young))
        .collect();
    let mut chances = vec![N::zero(); space.len()];
    for ((sire, dam), chance) in parents.chances.iter().filter(|(_, chance)| !chance.is_zero()) {
        let mut own = vec![N::zero(); space.len()];
        for (&one, places) in from_sire.iter().zip(places.chunks(from_dam.len().max(1))) {
            let first = locus.transmits(*sire, one, sex)?;
            for (&other, place) in from_dam.iter().zip(places) {
                let (Some(place), false) = (*place, first.is_zero()) else { continue };
                let weight = first.times(&locus.transmits(*dam, other, sex)?)?.times(fits.get(place)?)?;
                let sum = own.get_mut(place)?;
                *sum = sum.plus(&weight)?;
            }
        }
        let total = own.iter().try_fold(N::zero(), |sum, weight| sum.plus(weight))?;
        for (sum, weight) in chances.iter_mut().zip(&own).filter(|(_, weight)| !weight.is_zero()) {
            *sum = sum.plus(&weight.over(&total)?.times(chance)?)?;
        }
    }
    // The errors of the parents' figures add up as independent ones do.
    let method = match parents.method {
        Method::Sampled { seed, draws, standard_error } => {
            let parts = f64::from(u32::try_from(parents.chances.len()).unwrap_or(u32::MAX));
            Method::Sampled { seed, draws, standard_error: standard_error * parts.sqrt() }
        }
        Method::Exact => Method::Exact,
    };
    Some(Posterior { animal, chances: space.into_iter().zip(chances).collect(), method })
}
