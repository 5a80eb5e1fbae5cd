//! The counts of the first page.

use app_shared::{AppError, Stamped};
use leptos::prelude::*;
use repti_model::{
    audit::{AuditRow, StaffOverview},
    embed::{HealthCheck, JobCount},
    staff::HouseCounts,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::{core, ops};
#[cfg(feature = "ssr")]
use app_shared::ssr::{domain, require_actor};
#[cfg(feature = "ssr")]
use repti_model::audit::AuditQuery;

/// Lines of the audit log beside the counts.
#[cfg(feature = "ssr")]
const RECENT: usize = 8;

/// How things stand at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// People, sessions and vivariums.
    pub staff: StaffOverview,
    /// The whole house.
    pub house: HouseCounts,
    /// The queue by task.
    pub jobs: Vec<JobCount>,
    /// What we stand on.
    pub health: Vec<HealthCheck>,
    /// The latest lines of the audit log.
    pub recent: Vec<AuditRow>,
}

/// How things stand now.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "overview")]
pub async fn load_overview() -> Result<Stamped<Overview>, AppError> {
    let (core, ops, actor) = (core()?, ops()?, require_actor()?);
    let mut recent = core.search_audit(&actor, &AuditQuery::default()).await?.items;
    recent.truncate(RECENT);
    let value = Overview {
        staff: core.staff_overview(&actor).await?,
        house: ops.staff_house(&actor).await?,
        jobs: ops.job_counts(&actor).await?,
        health: domain()?.staff_health(&actor).await?,
        recent,
    };
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}
