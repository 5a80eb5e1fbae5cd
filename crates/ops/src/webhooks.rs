//! Webhooks: the endpoints of a vivarium, and what they are told.

mod address;
mod body;
mod deliver;
mod deliveries;
mod post;
mod sign;
mod sweep;
mod tls;

pub use deliver::{Attempted, WebhookJob, WebhookNotice};
pub use sweep::{WebhookSweep, WebhooksSwept};

pub(crate) use body::body;
pub(crate) use post::{Outcome, Poster};

use crate::{Ops, OpsError, Result, store::webhooks as store};
use repti_core::{AuditEntry, audit};
use repti_db::{DbError, NewJob, enqueue};
use repti_model::{
    Action, Actor, ErrorCode, FieldErrors, Problem, WebhookDeliveryId, WebhookId,
    webhook::{MOST_WEBHOOKS, NewWebhook, Webhook, WebhookDelivery, WebhookForm, WebhookKind, WebhookSecret},
};
use serde_json::json;
use store::Saved;
use uuid::Uuid;

/// Seconds between two rolls of a secret.
const ROLL_PAUSE: u32 = 60;
/// Tests of an endpoint in a minute: it may be somebody else's.
const MOST_TESTS: i64 = 10;

impl Ops {
    /// The same, with another way out for webhooks: `loopback` lets this machine be told, for development.
    #[must_use]
    pub fn telling_this_machine(mut self, loopback: bool) -> Self {
        self.poster = Poster::new(loopback);
        self
    }

    /// Makes an endpoint. Its secret is answered here and never again.
    ///
    /// # Errors
    /// Unless the actor is herpetologist; field errors; `Conflict` when there are as many as there may be.
    pub async fn create_webhook(&self, actor: &Actor, form: &WebhookForm) -> Result<NewWebhook> {
        let vivarium = actor.require(Action::Administer)?.id;
        let form = self.checked(form)?;
        let (id, secret) = (WebhookId::new(), sign::new_secret());
        let mut tx = self.db.begin(actor).await?;
        store::lock(&mut tx, vivarium).await?;
        if store::count(&mut tx).await? >= MOST_WEBHOOKS {
            let detail = format!("A vivarium has {MOST_WEBHOOKS} endpoints at most. Delete one first.");
            return Err(Problem::new(ErrorCode::Conflict, detail).into());
        }
        store::insert(&mut tx, id, vivarium, actor.person_id, &form).await?;
        store::insert_secret(&mut tx, id, vivarium, &secret).await?;
        let webhook = store::find(&mut tx, id).await?.ok_or_else(not_found)?;
        audit::record(&mut tx, AuditEntry::by(actor, "webhook.created").about("webhook", id.0)).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(NewWebhook { webhook, secret: sign::shown(&secret) })
    }

    /// The endpoints, the newest first.
    ///
    /// # Errors
    /// Unless the actor is herpetologist: an address may hold a key of the site's.
    pub async fn list_webhooks(&self, actor: &Actor) -> Result<Vec<Webhook>> {
        actor.require(Action::Administer)?;
        let mut tx = self.db.begin(actor).await?;
        Ok(store::list(&mut tx).await?)
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn webhook(&self, actor: &Actor, id: WebhookId) -> Result<Webhook> {
        actor.require(Action::Administer)?;
        let mut tx = self.db.begin(actor).await?;
        store::find(&mut tx, id).await?.ok_or_else(not_found)
    }

    /// Changes an endpoint, against the version that was read. Switched on again, it begins anew.
    ///
    /// # Errors
    /// Field errors; `NotFound` for another vivarium's; `Conflict` with what stands there now.
    pub async fn change_webhook(
        &self,
        actor: &Actor,
        id: WebhookId,
        version: i32,
        form: &WebhookForm,
    ) -> Result<Webhook> {
        actor.require(Action::Administer)?;
        let form = self.checked(form)?;
        let mut tx = self.db.begin(actor).await?;
        let saved = store::update(&mut tx, id, version, &form).await?;
        let webhook = store::find(&mut tx, id).await?.ok_or_else(not_found)?;
        if saved == Saved::Stale {
            let current = serde_json::to_value(&webhook).ok();
            let detail = "Somebody else changed this endpoint in the meantime. Compare, then save again.";
            return Err(Problem { current, ..Problem::new(ErrorCode::Conflict, detail) }.into());
        }
        audit::record(&mut tx, AuditEntry::by(actor, "webhook.changed").about("webhook", id.0)).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(webhook)
    }

    /// Deletes an endpoint with its deliveries. What is on its way isn't sent any more.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn delete_webhook(&self, actor: &Actor, id: WebhookId) -> Result<()> {
        actor.require(Action::Administer)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::delete(&mut tx, id).await? {
            return Err(not_found());
        }
        audit::record(&mut tx, AuditEntry::by(actor, "webhook.deleted").about("webhook", id.0)).await?;
        Ok(tx.commit().await.map_err(DbError::from)?)
    }

