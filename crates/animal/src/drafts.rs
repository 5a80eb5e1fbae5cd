//! Drafts: what a form held when its person last typed into it.

use crate::{AnimalError, Animals, Result, store};
use jiff::Timestamp;
use repti_model::{
    Action, Actor,
    registry::{Draft, MAX_DRAFT_BYTES, draft_subject_is_valid},
};
use serde_json::Value;

impl Animals {
    /// Keeps a draft under a subject such as `animal:new`; gives the time that it was kept at.
    ///
    /// # Errors
    /// When the subject or the body can't be kept.
    pub async fn save_draft(&self, actor: &Actor, subject: &str, body: &Value) -> Result<Timestamp> {
        let vivarium = actor.require(Action::EditAnimals)?;
        check_subject(subject)?;
        let text = body.to_string();
        if text.len() > MAX_DRAFT_BYTES {
            return Err(AnimalError::field("body", "This draft is too long to be kept. Save it."));
        }
        if text.contains("\\u0000") {
            return Err(AnimalError::field("body", "Remove the invisible control characters."));
        }
        let mut tx = self.db.begin(actor).await?;
        let at = store::draft::upsert_draft(&mut tx, vivarium.id, actor.person_id, subject, body).await?;
        tx.commit().await?;
        Ok(at)
    }

    /// The same, unless somebody else's words would go: `seen` is the time of the draft that the form began from or kept last. The same
    /// form in a second tab is told, and its text stays where it is.
    ///
    /// # Errors
    /// When the draft is another tab's by now, or can't be kept.
    pub async fn keep_draft(
        &self,
        actor: &Actor,
        subject: &str,
        body: &Value,
        seen: Option<Timestamp>,
    ) -> Result<Timestamp> {
        let there = self.draft(actor, subject).await?.map(|draft| draft.updated_at);
        if there.is_some() && there != seen {
            return Err(AnimalError::Exists("Another tab keeps a draft of this form.".to_owned()));
        }
        self.save_draft(actor, subject, body).await
    }

    /// The actor's draft under a subject.
    ///
    /// # Errors
    /// When the actor may not edit, or the database doesn't answer.
    pub async fn draft(&self, actor: &Actor, subject: &str) -> Result<Option<Draft>> {
        let vivarium = actor.require(Action::EditAnimals)?;
        check_subject(subject)?;
        let mut tx = self.db.begin(actor).await?;
        store::draft::find_draft(&mut tx, vivarium.id, actor.person_id, subject).await
    }

    /// Throws a draft away; nothing happens when there is none.
    ///
    /// # Errors
    /// When the actor may not edit, or the database doesn't answer.
    pub async fn discard_draft(&self, actor: &Actor, subject: &str) -> Result<()> {
        let vivarium = actor.require(Action::EditAnimals)?;
        check_subject(subject)?;
        let mut tx = self.db.begin(actor).await?;
        store::draft::delete_draft(&mut tx, vivarium.id, actor.person_id, subject).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn check_subject(subject: &str) -> Result<()> {
    if draft_subject_is_valid(subject) { Ok(()) } else { Err(AnimalError::NotFound("draft")) }
}
