//! How related animals of the record are: a selection, a pairing that is thought of, a collection.

use crate::api::{ApiError, ApiResult, ApiState, Caller, InQuery, Json};
use axum::extract::State;
use repti_model::{
    Action, AnimalId, TaxonId,
    kinship::{CollectionReport, KinshipQuery, KinshipTable, WhatIf},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Two animals that might be paired.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WhatIfQuery {
    #[param(required = true)]
    sire: Option<AnimalId>,
    #[param(required = true)]
    dam: Option<AnimalId>,
}

/// Which living animals.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The id of a taxon.
    #[param(required = true)]
    taxon: Option<TaxonId>,
}

/// Kinship of each of 2 to 60 animals with each, as a matrix. Own animals and public ones of others; any other is not found. Ancestors that
/// their owners keep private count as unknown.
#[utoipa::path(post, path = "/kinship", tag = "lineage", request_body = KinshipQuery,
    responses((status = 200, description = "The matrix", body = KinshipTable)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn kinship(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(query): Json<KinshipQuery>,
) -> ApiResult<Json<KinshipTable>> {
    Ok(Json(api.app.domain.animal.kinship(&actor, &query).await?))
}

/// What young of two animals would be: their inbreeding with how much of the pedigree is known, and the ancestors that it comes from. Own
/// animals and public ones of others.
#[utoipa::path(get, path = "/what-if", tag = "lineage", params(WhatIfQuery),
    responses((status = 200, description = "The young", body = WhatIf)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn what_if(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<WhatIfQuery>,
) -> ApiResult<Json<WhatIf>> {
    actor.require(Action::Read)?;
    let sire = query.sire.ok_or_else(|| ApiError::field("sire", "Name the sire by its id."))?;
    let dam = query.dam.ok_or_else(|| ApiError::field("dam", "Name the dam by its id."))?;
    Ok(Json(api.app.domain.animal.what_if(&actor, sire, dam).await?))
}

/// The report on the living animals of a taxon in the vivarium: mean kinship of each, gene diversity, founders and their parts, lines that one
/// or two animals carry, influential ancestors. Of at most 10,000 living animals; the 500 least related are listed.
#[utoipa::path(get, path = "/collection-report", tag = "lineage", params(ReportQuery),
    responses((status = 200, description = "The report", body = CollectionReport)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn collection_report(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<ReportQuery>,
) -> ApiResult<Json<CollectionReport>> {
    Ok(Json(api.app.domain.animal.collection_report(&actor, query.taxon).await?))
}
