//! Species.

use crate::api::{ApiResult, ApiState, Caller, Json};
use axum::extract::State;
use repti_model::registry::Taxon;

/// Every taxon.
#[utoipa::path(get, path = "/taxa", tag = "animals", responses((status = 200, description = "The taxa", body = [Taxon])))]
pub async fn list_taxa(State(api): State<ApiState>, Caller(_actor): Caller) -> ApiResult<Json<Vec<Taxon>>> {
    Ok(Json(api.app.domain.animal.taxa().await?.to_vec()))
}
