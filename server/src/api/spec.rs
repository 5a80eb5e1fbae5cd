//! The frame of the description: title, how to sign in, what every operation may answer.

use super::{animal::is_computation, problem::ProblemBody};
use repti_model::{exchange::RowFilter, pedigree::PedigreeParent};
use utoipa::{
    Modify, OpenApi, PartialSchema,
    openapi::{
        Content, Ref, RefOr, Required, Response, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
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
        (name = "genetics", description = "Crosses, texts, evidence: computed from the body alone"),
        (name = "photos", description = "Photographs of animals"),
        (name = "papers", description = "Pedigrees and certificates of origin as documents"),
        (name = "exchange", description = "Import and export"),
        (name = "embeds", description = "Widgets on other sites"),
        (name = "webhooks", description = "Addresses of yours that are told what happened"),
        (name = "operations", description = "For staff"),
    ),
    components(schemas(ProblemBody, PedigreeParent, RowFilter)),
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

/// Adds what every operation has alike: which vivarium, idempotency, who may, and the problems it may answer with.
pub fn complete(openapi: &mut utoipa::openapi::OpenApi) {
    for (path, item) in &mut openapi.paths.paths {
        let operations = [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete_one(method, path, operation);
            }
        }
    }
}

fn complete_one(method: &str, path: &str, operation: &mut Operation) {
    let none = || SecurityRequirement::new::<&str, [&str; 0], &str>("access_token", []);
    let security = operation
        .security
        .get_or_insert_with(|| vec![none(), SecurityRequirement::new::<&str, [&str; 0], &str>("api_token", [])]);
    let open = security.iter().all(|requirement| *requirement == SecurityRequirement::default());
    let parameters = operation.parameters.get_or_insert_default();
    let guarded = parameters.iter().any(|parameter| matches!(parameter, RefOr::T(known) if known.name == "If-Match"));
    if !open {
        parameters.push(header("X-Vivarium", "Slug or id of the vivarium to work in; an API token knows its own"));
        if method == "post" && !is_computation(path) {
            parameters.push(header("Idempotency-Key", "A name of yours for this request: sent again, it happens once"));
        }
    }
    let mut problems = vec![("429", "Too many requests"), ("503", "A store doesn't answer; try again")];
    if !open {
        problems.extend([("401", "Not signed in, or no longer"), ("403", "The role or the token doesn't allow it")]);
    }
    if path.contains('{') {
        problems.push(("404", "Not there, or not for me"));
    }
    if method != "get" {
        problems.extend([("400", "Not JSON"), ("415", "Not JSON")]);
    }
    if method != "get" && !is_computation(path) {
        problems.push(("409", "Recorded already, or the same key is in use"));
    }
    problems.push(("422", "Some fields are wrong"));
    if guarded {
        problems.extend([("412", "Somebody saved first; `current` has both"), ("428", "No If-Match")]);
    }
    for (status, text) in problems {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| problem(text));
    }
}

fn header(name: &str, text: &str) -> RefOr<Parameter> {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(text))
        .schema(Some(String::schema()))
        .build()
        .into()
}

fn problem(text: &str) -> RefOr<Response> {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new().description(text).content("application/problem+json", content).build().into()
}
