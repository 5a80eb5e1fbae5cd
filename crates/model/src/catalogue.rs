//! The catalogue of genes as data: what staff propose to change of it, discuss and publish, and what a change would do.

mod change;
mod edit;
mod effects;
mod page;
mod proposal;

pub use change::{ChangeKind, EditConflict, EditFault, FieldChange, RowChange, RowKind};
pub use edit::{CatalogueEdit, ComboFields, EditKind, GeneFields, RuleFields, RuleKey};
pub use effects::{CatalogueEffects, EditEffects, EffectExample, OddsChange, OddsLine, SpeciesCount};
pub use page::{
    CatalogueEdition, CatalogueGene, CatalogueIndex, CatalogueRow, CatalogueSpecies, CatalogueVersion,
    CatalogueVersionPage, EditDesk, GeneVersion, RuleLine,
};
pub use proposal::{
    EditShown, NewProposal, Proposal, ProposalComment, ProposalPage, ProposalState, ProposalStep, ProposalSummary,
};
