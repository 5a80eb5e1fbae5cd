//! Keyset pages: a list and the cursors to its neighbours.

use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Cursor of the page after this one; absent on the last.
    pub next: Option<String>,
    /// Cursor of the page before this one; absent on the first.
    pub previous: Option<String>,
}

impl<T> Page<T> {
    /// The same page with each item turned into something else.
    #[must_use]
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), next: self.next, previous: self.previous }
    }
}
