//! Parents as evidence: what is claimed, how it is known, who confirmed it, and what is doubtful about it.

mod chance;
mod claim;
mod relative;
mod verification;

pub use chance::{Chance, ChanceError};
pub use claim::{ClaimPatch, LineageWarning, NewParent, ParentClaim, ParentRef, RecordedParent, WarningAnswer};
pub use relative::{BreederRef, Descendant, Relative, Shown, Sibling, SiblingKind};
pub use verification::{
    ClaimSaid, DisputeCase, DisputeSide, OverturnedClaim, REQUEST_DAYS, StepRefused, VERIFICATION_RULES,
    VerificationCase, VerificationEntry, VerificationForm, VerificationParty, VerificationState, VerificationStep,
    VerificationWay, Verifications, VerifiedClaim,
};
