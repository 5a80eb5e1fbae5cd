//! My saved views of the list.

use crate::api::{ApiResult, ApiState, Caller, InPath, Json};
use axum::{extract::State, http::StatusCode};
use repti_model::{
    SavedViewId,
    registry::{NewSavedView, SavedView},
};

/// My views.
#[utoipa::path(get, path = "/views", tag = "animals",
    responses((status = 200, description = "By name", body = [SavedView])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_views(State(api): State<ApiState>, Caller(actor): Caller) -> ApiResult<Json<Vec<SavedView>>> {
    Ok(Json(api.app.domain.animal.saved_views(&actor).await?))
}

/// Keep a view. The same name again replaces it.
#[utoipa::path(post, path = "/views", tag = "animals", request_body = NewSavedView,
    responses((status = 200, description = "Kept", body = SavedView)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn save_view(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(view): Json<NewSavedView>,
) -> ApiResult<Json<SavedView>> {
    Ok(Json(api.app.domain.animal.save_view(&actor, view).await?))
}

/// Throw a view away.
#[utoipa::path(delete, path = "/views/{id}", tag = "animals", params(("id" = SavedViewId, Path)),
    responses((status = 204, description = "Gone")), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn delete_view(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<SavedViewId>,
) -> ApiResult<StatusCode> {
    api.app.domain.animal.delete_view(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
