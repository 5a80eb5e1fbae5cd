//! What an upload in parts is told by.

use std::fmt;

use crate::{Result, StorageError};

/// So many parts an upload may have, as S3 has it.
pub const MOST_PARTS: u32 = 10_000;

/// The store's name of an upload in parts: S3's upload id, or a random one. It may come back from a browser: the store goes by none that it
/// didn't give itself, and only together with the key that it gave it for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UploadRef(String);

impl UploadRef {
    /// The name as the store gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for UploadRef {
    fn from(name: String) -> Self {
        Self(name)
    }
}

impl fmt::Display for UploadRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A part that has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its place, from 1.
    pub number: u32,
    /// Its bytes.
    pub size: u64,
}

/// # Errors
/// [`StorageError::PartNumber`] for a number that S3 would refuse.
pub(crate) fn check_number(number: u32) -> Result<()> {
    if (1..=MOST_PARTS).contains(&number) { Ok(()) } else { Err(StorageError::PartNumber(number)) }
}

/// Whether these are parts 1, 2, … in this order and at least one. S3 itself would join parts 1 and 3 without a word.
///
/// # Errors
/// [`StorageError::PartsMissing`].
pub(crate) fn check_complete(numbers: impl IntoIterator<Item = u32>) -> Result<()> {
    let mut expected = 1;
    for number in numbers {
        if number != expected {
            return Err(StorageError::PartsMissing);
        }
        expected += 1;
    }
    if expected == 1 { Err(StorageError::PartsMissing) } else { Ok(()) }
}
