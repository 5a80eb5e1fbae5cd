//! What is asked: animals with their parents, and what was seen of them.

use super::{Arithmetic, Locus, Pair, Sex};

/// One parent of an animal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Parent {
    /// Not recorded: its gamete is drawn from the allele frequencies.
    #[default]
    Unknown,
    /// An animal of the pedigree, by its index.
    Animal(usize),
    /// One of the candidates of a [`Paternity`], by its index. Animals that share a paternity have the same parent.
    OneOf(usize),
}

/// Who the sire (or dam) of some young may be. Young of a clutch that each may have another sire have a paternity each.
#[derive(Debug, Clone, PartialEq)]
pub struct Paternity<N> {
    /// Candidates with their probability before the evidence; the probabilities sum to one. [`Parent::Unknown`] stands for a parent
    /// outside the list; [`Parent::OneOf`] isn't allowed.
    pub candidates: Vec<(Parent, N)>,
}

/// What is known of an animal, beyond its parents.
#[derive(Debug, Clone, PartialEq)]
pub enum Evidence<N> {
    /// It carries one of these: a phenotype that was seen, or with one element a genotype that is known.
    OneOf(Vec<Pair>),
    /// How likely what was seen or said is for each genotype; zero for those that aren't listed. The scale doesn't matter to posteriors.
    Likelihood(Vec<(Pair, N)>),
}

/// An animal, named by its index in [`Pedigree::animals`].
#[derive(Debug, Clone, PartialEq)]
pub struct Animal<N> {
    pub sire: Parent,
    pub dam: Parent,
    /// Matters only at a sex-linked locus. A sire is male and a dam female, recorded or not.
    pub sex: Option<Sex>,
    /// Of a founder: the probability of each genotype before the evidence, summing to one. Without it the allele frequencies decide.
    pub prior: Option<Vec<(Pair, N)>>,
    /// Independent observations.
    pub evidence: Vec<Evidence<N>>,
}

impl<N> Default for Animal<N> {
    fn default() -> Self {
        Self { sire: Parent::Unknown, dam: Parent::Unknown, sex: None, prior: None, evidence: Vec::new() }
    }
}

impl<N> Animal<N> {
    /// A founder with a prior of its own.
    #[must_use]
    pub fn founder(prior: Vec<(Pair, N)>) -> Self {
        Self { prior: Some(prior), ..Self::default() }
    }

    /// Young of two animals.
    #[must_use]
    pub fn young(sire: usize, dam: usize) -> Self {
        Self { sire: Parent::Animal(sire), dam: Parent::Animal(dam), ..Self::default() }
    }

    /// The same animal, seen to carry one of these.
    #[must_use]
    pub fn seen(mut self, genotypes: Vec<Pair>) -> Self {
        self.evidence.push(Evidence::OneOf(genotypes));
        self
    }

    pub(super) fn is_founder(&self) -> bool {
        self.sire == Parent::Unknown && self.dam == Parent::Unknown
    }
}

/// Young that were counted and not recorded one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct Litter<N> {
    pub sire: usize,
    pub dam: usize,
    /// What was seen, the sex if it was told, and of how many.
    pub counts: Vec<(Evidence<N>, Option<Sex>, u64)>,
}

/// A pedigree and the evidence at one locus, or at two linked ones ([`Linkage::Linked`](super::Linkage::Linked)). Loci that are neither linked
/// nor joined by a rule are separate pedigrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Pedigree<N> {
    pub locus: Locus<N>,
    /// The frequency of each allele among founders without a prior and parents not recorded. Sums to one.
    pub frequency: Option<Vec<N>>,
    pub animals: Vec<Animal<N>>,
    pub litters: Vec<Litter<N>>,
    pub paternities: Vec<Paternity<N>>,
}

impl<N> Pedigree<N> {
    #[must_use]
    pub fn new(locus: Locus<N>) -> Self {
        Self { locus, frequency: None, animals: Vec::new(), litters: Vec::new(), paternities: Vec::new() }
    }

