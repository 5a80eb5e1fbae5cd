//! A store with nothing in it, and what tests say to it often.

use bytes::Bytes;
use repti_storage::{Key, ObjectStore, UploadRef};
use tempfile::TempDir;

/// So many bytes the last part has.
pub const LAST: usize = 1000;

pub struct World {
    pub store: ObjectStore,
    pub root: TempDir,
    #[cfg(feature = "s3")]
    pub server: Option<crate::s3::Server>,
}

impl World {
    pub fn folder() -> Self {
        let root = TempDir::new().expect("a folder");
        Self {
            store: ObjectStore::folder(root.path()),
            root,
            #[cfg(feature = "s3")]
            server: None,
        }
    }

    /// Puts a text there.
    pub async fn put(&self, name: &str, text: &str) {
        self.store.put(&key(name), bytes(text), "text/plain").await.expect("put");
    }

    /// The text that is there.
    pub async fn get(&self, name: &str) -> Option<String> {
        let found = self.store.get(&key(name)).await.expect("get");
        found.map(|found| String::from_utf8(found.to_vec()).expect("a text"))
    }

    /// As many bytes as a part must have, all of them this letter.
    pub fn part(&self, letter: char) -> Bytes {
        let size = usize::try_from(self.store.min_part_size()).expect("a size");
        Bytes::from(vec![u8::try_from(letter).expect("a letter"); size])
    }

    /// Begins an upload of this object.
    pub async fn begin(&self, name: &str) -> UploadRef {
        self.store.begin(&key(name), "image/jpeg").await.expect("begun")
    }

    /// Sends a part of one letter.
    pub async fn send(&self, name: &str, upload: &UploadRef, number: u32, letter: char) {
        self.store.put_part(&key(name), upload, number, self.part(letter)).await.expect("a part");
    }

    /// Sends a part that no other follows, so it may be small.
    pub async fn send_last(&self, name: &str, upload: &UploadRef, number: u32, letter: char) {
        let part = bytes(&letter.to_string().repeat(LAST));
        self.store.put_part(&key(name), upload, number, part).await.expect("a part");
    }

    /// The letters of an object of such parts, each of which must be whole, the last one a small one.
    pub async fn letters(&self, name: &str) -> Option<String> {
        let found = self.store.get(&key(name)).await.expect("get")?;
        let (full, last) = found.split_at(found.len().checked_sub(LAST).expect("a last part"));
        let full = full.chunks(self.part('a').len()).inspect(|part| assert!(*part == self.part(part[0].into())));
        let letters = full.chain([last]).inspect(|part| assert!(part.iter().all(|byte| *byte == part[0])));
        Some(letters.map(|part| char::from(part[0])).collect())
    }

    /// The numbers of parts that have arrived.
    pub async fn numbers(&self, name: &str, upload: &UploadRef) -> Option<Vec<u32>> {
        let parts = self.store.parts(&key(name), upload).await.expect("parts")?;
        Some(parts.into_iter().map(|part| part.number).collect())
    }

    /// Has this upload begun two days ago.
    pub fn make_old(&self, upload: &UploadRef) {
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 24 * 60 * 60);
        #[cfg(feature = "s3")]
        if let Some(server) = &self.server {
            return server.begun.set(upload.as_str(), then);
        }
        make_file_old(&self.root.path().join("uploads").join(upload.as_str()).join("key"), then);
    }
}

/// Has this file been written then.
pub fn make_file_old(path: &std::path::Path, then: std::time::SystemTime) {
    std::fs::File::open(path).and_then(|file| file.set_modified(then)).expect("the file's time");
}

pub fn key(name: &str) -> Key {
    Key::new(name).expect("a key")
}

pub fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}
