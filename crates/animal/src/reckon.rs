//! Work that takes a processor for a while: beside the requests, a few at a time, one for each person.

use crate::{AnimalError, Result};
use repti_core::turns::Turns;
use repti_model::PersonId;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::task::spawn_blocking;

/// Computations at the same time in one process; pages need cores too. The engine's own addresses have theirs apart.
const PLACES: usize = 2;
/// Of one person, computing or waiting; over HTTP/1.1 a browser asks for half as many at once.
const EACH: usize = 12;
/// Of all: what was read for them lies in memory.
const ALL: usize = 192;
/// Of this process.
static TURNS: LazyLock<Arc<Turns>> = LazyLock::new(|| Turns::new(PLACES, EACH, ALL));
/// How long a request waits for its turn and a place: a person's come one after another, so there is time for several.
const WAIT: Duration = Duration::from_secs(5);

/// Runs work of bounded size when this person's turn comes. A place is kept until the work has really ended, also when nobody waits for it any
/// more.
pub(crate) async fn reckon<T: Send + 'static>(
    person: PersonId,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T> {
    within(&TURNS, person, WAIT, work).await
}

async fn within<T: Send + 'static>(
    turns: &Arc<Turns>,
    person: PersonId,
    wait: Duration,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T> {
    let place = turns.enter(person)?.turn(wait).await?;
    let task = spawn_blocking(move || {
        let _place = place;
        work()
    });
    task.await.ok().flatten().ok_or(AnimalError::Busy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_core::turns::Crowded;
    use std::sync::mpsc::{Sender, channel};
    use tokio::{
        task::{JoinHandle, yield_now},
        time::timeout,
    };

    const SHORT: Duration = Duration::from_millis(5);

    #[tokio::test]
    async fn who_finds_no_place_is_told_to_come_again() {
        let (turns, ada, bob) = (Turns::new(1, 2, 3), PersonId::new(), PersonId::new());
        let (begin, begun) = tokio::sync::oneshot::channel();
        let (end, ended) = channel::<()>();
        let own = turns.clone();
        let work = move || begin.send(()).ok().and_then(|()| ended.recv().ok());
        let long = tokio::spawn(async move { within(&own, ada, WAIT, work).await });
        begun.await.unwrap();
        let of_other = within(&turns, bob, SHORT, || Some(2)).await;
        assert!(matches!(of_other, Err(AnimalError::Crowded(Crowded::Others))));
        let of_same = within(&turns, ada, SHORT, || Some(2)).await;
        assert!(matches!(of_same, Err(AnimalError::Crowded(Crowded::Behind))));
        end.send(()).unwrap();
        assert!(long.await.unwrap().is_ok());
        assert!(matches!(within(&turns, bob, WAIT, || Some(3)).await, Ok(3)));
        assert!(matches!(within(&turns, bob, WAIT, || None::<u8>).await, Err(AnimalError::Busy)));
    }

    #[tokio::test]
    async fn who_goes_away_while_it_runs_keeps_the_place_till_its_end() {
        let (turns, ada) = (Turns::new(1, 2, 3), PersonId::new());
        let (end, ended) = channel::<()>();
        let left = timeout(SHORT, within(&turns, ada, WAIT, move || ended.recv().ok())).await;
        assert!(left.is_err(), "nothing has ended it");
        let busy = within(&turns, PersonId::new(), SHORT, || Some(2)).await;
        assert!(matches!(busy, Err(AnimalError::Crowded(Crowded::Others))));
        end.send(()).unwrap();
        assert!(matches!(within(&turns, ada, WAIT, || Some(3)).await, Ok(3)));
    }

    /// Of this process's own places: were they taken by request, Ada's would have both of them, and Bob would wait for them.
    #[tokio::test]
    async fn a_persons_flood_keeps_nobody_else_waiting() {
        let (ada, bob) = (PersonId::new(), PersonId::new());
        let until_told = |_| -> (Sender<()>, JoinHandle<Result<()>>) {
            let (end, ended) = channel();
            (end, tokio::spawn(reckon(ada, move || ended.recv().ok())))
        };
        let (ends, flood): (Vec<_>, Vec<_>) = (0..EACH).map(until_told).unzip();
        let let_in = async {
            while TURNS.enter(ada).is_ok() {
                yield_now().await;
            }
        };
        timeout(WAIT, let_in).await.expect("all are let in, and are Ada's");
        let one_more = reckon(ada, || Some(1)).await;
        assert!(matches!(one_more, Err(AnimalError::Crowded(Crowded::Own(EACH)))));
        assert!(matches!(reckon(bob, || Some(7)).await, Ok(7)));
        // What was let in is answered all the same, one after another.
        for end in &ends {
            end.send(()).unwrap();
        }
        for one in flood {
            assert!(one.await.unwrap().is_ok());
        }
    }
}
