//! Why there is no answer.

use super::Pair;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One piece of evidence, by the index of the animal or litter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// What was seen of or said about an animal.
    Animal(usize),
    /// What a founder is taken to be.
    Prior(usize),
    /// Counted young.
    Litter(usize),
}

/// What can be wrong with a pedigree or its evidence. Animals, litters and paternities are named by index; [`EvidenceError::animals`]
/// and [`EvidenceError::describe`] are for callers that have better names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum EvidenceError {
    /// A locus needs 1 to [`MAX_ALLELES`](super::MAX_ALLELES) alleles.
    Alleles {
        alleles: u8,
    },
    /// An index that isn't in the pedigree.
    NoSuchAnimal {
        animal: usize,
    },
    NoSuchPaternity {
        paternity: usize,
    },
    /// A candidate of a paternity can't be a paternity.
    NestedPaternity {
        paternity: usize,
    },
    /// An animal among its own ancestors, each followed by a parent and the first repeated at the end.
    Cycle {
        animals: Vec<usize>,
    },
    SelfParent {
        animal: usize,
    },
    /// The same animal as sire and dam.
    SameParents {
        animal: usize,
        parent: usize,
    },
    /// Sire here and dam there, or recorded as the other sex; at a sex-linked locus.
    SexConflict {
        animal: usize,
    },
    /// A number that isn't a probability, and where.
    NotAProbability {
        place: Place,
    },
    /// Probabilities that should sum to one, and don't.
    Sum {
        place: Place,
    },
    /// A genotype that the animal can't have at this locus.
    NoSuchGenotype {
        place: Place,
        genotype: Pair,
    },
    /// A prior for an animal with a recorded parent: its parents are its prior. Say what is claimed of it as evidence.
    PriorOfYoung {
        animal: usize,
    },
    /// At a locus with lethal genotypes the parents are one animal each: how many young died depends on who they are.
    LethalPaternity {
        animal: usize,
    },
    /// Founders, or parents not recorded, need a prior or allele frequencies.
    NoFrequency {
        animal: usize,
    },
    /// What was recorded can't all be true. `sources` can't be true together; when `smallest`, any of them left out could.
    Impossible {
        sources: Vec<Source>,
        smallest: bool,
    },
    /// More visual young than eggs.
    Counts {
        visuals: u64,
        eggs: u64,
    },
    /// More than the limits allow.
    TooLarge {
        what: &'static str,
        size: usize,
        limit: usize,
    },
    /// Too wide for the exact method, and no genotypes were found by sampling that fit the evidence. They may not exist.
    NothingFits,
    /// A number left the range of its type.
    OutOfRange,
}

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Frequency,
    Recombination,
    Prior(usize),
    Evidence(usize),
    Litter(usize),
    Paternity(usize),
    /// The states of parents, together and one by one.
    States,
    State(usize),
}

