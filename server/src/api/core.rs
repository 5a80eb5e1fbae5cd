//! `/api/v1/core`: people, sessions, vivariums.

mod invitations;
mod me;
mod members;
mod sessions;
mod tokens;
mod vivariums;

use super::ApiState;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of this service.
pub fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(sessions::sign_in))
        .routes(routes!(sessions::refresh))
        .routes(routes!(sessions::sign_out))
        .routes(routes!(me::get_me, me::change_me))
        .routes(routes!(me::my_invitations))
        .routes(routes!(me::accept_invitation))
        .routes(routes!(me::decline_invitation))
        .routes(routes!(vivariums::list_vivariums, vivariums::create_vivarium))
        .routes(routes!(vivariums::get_vivarium, vivariums::change_vivarium))
        .routes(routes!(members::list_members))
        .routes(routes!(members::change_member, members::remove_member))
        .routes(routes!(members::leave))
        .routes(routes!(invitations::list_invitations, invitations::invite))
        .routes(routes!(invitations::revoke_invitation))
        .routes(routes!(tokens::list_tokens, tokens::create_token))
        .routes(routes!(tokens::revoke_token))
}
