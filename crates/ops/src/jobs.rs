//! The job queue as operators see it.

use crate::{Ops, OpsError, Result, store};
use repti_core::{AuditEntry, audit};
use repti_db::{DbError, Scope};
use repti_model::{
    Actor, StaffRole,
    embed::{FailedJob, JobCount},
    page::Page,
};

/// Dead letters of a page.
const PAGE: usize = 50;

impl Ops {
    /// Jobs by task and state, for staff.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn job_counts(&self, actor: &Actor) -> Result<Vec<JobCount>> {
        actor.require_staff(StaffRole::Support)?;
        self.queue_counts().await
    }

    /// The same for metrics.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn queue_counts(&self) -> Result<Vec<JobCount>> {
        Ok(store::jobs::counts(self.db.public()).await?)
    }

    /// Jobs that failed for good, the latest first; `cursor` is a page's `next`.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn failed_jobs(&self, actor: &Actor, cursor: Option<&str>) -> Result<Page<FailedJob>> {
        actor.require_staff(StaffRole::Support)?;
        let before = cursor.and_then(|cursor| cursor.parse().ok());
        let limit = i32::try_from(PAGE + 1).unwrap_or(i32::MAX);
        let mut items = store::jobs::failed(self.db.public(), before, limit).await?;
        let more = items.len() > PAGE;
        items.truncate(PAGE);
        let next = items.last().filter(|_| more).map(|job| job.id.to_string());
        Ok(Page { items, next, previous: None })
    }

    /// Gives a dead letter all its tries again.
    ///
    /// # Errors
    /// Unless the actor is moderator; `NotFound` when there is no dead letter of that id.
    pub async fn retry_job(&self, actor: &Actor, id: i64) -> Result<()> {
        actor.require_staff(StaffRole::Moderator)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        if !store::jobs::retry(&mut tx, id).await? {
            return Err(OpsError::not_found("failed job"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "job.retried").with("job", id)).await?;
        Ok(tx.commit().await.map_err(DbError::from)?)
    }

    /// Gives every dead letter of a task all its tries again, for the hour after a mail server came back; says how many.
    ///
    /// # Errors
    /// Unless the actor is moderator.
    pub async fn retry_task(&self, actor: &Actor, task: &str) -> Result<i64> {
        actor.require_staff(StaffRole::Moderator)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let jobs = store::jobs::retry_task(&mut tx, task).await?;
        if jobs > 0 {
            let entry = AuditEntry::by(actor, "job.task_retried").with("task", task.to_owned()).with("jobs", jobs);
            audit::record(&mut tx, entry).await?;
        }
        tx.commit().await.map_err(DbError::from)?;
        Ok(jobs)
    }

    /// Gives a dead letter up for good: what it was to do never happens.
    ///
    /// # Errors
    /// Unless the actor is administrator; `NotFound` when there is no dead letter of that id.
    pub async fn drop_job(&self, actor: &Actor, id: i64) -> Result<()> {
        actor.require_staff(StaffRole::Administrator)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let task = store::jobs::drop(&mut tx, id).await?.ok_or_else(|| OpsError::not_found("failed job"))?;
        audit::record(&mut tx, AuditEntry::by(actor, "job.dropped").with("job", id).with("task", task)).await?;
        Ok(tx.commit().await.map_err(DbError::from)?)
    }
}
