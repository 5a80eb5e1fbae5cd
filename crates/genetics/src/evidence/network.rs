//! From a pedigree to tables over discrete variables.
//!
//! Every animal has a variable for its genotype, and one for the gamete that it got of each known parent:
//! P(young | sire, dam) = sum over gametes of P(gamete | sire) P(gamete | dam) \[young = join of the gametes\]
//! (Lauritzen & Sheehan 2003, "Graphical models for genetic analyses", Statist. Sci. 18:489). With a variable for a gamete, a family's
//! table is over one genotype and two alleles and never over three genotypes, so that long allele series stay small.

use super::{
    Animal, Arithmetic, Evidence, EvidenceError, Limits, Pair, Parent, Pedigree, Query, Sex, Source,
    check::sexes,
    locus::Gamete,
    prune::relevant,
    table::{Table, volume},
};
use std::collections::BTreeMap;

mod family;
mod litter;

/// Tables whose product is the joint probability of genotypes, gametes, paternities and evidence.
pub(super) struct Network<N> {
    pub(super) sizes: Vec<u32>,
    pub(super) tables: Vec<Table<N>>,
    /// The variable of each animal that matters.
    pub(super) genotype: BTreeMap<usize, u32>,
    /// The variable of each paternity that matters.
    pub(super) paternity: BTreeMap<usize, u32>,
    sexes: Vec<Option<Sex>>,
    /// What males, females and animals of unknown sex can carry.
    spaces: [Vec<Pair>; 3],
}

/// Adds to a network, within limits.
struct Builder<'a, N> {
    pedigree: &'a Pedigree<N>,
    network: Network<N>,
    uses: &'a dyn Fn(Source) -> bool,
    limit: usize,
    values: usize,
    /// P(gamete | parent) is the same for all young of one kind.
    transmission: BTreeMap<(Sex, Option<Sex>), Vec<N>>,
    joining: BTreeMap<(bool, bool, Option<Sex>), Vec<N>>,
}

pub(super) fn build<N: Arithmetic>(
    pedigree: &Pedigree<N>,
    query: &Query,
    limits: &Limits,
    uses: &dyn Fn(Source) -> bool,
) -> Result<Network<N>, EvidenceError> {
    let animals = relevant(pedigree, query, limits, uses)?;
    let spaces = [Some(Sex::Male), Some(Sex::Female), None].map(|sex| pedigree.locus.genotypes(sex));
    let network = Network {
        sizes: Vec::new(),
        tables: Vec::new(),
        genotype: BTreeMap::new(),
        paternity: BTreeMap::new(),
        sexes: sexes(pedigree)?,
        spaces,
    };
    let mut builder = Builder {
        pedigree,
        network,
        uses,
        limit: limits.tables,
        values: 0,
        transmission: BTreeMap::new(),
        joining: BTreeMap::new(),
    };
    let leaves = builder.leaves(&animals, query);
    let animals: Vec<usize> = animals.into_iter().filter(|animal| !leaves.contains(animal)).collect();
    for &animal in &animals {
        let size = builder.network.space(animal).len();
        let variable = builder.variable(size);
        builder.network.genotype.insert(animal, variable);
    }
    let of_animals = animals.iter().filter_map(|&animal| pedigree.animals.get(animal));
    let used = of_animals.flat_map(|animal| [animal.sire, animal.dam]).filter_map(|parent| match parent {
        Parent::OneOf(paternity) => Some(paternity),
        _ => None,
    });
    for paternity in used.chain(query.paternities.iter().copied()) {
        builder.paternity(paternity)?;
    }
    for &animal in &animals {
        builder.animal(animal)?;
    }
    builder.litters(&leaves)?;
    Ok(builder.network)
}

impl<N> Network<N> {
    pub(super) fn space(&self, animal: usize) -> &[Pair] {
        let [males, females, either] = &self.spaces;
        match self.sex(animal) {
            Some(Sex::Male) => males,
            Some(Sex::Female) => females,
            None => either,
        }
    }

    fn sex(&self, animal: usize) -> Option<Sex> {
        self.sexes.get(animal).copied().flatten()
    }
}

