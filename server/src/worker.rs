//! Runs the jobs that requests left in the queue. A database that goes away stops nothing: it is asked again until it is back.

mod avif;
mod carry;
mod files;
mod photos;
mod tasks;
mod webhooks;

use crate::{app::AppState, gauges};
use anyhow::{Context, Result};
use graphile_worker::{JobComplete, JobFail, JobPermanentlyFail, JobStart, WorkerOptions};
use sqlx::postgres::PgPoolOptions;
use std::time::{Duration, Instant};
use tasks::{
    AnimalImport, CertificateTold, CoefficientsStale, GenesRead, MailSend, VerificationOver, VerificationTold,
};
use tokio_util::sync::CancellationToken;

/// Jobs at a time in one process: mails wait for servers, imports for the database.
const CONCURRENCY: usize = 4;
/// How long running jobs may take to end after a stop; what is cut off runs again elsewhere.
const GRACE: Duration = Duration::from_secs(20);
/// A worker that gave no sign for this long is dead, and its jobs run again.
const DEAD_AFTER: Duration = Duration::from_secs(120);
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Works until `stop`, then lets running jobs end.
///
/// # Errors
/// Never for a database that is away; only for an address that can't be read, or for a password that is refused: it was changed, and only a
/// process that is started again learns the new one.
pub async fn run(state: AppState, stop: CancellationToken) -> Result<()> {
    let gauges = tokio::spawn(gauges::keep(state.clone(), stop.clone()));
    let mut pause = FIRST_PAUSE;
    while !stop.is_cancelled() {
        let began = Instant::now();
        match work(&state, &stop).await {
            Ok(()) if stop.is_cancelled() => break,
            Ok(()) => tracing::warn!("the worker stopped by itself"),
            Err(error) if password_is_refused(&error) => {
                tracing::error!("the queue's password is refused: this worker ends");
                gauges.abort();
                return Err(error);
            }
            Err(error) => tracing::warn!(error = format!("{error:#}"), "the worker lost the queue"),
        }
        if began.elapsed() > LONGEST_PAUSE * 6 {
            pause = FIRST_PAUSE;
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
        }
    }
    gauges.await.context("gauges")
}

/// Says what the tasks' metrics mean, once a process.
pub fn describe() {
    tasks::describe();
    photos::describe();
    avif::describe();
    files::describe();
    webhooks::describe();
}

fn password_is_refused(error: &anyhow::Error) -> bool {
    let refused = error.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error);
    refused.and_then(|refused| refused.code()).is_some_and(|code| code == "28P01")
}

/// One worker, until it is stopped or loses the database. The queue's tables are closed to the application's role, so this has a
/// small pool of its own as their owner; the jobs themselves work through the domain like every request.
async fn work(state: &AppState, stop: &CancellationToken) -> Result<()> {
    let pool = PgPoolOptions::new()
        .max_connections(u32::try_from(CONCURRENCY + 2).unwrap_or(6))
        .acquire_timeout(Duration::from_secs(5))
        .connect(&state.config.migrate_database_url)
        .await
        .context("MIGRATE_DATABASE_URL")?;
    // Where one of them loses the queue, the others end as after a stop, and all begin anew.
    let down = stop.child_token();
    let options = webhooks::define(files::define(photos::define(define(options(state, &down, CONCURRENCY)))?)?)?;
    let worker = options.pg_pool(pool.clone()).init().await?;
    let deliveries = options_of_deliveries(state, &down).pg_pool(pool.clone()).init().await?;
    let videos = options_of_videos(state, &down)?.pg_pool(pool.clone()).init().await?;
    tracing::info!("working");
    let (result, delivered, played) = futures::join!(
        async {
            let result = worker.run().await;
            down.cancel();
            result
        },
        async {
            let result = deliveries.run().await;
            down.cancel();
            result
        },
        async {
            let result = videos.run().await;
            down.cancel();
            result
        }
    );
    pool.close().await;
    result?;
    delivered?;
    Ok(played?)
}

/// The worker that delivers webhooks and does nothing else: it waits for other people's servers.
fn options_of_deliveries(state: &AppState, stop: &CancellationToken) -> WorkerOptions {
    options(state, stop, webhooks::CONCURRENCY).define_job::<webhooks::WebhookDelivered>()
}

/// The worker that prepares videos, makes AVIF between them, and does nothing else: nobody's mail or photograph waits for minutes.
fn options_of_videos(state: &AppState, stop: &CancellationToken) -> Result<WorkerOptions> {
    let options = options(state, stop, photos::VIDEOS).define_job::<photos::VideoPrepared>();
    avif::define(options, state.domain.media.makes_avif())
}

/// The tasks of the domain, but for those that have files of their own.
fn define(options: WorkerOptions) -> WorkerOptions {
    options
        .define_job::<MailSend>()
        .define_job::<AnimalImport>()
        .define_job::<VerificationTold>()
        .define_job::<VerificationOver>()
        .define_job::<CertificateTold>()
        .define_job::<GenesRead>()
        .define_job::<CoefficientsStale>()
}

/// What every worker has, whatever its tasks.
fn options(state: &AppState, stop: &CancellationToken, concurrency: usize) -> WorkerOptions {
    WorkerOptions::default()
        .schema("graphile_worker")
        .concurrency(concurrency)
        .poll_interval(Duration::from_secs(2))
        .listen_os_shutdown_signals(false)
        .shutdown_signal(stop.clone().cancelled_owned())
        .shutdown_grace_period(GRACE)
        .heartbeat_interval(Duration::from_secs(20))
        .sweep_interval(Duration::from_secs(20))
        .sweep_threshold(DEAD_AFTER)
        .add_extension(state.domain.clone())
        .on(JobStart, |event| async move {
            let (id, task, request, trace) = carry::names(&event.job);
            tracing::info!("job.id" = id, task, "request.id" = request, "trace.id" = trace, "job started");
        })
        .on(JobComplete, |event| async move {
            let (id, task, request, trace) = carry::names(&event.job);
            let ms = event.duration.as_secs_f64() * 1e3;
            tracing::info!("job.id" = id, task, "request.id" = request, "trace.id" = trace, "job.ms" = ms, "job done");
            metrics::counter!("jobs_total", "task" => task.clone(), "outcome" => "done").increment(1);
            metrics::histogram!("job_seconds", "task" => task).record(event.duration.as_secs_f64());
        })
        .on(JobFail, |event| async move {
            let (id, task, request, trace) = carry::names(&event.job);
            tracing::warn!(
                "job.id" = id,
                task,
                "request.id" = request,
                "trace.id" = trace,
                error = why(&event.error.to_string()),
                "job failed and will be tried again"
            );
            metrics::counter!("jobs_total", "task" => task, "outcome" => "failed").increment(1);
        })
        .on(JobPermanentlyFail, |event| async move {
            let (id, task, request, trace) = carry::names(&event.job);
            tracing::error!(
                "job.id" = id,
                task,
                "request.id" = request,
                "trace.id" = trace,
                error = why(&event.error.to_string()),
                "job is a dead letter"
            );
            metrics::counter!("jobs_total", "task" => task, "outcome" => "dead").increment(1);
        })
}

/// What a log says of a job's error. Whoever can't read a job's payload quotes it, and there are addresses and links in payloads.
fn why(error: &str) -> &str {
    const QUOTING: [&str; 5] = ["unknown variant", "unknown field", "invalid type", "invalid value", "invalid length"];
    let of_reading = error.contains(", line: ") && QUOTING.iter().any(|words| error.contains(words));
    if of_reading { "the job's payload can't be read" } else { error }
}
