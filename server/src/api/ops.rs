//! `/api/v1/ops`: widgets on other sites.

mod widgets;

use super::ApiState;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this service.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(widgets::list_widgets, widgets::create_widget))
        .routes(routes!(widgets::change_widget, widgets::disable_widget))
}
