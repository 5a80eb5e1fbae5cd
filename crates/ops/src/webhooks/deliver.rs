//! Delivering, in a job: claimed, sent, written down. However often it runs, an event has one id, and what was delivered once is done.

use super::{
    address,
    post::{Message, Outcome},
    sign,
};
use crate::{
    Ops, Result,
    store::webhook_deliveries::{self as store, Due},
};
use jiff::{SignedDuration, Timestamp};
use repti_db::{DbError, Job, NewJob, Scope, Tx, enqueue};
use repti_model::{VivariumId, WebhookDeliveryId, webhook::WebhookFailure};
use serde::{Deserialize, Serialize};
use tracing::{Instrument, field::Empty};

/// Seconds from one try to the next: nine tries in a little more than a day.
const PAUSES: [i64; 8] = [5, 300, 1_800, 7_200, 18_000, 21_600, 21_600, 21_600];
/// For so long a worker has a delivery for itself, in seconds: longer than a try takes, shorter than until a killed worker's jobs run again.
const CLAIM: f64 = 60.0;
/// An endpoint that lets us wait for so long, in milliseconds, gets nothing more for some time: it must not keep others' deliveries waiting.
const SLOW: u32 = 3_000;
/// So many times as long as it took, whether it took the delivery at last or not.
const REST: i64 = 4;
/// At least, where we waited in vain, in seconds.
const REST_IN_VAIN: i64 = 30;
/// An endpoint that nothing has reached for so long is switched off when a delivery is given up, in seconds.
const PATIENCE: f64 = 3.0 * 86_400.0;

/// A delivery to be tried. The task `webhook_deliver`; also queued by `ops.webhook_emit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookJob {
    pub vivarium: VivariumId,
    pub delivery: WebhookDeliveryId,
    /// Tries before this one: a job that comes late finds another number, and does nothing.
    pub attempt: i32,
}

impl Job for WebhookJob {
    const TASK: &'static str = "webhook_deliver";
}

impl WebhookJob {
    /// One job a try.
    pub(crate) fn key(&self) -> String {
        format!("{}:{}:{}", Self::TASK, self.delivery, self.attempt)
    }
}

/// The herpetologists are told that an endpoint was switched off. The task `webhook_notice`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WebhookNotice {
    pub to: VivariumId,
    /// The host of its address.
    pub host: String,
}

impl Job for WebhookNotice {
    const TASK: &'static str = "webhook_notice";
}

/// What a job came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Attempted {
    /// It was taken.
    Delivered { millis: u32 },
    /// It wasn't, and comes again.
    Failed { millis: u32 },
    /// It wasn't, and that was the last try.
    GivenUp { millis: u32 },
    /// Its endpoint is off.
    Off,
    /// Its endpoint rests; it comes again.
    Resting,
    /// It was done already, or somebody else is at it.
    Nothing,
}

impl Ops {
    /// Tries a delivery: the worker's handler of `webhook_deliver`.
    ///
    /// # Errors
    /// When the database doesn't answer: the job runs again. What the endpoint answers is no error here.
    pub async fn deliver_webhook(&self, job: &WebhookJob) -> Result<Attempted> {
        let scope = Scope::Worker(Some(job.vivarium));
        let mut tx = self.db.begin(scope).await?;
        let Some(due) = store::claim(&mut tx, job.delivery, job.attempt, CLAIM).await? else {
            return Ok(Attempted::Nothing);
        };
        if !due.enabled {
            let off = Outcome { failure: Some(WebhookFailure::Off), ..Outcome::default() };
            write(&mut tx, job, &due, &off, None).await?;
            tx.commit().await.map_err(DbError::from)?;
            return Ok(Attempted::Off);
        }
        if let Some(until) = due.slow_until.filter(|until| *until > Timestamp::now()) {
            store::unclaim(&mut tx, job.delivery, until).await?;
            enqueue(&mut tx, job, NewJob { key: Some(job.key()), run_at: Some(until) }).await?;
            tx.commit().await.map_err(DbError::from)?;
            return Ok(Attempted::Resting);
        }
        let secrets = store::list_secrets(&mut tx, due.webhook).await?;
        tx.commit().await.map_err(DbError::from)?;

        // Nothing of the database is held while somebody else's server takes its time.
        let outcome = self.send(&due, &secrets).await;

        let mut tx = self.db.begin(scope).await?;
        let next = next_try(&due, &outcome);
        if !write(&mut tx, job, &due, &outcome, next).await? {
            return Ok(Attempted::Nothing);
        }
        tx.commit().await.map_err(DbError::from)?;
        let millis = outcome.millis;
        Ok(match (outcome.failure, next) {
            (None, _) => Attempted::Delivered { millis },
            (Some(_), Some(_)) => Attempted::Failed { millis },
            (Some(_), None) => Attempted::GivenUp { millis },
        })
    }