    /// Adds an animal and answers its index.
    pub fn push(&mut self, animal: Animal<N>) -> usize {
        self.animals.push(animal);
        self.animals.len() - 1
    }

    /// The same pedigree in another arithmetic. `None` when a number can't be said in it.
    pub fn convert<M: Arithmetic>(&self, into: impl Fn(&N) -> Option<M> + Copy) -> Option<Pedigree<M>> {
        use super::Linkage;
        let all = |numbers: &[(Pair, N)]| {
            numbers.iter().map(|(of, number)| Some((*of, into(number)?))).collect::<Option<Vec<_>>>()
        };
        let observed = |evidence: &Evidence<N>| {
            Some(match evidence {
                Evidence::OneOf(genotypes) => Evidence::OneOf(genotypes.clone()),
                Evidence::Likelihood(likelihood) => Evidence::Likelihood(all(likelihood)?),
            })
        };
        let linkage = match &self.locus.linkage {
            Linkage::Autosomal => Linkage::Autosomal,
            Linkage::OneCopy { unlike } => Linkage::OneCopy { unlike: *unlike },
            Linkage::BothChromosomes { unlike, recombination } => {
                Linkage::BothChromosomes { unlike: *unlike, recombination: into(recombination)? }
            }
            Linkage::Linked { second, recombination } => {
                Linkage::Linked { second: *second, recombination: into(recombination)? }
            }
        };
        let animal = |animal: &Animal<N>| {
            Some(Animal {
                sire: animal.sire,
                dam: animal.dam,
                sex: animal.sex,
                prior: match &animal.prior {
                    Some(prior) => Some(all(prior)?),
                    None => None,
                },
                evidence: animal.evidence.iter().map(observed).collect::<Option<_>>()?,
            })
        };
        let litter = |litter: &Litter<N>| {
            let counts = litter.counts.iter().map(|(seen, sex, count)| Some((observed(seen)?, *sex, *count)));
            Some(Litter { sire: litter.sire, dam: litter.dam, counts: counts.collect::<Option<_>>()? })
        };
        let paternity = |paternity: &Paternity<N>| {
            let candidates = paternity.candidates.iter().map(|(parent, weight)| Some((*parent, into(weight)?)));
            Some(Paternity { candidates: candidates.collect::<Option<_>>()? })
        };
        Some(Pedigree {
            locus: Locus::new(self.locus.alleles, linkage).with_lethal(self.locus.lethal.clone()),
            frequency: match &self.frequency {
                Some(frequency) => Some(frequency.iter().map(into).collect::<Option<_>>()?),
                None => None,
            },
            animals: self.animals.iter().map(animal).collect::<Option<_>>()?,
            litters: self.litters.iter().map(litter).collect::<Option<_>>()?,
            paternities: self.paternities.iter().map(paternity).collect::<Option<_>>()?,
        })
    }
}

/// What is wanted of a pedigree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Animals whose genotypes are asked for.
    pub animals: Vec<usize>,
    /// Pairs of animals whose genotypes are asked for together: relatives that share an uncertain ancestor aren't independent.
    pub pairs: Vec<(usize, usize)>,
    /// Paternities whose candidates are asked for.
    pub paternities: Vec<usize>,
}

/// What an answer may cost. Each bound gives a named error or a sampled, flagged answer; never an endless computation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The most values of one table of the exact method.
    pub table: usize,
    /// The most values of all its tables together; 8 bytes each.
    pub tables: usize,
    /// The most animals that can matter to one question.
    pub animals: usize,
    /// The most values that sampling may compute.
    pub sampling: u64,
    /// The seed of the sampling: the same seed gives the same answer.
    pub seed: u64,
    /// The most trial computations of the search for animals in conflict.
    pub trials: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { table: 1 << 20, tables: 1 << 23, animals: 200_000, sampling: 1 << 27, seed: 0x5eed, trials: 400 }
    }
}
