//! The tasks about webhooks. Deliveries have workers of their own, so that a site that doesn't answer keeps no mail and no photograph waiting.

use super::{carry::carry, tasks::domain_of};
use graphile_worker::{Cron, CrontabFill, IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use repti_db::Job;
use repti_domain::repti_ops::{Attempted, WebhookJob, WebhookNotice, WebhookSweep, WebhooksSwept};
use serde::{Deserialize, Serialize};

/// Deliveries at a time in one process.
pub(super) const CONCURRENCY: usize = 4;
/// The minute of every hour at which the sweep comes.
const SWEEP_AT: u32 = 50;

/// Tries a delivery.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookDelivered(WebhookJob);

impl TaskHandler for WebhookDelivered {
    const IDENTIFIER: &'static str = WebhookJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let attempted = domain.ops.deliver_webhook(&self.0).await.map_err(|error| error.to_string())?;
            let (outcome, millis) = match attempted {
                Attempted::Delivered { millis } => ("delivered", Some(millis)),
                Attempted::Failed { millis } => ("failed", Some(millis)),
                Attempted::GivenUp { millis } => ("given_up", Some(millis)),
                Attempted::Off => ("off", None),
                Attempted::Resting => ("resting", None),
                Attempted::Nothing => ("nothing", None),
            };
            metrics::counter!("webhook_tries_total", "outcome" => outcome).increment(1);
            if let Some(millis) = millis {
                metrics::histogram!("webhook_seconds").record(f64::from(millis) / 1e3);
            }
            Ok(())
        })
        .await
    }
}

/// Tells the herpetologists that an endpoint of theirs was switched off.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookTold(WebhookNotice);

impl TaskHandler for WebhookTold {
    const IDENTIFIER: &'static str = WebhookNotice::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(
            &context,
            async move { domain.tell_of_webhook(&self.0).await.map(drop).map_err(|error| error.to_string()) },
        )
        .await
    }
}

/// Queues deliveries again whose job was lost, and forgets old ones.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhooksSweep(WebhookSweep);

impl TaskHandler for WebhooksSweep {
    const IDENTIFIER: &'static str = WebhookSweep::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let WebhooksSwept { restarted, forgotten } =
                domain.ops.sweep_webhooks().await.map_err(|error| error.to_string())?;
            if restarted + forgotten > 0 {
                tracing::info!(restarted, forgotten, "webhooks swept");
            }
            Ok(())
        })
        .await
    }
}

/// Puts the tasks that take no time of others into the worker.
///
/// # Errors
/// Never: the time is one of the clock.
pub fn define(options: WorkerOptions) -> anyhow::Result<WorkerOptions> {
    let attempts = u16::try_from(WebhookSweep::MAX_ATTEMPTS).unwrap_or(1);
    let sweep = Cron::hourly_at::<WebhooksSweep>(SWEEP_AT)?
        .fill(CrontabFill::hours(1))
        .job_key(WebhookSweep::TASK)
        .max_attempts(attempts)
        .payload(WebhooksSweep(WebhookSweep::default()))?;
    Ok(options.define_job::<WebhookTold>().define_job::<WebhooksSweep>().with_cron(sweep))
}

/// Says what the metrics mean, once a process.
pub fn describe() {
    metrics::describe_counter!(
        "webhook_tries_total",
        "Deliveries of webhooks tried, by outcome (delivered, failed, given_up, off, resting, nothing)"
    );
    metrics::describe_histogram!(
        "webhook_seconds",
        metrics::Unit::Seconds,
        "Time until a webhook's endpoint had answered"
    );
}
