//! How much there is, for metrics.

use crate::{Ops, Result, store};

impl Ops {
    /// People, vivariums, animals and public animals, across all vivariums.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn house_counts(&self) -> Result<Vec<(String, i64)>> {
        Ok(store::counts::house(self.db.public()).await?)
    }
}
