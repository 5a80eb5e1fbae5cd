//! What became of the tellings, as the vivarium reads it; and sending one once more.

use super::{WebhookJob, not_found, switched_off};
use crate::{
    Ops, OpsError, Result,
    store::{webhook_deliveries as store, webhooks},
};
use repti_core::{AuditEntry, audit};
use repti_db::{Cursor, DbError, NewJob, enqueue, keyset_page};
use repti_model::{Action, Actor, WebhookDeliveryId, WebhookId, page::Page, webhook::WebhookDelivery};

/// The longest page.
const MOST_ROWS: usize = 200;

impl Ops {
    /// One page of an endpoint's deliveries, the newest first. A cursor that isn't one of ours gives the first page.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn webhook_deliveries(
        &self,
        actor: &Actor,
        id: WebhookId,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<WebhookDelivery>> {
        actor.require(Action::Administer)?;
        let limit = limit.clamp(1, MOST_ROWS);
        let cursor = cursor.and_then(Cursor::<i64>::decode);
        let (after, before) = match cursor {
            Some(Cursor::After(at)) => (Some(at), None),
            Some(Cursor::Before(at)) => (None, Some(at)),
            None => (None, None),
        };
        let mut tx = self.db.begin(actor).await?;
        webhooks::find(&mut tx, id).await?.ok_or_else(not_found)?;
        let take = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let rows = store::list(&mut tx, id, after, before, take).await?;
        let mut page = keyset_page(rows, limit, cursor.as_ref(), |(seq, _)| *seq).map(|(_, delivery)| delivery);
        store::fill_logs(&mut tx, &mut page.items).await?;
        Ok(page)
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn webhook_delivery(&self, actor: &Actor, id: WebhookDeliveryId) -> Result<WebhookDelivery> {
        actor.require(Action::Administer)?;
        let mut tx = self.db.begin(actor).await?;
        store::find(&mut tx, id).await?.ok_or_else(no_delivery)
    }

    /// Sends one again, now: with the same id, and with all its tries. One that is on its way anyhow is tried at once.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's; `Conflict` while its endpoint is off.
    pub async fn redeliver(&self, actor: &Actor, id: WebhookDeliveryId) -> Result<WebhookDelivery> {
        let vivarium = actor.require(Action::Administer)?.id;
        let mut tx = self.db.begin(actor).await?;
        let (endpoint, attempt) = store::lock(&mut tx, id).await?.ok_or_else(no_delivery)?;
        if !webhooks::find(&mut tx, endpoint).await?.ok_or_else(not_found)?.enabled {
            return Err(switched_off());
        }
        store::again(&mut tx, id).await?;
        let job = WebhookJob { vivarium, delivery: id, attempt };
        enqueue(&mut tx, &job, NewJob { key: Some(job.key()), run_at: None }).await?;
        let told = store::find(&mut tx, id).await?.ok_or_else(no_delivery)?;
        audit::record(&mut tx, AuditEntry::by(actor, "webhook.redelivered").about("webhook_delivery", id.0)).await?;
        tx.commit().await.map_err(DbError::from)?;
        Ok(told)
    }
}

fn no_delivery() -> OpsError {
    OpsError::not_found("delivery")
}
