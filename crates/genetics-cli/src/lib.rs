//! The engine's commands: files or standard input in, tables or JSON out. What they compute stands in `repti-genetics`.
//!
//! Behind them are functions without files ([`answer`] of entries about genes, [`Book`] of pedigrees), which a server asks within limits.

mod genetics;
mod limits;
mod lineage;
mod refusal;

pub use genetics::{Command as GeneticsCommand, Json, Question, answer, run as run_genetics};
pub use limits::{Limits, PedigreeLimits};
pub use lineage::{Book, LineageArgs, LineageCommand, Measures, Reference, Strictness, lineage};
pub use refusal::{Refusal, Wrong};
