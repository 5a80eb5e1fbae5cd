//! Who may do what in a vivarium: one table, one function (`product.md`, "The tenant").

use serde::{Deserialize, Serialize};

/// A member's role in one vivarium, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Reads.
    Keeper,
    /// Reads, logs care, edits animals.
    Handler,
    /// Handles lineage, listings, imports and the team up to handler.
    Curator,
    /// Owns: money, plan, profile, tokens, transfers, deletion.
    Herpetologist,
}

/// A role of ReptiDex's own staff, apart from any vivarium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum StaffRole {
    /// Sees people and vivariums, helps.
    Support,
    /// Also suspends and reinstates.
    Moderator,
    /// Everything, also staff roles and the audit log's verification.
    Administrator,
}

/// What a member may ask of a vivarium. One variant a row of the matrix in `product.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Read animals, pedigrees, clutches, care and media.
    Read,
    /// Log care, weigh, feed, shed; tick reminders.
    LogCare,
    /// Add and edit animals, pairings, clutches and media.
    EditAnimals,
    /// Parents, genotype claims and verification requests.
    EditLineage,
    /// Listings, orders and messages with buyers.
    Sell,
    /// Archive animals, import and export.
    ArchiveImportExport,
    /// Invite and remove members up to handler.
    ManageMembers,
    /// Curators, money, plan, public profile, API tokens, embeds and webhooks.
    Administer,
    /// Transfer animals away, delete the vivarium.
    TransferOrDelete,
}

impl Action {
    /// Every action, in the order of the matrix.
    pub const ALL: [Self; 9] = [
        Self::Read,
        Self::LogCare,
        Self::EditAnimals,
        Self::EditLineage,
        Self::Sell,
        Self::ArchiveImportExport,
        Self::ManageMembers,
        Self::Administer,
        Self::TransferOrDelete,
    ];

    /// The least role that may do it.
    #[must_use]
    pub const fn least_role(self) -> Role {
        match self {
            Self::Read => Role::Keeper,
            Self::LogCare | Self::EditAnimals => Role::Handler,
            Self::EditLineage | Self::Sell | Self::ArchiveImportExport | Self::ManageMembers => Role::Curator,
            Self::Administer | Self::TransferOrDelete => Role::Herpetologist,
        }
    }
}

impl Role {
    /// Every role, from least to most.
    pub const ALL: [Self; 4] = [Self::Keeper, Self::Handler, Self::Curator, Self::Herpetologist];

    /// The one policy function of a vivarium.
    #[must_use]
    pub fn allows(self, action: Action) -> bool {
        self >= action.least_role()
    }

    /// Whether a member of this role may give, change or take away `other`.
    ///
    /// Curators manage members up to handler; herpetologists manage everybody.
    #[must_use]
    pub fn manages(self, other: Self) -> bool {
        match self {
            Self::Herpetologist => true,
            Self::Curator => other <= Self::Handler,
            Self::Handler | Self::Keeper => false,
        }
    }

    /// The word in the database and in URLs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keeper => "keeper",
            Self::Handler => "handler",
            Self::Curator => "curator",
            Self::Herpetologist => "herpetologist",
        }
    }
}

impl StaffRole {
    /// From least to most.
    pub const ALL: [Self; 3] = [Self::Support, Self::Moderator, Self::Administrator];

    /// Whether this role may act on somebody with that one: beside and below, never above.
    #[must_use]
    pub fn may_act_on(self, theirs: Option<Self>) -> bool {
        theirs.is_none_or(|role| role <= self)
    }

    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }
}

/// A word that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a role")]
pub struct UnknownRole(pub String);

impl std::str::FromStr for Role {
    type Err = UnknownRole;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == s).ok_or_else(|| UnknownRole(s.to_owned()))
    }
}

impl std::str::FromStr for StaffRole {
    type Err = UnknownRole;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == s).ok_or_else(|| UnknownRole(s.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The matrix of `product.md`, row by row: keeper, handler, curator, herpetologist.
    const MATRIX: [(Action, [bool; 4]); 9] = [
        (Action::Read, [true, true, true, true]),
        (Action::LogCare, [false, true, true, true]),
        (Action::EditAnimals, [false, true, true, true]),
        (Action::EditLineage, [false, false, true, true]),
        (Action::Sell, [false, false, true, true]),
        (Action::ArchiveImportExport, [false, false, true, true]),
        (Action::ManageMembers, [false, false, true, true]),
        (Action::Administer, [false, false, false, true]),
        (Action::TransferOrDelete, [false, false, false, true]),
    ];

    #[test]
    fn the_policy_is_the_published_matrix() {
        assert_eq!(MATRIX.map(|(action, _)| action), Action::ALL);
        for (action, row) in MATRIX {
            assert_eq!(Role::ALL.map(|role| role.allows(action)), row, "{action:?}");
        }
    }

    #[test]
    fn a_curator_manages_members_up_to_handler_only() {
        assert_eq!(Role::ALL.map(|r| Role::Curator.manages(r)), [true, true, false, false]);
        assert_eq!(Role::ALL.map(|r| Role::Herpetologist.manages(r)), [true; 4]);
        assert_eq!(Role::ALL.map(|r| Role::Handler.manages(r)), [false; 4]);
        assert_eq!(Role::ALL.map(|r| Role::Keeper.manages(r)), [false; 4]);
    }
}
