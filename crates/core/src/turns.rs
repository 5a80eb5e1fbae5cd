//! Whose turn it is to compute: by person, not by request.
//!
//! What somebody asks waits behind what they asked before, and only the first of it asks for a place. Places are given in the order in which they
//! are asked for, so they go round the people, and who sends much waits for themselves alone. A seat, a wait or a place that is dropped is free again.

use crate::aside::Aside;
use repti_db::figures::shed;
use repti_model::{ErrorCode, PersonId, Problem};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

/// Why a request isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Crowded {
    /// By this person's own requests: so many are here.
    #[error("{0} computations of this person are here")]
    Own(usize),
    /// By the one of theirs before it, which took too long.
    #[error("this person's computations before it took too long")]
    Behind,
    /// By those of others.
    #[error("too many computations at once")]
    Others,
}

impl Crowded {
    fn counted(&self) {
        shed(match self {
            Self::Own(_) | Self::Behind => "turn_own",
            Self::Others => "turn_others",
        });
    }
}

/// Asked again in a moment, it may go well.
impl From<Crowded> for Problem {
    fn from(by: Crowded) -> Self {
        let (code, detail) = match by {
            Crowded::Own(each) => (
                ErrorCode::RateLimited,
                format!(
                    "{each} of your computations are here already: one at a time is computed, the others wait. Ask again when one of them has its answer."
                ),
            ),
            Crowded::Behind => (
                ErrorCode::RateLimited,
                "One of your computations runs at a time, and those before this one took too long. Ask again when they have their answers.".to_owned(),
            ),
            Crowded::Others => (
                ErrorCode::Unavailable,
                "As many computations as this server takes are running. Ask again in a moment.".to_owned(),
            ),
        };
        Self { retry_after: Some(2), ..Self::new(code, detail) }
    }
}

/// Places to compute at, and who waits for one.
#[derive(Debug)]
pub struct Turns {
    places: Arc<Semaphore>,
    /// For what computes or waits: each may hold a body.
    seats: Arc<Semaphore>,
    seats_each: usize,
    /// Of those alone who have a seat at this moment.
    lanes: Mutex<HashMap<PersonId, Lane>>,
}

#[derive(Debug)]
struct Lane {
    seats: usize,
    /// One at a time.
    turn: Arc<Semaphore>,
}

impl Turns {
    /// So many places, seats for one person, and seats for all.
    #[must_use]
    pub fn new(places: usize, seats_each: usize, seats: usize) -> Arc<Self> {
        let (places, seats) = (Arc::new(Semaphore::new(places)), Arc::new(Semaphore::new(seats)));
        Arc::new(Self { places, seats, seats_each, lanes: Mutex::default() })
    }

    /// A seat for a request.
    ///
    /// # Errors
    /// When no seat is left, for this person or for anybody.
    pub fn enter(self: &Arc<Self>, person: PersonId) -> Result<Seat, Crowded> {
        self.seat(person).inspect_err(Crowded::counted)
    }

    fn seat(self: &Arc<Self>, person: PersonId) -> Result<Seat, Crowded> {
        let mut lanes = self.lanes();
        if lanes.get(&person).is_some_and(|lane| lane.seats >= self.seats_each) {
            return Err(Crowded::Own(self.seats_each));
        }
        let seat = self.seats.clone().try_acquire_owned().map_err(|_| Crowded::Others)?;
        let lane = lanes.entry(person).or_insert_with(|| Lane { seats: 0, turn: Arc::new(Semaphore::new(1)) });
        lane.seats += 1;
        Ok(Seat { turns: self.clone(), person, turn: lane.turn.clone(), _seat: seat })
    }

    fn lanes(&self) -> MutexGuard<'_, HashMap<PersonId, Lane>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What lets a request wait for its turn.
#[derive(Debug)]
pub struct Seat {
    turns: Arc<Turns>,
    person: PersonId,
    turn: Arc<Semaphore>,
    _seat: OwnedSemaphorePermit,
}

/// What lets a request compute. The place is given back first: whoever waits for it is before this person's next.
#[derive(Debug)]
pub struct Place {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
    _seat: Seat,
}

impl Seat {
    /// Waits for the own turn, then for a place.
    ///
    /// # Errors
    /// When that takes longer than `wait`.
    pub async fn turn(self, wait: Duration) -> Result<Place, Crowded> {
        let _aside = Aside::step();
        self.place(wait).await.inspect_err(Crowded::counted)
    }

    async fn place(self, wait: Duration) -> Result<Place, Crowded> {
        let until = Instant::now() + wait;
        let turn = in_time(until, &self.turn).await.ok_or(Crowded::Behind)?;
        let place = in_time(until, &self.turns.places).await.ok_or(Crowded::Others)?;
        Ok(Place { _place: place, _turn: turn, _seat: self })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Entry::Occupied(mut lane) = self.turns.lanes().entry(self.person) {
            lane.get_mut().seats -= 1;
            if lane.get().seats == 0 {
                lane.remove();
            }
        }
    }
}

/// In the order of asking: that is what the library's semaphores promise.
async fn in_time(until: Instant, permits: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    timeout_at(until, permits.clone().acquire_owned()).await.ok()?.ok()
}

#[cfg(test)]
mod tests;