impl<N: Arithmetic> Builder<'_, N> {
    fn variable(&mut self, size: usize) -> u32 {
        let variable = u32::try_from(self.network.sizes.len()).unwrap_or(u32::MAX);
        self.network.sizes.push(u32::try_from(size).unwrap_or(u32::MAX));
        variable
    }

    /// Adds a table; `scope` is ascending.
    fn table(&mut self, scope: Vec<u32>, values: Vec<N>) -> Result<(), EvidenceError> {
        self.room(&scope)?;
        self.network.tables.push(Table { scope, values });
        Ok(())
    }

    fn room(&mut self, scope: &[u32]) -> Result<(), EvidenceError> {
        self.values = self.values.saturating_add(volume(&self.network.sizes, scope));
        if self.values > self.limit {
            let what = "values in the tables of the families";
            return Err(EvidenceError::TooLarge { what, size: self.values, limit: self.limit });
        }
        Ok(())
    }

    fn animal(&mut self, index: usize) -> Result<(), EvidenceError> {
        let pedigree = self.pedigree;
        let (Some(animal), Some(&own)) = (pedigree.animals.get(index), self.network.genotype.get(&index)) else {
            return Err(EvidenceError::NoSuchAnimal { animal: index });
        };
        if animal.is_founder() {
            let values = self.prior(index, animal)?;
            self.table(vec![own], values)?;
        } else {
            self.family(index, animal, own)?;
        }
        if (self.uses)(Source::Animal(index)) {
            for seen in &animal.evidence {
                let space = self.network.space(index);
                let values = space.iter().map(|genotype| likelihood(seen, *genotype)).collect::<Option<_>>();
                self.table(vec![own], values.ok_or(EvidenceError::OutOfRange)?)?;
            }
        }
        Ok(())
    }

    fn prior(&self, index: usize, animal: &Animal<N>) -> Result<Vec<N>, EvidenceError> {
        let space = self.network.space(index);
        let values = match (&animal.prior, &self.pedigree.frequency) {
            _ if !(self.uses)(Source::Prior(index)) => space.iter().map(|_| Some(N::one())).collect(),
            (Some(prior), _) => space.iter().map(|genotype| sum_of(prior, *genotype)).collect(),
            (None, Some(frequency)) => {
                let sex = self.network.sex(index);
                let locus = &self.pedigree.locus;
                let random: Option<Vec<N>> =
                    space.iter().map(|genotype| locus.random_mating(frequency, *genotype, sex)).collect();
                if locus.lethal.is_empty() { random } else { random.and_then(|values| among_living(&values)) }
            }
            (None, None) => return Err(EvidenceError::NoFrequency { animal: index }),
        };
        let values: Option<Vec<N>> = values;
        values.ok_or(EvidenceError::OutOfRange)
    }
}

/// How likely the observation is of an animal with this genotype.
pub(super) fn likelihood<N: Arithmetic>(seen: &Evidence<N>, genotype: Pair) -> Option<N> {
    match seen {
        Evidence::OneOf(genotypes) => Some(if genotypes.contains(&genotype) { N::one() } else { N::zero() }),
        Evidence::Likelihood(likelihood) => sum_of(likelihood, genotype),
    }
}

/// What lives, as parts of all that lives. Nothing lives where nothing is left.
fn among_living<N: Arithmetic>(values: &[N]) -> Option<Vec<N>> {
    let living = values.iter().try_fold(N::zero(), |sum, value| sum.plus(value))?;
    values.iter().map(|value| if living.is_zero() { Some(N::zero()) } else { value.over(&living) }).collect()
}

/// The weight of a genotype in a list that may name it more than once.
fn sum_of<N: Arithmetic>(list: &[(Pair, N)], genotype: Pair) -> Option<N> {
    list.iter().filter(|(of, _)| *of == genotype).try_fold(N::zero(), |sum, (_, weight)| sum.plus(weight))
}

/// The gametes of a parent of this sex to young of that sex, as the states of a variable.
fn gametes<N: Arithmetic>(pedigree: &Pedigree<N>, parent: Sex, young: Option<Sex>) -> Vec<Gamete> {
    pedigree.locus.gametes(parent, young)
}
