//! Widgets of the vivarium of the request.

use crate::api::{ApiError, ApiResult, ApiState, Caller, Created, IfMatch, InPath, Json, Versioned};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    EmbedWidgetId,
    embed::{WidgetForm, WidgetRow},
};

/// The widgets, the newest first.
#[utoipa::path(get, path = "/widgets", tag = "embeds",
    responses((status = 200, description = "The widgets", body = [WidgetRow])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_widgets(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Vec<WidgetRow>>> {
    Ok(Json(api.app.domain.ops.list_widgets(&actor).await?))
}

/// Make a widget.
#[utoipa::path(post, path = "/widgets", tag = "embeds", request_body = WidgetForm,
    responses((status = 201, description = "Made", body = WidgetRow)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn create_widget(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(form): Json<WidgetForm>,
) -> ApiResult<Created<Versioned<WidgetRow>>> {
    let made = api.app.domain.ops.create_widget(&actor, &form).await?;
    Ok(Created(format!("/api/v1/ops/widgets/{}", made.id), Versioned(made.version, made)))
}

/// Change a widget. The version travels in `If-Match`.
#[utoipa::path(put, path = "/widgets/{id}", tag = "embeds", request_body = WidgetForm, params(("id" = EmbedWidgetId, Path), ("If-Match" = String, Header)),
    responses((status = 200, description = "Changed", body = WidgetRow)), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn change_widget(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<EmbedWidgetId>,
    IfMatch(version): IfMatch,
    Json(form): Json<WidgetForm>,
) -> ApiResult<Versioned<WidgetRow>> {
    let saved = api.app.domain.ops.update_widget(&actor, id, version, &form).await;
    let saved = saved.map_err(ApiError::of_precondition)?;
    Ok(Versioned(saved.version, saved))
}

/// Turn a widget off: sites that show it get a plain notice.
#[utoipa::path(delete, path = "/widgets/{id}", tag = "embeds", params(("id" = EmbedWidgetId, Path)),
    responses((status = 204, description = "Off")), security(("access_token" = []), ("api_token" = ["vivarium:admin"])))]
pub async fn disable_widget(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<EmbedWidgetId>,
) -> ApiResult<StatusCode> {
    api.app.domain.ops.disable_widget(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
