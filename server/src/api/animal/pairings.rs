//! Planned pairings of the vivarium of the request.

use crate::api::{
    ApiError, ApiResult, ApiState, Caller, Created, IfMatch, InPath, InQuery, Json, Versioned, page_size,
};
use axum::extract::State;
use repti_model::{
    AnimalId, PairingId,
    page::Page,
    pairing::{NewPairing, Pairing, PairingEnd, PairingFilter, PairingPatch, PairingState, RecordedPairing},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which pairings to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PairingQuery {
    /// `planned` or `cancelled`; both without.
    state: Option<PairingState>,
    /// A year.
    season: Option<i32>,
    /// The id of either animal.
    animal: Option<AnimalId>,
    /// `next` or `previous` of a page.
    cursor: Option<String>,
    /// 1 to 200; 50 without.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// List pairings, the latest season first.
#[utoipa::path(get, path = "/pairings", tag = "lineage", params(PairingQuery),
    responses((status = 200, description = "A page", body = Page<Pairing>)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_pairings(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<PairingQuery>,
) -> ApiResult<Json<Page<Pairing>>> {
    let limit = page_size(query.limit)?;
    let filter = PairingFilter { state: query.state, season: query.season, animal: query.animal };
    Ok(Json(api.app.domain.animal.pairings(&actor, &filter, query.cursor.as_deref(), limit).await?))
}

/// Plan a pairing of two of the vivarium's own records. Two animals that can't be paired are refused by name; the same two are planned once a
/// season: a second time is refused with 409, and `current.id` is the pairing that stands.
#[utoipa::path(post, path = "/pairings", tag = "lineage", request_body = NewPairing,
    responses((status = 201, description = "Planned", body = RecordedPairing)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn plan_pairing(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    Json(new): Json<NewPairing>,
) -> ApiResult<Created<Versioned<RecordedPairing>>> {
    let made = api.app.domain.animal.plan_pairing(&actor, &new).await?;
    Ok(Created(format!("/api/v1/animal/pairings/{}", made.pairing.id), versioned(made)))
}

/// One pairing, and what speaks against it as its animals are recorded now.
#[utoipa::path(get, path = "/pairings/{id}", tag = "lineage", params(("id" = PairingId, Path)),
    responses((status = 200, description = "The pairing", body = RecordedPairing)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn get_pairing(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PairingId>,
) -> ApiResult<Versioned<RecordedPairing>> {
    Ok(versioned(api.app.domain.animal.pairing(&actor, id).await?))
}

/// Change season, date, wish or note. `null` clears the date. The version travels in `If-Match`.
#[utoipa::path(patch, path = "/pairings/{id}", tag = "lineage", request_body = PairingPatch, params(("id" = PairingId, Path), ("If-Match" = String, Header)),
    responses((status = 200, description = "Changed", body = RecordedPairing)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn change_pairing(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PairingId>,
    IfMatch(version): IfMatch,
    Json(patch): Json<PairingPatch>,
) -> ApiResult<Versioned<RecordedPairing>> {
    if patch.version != 0 && patch.version != version {
        return Err(ApiError::field("version", "This is another version than that of If-Match. Leave it out."));
    }
    let patch = PairingPatch { version, ..patch };
    let changed = api.app.domain.animal.change_pairing(&actor, id, &patch).await.map_err(ApiError::of_precondition)?;
    Ok(versioned(changed))
}

/// Give a pairing up, with a reason. It stays on record, and can be planned again.
#[utoipa::path(post, path = "/pairings/{id}/cancel", tag = "lineage", request_body = PairingEnd, params(("id" = PairingId, Path)),
    responses((status = 200, description = "Cancelled", body = RecordedPairing)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn cancel_pairing(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PairingId>,
    Json(end): Json<PairingEnd>,
) -> ApiResult<Versioned<RecordedPairing>> {
    Ok(versioned(api.app.domain.animal.cancel_pairing(&actor, id, &end).await?))
}

/// Plan a pairing again that was given up.
#[utoipa::path(post, path = "/pairings/{id}/restore", tag = "lineage", params(("id" = PairingId, Path)),
    responses((status = 200, description = "Planned again", body = RecordedPairing)), security(("access_token" = []), ("api_token" = ["animals:write"])))]
pub async fn restore_pairing(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<PairingId>,
) -> ApiResult<Versioned<RecordedPairing>> {
    Ok(versioned(api.app.domain.animal.restore_pairing(&actor, id).await?))
}

fn versioned(recorded: RecordedPairing) -> Versioned<RecordedPairing> {
    Versioned(recorded.pairing.version, recorded)
}
