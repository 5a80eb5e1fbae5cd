//! How often the API may be asked. GCRA in Redis, in the process while Redis is away.

use super::{ApiResult, ApiState};
use repti_core::Limit;
use repti_model::Actor;

/// Requests of one signed-in person or token: ten a second over a minute.
const CALLER: Limit = Limit::new("api_caller", 600, 60);
/// Requests without a good token from one address.
const STRANGER: Limit = Limit::new("api_stranger", 120, 60);

/// Takes one from the caller's allowance.
pub async fn caller(api: &ApiState, actor: &Actor) -> ApiResult<()> {
    Ok(api.app.domain.core.limits().take(&CALLER, &actor.person_id.to_string()).await?)
}

/// Takes one from an address's allowance.
pub async fn stranger(api: &ApiState, address: &str) -> ApiResult<()> {
    Ok(api.app.domain.core.limits().take(&STRANGER, address).await?)
}