    async fn send(&self, due: &Due, secrets: &[Vec<u8>]) -> Outcome {
        // Rules may have become stricter since it was saved.
        let Ok(target) = address::target(&due.url, self.poster.loopback()) else {
            return Outcome { failure: Some(WebhookFailure::Forbidden), ..Outcome::default() };
        };
        let (id, timestamp) = (due.event.to_string(), Timestamp::now().as_second());
        let signature = sign::signatures(secrets, &id, timestamp, &due.body);
        let message = Message { id, timestamp, signature, body: due.body.clone() };
        let span = tracing::debug_span!(
            "webhook",
            "otel.name" = "POST webhook",
            "otel.kind" = "client",
            "otel.peer" = "webhooks",
            "otel.status_code" = Empty,
            "http.method" = "POST",
            "http.status" = Empty,
        );
        let outcome = self.poster.post(&target, &message).instrument(span.clone()).await;
        if let Some(status) = outcome.status {
            span.record("http.status", status);
        }
        if outcome.failure.is_some() {
            span.record("otel.status_code", "ERROR");
        }
        outcome
    }
}

/// When a failed delivery is tried again; nothing after the last try, and after one that was taken.
fn next_try(due: &Due, outcome: &Outcome) -> Option<Timestamp> {
    outcome.failure?;
    let step = usize::try_from(due.attempts - due.round_start).ok()?;
    let pause = *PAUSES.get(step)?;
    // Up to a tenth later, so that what failed together doesn't come back together.
    let later = rand::random_range(0..=pause / 10);
    Timestamp::now().checked_add(SignedDuration::from_secs(pause + later)).ok()
}

/// Until when an endpoint is left alone after a try; nothing for one that answers in time.
fn rest_after(outcome: &Outcome) -> Option<Timestamp> {
    let in_vain = outcome.failure == Some(WebhookFailure::Timeout);
    let by_time = if outcome.millis < SLOW { 0 } else { REST * i64::from(outcome.millis) / 1_000 };
    let seconds = if in_vain { by_time.max(REST_IN_VAIN) } else { by_time };
    (seconds > 0).then(|| Timestamp::now().saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX))
}

/// Writes a try down, with what follows from it, unless somebody else has in the meantime.
async fn write(tx: &mut Tx, job: &WebhookJob, due: &Due, outcome: &Outcome, next: Option<Timestamp>) -> Result<bool> {
    if !store::finish(tx, job, outcome.failure.is_none(), next).await? {
        return Ok(false);
    }
    store::insert_attempt(tx, job, outcome).await?;
    if let Some(at) = next {
        let again = WebhookJob { attempt: job.attempt + 1, ..*job };
        enqueue(tx, &again, NewJob { key: Some(again.key()), run_at: Some(at) }).await?;
    }
    match outcome.failure {
        None => store::set_reached(tx, due.webhook, rest_after(outcome)).await?,
        Some(WebhookFailure::Off) => {}
        Some(_) => {
            store::set_failing(tx, due.webhook, rest_after(outcome)).await?;
            if next.is_none() && store::give_up(tx, due.webhook, PATIENCE).await? {
                let host = address::target(&due.url, true).map(|target| target.host.to_string()).unwrap_or_default();
                enqueue(tx, &WebhookNotice { to: job.vivarium, host }, NewJob::default()).await?;
            }
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::WebhookId;
    use uuid::Uuid;

    fn due(attempts: i32, round_start: i32) -> Due {
        Due {
            webhook: WebhookId::new(),
            url: String::new(),
            enabled: true,
            slow_until: None,
            attempts,
            round_start,
            event: Uuid::nil(),
            body: String::new(),
        }
    }

    #[test]
    fn tries_go_on_for_about_a_day_and_then_end() {
        let day = 24 * 3600;
        let all: i64 = PAUSES.iter().sum();
        assert!((day..day * 6 / 5).contains(&all), "{all}");
        let failed = Outcome { failure: Some(WebhookFailure::Status), ..Outcome::default() };
        for step in 0..8 {
            let next = next_try(&due(step, 0), &failed).expect("one more");
            let pause = PAUSES[usize::try_from(step).unwrap()];
            let away = next.as_second() - Timestamp::now().as_second();
            assert!((pause - 1..=pause + pause / 10 + 1).contains(&away), "{step}: {away}");
        }
        assert_eq!(next_try(&due(8, 0), &failed), None);
        assert_eq!(next_try(&due(0, 0), &Outcome::default()), None, "it was taken");
        // Sent again by hand, it has all its tries.
        assert!(next_try(&due(9, 9), &failed).is_some() && next_try(&due(17, 9), &failed).is_none());
    }

    #[test]
    fn who_lets_us_wait_rests_longer_than_that() {
        let rest = |millis, failure| {
            let until = rest_after(&Outcome { millis, failure, ..Outcome::default() })?;
            Some((until.as_second() - Timestamp::now().as_second() + 1) / 2 * 2)
        };
        let vain = Some(WebhookFailure::Timeout);
        assert_eq!([rest(2_999, None), rest(200, Some(WebhookFailure::Status)), rest(0, None)], [None; 3]);
        assert_eq!([rest(9_000, None), rest(9_000, Some(WebhookFailure::Status))], [Some(36); 2]);
        assert_eq!([rest(200, vain), rest(10_000, vain)], [Some(30), Some(40)]);
    }

    #[test]
    fn a_job_reads_what_the_database_queues() {
        let (vivarium, delivery) = (VivariumId::new(), WebhookDeliveryId::new());
        let queued =
            serde_json::json!({"vivarium": vivarium, "delivery": delivery, "attempt": 0, "_cause": {"request": "r"}});
        let job: WebhookJob = serde_json::from_value(queued).unwrap();
        assert_eq!(job, WebhookJob { vivarium, delivery, attempt: 0 });
        assert_eq!(job.key(), format!("webhook_deliver:{delivery}:0"));
    }
}
