//! Work that takes a processor for a while: beside the requests, a few at a time.

use crate::{AnimalError, Result};
use std::time::Duration;
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

/// Computations at the same time in one process; pages need cores too.
static PLACES: Semaphore = Semaphore::const_new(2);
/// How long a request waits for a place.
const WAIT: Duration = Duration::from_secs(2);

/// Runs work of bounded size. A place is kept until the work has really ended, also when nobody waits for it any more.
pub(crate) async fn reckon<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Result<T> {
    within(&PLACES, WAIT, work).await
}

async fn within<T: Send + 'static>(
    places: &'static Semaphore,
    wait: Duration,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T> {
    let Ok(Ok(place)) = timeout(wait, places.acquire()).await else { return Err(AnimalError::Crowded) };
    let task = spawn_blocking(move || {
        let _place = place;
        work()
    });
    task.await.ok().flatten().ok_or(AnimalError::Busy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[tokio::test]
    async fn who_finds_no_place_is_told_to_come_again() {
        static ONE: Semaphore = Semaphore::const_new(1);
        let (end, ended) = channel::<()>();
        let long = tokio::spawn(within(&ONE, WAIT, move || ended.recv().ok()));
        while ONE.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let second = within(&ONE, Duration::from_millis(5), || Some(2)).await;
        assert!(matches!(second, Err(AnimalError::Crowded)));
        end.send(()).unwrap();
        assert!(long.await.unwrap().is_ok());
        assert!(matches!(within(&ONE, WAIT, || Some(3)).await, Ok(3)));
        assert!(matches!(within(&ONE, WAIT, || None::<u8>).await, Err(AnimalError::Busy)));
    }
}
