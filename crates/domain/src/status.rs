//! How the site is, for everybody.

use crate::Domain;
use repti_model::status::SiteStatus;

impl Domain {
    /// What visitors are told, by the same checks that operators see. Never fails: that something doesn't answer is the answer.
    pub async fn site_status(&self) -> SiteStatus {
        // In boxes: unoptimised, the checks on the stack of a page overflowed a worker's two megabytes.
        Box::pin(self.ops.site_status(Box::pin(self.health()))).await
    }
}
