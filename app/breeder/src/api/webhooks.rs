//! Webhooks: endpoints, their secrets, and what became of the deliveries.

pub use super::account::Stamped;
use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    WebhookDeliveryId, WebhookId,
    page::Page,
    webhook::{NewWebhook, Webhook, WebhookDelivery, WebhookSecret},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use app_shared::ssr::{domain, onward, require_actor};
#[cfg(feature = "ssr")]
use jiff::Timestamp;
#[cfg(feature = "ssr")]
use repti_model::webhook::{WebhookEvent, WebhookForm};

/// Deliveries of a page.
#[cfg(feature = "ssr")]
const PAGE: usize = 20;

/// An endpoint with a page of its deliveries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookPage {
    pub webhook: Webhook,
    pub deliveries: Page<WebhookDelivery>,
}

/// The endpoints of the active vivarium, the newest first.
///
/// # Errors
/// Unless the actor is herpetologist.
#[server(prefix = "/sfn/breeder", endpoint = "webhooks")]
pub async fn load_webhooks() -> Result<Stamped<Vec<Webhook>>, AppError> {
    let value = domain()?.ops.list_webhooks(&require_actor()?).await?;
    Ok(Stamped { now: Timestamp::now(), value })
}

/// One endpoint with a page of its deliveries.
///
/// # Errors
/// `NotFound` for another vivarium's.
#[server(prefix = "/sfn/breeder", endpoint = "webhook", input = server_fn::codec::Json)]
pub async fn load_webhook(id: WebhookId, cursor: Option<String>) -> Result<Stamped<WebhookPage>, AppError> {
    let (ops, actor) = (domain()?.ops, require_actor()?);
    let webhook = ops.webhook(&actor, id).await?;
    let deliveries = ops.webhook_deliveries(&actor, id, cursor.as_deref(), PAGE).await?;
    Ok(Stamped { now: Timestamp::now(), value: WebhookPage { webhook, deliveries } })
}

/// Makes an endpoint. Its secret is in the answer and nowhere else.
///
/// # Errors
/// Field errors; as many endpoints as there may be.
#[server(prefix = "/sfn/breeder", endpoint = "webhook_create")]
pub async fn create_webhook(
    url: String,
    description: String,
    media_processed: Option<String>,
    media_failed: Option<String>,
) -> Result<NewWebhook, AppError> {
    let events = chosen(media_processed, media_failed);
    let form = WebhookForm { url, description, events, enabled: true };
    Ok(domain()?.ops.create_webhook(&require_actor()?, &form).await?)
}

/// Changes an endpoint.
///
/// # Errors
/// Field errors; a conflict when somebody else saved first.
#[server(prefix = "/sfn/breeder", endpoint = "webhook_save")]
pub async fn save_webhook(
    id: WebhookId,
    version: i32,
    url: String,
    description: String,
    media_processed: Option<String>,
    media_failed: Option<String>,
    enabled: Option<String>,
) -> Result<Onward, AppError> {
    let events = chosen(media_processed, media_failed);
    let form = WebhookForm { url, description, events, enabled: enabled.is_some() };
    domain()?.ops.change_webhook(&require_actor()?, id, version, &form).await?;
    Ok(onward(&format!("/webhooks/{id}?note=saved")))
}

/// Deletes an endpoint with its deliveries.
///
/// # Errors
/// For another vivarium's.
#[server(prefix = "/sfn/breeder", endpoint = "webhook_delete")]
pub async fn delete_webhook(id: WebhookId) -> Result<Onward, AppError> {
    domain()?.ops.delete_webhook(&require_actor()?, id).await?;
    Ok(onward("/webhooks?note=webhook-deleted"))
}

/// Replaces its secret.
///
/// # Errors
/// For another vivarium's; within a minute of the last time.
#[server(prefix = "/sfn/breeder", endpoint = "webhook_roll")]
pub async fn roll_webhook(id: WebhookId) -> Result<WebhookSecret, AppError> {
    Ok(domain()?.ops.roll_webhook_secret(&require_actor()?, id).await?)
}

/// Sends a test to it.
///
/// # Errors
/// For another vivarium's, and for one that is off; too many in a minute.
#[server(prefix = "/sfn/breeder", endpoint = "webhook_test")]
pub async fn try_webhook(id: WebhookId) -> Result<Onward, AppError> {
    domain()?.ops.test_webhook(&require_actor()?, id).await?;
    Ok(onward(&format!("/webhooks/{id}?note=webhook-tested")))
}

/// Sends a delivery again.
///
/// # Errors
/// For another vivarium's, and while its endpoint is off.
#[server(prefix = "/sfn/breeder", endpoint = "webhook_redeliver")]
pub async fn redeliver_webhook(id: WebhookDeliveryId) -> Result<Onward, AppError> {
    let delivery = domain()?.ops.redeliver(&require_actor()?, id).await?;
    Ok(onward(&format!("/webhooks/{}?note=webhook-redelivered", delivery.webhook_id)))
}

/// The events whose boxes are ticked.
#[cfg(feature = "ssr")]
fn chosen(media_processed: Option<String>, media_failed: Option<String>) -> Vec<WebhookEvent> {
    let boxes = [
        (WebhookEvent::MediaProcessed, media_processed.is_some()),
        (WebhookEvent::MediaFailed, media_failed.is_some()),
    ];
    boxes.into_iter().filter_map(|(event, ticked)| ticked.then_some(event)).collect()
}
