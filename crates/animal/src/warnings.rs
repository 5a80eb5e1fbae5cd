//! Warnings stay visible until somebody answers them.

use crate::{AnimalError, Animals, Result, store};
use repti_model::{Action, Actor, FieldErrors, lineage::LineageWarning, registry::check_text};
use uuid::Uuid;

impl Animals {
    /// Answers a warning: it stays with the animal, but is no longer open.
    ///
    /// # Errors
    /// An empty note, or no such warning in the actor's vivarium.
    pub async fn answer_warning(&self, actor: &Actor, id: Uuid, note: &str) -> Result<LineageWarning> {
        actor.require(Action::EditLineage)?;
        let note = note.trim();
        let mut errors = FieldErrors::new();
        if note.is_empty() {
            errors.push("note", "Say why this is right after all.");
        }
        check_text(&mut errors, "note", note, 1_000, true);
        errors.into_result()?;
        let mut tx = self.db.begin(actor).await?;
        let missing = || AnimalError::NotFound("warning");
        let child = store::warning::answer_warning(&mut tx, id, actor.person_id, note).await?.ok_or_else(missing)?;
        let warnings = store::warning::list_warnings(&mut tx, child).await?;
        let answered = warnings.into_iter().find(|warning| warning.id == id).ok_or_else(missing)?;
        tx.commit().await?;
        Ok(answered)
    }
}
