//! What becomes of a proposal: put up for discussion, withdrawn, declined, or published as the next version.

use super::{
    newest,
    proposals::{as_shown, decided, get, record},
    source,
};
use crate::{AnimalError, Animals, GeneReading, Result, store::catalogue as store};
use repti_core::audit::AuditEntry;
use repti_db::Tx;
use repti_genetics::catalogue::{apply, conflicts, diff};
use repti_model::{
    Actor, CatalogueProposalId, ErrorCode, FieldErrors, Problem, StaffRole,
    catalogue::{Proposal, ProposalState, ProposalStep},
};

impl Animals {
    /// Takes a step with a proposal, from the version of it that the actor has seen. Publishing makes the edits on the newest version, writes
    /// the next, and this process reckons by it from then on. Gives the version that was published.
    ///
    /// # Errors
    /// Faults of edits; what met them since; a reason that is missing; changed meanwhile; unless the role allows it.
    pub async fn step_proposal(
        &self,
        actor: &Actor,
        id: CatalogueProposalId,
        version: i32,
        step: ProposalStep,
        reason: &str,
    ) -> Result<Option<i32>> {
        let role = actor.require_staff(StaffRole::Moderator)?;
        let mut tx = self.catalogue_tx(actor, StaffRole::Moderator).await?;
        let proposal = get(&mut tx, id).await?;
        if !step.allowed(role, proposal.author == actor.person_id) {
            return Err(refused(step));
        }
        let next = proposal.state.after(step).ok_or_else(|| match proposal.state {
            ProposalState::Draft => {
                AnimalError::Changed("This is a draft. Its author puts it up for discussion first.".to_owned())
            }
            ProposalState::Open => AnimalError::Changed("It is up for discussion already.".to_owned()),
            _ => decided(),
        })?;
        as_shown(&proposal, version)?;
        let reason = reason.trim();
        if matches!(step, ProposalStep::Decline) && reason.chars().count() < 5 {
            return Err(FieldErrors::one("reason", "Say why, in five characters or more.").into());
        }
        if reason.chars().count() > 1_000 {
            return Err(FieldErrors::one("reason", "Use at most 1000 characters.").into());
        }
        if matches!(step, ProposalStep::Discuss | ProposalStep::Publish) && proposal.edits.is_empty() {
            let detail = "There is nothing to publish yet: add an edit first.";
            return Err(Problem::new(ErrorCode::Invalid, detail).into());
        }
        let mut entry = AuditEntry::by(actor, action(step)).about("catalogue_proposal", id.0);
        let mut published = None;
        if step == ProposalStep::Publish {
            let (number, rows) = Self::publish(&mut tx, actor, &proposal).await?;
            entry = entry.with("number", number).with("edits", proposal.edits.len()).with("rows", rows);
            published = Some(number);
        }
        // What is put up is no decision yet.
        let decision = if next.is_pending() { "" } else { reason };
        store::move_proposal(&mut tx, id, next, actor.person_id, decision, published).await?;
        record(&mut tx, entry).await?;
        tx.commit().await?;
        // Other processes ask every few seconds; this one knows at once, and asks again like them should this fail: it is published in any case.
        if published.is_some()
            && let Err(error) = self.refresh_catalogue().await
        {
            tracing::warn!(%error, "the published catalogue could not be taken over yet");
        }
        Ok(published)
    }

    /// Writes the next version; gives its number and how many rows it changes.
    async fn publish(tx: &mut Tx, actor: &Actor, proposal: &Proposal) -> Result<(i32, usize)> {
        let newest = newest(tx).await?;
        let now = source(tx, newest).await?;
        if proposal.base != newest {
            let met = conflicts(&source(tx, proposal.base).await?, &now, &proposal.edits);
            if !met.is_empty() {
                return Err(AnimalError::Met(met));
            }
        }
        let next = apply(&now, &proposal.edits).map_err(AnimalError::Edits)?;
        let changes = diff(&now, &next).len();
        if changes == 0 {
            let detail = "The edits take each other back: nothing would be changed.";
            return Err(Problem::new(ErrorCode::Invalid, detail).into());
        }
        let texts = next.write();
        texts.load()?;
        store::insert_version(tx, newest + 1, proposal, actor.person_id, &texts).await?;
        GeneReading::queue_all(tx).await?;
        Ok((newest + 1, changes))
    }
}

const fn action(step: ProposalStep) -> &'static str {
    match step {
        ProposalStep::Discuss => "catalogue.put_up",
        ProposalStep::Publish => "catalogue.published",
        ProposalStep::Decline => "catalogue.declined",
        ProposalStep::Withdraw => "catalogue.withdrawn",
    }
}

fn refused(step: ProposalStep) -> AnimalError {
    let detail = match step {
        ProposalStep::Discuss | ProposalStep::Withdraw => "Only whoever proposed it may do this.",
        ProposalStep::Publish | ProposalStep::Decline => "This needs the staff role administrator.",
    };
    Problem::new(ErrorCode::Forbidden, detail).into()
}
