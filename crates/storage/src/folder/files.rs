//! Files that are whole or not there.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::{Result, StorageError};

/// What the disk didn't do. Whether it is full, gone or not ours: an operator can mend it, so it may be tried again.
pub fn failed(path: &Path, error: &io::Error) -> StorageError {
    StorageError::Unavailable(format!("{}: {error}", path.display()))
}

/// `None` for what isn't there, also because a file stands where the path says folder.
pub fn only_if_there<T>(path: &Path, answer: io::Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed(path, &error)),
    }
}

/// At most `len` bytes of a file from `start` on.
pub fn read_range(path: &Path, start: u64, len: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(len).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A name that nobody guesses and nothing has yet.
pub fn random_name() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Makes the folder and those above it. Nobody else's user may look in: originals say where they were taken.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// A file of no name yet, written and on the disk.
pub fn write_temporary(folder: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<PathBuf> {
    make_folder(folder).map_err(|error| failed(folder, &error))?;
    let path = folder.join(random_name());
    let written = File::create_new(&path).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()
    });
    match written {
        Ok(()) => Ok(path),
        Err(error) => {
            // Otherwise the next sweep finds it.
            let _ = fs::remove_file(&path);
            Err(failed(&path, &error))
        }
    }
}

/// Gives what was written its name, and has the disk know it by that. Folders between `root` and it are made.
pub fn move_to(temporary: &Path, path: &Path, root: &Path) -> io::Result<()> {
    let parent = path.parent().unwrap_or(root);
    let new = !parent.is_dir();
    let mut tries = 0;
    loop {
        make_folder(parent)?;
        match fs::rename(temporary, path) {
            // Somebody deleted the last object of this folder, and the folder with it.
            Err(error) if error.kind() == ErrorKind::NotFound && tries < 10 => tries += 1,
            renamed => break renamed?,
        }
    }
    sync(parent)?;
    if new {
        for above in parent.ancestors().skip(1).take_while(|above| above.starts_with(root)) {
            sync(above)?;
        }
    }
    Ok(())
}

/// Has the disk know which names a folder holds.
pub fn sync_folder(path: Option<&Path>) -> Result<()> {
    path.map_or(Ok(()), |path| only_if_there(path, sync(path)).map(|_| ()))
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere folders can't be opened as files.
#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}
