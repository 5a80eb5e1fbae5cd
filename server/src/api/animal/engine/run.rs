//! Computations beside the requests: a few at a time, each for so long.
//!
//! A computation can't be interrupted. It is asked for little enough to end by itself, looks at the clock between its parts, and keeps its
//! place until it has really ended, also when nobody waits for it any more.

use super::refused;
use crate::api::{ApiError, ApiResult};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use repti_model::{ErrorCode, Problem};
use std::time::{Duration, Instant};
use tokio::{sync::Semaphore, time::timeout};

/// Computations at the same time in one process; pages need cores too.
static PLACES: Semaphore = Semaphore::const_new(2);
/// How long a request waits for a place.
const WAIT: Duration = Duration::from_secs(2);
/// How long a computation may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether there is time left; asked between parts.
pub type GoesOn<'a> = &'a mut dyn FnMut() -> bool;

/// Answers with the JSON that `work` writes.
pub async fn run(work: impl FnOnce(GoesOn<'_>) -> ApiResult<Vec<u8>> + Send + 'static) -> ApiResult<Response> {
    let json = within(&PLACES, WAIT, PATIENCE, work).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

async fn within<T: Send + 'static>(
    places: &'static Semaphore,
    wait: Duration,
    patience: Duration,
    work: impl FnOnce(GoesOn<'_>) -> ApiResult<T> + Send + 'static,
) -> ApiResult<T> {
    let Ok(Ok(place)) = timeout(wait, places.acquire()).await else { return Err(busy()) };
    let begun = Instant::now();
    let task = tokio::task::spawn_blocking(move || {
        let _place = place;
        work(&mut || begun.elapsed() < patience)
    });
    match timeout(patience, task).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => {
            tracing::error!(%error, "a computation broke off");
            Err(Problem::of(ErrorCode::Internal).into())
        }
        Err(_) => Err(refused::late()),
    }
}

/// Asked again in a moment, it may go well.
fn busy() -> ApiError {
    let detail = "As many computations as this server takes are running. Ask again in a moment.";
    Problem { retry_after: Some(2), ..Problem::new(ErrorCode::Unavailable, detail) }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use std::sync::mpsc::channel;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_place_is_kept_until_the_work_has_ended() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let (end, ended) = channel::<()>();
        let work = move |_: GoesOn<'_>| {
            let _ = ended.recv();
            Ok(())
        };
        let late = within(&ONE, LONG, SHORT, work).await.unwrap_err();
        assert_eq!((late.status, late.problem.code), (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Invalid));
        // Nobody waits for it any more, but it runs.
        let busy = within(&ONE, SHORT, LONG, |_: GoesOn<'_>| Ok(())).await.unwrap_err();
        assert_eq!((busy.status, busy.problem.retry_after), (StatusCode::SERVICE_UNAVAILABLE, Some(2)));
        end.send(()).unwrap();
        assert_eq!(within(&ONE, LONG, LONG, |_: GoesOn<'_>| Ok(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn work_is_told_when_its_time_is_over_and_a_panic_gives_its_place_back() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let told = within(&ONE, LONG, LONG, |goes_on: GoesOn<'_>| Ok(goes_on())).await;
        assert_eq!(told, Ok(true));
        let (tell, told) = channel();
        // Whether the answer comes before anybody looks at the clock is chance; what the work is told isn't.
        let _ = within(&ONE, LONG, Duration::ZERO, move |goes_on: GoesOn<'_>| Ok(tell.send(goes_on()).is_ok())).await;
        assert_eq!(told.recv(), Ok(false));
        let broken = within(&ONE, LONG, LONG, |_: GoesOn<'_>| -> ApiResult<()> { panic!("a fault of ours") }).await;
        assert_eq!(broken.unwrap_err().problem.code, ErrorCode::Internal);
        assert_eq!(within(&ONE, SHORT, LONG, |_: GoesOn<'_>| Ok(1)).await, Ok(1));
    }
}
