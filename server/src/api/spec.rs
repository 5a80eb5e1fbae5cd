//! The frame of the description: title, how to sign in, what every operation may answer.

use super::problem::ProblemBody;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};

/// Everything that isn't a path.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "ReptiDex API",
        version = "1.0.0",
        description = "The record of where a reptile comes from, for programs.\n\n\
            **Signing in.** `POST /api/v1/core/sessions` gives an access token (15 minutes) and a refresh token (7 days, renewed at each use); \
            or make an API token with the scopes you need in the settings of a vivarium. Both go into `Authorization: Bearer …`.\n\n\
            **Which vivarium.** A person may belong to many: name one by its slug in the header `X-Vivarium`. An API token knows its own.\n\n\
            **Errors** are `application/problem+json`; look at `code`. **Lists** come in pages: send `next` as `cursor`. \
            **Writes** that may be repeated carry an `Idempotency-Key`. **Changes** carry the `ETag` that was read as `If-Match`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    servers((url = "/")),
    tags(
        (name = "sessions", description = "Signing in and out"),
        (name = "me", description = "Who I am"),
        (name = "vivariums", description = "Workspaces, their members, invitations and tokens"),
        (name = "animals", description = "The registry"),
        (name = "lineage", description = "Parents, pedigrees, descendants, siblings"),
        (name = "exchange", description = "Import and export"),
        (name = "embeds", description = "Widgets on other sites"),
        (name = "operations", description = "For staff"),
    ),
    components(schemas(ProblemBody)),
    modifiers(&Security),
)]
struct Frame;

struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        let scheme = |format: &str, text: &str| {
            SecurityScheme::Http(
                HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format(format).description(Some(text)).build(),
            )
        };
        components.add_security_scheme("access_token", scheme("JWT", "An access token of a session"));
        components.add_security_scheme("api_token", scheme("rdx_…", "An API token of a vivarium, with scopes"));
    }
}

/// The frame, without paths.
#[must_use]
pub fn base() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}
