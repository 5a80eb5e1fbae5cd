//! Computations beside the requests: a few at a time, one for each person, each for so long.
//!
//! A computation can't be interrupted. It is asked for little enough to end by itself, looks between its parts whether there is time and anybody
//! waits, and keeps its place until it has really ended, also when nobody waits for it any more.

use super::refused;
use crate::api::{ApiError, ApiResult};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use repti_core::turns::{Crowded, Seat, Turns};
use repti_model::{Actor, ErrorCode, Problem};
use std::{
    sync::{Arc, LazyLock},
    thread::available_parallelism,
    time::{Duration, Instant},
};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Requests of one person, computing or waiting; programs send some at once.
const EACH: usize = 4;
/// Requests of all: their bodies lie in memory.
const ALL: usize = 64;
/// Of this process.
static TURNS: LazyLock<Arc<Turns>> = LazyLock::new(|| Turns::new(places(), EACH, ALL));
/// How long a request waits for its turn and a place.
const WAIT: Duration = Duration::from_secs(10);
/// How long a computation may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Computations at the same time: on half of the cores, for pages need some too. Two at least, or one person's would be everybody's.
fn places() -> usize {
    available_parallelism().map_or(2, |cores| (cores.get() / 2).max(2))
}

/// Whether there is time left, and somebody who waits; asked between parts.
pub type GoesOn<'a> = &'a mut dyn FnMut() -> bool;

/// Lets a request in. Before its body is read, so that what is refused isn't held in memory first.
pub fn enter(actor: &Actor) -> ApiResult<Seat> {
    TURNS.enter(actor.person_id).map_err(crowded)
}

/// Answers with the JSON that `work` writes, when its turn comes.
pub async fn run(
    seat: Seat,
    work: impl FnOnce(GoesOn<'_>) -> ApiResult<Vec<u8>> + Send + 'static,
) -> ApiResult<Response> {
    let json = within(seat, WAIT, PATIENCE, work).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
}

async fn within<T: Send + 'static>(
    seat: Seat,
    wait: Duration,
    patience: Duration,
    work: impl FnOnce(GoesOn<'_>) -> ApiResult<T> + Send + 'static,
) -> ApiResult<T> {
    let place = seat.turn(wait).await.map_err(crowded)?;
    let begun = Instant::now();
    let left = CancellationToken::new();
    // Told when this is dropped: with the answer, or because the caller has gone away.
    let _told = left.clone().drop_guard();
    let task = tokio::task::spawn_blocking(move || {
        let _place = place;
        work(&mut || begun.elapsed() < patience && !left.is_cancelled())
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

fn crowded(by: Crowded) -> ApiError {
    Problem::from(by).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use repti_model::PersonId;
    use std::{sync::mpsc::channel, thread::yield_now};
    use tokio::sync::oneshot;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(20);

    fn one_place() -> Arc<Turns> {
        Turns::new(1, EACH, ALL)
    }

    fn somebody(turns: &Arc<Turns>) -> Seat {
        turns.enter(PersonId::new()).unwrap()
    }

    #[tokio::test]
    async fn a_place_is_kept_until_the_work_has_ended() {
        let (turns, ada) = (one_place(), PersonId::new());
        let (end, ended) = channel::<()>();
        let work = move |_: GoesOn<'_>| {
            let _ = ended.recv();
            Ok(())
        };
        let late = within(turns.enter(ada).unwrap(), LONG, SHORT, work).await.unwrap_err();
        assert_eq!((late.status, late.problem.code), (StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::Invalid));
        // Nobody waits for it any more, but it runs.
        let busy = within(somebody(&turns), SHORT, LONG, |_: GoesOn<'_>| Ok(())).await.unwrap_err();
        assert_eq!((busy.status, busy.problem.retry_after), (StatusCode::SERVICE_UNAVAILABLE, Some(2)));
        let behind = within(turns.enter(ada).unwrap(), SHORT, LONG, |_: GoesOn<'_>| Ok(())).await.unwrap_err();
        assert_eq!((behind.status, behind.problem.retry_after), (StatusCode::TOO_MANY_REQUESTS, Some(2)));
        end.send(()).unwrap();
        assert_eq!(within(somebody(&turns), LONG, LONG, |_: GoesOn<'_>| Ok(7)).await, Ok(7));
    }

    #[tokio::test]
    async fn work_is_told_when_its_time_is_over_and_a_panic_gives_its_place_back() {
        let turns = one_place();
        let told = within(somebody(&turns), LONG, LONG, |goes_on: GoesOn<'_>| Ok(goes_on())).await;
        assert_eq!(told, Ok(true));
        let (tell, told) = channel();
        // Whether the answer comes before anybody looks at the clock is chance; what the work is told isn't.
        let work = move |goes_on: GoesOn<'_>| Ok(tell.send(goes_on()).is_ok());
        let _ = within(somebody(&turns), LONG, Duration::ZERO, work).await;
        assert_eq!(told.recv(), Ok(false));
        let fault = |_: GoesOn<'_>| -> ApiResult<()> { panic!("a fault of ours") };
        let broken = within(somebody(&turns), LONG, LONG, fault).await;
        assert_eq!(broken.unwrap_err().problem.code, ErrorCode::Internal);
        assert_eq!(within(somebody(&turns), SHORT, LONG, |_: GoesOn<'_>| Ok(1)).await, Ok(1));
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_told_so_and_gives_its_place_back() {
        let turns = one_place();
        let (begin, begun) = oneshot::channel();
        let work = move |goes_on: GoesOn<'_>| {
            let _ = begin.send(());
            // It has all the time in the world: nothing else ends it.
            while goes_on() {
                yield_now();
            }
            Ok(())
        };
        let mut asked = Box::pin(within(somebody(&turns), LONG, Duration::MAX, work));
        tokio::select! {
            _ = &mut asked => panic!("nothing has ended it"),
            begun = begun => begun.unwrap(),
        }
        drop(asked);
        assert_eq!(within(somebody(&turns), LONG, LONG, |_: GoesOn<'_>| Ok(1)).await, Ok(1));
    }
}
