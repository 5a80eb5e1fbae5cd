//! Why the engine gives no answer.

use serde::Serialize;
use thiserror::Error;

/// Animals are named by their index; [`super::Studbook::id`] gives the text.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PedigreeError {
    /// Each animal is followed by one of its parents; the first is repeated at the end.
    #[error("an animal is its own ancestor, {} links round", path.len().saturating_sub(1))]
    Cycle { path: Vec<u32> },
    #[error("animal {animal} is recorded as its own parent")]
    SelfParent { animal: u32 },
    #[error("animal {animal} has the parent {parent}, but there are only {animals} animals")]
    NoSuchAnimal { animal: u32, parent: u32, animals: usize },
    #[error("there is no animal {animal}, only {animals}")]
    OutOfRange { animal: u32, animals: usize },
    #[error("{sires} sires and {dams} dams are given")]
    Lengths { sires: usize, dams: usize },
    /// An index is 32 bits wide, and its last value means "unknown".
    #[error("{animals} animals are more than the {limit} a pedigree can hold")]
    TooManyAnimals { animals: usize, limit: usize },
    #[error("{animals} animals are more than the {limit} for which this is computed")]
    TooLarge { animals: usize, limit: usize },
    /// Steps are visits of one ancestor, a few nanoseconds each.
    #[error("about {steps} steps would be needed, more than the {limit} allowed")]
    TooMuchWork { steps: u64, limit: u64 },
    /// Whoever was asked between the parts of the work has said no.
    #[error("the computation was stopped")]
    Stopped,
    #[error("no animals are given to compute this for")]
    EmptyReference,
    #[error("the weight of an animal is not a finite number of at least 0")]
    BadWeight,
}
