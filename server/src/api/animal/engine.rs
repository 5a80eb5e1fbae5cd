//! The engine by REST: what `reptidex genetics` and `reptidex lineage` answer about files, about bodies.
//!
//! Nothing is read from the record or written to it. What is asked is bounded three times: by bytes here, by entries and animals in
//! `repti_genetics_cli`, and by time in [`run`], which also says how much of it at once,
//! for one person and for all. Whose turn it is: [`repti_core::turns`].

mod body;
mod genetics;
mod lineage;
mod refused;
mod run;

use crate::api::{ApiResult, ApiState};
use repti_model::{Action, Actor};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Bodies about genes: the vectors have 232 kB.
const GENETICS_BYTES: usize = 2 * 1024 * 1024;
/// Pedigrees: a hundred thousand rows of ids as long as a UUID.
const LINEAGE_BYTES: usize = 8 * 1024 * 1024;

/// The routes.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(genetics::cross))
        .routes(routes!(genetics::parse))
        .routes(routes!(genetics::posterior))
        .routes(routes!(genetics::top))
        .routes(routes!(lineage::check))
        .routes(routes!(lineage::inbreeding))
        .routes(routes!(lineage::kinship))
        .routes(routes!(lineage::metrics))
}

/// Whether an address only computes. Sent twice, it does nothing twice, so no answer of it is kept.
pub fn is_computation(path: &str) -> bool {
    ["genetics/", "lineage/"]
        .iter()
        .any(|part| path.strip_prefix("/api/v1/animal/").is_some_and(|rest| rest.starts_with(part)))
}

/// Anybody signed in, in a vivarium or not, for nothing of any vivarium is looked at; a token as far as its scopes go.
fn permit(actor: &Actor) -> ApiResult<()> {
    actor.require_scope(Action::Read)?;
    Ok(())
}
