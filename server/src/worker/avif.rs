//! The task that makes AVIF of photographs, and how often somebody looks whether one lacks it.

use super::{carry::carry, tasks::domain_of};
use graphile_worker::{Cron, CrontabFill, IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use repti_db::Job;
use repti_domain::repti_media::{AvifJob, AvifMade};
use serde::{Deserialize, Serialize};

/// The minute of every hour at which it is asked for: what was lost, and what was here before there was AVIF.
const ASKED_AT: u32 = 35;

/// Behind everything else that the same worker does, as `media.ask_for_avif` says, too.
const LAST: i16 = 2000;

/// Makes AVIF of one photograph, and asks for the next.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AvifWritten(AvifJob);

impl TaskHandler for AvifWritten {
    const IDENTIFIER: &'static str = AvifJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let outcome = match domain.media.make_avif().await.map_err(|error| error.to_string())? {
                AvifMade::Widths(0) => "none",
                AvifMade::Widths(_) => "made",
                AvifMade::Gone => "gone",
                AvifMade::Nothing => "nothing",
                AvifMade::Off => "off",
            };
            metrics::counter!("photos_avif_total", "outcome" => outcome).increment(1);
            Ok(())
        })
        .await
    }
}

/// Puts the task into a worker. One that makes no AVIF ends it without a word, so that none is left lying in the queue, and never asks for it.
///
/// # Errors
/// Never: the time is one of the clock.
pub fn define(options: WorkerOptions, makes: bool) -> anyhow::Result<WorkerOptions> {
    let options = options.define_job::<AvifWritten>();
    if !makes {
        return Ok(options);
    }
    let attempts = u16::try_from(AvifJob::MAX_ATTEMPTS).unwrap_or(1);
    let asked = Cron::hourly_at::<AvifWritten>(ASKED_AT)?
        .fill(CrontabFill::hours(1))
        .job_key(AvifJob::TASK)
        .priority(LAST)
        .max_attempts(attempts)
        .payload(AvifWritten(AvifJob::default()))?;
    Ok(options.with_cron(asked))
}

/// Says what the metrics mean, once a process.
pub fn describe() {
    metrics::describe_counter!(
        "photos_avif_total",
        "Photographs taken up for AVIF, by outcome (made, none smaller than WebP, gone meanwhile, nothing to do, off)"
    );
}
