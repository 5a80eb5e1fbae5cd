//! What the server read, with the time of reading.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Rows and the instant at which they were read, so that "5 minutes ago" is the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped<T> {
    /// When the server read them.
    pub now: Timestamp,
    /// What it read.
    pub value: T,
}
