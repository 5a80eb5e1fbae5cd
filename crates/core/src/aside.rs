//! Whoever waits for their turn steps aside: they use no processor meanwhile, so others may have the place that they hold in the house.

use std::sync::Weak;

/// A place that is held while a request is answered.
pub trait Standing: Send + Sync {
    /// The holder waits for something else from now on.
    fn step_aside(&self);
    /// And no longer.
    fn come_back(&self);
}

tokio::task_local! {
    static PLACE: Weak<dyn Standing>;
}

/// Does something at a place.
pub async fn standing<F: Future>(place: Option<Weak<dyn Standing>>, work: F) -> F::Output {
    match place {
        Some(place) => PLACE.scope(place, work).await,
        None => work.await,
    }
}

/// Where this is being done, for tasks that go on with it.
#[must_use]
pub fn place() -> Option<Weak<dyn Standing>> {
    PLACE.try_with(Weak::clone).ok()
}

/// Aside until it is dropped, also when whoever waits gives up. A place that was given back meanwhile knows of it.
pub(crate) struct Aside(Option<Weak<dyn Standing>>);

impl Aside {
    pub(crate) fn step() -> Self {
        let place = place();
        tell(place.as_ref(), |place| place.step_aside());
        Self(place)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        tell(self.0.as_ref(), |place| place.come_back());
    }
}

fn tell(place: Option<&Weak<dyn Standing>>, what: impl FnOnce(&dyn Standing)) {
    if let Some(place) = place.and_then(Weak::upgrade) {
        what(&*place);
    }
}
