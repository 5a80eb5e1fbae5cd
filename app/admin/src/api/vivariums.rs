//! Vivariums: found, looked at, suspended, reinstated, given another plan.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    VivariumId,
    audit::AuditRow,
    media::PhotoRoom,
    page::Page,
    staff::{AnimalCounts, VivariumDetail},
    vivarium::VivariumRow,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::{core, media, ops};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    audit::{AuditQuery, StaffReason, StaffSearch},
    vivarium::PlanForm,
};

/// A vivarium with its counts and what the audit log says about it, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VivariumPage {
    /// The vivarium.
    pub detail: VivariumDetail,
    /// How many animals it has.
    pub animals: AnimalCounts,
    /// What its photographs take.
    pub room: PhotoRoom,
    /// Lines about it.
    pub log: Vec<AuditRow>,
}

/// What plans there are, the least first: each by its code and what people call it.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "plans")]
pub async fn load_plans() -> Result<Vec<(String, String)>, AppError> {
    let plans = core()?.staff_plans(&require_actor()?).await?;
    Ok(plans.into_iter().map(|plan| (plan.code, plan.name)).collect())
}

/// Vivariums that match, the newest first. `plan` is a plan's code, or empty for all.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "vivariums")]
pub async fn load_vivariums(
    text: String,
    suspended: bool,
    plan: String,
    cursor: Option<String>,
) -> Result<Stamped<Page<VivariumRow>>, AppError> {
    let search = StaffSearch { text, suspended, plan, cursor, ..StaffSearch::default() };
    let value = core()?.search_vivariums(&require_actor()?, &search).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// One vivarium.
///
/// # Errors
/// `NotFound`, or unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "vivarium")]
pub async fn load_vivarium(id: VivariumId) -> Result<Stamped<VivariumPage>, AppError> {
    let (core, actor) = (core()?, require_actor()?);
    let detail = core.staff_vivarium(&actor, id).await?;
    let animals = ops()?.vivarium_animals(&actor, id).await?;
    let room = media()?.staff_room(&actor, id).await?;
    let query = AuditQuery { object: Some(id.0), ..AuditQuery::default() };
    let mut log = core.search_audit(&actor, &query).await?.items;
    log.truncate(12);
    Ok(Stamped { now: jiff::Timestamp::now(), value: VivariumPage { detail, animals, room, log } })
}

/// Suspends a vivarium: nobody works in it, and nothing of it is public.
///
/// # Errors
/// Without a reason; unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "suspend_vivarium")]
pub async fn suspend_vivarium(id: VivariumId, reason: String) -> Result<Onward, AppError> {
    core()?.suspend_vivarium(&require_actor()?, id, &StaffReason { reason }).await?;
    Ok(onward(&format!("/vivariums/{id}?note=suspended")))
}

/// Takes a suspension back.
///
/// # Errors
/// As for suspending.
#[server(prefix = "/sfn/admin", endpoint = "reinstate_vivarium")]
pub async fn reinstate_vivarium(id: VivariumId, reason: String) -> Result<Onward, AppError> {
    core()?.reinstate_vivarium(&require_actor()?, id, &StaffReason { reason }).await?;
    Ok(onward(&format!("/vivariums/{id}?note=reinstated")))
}

/// Gives a vivarium another plan.
///
/// # Errors
/// Without a plan or a reason; unless the actor is administrator.
#[server(prefix = "/sfn/admin", endpoint = "set_plan")]
pub async fn set_plan(id: VivariumId, plan: Option<String>, reason: String) -> Result<Onward, AppError> {
    let form = PlanForm { plan: plan.unwrap_or_default(), reason };
    core()?.set_plan(&require_actor()?, id, &form).await?;
    Ok(onward(&format!("/vivariums/{id}?note=plan-changed")))
}
