//! Uploads in parts: a folder each, with the key of the object to be in the file `key`.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;

use super::files::{self, failed, only_if_there};
use super::{Folder, object_size};
use crate::upload::check_complete;
use crate::{Key, Part, Result, StorageError, UploadRef};

/// The file that says which object this will be. Its time is that of the beginning.
const KEY: &str = "key";

impl Folder {
    /// The folder appears with its key in it, or not at all.
    pub async fn begin(self: &Arc<Self>, key: &Key, _: &'static str) -> Result<UploadRef> {
        let key = key.clone();
        self.blocking(move |folder| {
            let name = files::random_name();
            let (temporary, path) = (folder.temporary.join(&name), folder.uploads.join(&name));
            let begun = files::make_folder(&temporary).and_then(|()| {
                let mut file = File::create_new(temporary.join(KEY))?;
                file.write_all(key.as_str().as_bytes())?;
                file.sync_all()?;
                files::move_to(&temporary, &path, &folder.uploads)
            });
            begun.map_err(|error| failed(&path, &error))?;
            Ok(UploadRef::from(name))
        })
        .await
    }

    /// There is no address but ours.
    pub async fn part_url(&self, _: &Key, _: &UploadRef, _: u32, _: Duration) -> Result<Option<String>> {
        Ok(None)
    }

    pub async fn put_part(self: &Arc<Self>, key: &Key, upload: &UploadRef, number: u32, bytes: Bytes) -> Result<()> {
        let (key, upload) = (key.clone(), upload.clone());
        self.blocking(move |folder| {
            let path = folder.upload(&key, &upload)?.ok_or(StorageError::UploadGone)?.join(number.to_string());
            let temporary = files::write_temporary(&folder.temporary, |file| file.write_all(&bytes))?;
            let moved = fs::rename(&temporary, &path);
            if moved.is_err() {
                let _ = fs::remove_file(&temporary);
            }
            // The upload may have ended meanwhile.
            only_if_there(&path, moved)?.ok_or(StorageError::UploadGone)?;
            files::sync_folder(path.parent())
        })
        .await
    }

    pub async fn parts(self: &Arc<Self>, key: &Key, upload: &UploadRef) -> Result<Option<Vec<Part>>> {
        let (key, upload) = (key.clone(), upload.clone());
        self.blocking(move |folder| match folder.upload(&key, &upload)? {
            Some(path) => parts_in(&path),
            None => Ok(None),
        })
        .await
    }

    pub async fn finish(self: &Arc<Self>, key: &Key, upload: &UploadRef) -> Result<u64> {
        let (key, upload) = (key.clone(), upload.clone());
        self.blocking(move |folder| {
            if let Some(path) = folder.upload(&key, &upload)?
                && let Some(parts) = parts_in(&path)?
            {
                check_complete(parts.iter().map(|part| part.number))?;
                match folder.write_object(&key, |file| join(&path, &parts, file)) {
                    Ok(()) => folder.forget(&path)?,
                    // Somebody else finished it first.
                    Err(_) if !path.is_dir() => {}
                    Err(error) => return Err(error),
                }
            }
            object_size(&folder.object(&key))?.ok_or(StorageError::UploadGone)
        })
        .await
    }

    pub async fn abandon(self: &Arc<Self>, key: &Key, upload: &UploadRef) -> Result<()> {
        let (key, upload) = (key.clone(), upload.clone());
        self.blocking(move |folder| match folder.upload(&key, &upload)? {
            Some(path) => folder.forget(&path),
            None => Ok(()),
        })
        .await
    }

    pub async fn abandon_older(self: &Arc<Self>, than: Timestamp) -> Result<usize> {
        self.blocking(move |folder| {
            let mut abandoned = 0;
            for path in entries(&folder.uploads)? {
                if is_older(&path.join(KEY), than)? || (!path.join(KEY).exists() && is_older(&path, than)?) {
                    folder.forget(&path)?;
                    abandoned += 1;
                }
            }
            for path in entries(&folder.temporary)? {
                if is_older(&path, than)? {
                    remove(&path)?;
                }
            }
            Ok(abandoned)
        })
        .await
    }

    /// The upload's folder, if it is this object's. A name that isn't ours may lead anywhere, so nothing is opened by it.
    fn upload(&self, key: &Key, upload: &UploadRef) -> Result<Option<PathBuf>> {
        let name = upload.as_str();
        if name.len() != 32 || !name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Ok(None);
        }
        let path = self.uploads.join(name);
        let noted = path.join(KEY);
        let noted = only_if_there(&noted, fs::read(&noted))?;
        Ok(noted.is_some_and(|noted| noted == key.as_str().as_bytes()).then_some(path))
    }

    /// Out of sight at once, then from the disk: so nobody joins half of what is being removed.
    fn forget(&self, path: &Path) -> Result<()> {
        files::make_folder(&self.temporary).map_err(|error| failed(&self.temporary, &error))?;
        let doomed = self.temporary.join(files::random_name());
        match only_if_there(path, fs::rename(path, &doomed))? {
            Some(()) => remove(&doomed),
            None => Ok(()),
        }
    }
}

fn parts_in(upload: &Path) -> Result<Option<Vec<Part>>> {
    let Some(files) = only_if_there(upload, fs::read_dir(upload))? else { return Ok(None) };
    let mut parts = Vec::new();
    for file in files {
        let file = file.map_err(|error| failed(upload, &error))?;
        let Some(number) = file.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let Some(about) = only_if_there(upload, file.metadata())? else { return Ok(None) };
        parts.push(Part { number, size: about.len() });
    }
    parts.sort_unstable_by_key(|part| part.number);
    Ok(Some(parts))
}

fn join(upload: &Path, parts: &[Part], file: &mut File) -> io::Result<()> {
    for part in parts {
        io::copy(&mut File::open(upload.join(part.number.to_string()))?, file)?;
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let Some(entries) = only_if_there(folder, fs::read_dir(folder))? else { return Ok(Vec::new()) };
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(|error| failed(folder, &error))).collect()
}

fn is_older(path: &Path, than: Timestamp) -> Result<bool> {
    let Some(about) = only_if_there(path, fs::metadata(path))? else { return Ok(false) };
    let modified = about.modified().map_err(|error| failed(path, &error))?;
    Ok(Timestamp::try_from(modified).is_ok_and(|modified| modified < than))
}

/// A file or a folder. What somebody else has removed meanwhile is fine.
fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(path, &error)),
        _ => Ok(()),
    }
}
