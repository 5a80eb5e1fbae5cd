//! Whether what we stand on answers, and how fast.

use crate::{Ops, Result, store};
use fred::interfaces::ClientLike;
use repti_model::{Actor, StaffRole, embed::HealthCheck};
use std::time::{Duration, Instant};

/// A store that takes longer counts as gone.
const PATIENCE: Duration = Duration::from_secs(2);
/// A job that waits longer than this means that no worker runs, or too few.
const LATE_SECONDS: i64 = 300;

impl Ops {
    /// Asks PostgreSQL, Redis and the queue at the same time. Never fails: not answering is an answer.
    pub async fn health(&self) -> Vec<HealthCheck> {
        let (postgres, redis, jobs) = tokio::join!(self.postgres_health(), self.redis_health(), self.jobs_health());
        vec![postgres, redis, jobs]
    }

    /// The same for a page.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_health(&self, actor: &Actor) -> Result<Vec<HealthCheck>> {
        actor.require_staff(StaffRole::Support)?;
        Ok(self.health().await)
    }

    /// Whether PostgreSQL answers.
    pub async fn postgres_health(&self) -> HealthCheck {
        check("postgres", async {
            let (version, used, most) = store::jobs::postgres(self.db.public()).await.map_err(drop)?;
            Ok(format!("PostgreSQL {version} answers; {used} of {most} connections are in use."))
        })
        .await
    }

    /// Whether Redis answers. Without it, nobody can sign in; public pages work.
    pub async fn redis_health(&self) -> HealthCheck {
        check("redis", async {
            let redis = self.redis.as_ref().ok_or(())?;
            redis.ping::<String>(None).await.map_err(drop).map(|_| "Redis answers.".to_owned())
        })
        .await
    }

    /// Whether jobs are taken up in time.
    pub async fn jobs_health(&self) -> HealthCheck {
        let counts = async {
            let counts = store::jobs::counts(self.db.public()).await.map_err(drop)?;
            let oldest = counts.iter().map(|count| count.oldest_seconds).max().unwrap_or_default();
            let failed: i64 = counts.iter().map(|count| count.failed).sum();
            Ok((oldest, failed))
        };
        let started = Instant::now();
        let answer = tokio::time::timeout(PATIENCE, counts).await.unwrap_or(Err(()));
        let (healthy, detail) = match answer {
            Ok((oldest, failed)) if oldest > LATE_SECONDS => {
                (false, format!("The oldest job waits {oldest} seconds; {failed} failed for good."))
            }
            Ok((_, 0)) => (true, "Jobs are taken up in time.".to_owned()),
            Ok((_, failed)) => (true, format!("Jobs are taken up in time; {failed} failed for good.")),
            Err(()) => (false, "The queue can't be read.".to_owned()),
        };
        HealthCheck { name: "jobs".to_owned(), healthy, millis: millis(started), detail }
    }
}

async fn check(name: &str, ask: impl Future<Output = Result<String, ()>>) -> HealthCheck {
    let started = Instant::now();
    let answer = tokio::time::timeout(PATIENCE, ask).await.unwrap_or(Err(()));
    let healthy = answer.is_ok();
    let detail = answer.unwrap_or_else(|()| "Doesn't answer.".to_owned());
    HealthCheck { name: name.to_owned(), healthy, millis: millis(started), detail }
}

fn millis(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}
