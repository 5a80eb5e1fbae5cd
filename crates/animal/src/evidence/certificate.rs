//! Certificates of DNA tests: they wait for staff, who accept or refuse them with a reason. Accepted, the claim is known by a DNA test.

use crate::{AnimalError, Animals, Result, store, verification::dress_said};
use repti_core::audit::{self, AuditEntry};
use repti_db::{Job, NewJob, Scope, enqueue};
use repti_model::{
    Actor, ErrorCode, EvidenceId, FieldErrors, Problem, StaffRole, VivariumId, evidence::CertificateCase,
    registry::check_text,
};
use serde::{Deserialize, Serialize};

/// Staff looked at a certificate, and the people of its vivarium are to be told. Names no animal and no person. The task `certificate_notice`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CertificateNotice {
    pub to: VivariumId,
    pub accepted: bool,
}

impl Job for CertificateNotice {
    const TASK: &'static str = "certificate_notice";
}

impl Animals {
    /// The certificates that wait, the eldest first.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn certificates(&self, actor: &Actor) -> Result<Vec<CertificateCase>> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let mut cases = store::evidence::list_certificates(&mut tx).await?;
        let entry = AuditEntry::by(actor, "staff.certificates_viewed").with("rows", cases.len());
        audit::record(&mut tx, entry).await.map_err(Problem::from)?;
        tx.commit().await?;
        let taxa = self.taxa().await?;
        for case in &mut cases {
            dress_said(&taxa, &mut case.said, &case.animal.taxon, case.animal.sex);
        }
        Ok(cases)
    }

    /// Accepts a certificate, which makes its claim known by a DNA test, or refuses it. The claim's vivarium reads the reason.
    ///
    /// # Errors
    /// Without a reason; unless the actor is moderator and not of the claim's vivarium; when no such certificate waits any more.
    pub async fn judge_certificate(&self, actor: &Actor, id: EvidenceId, accepted: bool, reason: &str) -> Result<()> {
        actor.require_staff(StaffRole::Moderator)?;
        let reason = reason.trim();
        let mut errors = FieldErrors::new();
        if reason.chars().count() < 5 {
            errors.push("reason", "Say what you saw, in five characters or more. The breeder reads it.");
        }
        check_text(&mut errors, "reason", reason, 1_000, true);
        errors.into_result()?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let judged = store::evidence::judge_certificate(&mut tx, id, accepted, reason).await?;
        let (vivarium, outcome) = judged.ok_or(AnimalError::NotFound("certificate"))?;
        match outcome.as_str() {
            "done" => {}
            "involved" => {
                let detail = "You belong to the vivarium of this claim. A colleague has to look at its certificate.";
                return Err(Problem::new(ErrorCode::Forbidden, detail).into());
            }
            _ => {
                let detail = "This certificate waits no more. Load the page again.";
                return Err(Problem::new(ErrorCode::Conflict, detail).into());
            }
        }
        enqueue(&mut tx, &CertificateNotice { to: vivarium, accepted }, NewJob::default()).await?;
        let entry = AuditEntry::by(actor, "lineage.certificate_judged")
            .inside(vivarium)
            .about("evidence", id.0)
            .with("outcome", if accepted { "accepted" } else { "refused" });
        audit::record(&mut tx, entry).await.map_err(Problem::from)?;
        tx.commit().await?;
        Ok(())
    }
}
