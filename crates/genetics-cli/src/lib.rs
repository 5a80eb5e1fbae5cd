//! The engine's commands: files or standard input in, tables or JSON out. What they compute stands in `repti-genetics`.

mod genetics;
mod lineage;

pub use genetics::{Command as GeneticsCommand, run as run_genetics};
pub use lineage::{LineageArgs, LineageCommand, lineage};
