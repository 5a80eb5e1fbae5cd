//! A proposal: a reason, sources, edits, and what was said of it.

use super::{CatalogueEdit, EditConflict, EditFault, RowChange};
use crate::{
    CatalogueProposalId, FieldErrors, PersonId, StaffRole,
    text::{check_line, check_text},
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

text_enum! {
    /// How a proposal stands.
    pub enum ProposalState {
        Draft = ("draft", "Draft"),
        Open = ("open", "In discussion"),
        Published = ("published", "Published"),
        Declined = ("declined", "Declined"),
        Withdrawn = ("withdrawn", "Withdrawn"),
    }
}

text_enum! {
    /// What may be done with a proposal.
    pub enum ProposalStep {
        Discuss = ("discuss", "Put up for discussion"),
        Publish = ("publish", "Publish"),
        Decline = ("decline", "Decline"),
        Withdraw = ("withdraw", "Withdraw"),
    }
}

impl ProposalState {
    /// Whether it can still become something else.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Draft | Self::Open)
    }

    /// Where a step leads from here. Nothing is published that nobody could discuss.
    #[must_use]
    pub const fn after(self, step: ProposalStep) -> Option<Self> {
        match (self, step) {
            (Self::Draft, ProposalStep::Discuss) => Some(Self::Open),
            (Self::Open, ProposalStep::Publish) => Some(Self::Published),
            (Self::Open, ProposalStep::Decline) => Some(Self::Declined),
            (Self::Draft | Self::Open, ProposalStep::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

impl ProposalStep {
    /// Who may take it: moderators put up and withdraw their own, administrators publish and decline.
    #[must_use]
    pub fn allowed(self, role: StaffRole, mine: bool) -> bool {
        match self {
            Self::Discuss | Self::Withdraw => role >= StaffRole::Moderator && mine,
            Self::Publish | Self::Decline => role >= StaffRole::Administrator,
        }
    }
}

/// What somebody proposes, but for the edits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    pub title: String,
    pub reason: String,
    /// Who says so, one a line.
    pub sources: String,
}

impl NewProposal {
    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// Messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_line(&mut errors, "title", "a title", &self.title, 5, 120);
        if self.reason.trim().chars().count() < 10 {
            errors.push("reason", "Say why, in ten characters or more.");
        }
        check_text(&mut errors, "reason", &self.reason, 4_000);
        if self.sources.trim().is_empty() {
            errors.push("sources", "Name at least one source.");
        }
        check_text(&mut errors, "sources", &self.sources, 2_000);
        errors.into_result()
    }

    /// Without spaces around the texts.
    pub fn trim(&mut self) {
        for text in [&mut self.title, &mut self.reason, &mut self.sources] {
            *text = text.trim().to_owned();
        }
    }
}

/// A proposal as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub id: CatalogueProposalId,
    pub said: NewProposal,
    pub state: ProposalState,
    /// The catalogue's version that it was begun from.
    pub base: i32,
    pub edits: Vec<CatalogueEdit>,
    /// Counts its changes: the next one is made from this.
    pub version: i32,
    pub author: PersonId,
    pub author_name: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub decided_by: Option<String>,
    /// Why it was declined or withdrawn.
    pub decision: String,
    /// The version of the catalogue that it became.
    pub published: Option<i32>,
}

impl Proposal {
    /// More edits belong in a second proposal.
    pub const MOST_EDITS: usize = 20;
}

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalSummary {
    pub id: CatalogueProposalId,
    pub title: String,
    pub state: ProposalState,
    pub author_name: String,
    pub edits: i32,
    pub comments: i64,
    pub updated_at: Timestamp,
    pub published: Option<i32>,
}

/// What somebody said of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalComment {
    pub by: String,
    pub at: Timestamp,
    pub text: String,
}

impl ProposalComment {
    /// The longest.
    pub const MOST: usize = 2_000;
}

/// An edit with what it does to the catalogue as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditShown {
    pub edit: CatalogueEdit,
    pub changes: Vec<RowChange>,
    pub faults: Vec<EditFault>,
}

/// The page of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalPage {
    pub proposal: Proposal,
    pub edits: Vec<EditShown>,
    pub conflicts: Vec<EditConflict>,
    pub comments: Vec<ProposalComment>,
    /// The newest version of the catalogue.
    pub newest: i32,
    /// The reader wrote it.
    pub mine: bool,
    /// What the reader may do with it now.
    pub steps: Vec<ProposalStep>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_published_without_having_been_open_and_nothing_comes_back() {
        for &state in ProposalState::ALL {
            let ways: Vec<_> = ProposalStep::ALL.iter().filter_map(|&step| state.after(step)).collect();
            assert_eq!(ways.is_empty(), !state.is_pending(), "{state}");
            assert_eq!(ways.contains(&ProposalState::Published), state == ProposalState::Open, "{state}");
        }
    }

    #[test]
    fn support_only_reads_and_a_moderator_publishes_nothing() {
        for &step in ProposalStep::ALL {
            assert!(!step.allowed(StaffRole::Support, true));
        }
        let may = |role, mine| ProposalStep::ALL.iter().filter(|step| step.allowed(role, mine)).count();
        assert_eq!((may(StaffRole::Moderator, true), may(StaffRole::Moderator, false)), (2, 0));
        assert_eq!((may(StaffRole::Administrator, true), may(StaffRole::Administrator, false)), (4, 2));
    }

    #[test]
    fn a_proposal_without_reason_or_source_is_refused_by_field() {
        let errors = NewProposal { title: "Pied".into(), ..NewProposal::default() }.validate().unwrap_err();
        assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["reason", "sources", "title"]);
    }
}
