//! Disputes as staff see and settle them. Each look and each verdict is in the audit log; the reason stays with the claim.

use super::{VerificationNotice, dress_said, refused, told};
use crate::{AnimalError, Animals, GeneReading, Result, store};
use repti_core::audit::{self, AuditEntry};
use repti_db::{NewJob, Scope, enqueue, figures::happened};
use repti_model::{
    Actor, ErrorCode, Problem, StaffRole,
    lineage::{DisputeCase, VerificationForm, VerificationStep, VerifiedClaim},
};

impl Animals {
    /// The open disputes, the eldest first.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn disputes(&self, actor: &Actor) -> Result<Vec<DisputeCase>> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let mut disputes = store::dispute::list_disputes(&mut tx).await?;
        let entry = AuditEntry::by(actor, "staff.disputes_viewed").with("rows", disputes.len());
        audit::record(&mut tx, entry).await.map_err(Problem::from)?;
        tx.commit().await?;
        let taxa = self.taxa().await?;
        for case in &mut disputes {
            dress_said(&taxa, &mut case.said, &case.child.taxon, case.child.sex);
        }
        Ok(disputes)
    }

    /// Settles a dispute: the claim is upheld, or overturned, which takes a parent out of every tree and a gene out of the claims. Both sides
    /// read the reason.
    ///
    /// # Errors
    /// Without a reason; unless the actor is moderator and belongs to neither vivarium; when there is no such dispute any more.
    pub async fn settle_dispute(
        &self,
        actor: &Actor,
        claim: impl Into<VerifiedClaim>,
        uphold: bool,
        reason: &str,
    ) -> Result<()> {
        let id = claim.into();
        actor.require_staff(StaffRole::Moderator)?;
        let step = if uphold { VerificationStep::Upheld } else { VerificationStep::Overturned };
        VerificationForm { step, message: reason.to_owned() }.validate().map_err(|mut errors| {
            // The form of staff calls it what it is.
            if let Some(said) = errors.0.remove("message") {
                errors.0.insert("reason".to_owned(), said);
            }
            errors
        })?;
        let missing = || AnimalError::NotFound("dispute");
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let standing = store::verification::lock_claim(&mut tx, id).await?.ok_or_else(missing)?;
        if standing.involved {
            let detail = "You belong to one of the two vivariums. A colleague has to settle this.";
            return Err(Problem::new(ErrorCode::Forbidden, detail).into());
        }
        standing.state.after(step, standing.party).map_err(refused)?;
        store::verification::take_step(&mut tx, id, step, reason.trim()).await?.ok_or_else(missing)?;
        if matches!(id, VerifiedClaim::Gene(_)) && step == VerificationStep::Overturned {
            // Lists and searches go by what is claimed.
            GeneReading { vivarium: standing.child_vivarium }.queue(&mut tx, None).await?;
        }
        for to in [Some(standing.child_vivarium), standing.parent_vivarium].into_iter().flatten() {
            let notice = VerificationNotice { to, step, side: standing.side, from: "ReptiDex".to_owned() };
            enqueue(&mut tx, &notice, NewJob::default()).await?;
        }
        let kind = match id {
            VerifiedClaim::Parent(_) => "parent_link",
            VerifiedClaim::Gene(_) => "genotype_claim",
        };
        let entry = AuditEntry::by(actor, "lineage.dispute_settled")
            .inside(standing.child_vivarium)
            .about(kind, id.uuid())
            .with("outcome", step.as_str());
        audit::record(&mut tx, entry).await.map_err(Problem::from)?;
        tx.commit().await?;
        happened(told(step), 1);
        Ok(())
    }
}
