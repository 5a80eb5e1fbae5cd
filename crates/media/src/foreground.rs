//! What nobody waits for gives way to what somebody waits for: a core that codes AVIF isn't there for an import.

use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, time::timeout};

/// How many jobs that somebody waits for are under way in this process. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct Foreground(Arc<watch::Sender<usize>>);

impl Foreground {
    /// Counts a job until the answer is dropped.
    #[must_use]
    pub fn enter(&self) -> Entered {
        self.0.send_modify(|jobs| *jobs += 1);
        Entered(self.clone())
    }

    /// Waits until none is under way, but no longer than `most`: where there is always one, what nobody waits for would never be done.
    pub async fn idle(&self, most: Duration) {
        let mut jobs = self.0.subscribe();
        // The sender lives in `self`, so the only other end is that of the time.
        let _ = timeout(most, jobs.wait_for(|jobs| *jobs == 0)).await;
    }
}

/// A job that is under way.
#[derive(Debug)]
pub struct Entered(Foreground);

impl Drop for Entered {
    fn drop(&mut self) {
        self.0.0.send_modify(|jobs| *jobs -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::{Pin, pin};

    const FOR_EVER: Duration = Duration::from_secs(3600);

    /// Whether it has come to its end, asked once.
    async fn is_over(waiting: Pin<&mut impl Future<Output = ()>>) -> bool {
        timeout(Duration::ZERO, waiting).await.is_ok()
    }

    #[tokio::test]
    async fn nobody_waits_while_nothing_is_under_way() {
        assert!(is_over(pin!(Foreground::default().idle(FOR_EVER))).await);
    }

    #[tokio::test]
    async fn the_last_job_to_end_lets_go() {
        let foreground = Foreground::default();
        let (one, other) = (foreground.enter(), foreground.clone().enter());
        let mut waiting = pin!(foreground.idle(FOR_EVER));
        assert!(!is_over(waiting.as_mut()).await);
        drop(one);
        assert!(!is_over(waiting.as_mut()).await);
        drop(other);
        assert!(is_over(waiting.as_mut()).await);
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let foreground = Foreground::default();
        let _always = foreground.enter();
        foreground.idle(Duration::from_millis(5)).await;
    }
}
