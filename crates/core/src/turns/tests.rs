//! Requests are polled by hand, so that what comes before what is no chance.

use super::*;
use std::{
    pin::Pin,
    task::{Context, Poll, Waker},
};

const LONG: Duration = Duration::from_secs(3600);

/// A request that asks for its turn whenever it is looked at.
struct Waiting(Pin<Box<dyn Future<Output = Result<Place, Crowded>>>>);

impl Waiting {
    /// One that has got in line.
    fn of(seat: Seat) -> Self {
        let mut waiting = Self(Box::pin(seat.turn(LONG)));
        assert!(waiting.place().is_none(), "there was a place at once");
        waiting
    }

    fn place(&mut self) -> Option<Place> {
        match self.0.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(place) => Some(place.expect("there is time")),
            Poll::Pending => None,
        }
    }
}

async fn now(seat: Seat) -> Result<Place, Crowded> {
    seat.turn(Duration::ZERO).await
}

#[tokio::test]
async fn places_go_round_the_people() {
    let turns = Turns::new(1, 4, 100);
    let (ada, bob) = (PersonId::new(), PersonId::new());
    let seat = |person| turns.enter(person).unwrap();
    let first = now(seat(ada)).await.unwrap();
    let mut of_ada = [Waiting::of(seat(ada)), Waiting::of(seat(ada))];
    let mut of_bob = [Waiting::of(seat(bob)), Waiting::of(seat(bob))];
    drop(first);
    assert!(of_ada[0].place().is_none(), "asked before Bob did, but it is Ada's second");
    let place = of_bob[0].place().expect("Bob's turn");
    assert!(of_ada[1].place().is_none() && of_bob[1].place().is_none());
    drop(place);
    assert!(of_bob[1].place().is_none());
    let place = of_ada[0].place().expect("Ada's turn");
    drop(place);
    assert!(of_ada[1].place().is_none());
    let place = of_bob[1].place().expect("Bob's turn again");
    drop(place);
    assert!(of_ada[1].place().is_some());
}

#[tokio::test]
async fn nobody_has_two_places_though_some_are_free() {
    let turns = Turns::new(3, 4, 100);
    let (ada, bob) = (PersonId::new(), PersonId::new());
    let seat = |person| turns.enter(person).unwrap();
    let first = now(seat(ada)).await.unwrap();
    let mut second = Waiting::of(seat(ada));
    assert_eq!(now(seat(ada)).await.unwrap_err(), Crowded::Behind);
    let of_bob = now(seat(bob)).await.unwrap();
    assert_eq!(turns.places.available_permits(), 1);
    drop(first);
    assert!(second.place().is_some());
    drop(of_bob);
    assert_eq!(turns.places.available_permits(), 3);
}

#[tokio::test]
async fn seats_are_so_many_for_one_and_so_many_for_all() {
    let turns = Turns::new(1, 2, 3);
    let [ada, bob, eve] = [(); 3].map(|()| PersonId::new());
    let enter = |person| turns.enter(person);
    let (first, _second) = (enter(ada).unwrap(), enter(ada).unwrap());
    assert_eq!(enter(ada).unwrap_err(), Crowded::Own(2));
    let _of_bob = enter(bob).unwrap();
    assert_eq!(enter(eve).unwrap_err(), Crowded::Others);
    // Who computes has a seat, too.
    let place = now(first).await.unwrap();
    assert_eq!(enter(ada).unwrap_err(), Crowded::Own(2));
    drop(place);
    drop(enter(eve).unwrap());
    assert!(enter(ada).is_ok());
}

#[tokio::test]
async fn who_goes_away_leaves_nothing_behind() {
    let turns = Turns::new(1, 2, 100);
    let (ada, bob, eve) = (PersonId::new(), PersonId::new(), PersonId::new());
    let seat = |person| turns.enter(person).unwrap();
    let place = now(seat(ada)).await.unwrap();
    let behind_herself = Waiting::of(seat(ada));
    let (for_a_place, mut next) = (Waiting::of(seat(bob)), Waiting::of(seat(eve)));
    assert_eq!(now(seat(bob)).await.unwrap_err(), Crowded::Behind);
    assert_eq!(now(turns.enter(PersonId::new()).unwrap()).await.unwrap_err(), Crowded::Others);
    drop((behind_herself, for_a_place));
    assert_eq!(turns.lanes().len(), 2, "Ada and Eve");
    drop(place);
    let place = next.place().expect("nobody stands before Eve any more");
    drop((place, next));
    assert!(turns.lanes().is_empty());
    assert_eq!((turns.places.available_permits(), turns.seats.available_permits()), (1, 100));
}

#[test]
fn what_is_said_tells_ones_own_from_those_of_others() {
    let said = |by: Crowded| {
        let problem = Problem::from(by);
        assert_eq!(problem.retry_after, Some(2));
        (problem.code, problem.detail)
    };
    let (code, detail) = said(Crowded::Own(4));
    assert!(code == ErrorCode::RateLimited && detail.starts_with("4 of your computations"), "{detail}");
    let (code, detail) = said(Crowded::Behind);
    assert!(code == ErrorCode::RateLimited && detail.starts_with("One of your computations"), "{detail}");
    let (code, detail) = said(Crowded::Others);
    assert!(code == ErrorCode::Unavailable && !detail.contains("your"), "{detail}");
}
