//! Objects as files: `objects/<key>` is an object, `uploads/<ref>/<number>` a part of one to be, `tmp/` what is being written.
//!
//! What is written gets its name last, by a rename within the file system, and is on the disk by then. So under a name there is all of it or nothing.

mod files;
mod uploads;
mod walk;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use crate::{Key, Listed, Result, StorageError};
use files::{failed, only_if_there};

/// A folder's three parts.
#[derive(Debug)]
pub(crate) struct Folder {
    objects: PathBuf,
    uploads: PathBuf,
    temporary: PathBuf,
}

impl Folder {
    #[expect(clippy::needless_pass_by_value, reason = "as `ObjectStore::folder` takes it")]
    pub fn new(root: PathBuf) -> Self {
        Self { objects: root.join("objects"), uploads: root.join("uploads"), temporary: root.join("tmp") }
    }

    /// Does `work` where waiting for a disk holds nobody up.
    async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let folder = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || work(&folder)).await;
        done.map_err(|error| StorageError::Unavailable(error.to_string()))?
    }

    /// Files have no media type.
    pub async fn put(self: &Arc<Self>, key: &Key, bytes: Bytes, _: &'static str) -> Result<()> {
        let key = key.clone();
        self.blocking(move |folder| folder.write_object(&key, |file| std::io::Write::write_all(file, &bytes))).await
    }

    pub async fn get(self: &Arc<Self>, key: &Key) -> Result<Option<Bytes>> {
        let path = self.object(key);
        self.blocking(move |_| match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::IsADirectory => Ok(None),
            read => Ok(only_if_there(&path, read)?.map(Bytes::from)),
        })
        .await
    }

    pub async fn get_range(self: &Arc<Self>, key: &Key, start: u64, len: u64) -> Result<Option<Bytes>> {
        let path = self.object(key);
        self.blocking(move |_| {
            // A folder of other objects is opened, too, and has no bytes.
            if object_size(&path)?.is_none() {
                return Ok(None);
            }
            Ok(only_if_there(&path, files::read_range(&path, start, len))?.map(Bytes::from))
        })
        .await
    }

    pub async fn size(self: &Arc<Self>, key: &Key) -> Result<Option<u64>> {
        let path = self.object(key);
        self.blocking(move |_| object_size(&path)).await
    }

    pub async fn delete(self: &Arc<Self>, key: &Key) -> Result<()> {
        let path = self.object(key);
        self.blocking(move |folder| {
            if object_size(&path)?.is_some() && only_if_there(&path, fs::remove_file(&path))?.is_some() {
                files::sync_folder(path.parent())?;
                folder.remove_empty_parents(&path);
            }
            Ok(())
        })
        .await
    }

    pub async fn list(self: &Arc<Self>, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Listed>> {
        let (prefix, after) = (prefix.to_owned(), after.cloned());
        self.blocking(move |folder| walk::list(&folder.objects, &prefix, after.as_ref(), limit)).await
    }

    /// Writes a file and takes it away, since a disk may be full or read-only.
    pub async fn check(self: &Arc<Self>) -> Result<()> {
        self.blocking(|folder| {
            let path = files::write_temporary(&folder.temporary, |file| std::io::Write::write_all(file, b"check"))?;
            fs::remove_file(&path).map_err(|error| failed(&path, &error))
        })
        .await
    }

    fn object(&self, key: &Key) -> PathBuf {
        self.objects.join(key.as_str())
    }

    /// An object by way of a temporary file.
    fn write_object(&self, key: &Key, write: impl FnOnce(&mut fs::File) -> std::io::Result<()>) -> Result<()> {
        let temporary = files::write_temporary(&self.temporary, write)?;
        let moved = files::move_to(&temporary, &self.object(key), &self.objects);
        if moved.is_err() {
            // Otherwise the next sweep finds it.
            let _ = fs::remove_file(&temporary);
        }
        moved.map_err(|error| match error.kind() {
            ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
                StorageError::InTheWay(key.clone())
            }
            _ => failed(&self.object(key), &error),
        })
    }

    /// Folders that held nothing but this; one that is still of use can't be removed.
    fn remove_empty_parents(&self, path: &Path) {
        for parent in path.ancestors().skip(1).take_while(|parent| *parent != self.objects) {
            if fs::remove_dir(parent).is_err() {
                return;
            }
        }
    }
}

fn object_size(path: &Path) -> Result<Option<u64>> {
    let found = only_if_there(path, fs::metadata(path))?;
    Ok(found.filter(fs::Metadata::is_file).map(|file| file.len()))
}
