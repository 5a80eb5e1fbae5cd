//! People: found, looked at, suspended, reinstated, given a staff role.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{PersonId, account::PersonRow, audit::AuditRow, page::Page, staff::PersonDetail};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::core;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    ErrorCode, Problem, StaffRole,
    audit::{AuditQuery, StaffReason, StaffSearch},
};

/// A person with what the audit log says about them, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPage {
    /// The person.
    pub detail: PersonDetail,
    /// Lines about them.
    pub log: Vec<AuditRow>,
}

/// People who match, the newest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "people")]
pub async fn load_people(
    text: String,
    suspended: bool,
    staff: bool,
    cursor: Option<String>,
) -> Result<Stamped<Page<PersonRow>>, AppError> {
    let search = StaffSearch { text, suspended, staff, cursor, ..StaffSearch::default() };
    let value = core()?.search_people(&require_actor()?, &search).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// One person.
///
/// # Errors
/// `NotFound`, or unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "person")]
pub async fn load_person(id: PersonId) -> Result<Stamped<PersonPage>, AppError> {
    let (core, actor) = (core()?, require_actor()?);
    let detail = core.staff_person(&actor, id).await?;
    let query = AuditQuery { object: Some(id.0), ..AuditQuery::default() };
    let mut log = core.search_audit(&actor, &query).await?.items;
    log.truncate(12);
    Ok(Stamped { now: jiff::Timestamp::now(), value: PersonPage { detail, log } })
}

/// Suspends a person: their sessions and programs end at once.
///
/// # Errors
/// Without a reason; unless the actor is moderator and the person neither themselves nor above them.
#[server(prefix = "/sfn/admin", endpoint = "suspend_person")]
pub async fn suspend_person(id: PersonId, reason: String) -> Result<Onward, AppError> {
    core()?.suspend_person(&require_actor()?, id, &StaffReason { reason }).await?;
    Ok(onward(&format!("/people/{id}?note=suspended")))
}

/// Takes a suspension back.
///
/// # Errors
/// As for suspending.
#[server(prefix = "/sfn/admin", endpoint = "reinstate_person")]
pub async fn reinstate_person(id: PersonId, reason: String) -> Result<Onward, AppError> {
    core()?.reinstate_person(&require_actor()?, id, &StaffReason { reason }).await?;
    Ok(onward(&format!("/people/{id}?note=reinstated")))
}

/// Gives or takes a staff role; `none` takes it.
///
/// # Errors
/// Unless the actor is administrator, and not for themselves.
#[server(prefix = "/sfn/admin", endpoint = "set_staff_role")]
pub async fn set_staff_role(id: PersonId, role: String) -> Result<Onward, AppError> {
    let role = match role.as_str() {
        "none" => None,
        word => Some(word.parse::<StaffRole>().map_err(|error| Problem::new(ErrorCode::Invalid, error.to_string()))?),
    };
    core()?.set_staff_role(&require_actor()?, id, role).await?;
    Ok(onward(&format!("/people/{id}?note=role-changed")))
}
