use super::*;
use std::sync::mpsc::{Sender, channel};
use tokio::{
    task::{JoinHandle, yield_now},
    time::timeout,
};

const SHORT: Duration = Duration::from_millis(5);

async fn within<T: Send + 'static>(
    turns: &Arc<Turns>,
    person: PersonId,
    wait: Duration,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T> {
    Asker::Person(person).enter_at(turns)?.within(wait, work).await
}

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

#[tokio::test]
async fn a_crawler_has_one_place_and_keeps_no_person_waiting() {
    let turns = Turns::new(PLACES, 2, 100);
    let public = || Asker::Public.enter_at(&turns);
    let (begin, begun) = tokio::sync::oneshot::channel();
    let (end, ended) = channel::<()>();
    let work = move || begin.send(()).ok().and_then(|()| ended.recv().ok());
    let first = tokio::spawn(public().unwrap().within(WAIT, work));
    begun.await.unwrap();
    let second = public().unwrap();
    // Nothing that is said to one visitor is about what they themselves asked for.
    assert!(matches!(public(), Err(AnimalError::Crowded(Crowded::Others))));
    let late = second.within(SHORT, || Some(2)).await;
    assert!(matches!(late, Err(AnimalError::Crowded(Crowded::Others))), "one place is free, but not for the public");
    assert!(matches!(within(&turns, PersonId::new(), SHORT, || Some(7)).await, Ok(7)));
    end.send(()).unwrap();
    assert!(first.await.unwrap().is_ok());
    assert!(matches!(public().unwrap().reckon(|| Some(3)).await, Ok(3)));
}
