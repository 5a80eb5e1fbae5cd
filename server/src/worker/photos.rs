//! The tasks about photographs, and how often the sweep comes.

use super::{carry::carry, tasks::domain_of};
use graphile_worker::{Cron, CrontabFill, IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use repti_db::Job;
use repti_domain::repti_media::{LikenessJob, LogoPurge, PhotoJob, PicturePurge, Processed, SweepJob, Swept, VideoJob};
use serde::{Deserialize, Serialize};

/// Videos at a time in one process: each may keep two cores busy for minutes.
pub const VIDEOS: usize = 1;
/// When the sweep comes, in hours and minutes of the day (UTC).
const SWEEP_AT: (u32, u32) = (3, 40);

/// Prepares a photograph.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhotoPrepared(PhotoJob);

impl TaskHandler for PhotoPrepared {
    const IDENTIFIER: &'static str = PhotoJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let outcome = match domain.media.process(&self.0).await.map_err(|error| error.to_string())? {
                Processed::Ready => "ready",
                Processed::Rejected => "rejected",
                Processed::Video => "video",
                Processed::Nothing => "nothing",
            };
            metrics::counter!("photos_total", "outcome" => outcome).increment(1);
            Ok(())
        })
        .await
    }
}

/// Prepares a video.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VideoPrepared(VideoJob);

impl TaskHandler for VideoPrepared {
    const IDENTIFIER: &'static str = VideoJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let outcome = match domain.media.process_video(&self.0).await.map_err(|error| error.to_string())? {
                Processed::Ready => "ready",
                Processed::Rejected => "rejected",
                Processed::Video | Processed::Nothing => "nothing",
            };
            metrics::counter!("videos_total", "outcome" => outcome).increment(1);
            Ok(())
        })
        .await
    }
}

/// Compares a photograph with everybody else's.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhotoCompared(LikenessJob);

impl TaskHandler for PhotoCompared {
    const IDENTIFIER: &'static str = LikenessJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let found = domain.media.compare(&self.0).await.map_err(|error| error.to_string())?;
            metrics::counter!("photos_alike_total").increment(found as u64);
            Ok(())
        })
        .await
    }
}

/// Takes away the files of a photograph that was taken down.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PicturesPurged(PicturePurge);

impl TaskHandler for PicturesPurged {
    const IDENTIFIER: &'static str = PicturePurge::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            domain.media.purge_pictures(&self.0).await.map(drop).map_err(|error| error.to_string())
        })
        .await
    }
}

/// Takes away the file of a logo that was taken down.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogoPurged(LogoPurge);

impl TaskHandler for LogoPurged {
    const IDENTIFIER: &'static str = LogoPurge::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(
            &context,
            async move { domain.media.purge_logo(&self.0).await.map(drop).map_err(|error| error.to_string()) },
        )
        .await
    }
}

/// Brings to an end what was left of photographs.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhotosSwept(SweepJob);

impl TaskHandler for PhotosSwept {
    const IDENTIFIER: &'static str = SweepJob::TASK;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let domain = domain_of(&context)?;
        carry(&context, async move {
            let Swept { abandoned, purged, restarted, orphans } =
                domain.media.sweep().await.map_err(|error| error.to_string())?;
            tracing::info!(abandoned, purged, restarted, orphans, "photographs swept");
            for (what, count) in
                [("abandoned", abandoned), ("purged", purged), ("restarted", restarted), ("orphan", orphans)]
            {
                metrics::counter!("photos_swept_total", "what" => what).increment(count as u64);
            }
            Ok(())
        })
        .await
    }
}

/// Puts these tasks into the worker. The sweep is asked for by the queue's own calendar: once a day however many workers there are, and at the start of
/// one where the last was missed.
///
/// # Errors
/// Never: the time is one of the clock.
pub fn define(options: WorkerOptions) -> anyhow::Result<WorkerOptions> {
    let (hour, minute) = SWEEP_AT;
    let attempts = u16::try_from(SweepJob::MAX_ATTEMPTS).unwrap_or(1);
    let sweep = Cron::daily_at::<PhotosSwept>(hour, minute)?
        .fill(CrontabFill::days(1))
        .job_key(SweepJob::TASK)
        .max_attempts(attempts)
        .payload(PhotosSwept(SweepJob::default()))?;
    let options = options.define_job::<PhotoPrepared>().define_job::<PhotoCompared>().define_job::<PicturesPurged>();
    Ok(options.define_job::<LogoPurged>().define_job::<PhotosSwept>().with_cron(sweep))
}

/// Says what the metrics mean, once a process.
pub fn describe() {
    metrics::describe_counter!("photos_total", "Photographs prepared, by outcome (ready, rejected, video, nothing)");
    metrics::describe_counter!("videos_total", "Videos prepared, by outcome (ready, rejected, nothing)");
    metrics::describe_counter!("photos_alike_total", "Likenesses found to photographs of other vivariums");
    metrics::describe_counter!(
        "photos_swept_total",
        "What the sweep brought to an end (abandoned, purged, restarted, orphan)"
    );
}
