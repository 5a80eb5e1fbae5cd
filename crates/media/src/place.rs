//! Work that keeps a processor busy, on a thread that may be; what decodes a picture has to get one of the process's places first.

use crate::{Media, MediaError, Result};
use tokio::task::spawn_blocking;

impl Media {
    /// Does what decodes a picture. A place is kept until the thread has ended, whoever still waits for it: memory is bounded by places.
    ///
    /// # Errors
    /// When the work panics.
    pub(crate) async fn in_a_place<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let place = self.places.clone().acquire_owned().await.map_err(|error| MediaError::Broken(error.to_string()))?;
        apart(move || {
            let done = work();
            drop(place);
            done
        })
        .await
    }
}

/// Does what keeps a processor busy. A thread can't be ended, so whoever may give up waiting gives each a piece that ends soon.
///
/// # Errors
/// When the work panics.
pub(crate) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    spawn_blocking(work).await.map_err(|error| MediaError::Broken(error.to_string()))
}