impl EvidenceError {
    /// The animals that the error is about, by index.
    #[must_use]
    pub fn animals(&self) -> Vec<usize> {
        match self {
            Self::NoSuchAnimal { animal }
            | Self::SelfParent { animal }
            | Self::SexConflict { animal }
            | Self::PriorOfYoung { animal }
            | Self::LethalPaternity { animal }
            | Self::NoFrequency { animal } => vec![*animal],
            Self::SameParents { animal, parent } => vec![*animal, *parent],
            Self::Cycle { animals } => animals.clone(),
            Self::NotAProbability { place } | Self::Sum { place } | Self::NoSuchGenotype { place, .. } => match place {
                Place::Prior(animal) | Place::Evidence(animal) => vec![*animal],
                _ => Vec::new(),
            },
            Self::Impossible { sources, .. } => sources
                .iter()
                .filter_map(|source| match source {
                    Source::Animal(animal) | Source::Prior(animal) => Some(*animal),
                    Source::Litter(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// A sentence, with the animals named by `name`.
    #[must_use]
    pub fn describe(&self, name: impl Fn(usize) -> String) -> String {
        let place = |place: &Place| match place {
            Place::Frequency => "the allele frequencies".to_owned(),
            Place::Recombination => "the recombination rate".to_owned(),
            Place::Prior(animal) => format!("the prior of {}", name(*animal)),
            Place::Evidence(animal) => format!("the evidence on {}", name(*animal)),
            Place::Litter(litter) => format!("the counts of litter {litter}"),
            Place::Paternity(paternity) => format!("the candidates of paternity {paternity}"),
            Place::States => "the states".to_owned(),
            Place::State(state) => format!("state {state}"),
        };
        match self {
            Self::Alleles { alleles } => format!("a locus has 1 to {} alleles, not {alleles}", super::MAX_ALLELES),
            Self::NoSuchAnimal { animal } => format!("there is no animal {}", name(*animal)),
            Self::NoSuchPaternity { paternity } => format!("there is no paternity {paternity}"),
            Self::NestedPaternity { paternity } => format!("paternity {paternity} has a paternity as candidate"),
            Self::Cycle { animals } => {
                let names: Vec<String> = animals.iter().map(|&animal| name(animal)).collect();
                format!(
                    "cycle: {} is its own ancestor: {}",
                    names.first().map_or("?", String::as_str),
                    shortened(&names, " ← ")
                )
            }
            Self::SelfParent { animal } => format!("cycle: {} is its own parent", name(*animal)),
            Self::SameParents { animal, parent } => {
                format!("{} has {} as both sire and dam", name(*animal), name(*parent))
            }
            Self::SexConflict { animal } => format!("{} is needed as male and as female", name(*animal)),
            Self::NotAProbability { place: at } => format!("{} isn't a probability of 0 to 1", place(at)),
            Self::Sum { place: at } => format!("{}: the probabilities don't sum to one", place(at)),
            Self::NoSuchGenotype { place: at, genotype } => {
                format!("{}: {genotype:?} can't be at this locus", place(at))
            }
            Self::PriorOfYoung { animal } => format!("{} has recorded parents, which are its prior", name(*animal)),
            Self::LethalPaternity { animal } => {
                format!("{} has several possible parents at a locus where some young don't live", name(*animal))
            }
            Self::NoFrequency { animal } => {
                format!(
                    "{} has an unknown parent or is a founder, and there is neither a prior nor an allele frequency",
                    name(*animal)
                )
            }
            Self::Counts { visuals, eggs } => format!("{visuals} visual young of {eggs} eggs"),
            Self::Impossible { sources, .. } if sources.is_empty() => {
                "impossible evidence: nothing gives what was seen".to_owned()
            }
            Self::Impossible { sources, .. } => {
                let names: Vec<String> = sources
                    .iter()
                    .map(|source| match source {
                        Source::Animal(animal) => format!("what was seen of {}", name(*animal)),
                        Source::Prior(animal) => format!("the prior of {}", name(*animal)),
                        Source::Litter(litter) => format!("the counts of litter {litter}"),
                    })
                    .collect();
                format!("impossible evidence: these can't all be true: {}", shortened(&names, ", "))
            }
            Self::TooLarge { what, size, limit } => format!("too large: {size} {what}, and the limit is {limit}"),
            Self::NothingFits => {
                "too entangled for the exact method, and sampling found no genotypes that fit the evidence".to_owned()
            }
            Self::OutOfRange => "a number left the range of its type".to_owned(),
        }
    }
}

/// How many names a message holds before it leaves some out.
const NAMED: usize = 12;

fn shortened(names: &[String], between: &str) -> String {
    match (names.get(..NAMED), names.len().checked_sub(NAMED)) {
        (Some(first), Some(more)) if more > 0 => format!("{}{between}… {more} more", first.join(between)),
        _ => names.join(between),
    }
}

impl fmt::Display for EvidenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(|animal| format!("animal {animal}")))
    }
}
