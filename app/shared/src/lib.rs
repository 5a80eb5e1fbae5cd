//! What the four portals share: the document's shell, the signed-in actor, errors on pages, preferences.

pub mod error;
pub mod session;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;

pub use error::AppError;
pub use session::{SessionInfo, use_session_info};
