//! Names of objects.

use std::fmt;

use crate::{Result, StorageError};

/// The longest key in bytes. S3 would take 1024, with room for a prefix; a file system takes 255 a part.
const LONGEST: usize = 200;

/// The name of an object: 1 to 200 bytes of `a-z 0-9 / . _ -`, no part between slashes empty, `.` or `..`. So it is the same in a folder, in S3
/// and in an address, whatever their rules of escaping or of capitals are, and leads nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// Checks a name.
    ///
    /// # Errors
    /// [`StorageError::Key`] with what was given.
    pub fn new(key: impl Into<String>) -> Result<Self> {
        let key = key.into();
        let sound = key.len() <= LONGEST
            && key.bytes().all(allowed)
            && key.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if sound { Ok(Self(key)) } else { Err(StorageError::Key(key)) }
    }

    /// The key as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn allowed(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-')
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
