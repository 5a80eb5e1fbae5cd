//! `/genetics/…`: crosses, texts, evidence and the likeliest young, of one entry or a list of them.

use super::{
    GENETICS_BYTES, body, permit,
    refused::problem,
    run::{GoesOn, enter, run},
};
use crate::api::{ApiResult, ApiState, Caller, InQuery, problem::ProblemBody};
use axum::{
    extract::{Request, State},
    response::Response,
};
use repti_genetics_cli::{Limits, Question, answer};
use repti_model::{Actor, ErrorCode, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

/// How much is said of a text.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ParseQuery {
    /// With every word, finding and place, and the name of the genotype; without, the form of the entry.
    #[serde(default)]
    full: bool,
}

/// How many rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TopQuery {
    /// 1 to 10,000. Without, as many as the entry's `top` has, else 100.
    #[param(minimum = 1, maximum = 10_000)]
    k: Option<usize>,
}

async fn ask(question: Question, api: &ApiState, actor: &Actor, request: Request) -> ApiResult<Response> {
    permit(actor)?;
    let seat = enter(actor)?;
    let (_, bytes) = body::read(request, api, GENETICS_BYTES, false).await?;
    run(seat, move |goes_on: GoesOn<'_>| {
        let found = answer(question, body::text(&bytes)?, &Limits::SHARED, goes_on).map_err(problem)?;
        serde_json::to_vec(&found).map_err(|_| Problem::of(ErrorCode::Internal).into())
    })
    .await
}

/// What pairings can give: every row with its conditional hets, exact. An entry, or a list of at most 100, each with `species` and
/// `sire` and `dam` as texts, or `sire_prior` and `dam_prior` as genotypes with their probabilities. The answer has the entry's form with
/// `loci`, `p_viable`, `n_joint_genotypes` and `rows`; at most 32 loci an entry, 200,000 rows times loci a request.
#[utoipa::path(post, path = "/genetics/cross", tag = "genetics",
    request_body(content = serde_json::Value, content_type = "application/json", description = "An entry, or a list of entries",
        example = json!({"id": "1", "species": "ball python", "sire": "66% het clown", "dam": "het clown"})),
    responses((status = 200, description = "Computed", body = serde_json::Value, content_type = "application/json"),
        (status = 413, description = "Larger than 2 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn cross(State(api): State<ApiState>, Caller(actor): Caller, request: Request) -> ApiResult<Response> {
    ask(Question::Cross, &api, &actor, request).await
}

/// What texts say: the genotype in `expect`, codes of what is doubtful or wrong in `warnings`. An entry `{"species", "text"}`, or a list
/// of at most 100.
#[utoipa::path(post, path = "/genetics/parse", tag = "genetics", params(ParseQuery),
    request_body(content = serde_json::Value, content_type = "application/json", description = "An entry, or a list of entries",
        example = json!({"species": "ball python", "text": "Pastel Mojave 66% het Clown"})),
    responses((status = 200, description = "Read", body = serde_json::Value, content_type = "application/json"),
        (status = 413, description = "Larger than 2 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn parse(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<ParseQuery>,
    request: Request,
) -> ApiResult<Response> {
    ask(Question::Parse { in_full: query.full }, &api, &actor, request).await
}

/// What the evidence says: proving out (`states`, `eggs`, `visuals`), posteriors across a pedigree (`animals`), parentage (`candidates` or
/// `loci`). An entry, a list of at most 100, or lists by the names `proving`, `pedigree`, `parentage`; at most 1,000 animals an entry.
/// A pedigree that is too wide to be summed is sampled, and says so with its standard error.
#[utoipa::path(post, path = "/genetics/posterior", tag = "genetics",
    request_body(content = serde_json::Value, content_type = "application/json", description = "An entry, or lists of entries",
        example = json!({"id": "1", "states": {"het": ["2/3", "1/2"], "clear": ["1/3", "0"]}, "eggs": 4, "visuals": 0})),
    responses((status = 200, description = "Computed", body = serde_json::Value, content_type = "application/json"),
        (status = 413, description = "Larger than 2 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn posterior(State(api): State<ApiState>, Caller(actor): Caller, request: Request) -> ApiResult<Response> {
    ask(Question::Posterior, &api, &actor, request).await
}

/// The likeliest rows of many loci, without listing the others: of `loci` with their classes, or of a pairing as `/genetics/cross` takes
/// it. An entry, or a list of at most 100; at most 32 loci an entry, 200,000 rows times loci a request.
#[utoipa::path(post, path = "/genetics/top", tag = "genetics", params(TopQuery),
    request_body(content = serde_json::Value, content_type = "application/json", description = "An entry, or a list of entries",
        example = json!({"loci": [["clown: 66% het x het", [["non-visual", "5/6"], ["clown", "1/6"]]], ["enchi: enchi x normal", [["normal", "1/2"], ["enchi", "1/2"]]]]})),
    responses((status = 200, description = "Computed", body = serde_json::Value, content_type = "application/json"),
        (status = 413, description = "Larger than 2 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn top(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<TopQuery>,
    request: Request,
) -> ApiResult<Response> {
    ask(Question::Top { k: query.k }, &api, &actor, request).await
}
