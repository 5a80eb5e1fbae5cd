//! Places that are given in the order in which they are asked for, and whose number changes while they are taken.

use super::sizing::Sizing;
use repti_core::aside::Standing;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

#[derive(Debug)]
pub(super) struct Places {
    pub(super) free: Arc<Semaphore>,
    pub(super) seats: Semaphore,
    patience: Duration,
    size: Mutex<Size>,
}

#[derive(Debug)]
struct Size {
    sizing: Sizing,
    /// Places there are: more than wanted while some that go away are still taken.
    there: usize,
    /// Places whose holders wait for something else: each has another one in its stead.
    lent: usize,
}

/// Somebody inside.
#[derive(Debug)]
pub(super) struct Place {
    of: Arc<Places>,
    permit: Option<OwnedSemaphorePermit>,
    since: Instant,
    aside: Mutex<Asides>,
}

/// When its holder waited for something else, in several tasks perhaps.
#[derive(Debug, Default)]
struct Asides {
    now: usize,
    since: Option<Instant>,
    before: Duration,
}

impl Places {
    /// `first` places, and later as many as let everybody stay about as long as the goal; seats for those who wait, for as long as they have patience.
    pub(super) fn new(first: usize, seats: usize, goal: Duration, patience: Duration) -> Arc<Self> {
        let size = Size { sizing: Sizing::new(first, goal.as_secs_f64()), there: first, lent: 0 };
        let (free, seats) = (Arc::new(Semaphore::new(first)), Semaphore::new(seats));
        Arc::new(Self { free, seats, patience, size: Mutex::new(size) })
    }

    /// A place, at once or after some waiting; none when too many wait already, or for too long.
    pub(super) async fn enter(self: &Arc<Self>) -> Option<Arc<Place>> {
        let permit = match self.free.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                self.size().sizing.full();
                let _seat = self.seats.try_acquire().ok()?;
                timeout(self.patience, self.free.clone().acquire_owned()).await.ok()?.ok()?
            }
        };
        let (of, aside) = (self.clone(), Mutex::default());
        Some(Arc::new(Place { of, permit: Some(permit), since: Instant::now(), aside }))
    }

    fn lend(&self) {
        let mut size = self.size();
        size.lent += 1;
        if size.there < size.wanted() {
            self.free.add_permits(1);
            size.there += 1;
        }
    }

    /// What was lent goes away with whoever comes out next.
    fn take_back(&self) {
        self.size().lent -= 1;
    }

    fn size(&self) -> MutexGuard<'_, Size> {
        held(&self.size)
    }
}

impl Size {
    fn wanted(&self) -> usize {
        self.sizing.places() + self.lent
    }
}

impl Standing for Place {
    fn step_aside(&self) {
        let mut aside = held(&self.aside);
        aside.now += 1;
        if aside.now == 1 {
            aside.since = Some(Instant::now());
            self.of.lend();
        }
    }

    fn come_back(&self) {
        let mut aside = held(&self.aside);
        aside.now -= 1;
        if aside.now == 0 {
            aside.end();
            self.of.take_back();
        }
    }
}

impl Asides {
    fn end(&mut self) {
        self.before += self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(permit) = self.permit.take() else { return };
        let mut aside = held(&self.aside);
        if aside.now > 0 {
            aside.end();
            self.of.take_back();
        }
        let stay = self.since.elapsed().saturating_sub(aside.before);
        let mut size = self.of.size();
        size.sizing.leave(stay.as_secs_f64());
        let wanted = size.wanted();
        if size.there > wanted {
            // One a time, as they come out: nobody is sent away.
            permit.forget();
            size.there -= 1;
            return;
        }
        self.of.free.add_permits(wanted - size.there);
        size.there = wanted;
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{super::sizing::FIRST, *};

    async fn fill(places: &Arc<Places>) -> Vec<Arc<Place>> {
        let mut inside = Vec::new();
        while let Some(place) = places.enter().await {
            inside.push(place);
        }
        inside
    }

    #[tokio::test]
    async fn short_stays_in_a_full_house_make_places_and_long_ones_take_them_away() {
        let places = Places::new(FIRST, 1, Duration::from_secs(60), Duration::from_millis(1));
        assert_eq!(fill(&places).await.len(), FIRST);
        let more = fill(&places).await.len();
        assert!(more > FIRST, "{more}");

        let strict = Places::new(FIRST, 1, Duration::from_nanos(1), Duration::from_millis(1));
        assert_eq!(fill(&strict).await.len(), FIRST);
        // Those that go away go one by one.
        for _ in 0..FIRST {
            drop(strict.enter().await);
        }
        assert_eq!(fill(&strict).await.len(), FIRST / 2);
    }

    #[tokio::test]
    async fn who_gives_up_waiting_leaves_a_seat_and_takes_no_place() {
        let places = Places::new(FIRST, 1, Duration::from_secs(60), Duration::from_secs(60));
        let mut inside = Vec::new();
        for _ in 0..FIRST {
            inside.push(places.enter().await);
        }
        assert!(timeout(Duration::from_millis(5), places.enter()).await.is_err());
        assert_eq!(places.seats.available_permits(), 1);
        inside.clear();
        assert!(places.free.available_permits() >= FIRST);
    }

    #[tokio::test]
    async fn who_waits_for_something_else_holds_up_nobody() {
        let places = Places::new(FIRST, 1, Duration::from_secs(60), Duration::from_millis(1));
        let mut inside = fill(&places).await;
        for place in &inside {
            place.step_aside();
            place.step_aside();
        }
        let others = fill(&places).await;
        assert_eq!(others.len(), FIRST);
        // Back from one of two waits it still waits.
        inside[0].come_back();
        assert_eq!(held(&places.size).lent, FIRST);
        // The one gives up in the middle of its wait, the others come back: no place too many stays.
        drop(inside.pop());
        for place in &inside[1..] {
            place.come_back();
            place.come_back();
        }
        inside[0].come_back();
        drop((inside, others));
        let size = held(&places.size);
        assert_eq!((size.lent, size.there, places.free.available_permits()), (0, size.sizing.places(), size.there));
    }

    #[tokio::test]
    async fn long_waits_for_something_else_take_no_places_away() {
        let places = Places::new(FIRST, 1, Duration::from_secs(20), Duration::from_millis(1));
        let an_hour_ago = Instant::now().checked_sub(Duration::from_secs(3_600)).expect("a clock that runs");
        for aside in [true, false] {
            let mut inside = fill(&places).await;
            for place in &mut inside {
                place.step_aside();
                let place = Arc::get_mut(place).expect("nobody else's");
                place.since = an_hour_ago;
                if aside {
                    held(&place.aside).since = Some(an_hour_ago);
                }
                place.come_back();
            }
            drop(inside);
            assert_eq!(held(&places.size).sizing.places() >= FIRST, aside);
        }
    }
}
