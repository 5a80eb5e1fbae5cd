//! Demo people and vivariums: what `reptidex seed` writes of this context.

pub use crate::store::seed::{SeedCore, SeedMembership, SeedPerson, SeedVivarium, insert, is_empty};

use crate::Result;

/// The hash of the password that all demo people share.
///
/// # Errors
/// When the parameters don't fit the library.
pub fn hash_password(password: &str) -> Result<String> {
    crate::password::hash_now(password)
}
