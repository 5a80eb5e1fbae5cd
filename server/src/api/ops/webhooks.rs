//! Webhooks of the vivarium of the request.

use crate::api::{
    ApiError, ApiResult, ApiState, Caller, Created, IfMatch, InPath, InQuery, Json, Versioned, page_size,
};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    WebhookDeliveryId, WebhookId,
    page::Page,
    webhook::{NewWebhook, Webhook, WebhookDelivery, WebhookForm, WebhookSecret},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// `next` or `previous` of another page.
    cursor: Option<String>,
    /// Rows, 1 to 200; 50 without.
    limit: Option<i64>,
}

/// The endpoints, the newest first.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks",
    responses((status = 200, description = "The endpoints", body = [Webhook])), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn list_webhooks(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Vec<Webhook>>> {
    Ok(Json(api.app.domain.ops.list_webhooks(&actor).await?))
}

/// Make an endpoint. Its secret is in the answer and nowhere else.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", request_body = WebhookForm,
    responses((status = 201, description = "Made", body = NewWebhook)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn create_webhook(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(form): Json<WebhookForm>,
) -> ApiResult<Created<Versioned<NewWebhook>>> {
    let made = api.app.domain.ops.create_webhook(&actor, &form).await?;
    let (id, version) = (made.webhook.id, made.webhook.version);
    Ok(Created(format!("/api/v1/ops/webhooks/{id}"), Versioned(version, made)))
}

/// One endpoint.
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", params(("id" = WebhookId, Path)),
    responses((status = 200, description = "The endpoint", body = Webhook)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn get_webhook(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookId>,
) -> ApiResult<Versioned<Webhook>> {
    let webhook = api.app.domain.ops.webhook(&actor, id).await?;
    Ok(Versioned(webhook.version, webhook))
}

/// Change an endpoint: all of it anew. The version travels in `If-Match`.
#[utoipa::path(put, path = "/webhooks/{id}", tag = "webhooks", request_body = WebhookForm, params(("id" = WebhookId, Path), ("If-Match" = String, Header)),
    responses((status = 200, description = "Changed", body = Webhook)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn change_webhook(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookId>,
    IfMatch(version): IfMatch,
    Json(form): Json<WebhookForm>,
) -> ApiResult<Versioned<Webhook>> {
    let changed = api.app.domain.ops.change_webhook(&actor, id, version, &form).await;
    let webhook = changed.map_err(ApiError::of_precondition)?;
    Ok(Versioned(webhook.version, webhook))
}

/// Delete an endpoint with its deliveries. What is on its way isn't sent any more.
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", params(("id" = WebhookId, Path)),
    responses((status = 204, description = "Deleted")), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn delete_webhook(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookId>,
) -> ApiResult<StatusCode> {
    api.app.domain.ops.delete_webhook(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replace an endpoint's secret. For a day the old one signs, too: `webhook-signature` then has both.
#[utoipa::path(post, path = "/webhooks/{id}/secret", tag = "webhooks", params(("id" = WebhookId, Path)),
    responses((status = 200, description = "The new secret, shown this once", body = WebhookSecret)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn roll_webhook_secret(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookId>,
) -> ApiResult<Json<WebhookSecret>> {
    Ok(Json(api.app.domain.ops.roll_webhook_secret(&actor, id).await?))
}

/// Send a test event (`webhook.test`) to an endpoint, ten a minute at most.
#[utoipa::path(post, path = "/webhooks/{id}/test", tag = "webhooks", params(("id" = WebhookId, Path)),
    responses((status = 202, description = "On its way", body = WebhookDelivery)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn test_webhook(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookId>,
) -> ApiResult<(StatusCode, Json<WebhookDelivery>)> {
    Ok((StatusCode::ACCEPTED, Json(api.app.domain.ops.test_webhook(&actor, id).await?)))
}

/// An endpoint's deliveries of the last 30 days, the newest first, each with its last tries.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks", params(("id" = WebhookId, Path), PageQuery),
    responses((status = 200, description = "A page", body = Page<WebhookDelivery>)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn list_webhook_deliveries(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookId>,
    InQuery(page): InQuery<PageQuery>,
) -> ApiResult<Json<Page<WebhookDelivery>>> {
    let size = page_size(page.limit)?;
    Ok(Json(api.app.domain.ops.webhook_deliveries(&actor, id, page.cursor.as_deref(), size).await?))
}

/// One delivery.
#[utoipa::path(get, path = "/webhook-deliveries/{id}", tag = "webhooks", params(("id" = WebhookDeliveryId, Path)),
    responses((status = 200, description = "The delivery", body = WebhookDelivery)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn get_webhook_delivery(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookDeliveryId>,
) -> ApiResult<Json<WebhookDelivery>> {
    Ok(Json(api.app.domain.ops.webhook_delivery(&actor, id).await?))
}

/// Send a delivery again, now and with the same `webhook-id`; one that is on its way is tried at once.
#[utoipa::path(post, path = "/webhook-deliveries/{id}/redeliver", tag = "webhooks", params(("id" = WebhookDeliveryId, Path)),
    responses((status = 202, description = "On its way", body = WebhookDelivery)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn redeliver_webhook(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<WebhookDeliveryId>,
) -> ApiResult<(StatusCode, Json<WebhookDelivery>)> {
    Ok((StatusCode::ACCEPTED, Json(api.app.domain.ops.redeliver(&actor, id).await?)))
}
