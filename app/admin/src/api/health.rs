//! What we stand on, the queue, and its dead letters.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    embed::{FailedJob, HealthCheck, JobCount},
    page::Page,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::ops;
#[cfg(feature = "ssr")]
use app_shared::ssr::{domain, onward, require_actor};

/// How the house stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// PostgreSQL, Redis, the queue.
    pub checks: Vec<HealthCheck>,
    /// The queue by task.
    pub jobs: Vec<JobCount>,
}

/// How the house stands now.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "health")]
pub async fn load_health() -> Result<Stamped<Health>, AppError> {
    let (domain, ops, actor) = (domain()?, ops()?, require_actor()?);
    let value = Health { checks: domain.staff_health(&actor).await?, jobs: ops.job_counts(&actor).await? };
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Jobs that failed for good, the latest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "dead_letters")]
pub async fn load_dead_letters(cursor: Option<String>) -> Result<Stamped<Page<FailedJob>>, AppError> {
    let value = ops()?.failed_jobs(&require_actor()?, cursor.as_deref()).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Gives a dead letter all its tries again.
///
/// # Errors
/// Unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "retry_job")]
pub async fn retry_job(id: i64) -> Result<Onward, AppError> {
    ops()?.retry_job(&require_actor()?, id).await?;
    Ok(onward("/system/dead-letters?note=retried"))
}

/// The same for every dead letter of a task.
///
/// # Errors
/// Unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "retry_task")]
pub async fn retry_task(task: String) -> Result<Onward, AppError> {
    ops()?.retry_task(&require_actor()?, &task).await?;
    Ok(onward("/system/dead-letters?note=task-retried"))
}

/// Gives a dead letter up for good.
///
/// # Errors
/// Unless the actor is administrator.
#[server(prefix = "/sfn/admin", endpoint = "drop_job")]
pub async fn drop_job(id: i64) -> Result<Onward, AppError> {
    ops()?.drop_job(&require_actor()?, id).await?;
    Ok(onward("/system/dead-letters?note=dropped"))
}
