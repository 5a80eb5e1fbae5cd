//! Work that takes a processor for a while: beside the requests, a few at a time, one for each person.

use crate::{AnimalError, Result};
use repti_core::turns::{Crowded, Seat, Turns};
use repti_model::PersonId;
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::task::spawn_blocking;
use uuid::Uuid;

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
/// As long as a public page waits for a figure that it can do without.
const PUBLIC_WAIT: Duration = Duration::from_secs(1);

/// For whom something is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    Person(PersonId),
    /// All who aren't signed in are one together: a crawler has one place at most, however many pages it opens, and waits behind itself.
    Public,
}

impl Asker {
    /// A seat, before anything is read for the computation: what is refused isn't held in memory first.
    pub(crate) fn enter(self) -> Result<Asked> {
        self.enter_at(&TURNS)
    }

    fn enter_at(self, turns: &Arc<Turns>) -> Result<Asked> {
        let person = match self {
            Self::Person(person) => person,
            // Nobody's: ids of people have the time in them.
            Self::Public => PersonId(Uuid::nil()),
        };
        let seat = turns.enter(person).map_err(|by| self.told(by))?;
        Ok(Asked { asker: self, seat })
    }

    /// To somebody who isn't signed in, those before them are others.
    fn told(self, by: Crowded) -> AnimalError {
        AnimalError::Crowded(if self == Self::Public { Crowded::Others } else { by })
    }
}

/// What lets a computation wait for its turn.
#[derive(Debug)]
pub(crate) struct Asked {
    asker: Asker,
    seat: Seat,
}

impl Asked {
    /// Runs work of bounded size when its turn comes. A place is kept until the work has really ended, also when nobody waits for it any more.
    /// Whoever comes here has given a connection back first: others need it more while this waits.
    pub(crate) async fn reckon<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Result<T> {
        let wait = if self.asker == Asker::Public { PUBLIC_WAIT } else { WAIT };
        self.within(wait, work).await
    }

    async fn within<T: Send + 'static>(
        self,
        wait: Duration,
        work: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Result<T> {
        let Self { asker, seat } = self;
        let place = seat.turn(wait).await.map_err(|by| asker.told(by))?;
        let task = spawn_blocking(move || {
            let _place = place;
            work()
        });
        task.await.ok().flatten().ok_or(AnimalError::Busy)
    }
}

/// The same for a person, where what is needed was read already.
pub(crate) async fn reckon<T: Send + 'static>(
    person: PersonId,
    work: impl FnOnce() -> Option<T> + Send + 'static,
) -> Result<T> {
    Asker::Person(person).enter()?.reckon(work).await
}

#[cfg(test)]
mod tests;
