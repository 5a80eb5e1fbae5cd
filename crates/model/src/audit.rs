//! The audit log as staff read it, and staff's own forms.

mod form;

pub use form::AuditForm;

use crate::{AuditEventId, FieldErrors, PersonId, VivariumId, text::check_line};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A line of the audit log. It names people and things by their ids only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditRow {
    pub seq: i64,
    pub id: AuditEventId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// `person`, `staff`, `token` or `system`.
    pub actor_kind: String,
    pub actor_id: Option<PersonId>,
    /// The actor's name as it is now, for reading only; no part of the line.
    pub actor_name: Option<String>,
    pub vivarium_id: Option<VivariumId>,
    /// Such as `person.suspended`.
    pub action: String,
    pub object_kind: String,
    pub object_id: Option<uuid::Uuid>,
    /// The name that a person or vivarium has now, for reading only; no part of the line.
    pub object_name: Option<String>,
    pub detail: serde_json::Value,
    /// The line's hash, in hexadecimal.
    pub hash: String,
}

/// Which lines to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditQuery {
    #[serde(default)]
    pub actor: Option<PersonId>,
    /// The same by a part of the name or e-mail address.
    #[serde(default)]
    pub actor_text: Option<String>,
    /// Any person, vivarium or other thing that the line is about.
    #[serde(default)]
    pub object: Option<uuid::Uuid>,
    /// The same by a part of a person's or vivarium's name or address.
    #[serde(default)]
    pub object_text: Option<String>,
    /// The action, or its beginning, such as `person.`.
    #[serde(default)]
    pub action: Option<String>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub since: Option<Timestamp>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub until: Option<Timestamp>,
    #[serde(default)]
    pub cursor: Option<String>,
}

/// What a check of the whole chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditVerification {
    /// Lines that were read.
    pub lines: i64,
    /// The hash of the last of them, in hexadecimal. Kept elsewhere, it proves later that the log was not written anew.
    pub head: String,
    /// The first line that doesn't fit, and why.
    pub broken: Option<AuditBreak>,
}

/// The first line that doesn't fit the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuditBreak {
    pub seq: i64,
    pub reason: String,
}

/// Why staff suspend or reinstate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffReason {
    pub reason: String,
}

impl StaffReason {
    /// The rules that hold in the browser and again on the server.
    ///
    /// # Errors
    /// The messages by field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_line(&mut errors, "reason", "a reason", &self.reason, 5, 500);
        errors.into_result()
    }
}

/// Which people or vivariums staff look for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSearch {
    /// A part of the name, e-mail address or slug, or a whole id.
    #[serde(default)]
    pub text: String,
    /// Only the suspended.
    #[serde(default)]
    pub suspended: bool,
    /// Only people with a staff role.
    #[serde(default)]
    pub staff: bool,
    /// Only vivariums with this plan, by its code.
    #[serde(default)]
    pub plan: String,
    #[serde(default)]
    pub cursor: Option<String>,
}

/// Counts for the first page of the admin portal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffOverview {
    pub people: i64,
    /// Since midnight, UTC.
    pub people_today: i64,
    pub people_this_week: i64,
    pub people_suspended: i64,
    pub vivariums: i64,
    pub vivariums_this_week: i64,
    pub vivariums_suspended: i64,
    /// Sessions that are open now, of both portals.
    pub sessions: i64,
    /// Those of the admin portal among them.
    pub staff_sessions: i64,
    pub staff: i64,
}
