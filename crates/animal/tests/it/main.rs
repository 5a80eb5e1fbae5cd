//! The animal context against a real PostgreSQL, under row-level security.

mod archive;
mod codes;
mod exporting;
mod history;
mod importing;
mod isolation;
mod lineage;
mod masking;
mod mates;
mod paging;
mod public;
mod saving;
mod support;
mod taxa;
mod tree;
mod verification;
