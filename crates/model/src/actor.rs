//! Who asks: the first argument of every service function.

use crate::{Action, PersonId, Problem, Role, SessionId, StaffRole, VivariumId, error::ErrorCode};
use serde::{Deserialize, Serialize};

/// Said to somebody who is in no vivarium: a new one, or one whose page outlived the membership.
const NO_VIVARIUM: &str =
    "This needs a vivarium that you are a member of. Load the page anew to choose one of yours, or to create one.";

/// The vivarium in which an actor works at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveVivarium {
    pub id: VivariumId,
    pub slug: String,
    pub name: String,
    pub role: Role,
}

/// A signed-in person with what they may do. Built by the server for each request; never taken from a request's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person_id: PersonId,
    /// Absent for API tokens and jobs.
    pub session_id: Option<SessionId>,
    pub display_name: String,
    pub staff: Option<StaffRole>,
    pub vivarium: Option<ActiveVivarium>,
    /// Scopes of an API token; `None` for a person's own session, which may all that the role may.
    pub scopes: Option<Vec<String>>,
}

impl Actor {
    /// The active vivarium, when the actor's role (and token) allows `action` in it.
    pub fn require(&self, action: Action) -> Result<&ActiveVivarium, Problem> {
        let vivarium = self.vivarium.as_ref().ok_or_else(|| Problem::new(ErrorCode::Forbidden, NO_VIVARIUM))?;
        if !vivarium.role.allows(action) {
            return Err(Problem::new(
                ErrorCode::Forbidden,
                format!(
                    "Your role here is {}. This needs {} or more.",
                    vivarium.role.as_str(),
                    action.least_role().as_str()
                ),
            ));
        }
        self.require_scope(action)?;
        Ok(vivarium)
    }

    /// That the token in use may do this, whatever the person may; who signed in without one may do all that they may.
    pub fn require_scope(&self, action: Action) -> Result<(), Problem> {
        let needed = action.scope();
        if self.scopes.as_ref().is_some_and(|scopes| !scopes.iter().any(|scope| scope == needed)) {
            return Err(Problem::new(ErrorCode::Forbidden, format!("This token lacks the scope “{needed}”.")));
        }
        Ok(())
    }

    /// Whether the actor's role allows `action`, to show or hide a control.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.require(action).is_ok()
    }

    /// The staff role, when it is at least `least`.
    pub fn require_staff(&self, least: StaffRole) -> Result<StaffRole, Problem> {
        self.staff.filter(|role| *role >= least).ok_or_else(|| {
            Problem::new(ErrorCode::Forbidden, format!("This needs the staff role {} or more.", least.as_str()))
        })
    }
}

impl Action {
    /// The scope that an API token needs for this action.
    #[must_use]
    pub const fn scope(self) -> &'static str {
        match self {
            Self::Read => "animals:read",
            Self::LogCare => "care:write",
            Self::EditAnimals => "animals:write",
            Self::EditLineage => "lineage:write",
            Self::Sell => "sales:write",
            Self::ArchiveImportExport => "exchange:write",
            Self::ManageMembers => "members:write",
            Self::Administer | Self::TransferOrDelete => "vivarium:admin",
        }
    }

    /// Every scope that a token may carry.
    pub const SCOPES: [&'static str; 8] = [
        "animals:read",
        "animals:write",
        "lineage:write",
        "care:write",
        "sales:write",
        "exchange:write",
        "members:write",
        "vivarium:admin",
    ];
}
