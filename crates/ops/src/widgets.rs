//! Widgets that a vivarium shows on other sites.

use crate::{Ops, OpsError, Result, store};
use repti_core::{AuditEntry, audit};
use repti_model::{
    Action, Actor, EmbedWidgetId, ErrorCode, FieldErrors, Problem,
    embed::{Widget, WidgetForm, WidgetRow},
};
use store::widgets::Saved;

impl Ops {
    /// Makes a widget of the active vivarium.
    ///
    /// # Errors
    /// Unless the actor is herpetologist; a field error for an animal of another vivarium.
    pub async fn create_widget(&self, actor: &Actor, form: &WidgetForm) -> Result<WidgetRow> {
        let vivarium = actor.require(Action::Administer)?.id;
        form.validate()?;
        let id = EmbedWidgetId::new();
        // The key stands in other sites' pages for years, so it isn't the id: 128 random bits that say nothing.
        let key = hex::encode(rand::random::<[u8; 16]>());
        let mut tx = self.db.begin(actor).await?;
        let saved = store::widgets::insert(&mut tx, id, vivarium, actor.person_id, &key, form).await?;
        if saved == Saved::NoSuchAnimal {
            return Err(no_such_animal());
        }
        let row = store::widgets::find(&mut tx, id).await?.ok_or_else(|| OpsError::not_found("widget"))?;
        audit::record(&mut tx, AuditEntry::by(actor, "widget.created").about("widget", id.0)).await?;
        tx.commit().await.map_err(repti_db::DbError::from)?;
        Ok(row)
    }

    /// Changes a widget, against the version that was read.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's; `Conflict` with what stands there now.
    pub async fn update_widget(
        &self,
        actor: &Actor,
        id: EmbedWidgetId,
        version: i32,
        form: &WidgetForm,
    ) -> Result<WidgetRow> {
        actor.require(Action::Administer)?;
        form.validate()?;
        let mut tx = self.db.begin(actor).await?;
        let saved = store::widgets::update(&mut tx, id, version, form).await?;
        if saved == Saved::NoSuchAnimal {
            return Err(no_such_animal());
        }
        let row = store::widgets::find(&mut tx, id).await?.ok_or_else(|| OpsError::not_found("widget"))?;
        if saved == Saved::Stale {
            let current = serde_json::to_value(&row).ok();
            let detail = "Somebody else changed this widget in the meantime. Compare, then save again.";
            return Err(Problem { current, ..Problem::new(ErrorCode::Conflict, detail) }.into());
        }
        audit::record(&mut tx, AuditEntry::by(actor, "widget.changed").about("widget", id.0)).await?;
        tx.commit().await.map_err(repti_db::DbError::from)?;
        Ok(row)
    }

    /// The widgets of the active vivarium, the newest first.
    ///
    /// # Errors
    /// When there is no active vivarium.
    pub async fn list_widgets(&self, actor: &Actor) -> Result<Vec<WidgetRow>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(store::widgets::list(&mut tx).await?)
    }

    /// Turns a widget off: sites that show it get a plain notice.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn disable_widget(&self, actor: &Actor, id: EmbedWidgetId) -> Result<()> {
        actor.require(Action::Administer)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::widgets::disable(&mut tx, id).await? {
            return Err(OpsError::not_found("widget"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "widget.disabled").about("widget", id.0)).await?;
        Ok(tx.commit().await.map_err(repti_db::DbError::from)?)
    }

    /// Turns a widget on again that was turned off, under its old key.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that is on.
    pub async fn enable_widget(&self, actor: &Actor, id: EmbedWidgetId) -> Result<()> {
        actor.require(Action::Administer)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::widgets::enable(&mut tx, id).await? {
            return Err(OpsError::not_found("widget"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "widget.enabled").about("widget", id.0)).await?;
        Ok(tx.commit().await.map_err(repti_db::DbError::from)?)
    }

    /// One widget of the active vivarium.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that is off.
    pub async fn get_widget(&self, actor: &Actor, id: EmbedWidgetId) -> Result<WidgetRow> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        store::widgets::find(&mut tx, id).await?.ok_or_else(|| OpsError::not_found("widget"))
    }

    /// The widget behind a key, for the embed portal and its `frame-ancestors`.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn find_widget(&self, key: &str) -> Result<Option<Widget>> {
        if key.len() > 64 {
            return Ok(None);
        }
        Ok(store::widgets::find_by_key(self.db.public(), key).await?)
    }
}

fn no_such_animal() -> OpsError {
    FieldErrors::one("animal_id", "There is no such animal in this vivarium.").into()
}
