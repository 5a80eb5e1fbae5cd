//! How server functions reach the domain.

use app_shared::{
    AppError,
    ssr::{domain, require_info},
};
use repti_domain::{
    repti_animal::Animals,
    repti_core::{ClientInfo, Core},
    repti_ops::Ops,
};

/// The context of people and vivariums.
pub(super) fn core() -> Result<Core, AppError> {
    domain().map(|domain| domain.core)
}

/// The context of animals and their taxa.
pub(super) fn animals() -> Result<Animals, AppError> {
    domain().map(|domain| domain.animal)
}

/// The context of queues and stores.
pub(super) fn ops() -> Result<Ops, AppError> {
    domain().map(|domain| domain.ops)
}

/// From where the request comes.
pub(super) fn client() -> Result<ClientInfo, AppError> {
    let info = require_info()?;
    Ok(ClientInfo { address: info.address, user_agent: info.user_agent })
}
