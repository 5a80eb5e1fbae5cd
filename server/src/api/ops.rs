//! `/api/v1/ops`: widgets on other sites, and webhooks.

mod webhooks;
mod widgets;

use super::ApiState;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this service.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(widgets::list_widgets, widgets::create_widget))
        .routes(routes!(widgets::change_widget, widgets::disable_widget))
        .routes(routes!(webhooks::list_webhooks, webhooks::create_webhook))
        .routes(routes!(webhooks::get_webhook, webhooks::change_webhook, webhooks::delete_webhook))
        .routes(routes!(webhooks::roll_webhook_secret))
        .routes(routes!(webhooks::test_webhook))
        .routes(routes!(webhooks::list_webhook_deliveries))
        .routes(routes!(webhooks::get_webhook_delivery))
        .routes(routes!(webhooks::redeliver_webhook))
}
