//! Delete means archive, and archive can be undone.

use crate::{AnimalError, Animals, Result, registry::full_detail, store};
use repti_model::{Action, Actor, AnimalId, registry::AnimalDetail};
use store::change::NewChange;

impl Animals {
    /// Puts an animal away. It stays in every pedigree.
    ///
    /// # Errors
    /// When there is no such animal in the actor's vivarium.
    pub async fn archive(&self, actor: &Actor, id: AnimalId) -> Result<AnimalDetail> {
        self.set_archived(actor, id, true).await
    }

    /// Takes an archived animal back.
    ///
    /// # Errors
    /// When there is no such animal in the actor's vivarium.
    pub async fn restore(&self, actor: &Actor, id: AnimalId) -> Result<AnimalDetail> {
        self.set_archived(actor, id, false).await
    }

    async fn set_archived(&self, actor: &Actor, id: AnimalId, archived: bool) -> Result<AnimalDetail> {
        let vivarium = actor.require(Action::ArchiveImportExport)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::animal::lock_animal(&mut tx, id).await? {
            return Err(AnimalError::NotFound("animal"));
        }
        if let Some(version) = store::animal::set_archived(&mut tx, id, archived).await? {
            let change = NewChange {
                animal: id,
                version,
                field: "archived".to_owned(),
                old: (!archived).into(),
                new: archived.into(),
            };
            store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &[change]).await?;
        }
        let detail = full_detail(&mut tx, id).await?;
        tx.commit().await?;
        Ok(detail)
    }
}
