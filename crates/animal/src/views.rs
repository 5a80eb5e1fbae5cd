//! Saved views of the list, each person's own.

use crate::{AnimalError, Animals, Result, store};
use repti_model::{
    Action, Actor, SavedViewId,
    registry::{NewSavedView, SavedView},
};

/// How many views a person may keep in a vivarium.
const MOST_VIEWS: usize = 50;

impl Animals {
    /// The actor's saved views, by name.
    ///
    /// # Errors
    /// When the actor may not read, or the database doesn't answer.
    pub async fn saved_views(&self, actor: &Actor) -> Result<Vec<SavedView>> {
        let vivarium = actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        store::view::list_views(&mut tx, vivarium.id, actor.person_id).await
    }

    /// Keeps a filter under a name; the same name again replaces it.
    ///
    /// # Errors
    /// Wrong fields, or too many views.
    pub async fn save_view(&self, actor: &Actor, mut view: NewSavedView) -> Result<SavedView> {
        let vivarium = actor.require(Action::Read)?;
        view.validate()?;
        view.name = view.name.trim().to_owned();
        let mut tx = self.db.begin(actor).await?;
        let views = store::view::list_views(&mut tx, vivarium.id, actor.person_id).await?;
        let known = views.iter().any(|kept| kept.name.to_lowercase() == view.name.to_lowercase());
        if views.len() >= MOST_VIEWS && !known {
            return Err(AnimalError::field("name", format!("At most {MOST_VIEWS} views. Delete one first.")));
        }
        let id = store::view::upsert_view(&mut tx, vivarium.id, actor.person_id, &view).await?;
        tx.commit().await?;
        Ok(SavedView { id, name: view.name, filter: view.filter, sort: view.sort })
    }

    /// Gives a saved view another name.
    ///
    /// # Errors
    /// A wrong name or one that another view has, or a view that isn't the actor's.
    pub async fn rename_view(&self, actor: &Actor, id: SavedViewId, name: &str) -> Result<()> {
        let vivarium = actor.require(Action::Read)?;
        let name = name.trim();
        NewSavedView { name: name.to_owned(), filter: Default::default(), sort: Default::default() }.validate()?;
        let mut tx = self.db.begin(actor).await?;
        if !store::view::rename_view(&mut tx, vivarium.id, actor.person_id, id, name).await? {
            return Err(AnimalError::NotFound("saved view"));
        }
        tx.commit().await?;
        Ok(())
    }

    /// Throws a saved view away.
    ///
    /// # Errors
    /// When it isn't the actor's.
    pub async fn delete_view(&self, actor: &Actor, id: SavedViewId) -> Result<()> {
        let vivarium = actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::view::delete_view(&mut tx, vivarium.id, actor.person_id, id).await? {
            return Err(AnimalError::NotFound("saved view"));
        }
        tx.commit().await?;
        Ok(())
    }
}
