//! Whether everything that we stand on answers.

use crate::Domain;
use repti_model::{Actor, embed::HealthCheck};
use std::time::{Duration, Instant};

/// A store that takes longer counts as gone.
const PATIENCE: Duration = Duration::from_secs(2);

impl Domain {
    /// Asks PostgreSQL, Redis, the queue and the store of photographs at the same time. Never fails: not answering is an answer.
    pub async fn health(&self) -> Vec<HealthCheck> {
        let (mut checks, photos) = tokio::join!(self.ops.health(), self.photos_health());
        checks.push(photos);
        checks
    }

    /// The same for a page.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_health(&self, actor: &Actor) -> repti_ops::Result<Vec<HealthCheck>> {
        let (checks, photos) = tokio::join!(self.ops.staff_health(actor), self.photos_health());
        let mut checks = checks?;
        checks.push(photos);
        Ok(checks)
    }

    /// Whether the bytes of photographs can be reached. Without them pages show their blurs, and nothing can be sent.
    pub async fn photos_health(&self) -> HealthCheck {
        let started = Instant::now();
        let answer = tokio::time::timeout(PATIENCE, self.media.check()).await;
        if let Ok(Err(error)) = &answer {
            tracing::warn!(%error, "the store of photographs doesn't answer");
        }
        let healthy = matches!(answer, Ok(Ok(())));
        let detail = if healthy { "The store of photos answers." } else { "Doesn't answer." };
        HealthCheck {
            name: "photos".to_owned(),
            healthy,
            millis: started.elapsed().as_secs_f64() * 1000.0,
            detail: detail.to_owned(),
        }
    }
}
