//! Places that are given in the order in which they are asked for, and whose number changes while they are taken.

use super::sizing::Sizing;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout},
};

#[derive(Debug)]
pub(super) struct Places {
    pub(super) free: Semaphore,
    pub(super) seats: Semaphore,
    patience: Duration,
    size: Mutex<Size>,
}

#[derive(Debug)]
struct Size {
    sizing: Sizing,
    /// Places there are: more than wanted while some that go away are still taken.
    there: usize,
}

/// Somebody inside.
#[derive(Debug)]
pub(super) struct Place<'a> {
    of: &'a Places,
    permit: Option<SemaphorePermit<'a>>,
    since: Instant,
}

impl Places {
    /// `first` places, and later as many as let everybody stay about as long as the goal; seats for those who wait, for as long as they have patience.
    pub(super) fn new(first: usize, seats: usize, goal: Duration, patience: Duration) -> Self {
        let size = Size { sizing: Sizing::new(first, goal.as_secs_f64()), there: first };
        Self { free: Semaphore::new(first), seats: Semaphore::new(seats), patience, size: Mutex::new(size) }
    }

    /// A place, at once or after some waiting; none when too many wait already, or for too long.
    pub(super) async fn enter(&self) -> Option<Place<'_>> {
        let permit = match self.free.try_acquire() {
            Ok(permit) => permit,
            Err(_) => {
                self.size().sizing.full();
                let _seat = self.seats.try_acquire().ok()?;
                timeout(self.patience, self.free.acquire()).await.ok()?.ok()?
            }
        };
        Some(Place { of: self, permit: Some(permit), since: Instant::now() })
    }

    fn size(&self) -> MutexGuard<'_, Size> {
        self.size.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let Some(permit) = self.permit.take() else { return };
        let mut size = self.of.size();
        size.sizing.leave(self.since.elapsed().as_secs_f64());
        let wanted = size.sizing.places();
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

#[cfg(test)]
mod tests {
    use super::{super::sizing::FIRST, *};

    async fn fill(places: &Places) -> Vec<Place<'_>> {
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
}
