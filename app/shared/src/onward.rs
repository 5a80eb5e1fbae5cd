//! Going on after a form that changed who asks.

use serde::{Deserialize, Serialize};

/// A path of this portal to go on to. Made by [`crate::ssr::onward`], which also redirects a form that was sent without WASM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Onward(pub String);
