//! Files that are read a little here and a little there, and never whole.

use super::Unread;
use bytes::Bytes;
use repti_storage::{Key, ObjectStore};
use tokio::runtime::Handle;

/// Bytes that are fetched at once.
const WINDOW: u64 = 1 << 20;

/// What a file is read from.
pub(crate) trait Source {
    /// Its bytes.
    fn size(&self) -> u64;

    /// Fills the buffer from this place on.
    ///
    /// # Errors
    /// When there are fewer bytes, or the store doesn't answer.
    fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), Unread>;
}

impl Source for &[u8] {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), Unread> {
        let start = usize::try_from(at).map_err(|_| Unread::broken())?;
        let end = start.checked_add(buffer.len()).ok_or_else(Unread::broken)?;
        buffer.copy_from_slice(self.get(start..end).ok_or_else(Unread::broken)?);
        Ok(())
    }
}

/// An object of the store, for a thread that may wait.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) objects: ObjectStore,
    pub(crate) key: Key,
    pub(crate) size: u64,
    pub(crate) handle: Handle,
    /// What was fetched last, and where it begins.
    pub(crate) window: (u64, Bytes),
}

impl Source for Stored {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), Unread> {
        let mut done = 0;
        while done < buffer.len() {
            let place = at + done as u64;
            let (start, bytes) = &self.window;
            let here = place.checked_sub(*start).and_then(|skip| bytes.get(usize::try_from(skip).ok()?..));
            let Some(here) = here.filter(|here| !here.is_empty()) else {
                let fetched = self.handle.block_on(self.objects.get_range(&self.key, place, WINDOW))?;
                let fetched = fetched.filter(|bytes| !bytes.is_empty()).ok_or_else(Unread::broken)?;
                self.window = (place, fetched);
                continue;
            };
            let len = here.len().min(buffer.len() - done);
            if let (Some(target), Some(source)) = (buffer.get_mut(done..done + len), here.get(..len)) {
                target.copy_from_slice(source);
            }
            done += len;
        }
        Ok(())
    }
}