    /// A new secret. For a day the old one signs, too, so that the other side can change over.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's; `RateLimited` within a minute of the last.
    pub async fn roll_webhook_secret(&self, actor: &Actor, id: WebhookId) -> Result<WebhookSecret> {
        let vivarium = actor.require(Action::Administer)?.id;
        let secret = sign::new_secret();
        let mut tx = self.db.begin(actor).await?;
        if !store::roll(&mut tx, id, f64::from(ROLL_PAUSE)).await? {
            store::find(&mut tx, id).await?.ok_or_else(not_found)?;
            let detail = "This secret was replaced within the last minute. Wait a moment.";
            let problem = Problem { retry_after: Some(ROLL_PAUSE), ..Problem::new(ErrorCode::RateLimited, detail) };
            return Err(problem.into());
        }
        store::insert_secret(&mut tx, id, vivarium, &secret).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "webhook.secret_rolled").about("webhook", id.0)).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(WebhookSecret { secret: sign::shown(&secret) })
    }

    /// Sends a test event to an endpoint.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's; `Conflict` while it is off; `RateLimited` after ten in a minute.
    pub async fn test_webhook(&self, actor: &Actor, id: WebhookId) -> Result<WebhookDelivery> {
        let vivarium = actor.require(Action::Administer)?.id;
        let mut tx = self.db.begin(actor).await?;
        store::lock(&mut tx, vivarium).await?;
        let webhook = store::find(&mut tx, id).await?.ok_or_else(not_found)?;
        if !webhook.enabled {
            return Err(switched_off());
        }
        if store::count_tests(&mut tx, id).await? >= MOST_TESTS {
            let detail = "Ten tests a minute are enough. Wait a moment.";
            return Err(Problem { retry_after: Some(60), ..Problem::new(ErrorCode::RateLimited, detail) }.into());
        }
        let (event, delivery) = (Uuid::now_v7(), WebhookDeliveryId::new());
        let data = json!({"webhook_id": id});
        store::insert_event(&mut tx, event, vivarium, WebhookKind::Test, &data).await?;
        store::insert_delivery(&mut tx, delivery, vivarium, id, event).await?;
        let job = WebhookJob { vivarium, delivery, attempt: 0 };
        enqueue(&mut tx, &job, NewJob { key: Some(job.key()), run_at: None }).await?;
        let told = crate::store::webhook_deliveries::find(&mut tx, delivery).await?.ok_or_else(not_found)?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(told)
    }

    /// Every wrong field at once, also where the address leads as far as it says so itself.
    fn checked(&self, form: &WebhookForm) -> Result<WebhookForm> {
        let form = form.normal();
        let mut errors = form.validate().err().unwrap_or_default();
        if errors.of("url").is_empty()
            && let Err(why) = address::target(&form.url, self.poster.loopback())
        {
            errors.push("url", why);
        }
        errors.into_result().map_err(|errors: FieldErrors| OpsError::from(errors))?;
        Ok(form)
    }
}

fn not_found() -> OpsError {
    OpsError::not_found("endpoint")
}

fn switched_off() -> OpsError {
    Problem::new(ErrorCode::Conflict, "This endpoint is switched off. Switch it on first.").into()
}
