//! The engine's commands: files or standard input in, tables or JSON out. What they compute stands in `repti-genetics`.

mod lineage;

pub use lineage::{LineageArgs, LineageCommand, lineage};
