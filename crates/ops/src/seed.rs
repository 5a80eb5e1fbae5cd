//! Demo widgets: what `reptidex seed` writes of this context.

pub use crate::store::seed::{SeedWidget, insert_widgets};
