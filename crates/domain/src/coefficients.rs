//! Having all stored inbreeding reckoned again: an operator's step, and so a line of the audit log.

use crate::Domain;
use repti_core::AuditEntry;
use repti_model::Problem;

impl Domain {
    /// Has every animal's stored inbreeding reckoned again by the worker; gives how many animals there are. What is stored holds no more from
    /// this moment, and pages reckon for themselves until the worker has been.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn reckon_all_again(&self) -> Result<u64, Problem> {
        let animals = self.animal.reckon_all_again().await.map_err(Problem::from)?;
        let entry = AuditEntry::of_system("coefficients.again").with("animals", animals.to_string());
        self.core.record_audit(entry).await.map_err(Problem::from)?;
        Ok(animals)
    }
}
