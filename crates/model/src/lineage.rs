//! Parents as evidence: what is claimed, how it is known, and what is doubtful about it.

mod chance;
mod claim;
mod relative;

pub use chance::{Chance, ChanceError};
pub use claim::{ClaimPatch, LineageWarning, NewParent, ParentClaim, ParentRef, RecordedParent, WarningAnswer};
pub use relative::{BreederRef, Descendant, Relative, Shown, Sibling, SiblingKind};
