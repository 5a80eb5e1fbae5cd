//! `/lineage/…`: faults, inbreeding, kinship and measures of a pedigree in the body.

use super::{
    LINEAGE_BYTES,
    body::{self, AnimalRow, Form, KinshipForm, PedigreeForm},
    permit,
    refused::problem,
    run::{GoesOn, enter, run},
};
use crate::api::{ApiError, ApiResult, ApiState, Caller, InQuery, json_of, problem::ProblemBody};
use axum::{
    extract::{Request, State},
    response::Response,
};
use repti_genetics::pedigree::PairRelation;
use repti_genetics_cli::{Book, Measures, PedigreeLimits, Reference, Strictness};
use repti_model::{Actor, ErrorCode, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const LIMITS: PedigreeLimits = PedigreeLimits::SHARED;

/// Whose genes are asked about.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceGroup {
    /// Every animal.
    All,
    /// Animals with a known parent.
    Descendants,
    /// Animals without young.
    Youngest,
}

/// What is said of the population.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MetricsQuery {
    /// One group; all three without.
    #[param(inline)]
    reference: Option<ReferenceGroup>,
    /// Generations for which completeness is given: 1 to 20, 5 without.
    #[param(minimum = 1, maximum = 20)]
    generations: Option<u32>,
    /// How many of the most influential ancestors are listed: up to 100, 10 without.
    #[param(maximum = 100)]
    top: Option<usize>,
}

/// An animal's coefficient of inbreeding.
#[derive(Serialize, ToSchema)]
pub struct Inbred {
    id: String,
    f: f64,
}

/// How related two animals are.
#[derive(Serialize, ToSchema)]
pub struct Related {
    id1: String,
    id2: String,
    /// Malécot's f: also the inbreeding of their young.
    kinship: f64,
    /// Henderson's a = 2 f.
    numerator_relationship: f64,
    /// Wright's R.
    wright_relationship: f64,
}

/// Kinships of each with each, in the order of the ids.
#[derive(Serialize, ToSchema)]
pub struct KinshipMatrix {
    ids: Vec<String>,
    kinship: Vec<Vec<f64>>,
}

/// Each pair that was asked about, in that order.
#[derive(Serialize, ToSchema)]
pub struct KinshipPairs {
    pairs: Vec<Related>,
}

/// Pairs where they were asked about, else a matrix.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum Kinships {
    Pairs(KinshipPairs),
    Matrix(KinshipMatrix),
}

/// What is wrong with a pedigree.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the answer")]
pub struct PedigreeCheck {
    /// Whether nothing is wrong; warnings and notes there may be.
    sound: bool,
    /// How many `animals`, `blocking` faults, `faults`, `warnings` and `notes`.
    summary: serde_json::Value,
    /// Each with `severity`, `code`, `message`, and what belongs to its code: `line`, `id`, `path`.
    faults: Vec<serde_json::Value>,
    /// Faults beyond the first 1,000.
    omitted: u64,
}

/// A pedigree from either form, made beside the requests.
fn book(form: Form, bytes: &[u8], strictness: Strictness) -> ApiResult<Book> {
    match form {
        Form::Table => Book::of_csv(bytes, strictness, LIMITS).map_err(problem),
        Form::Json => of_rows(&json_of::<PedigreeForm>(bytes)?.animals),
    }
}

fn of_rows(animals: &[AnimalRow]) -> ApiResult<Book> {
    Book::of_rows(animals.iter().map(AnimalRow::row), LIMITS).map_err(problem)
}

fn json(answer: &impl Serialize) -> ApiResult<Vec<u8>> {
    serde_json::to_vec(answer).map_err(|_| Problem::of(ErrorCode::Internal).into())
}

async fn ask(
    api: &ApiState,
    actor: &Actor,
    request: Request,
    work: impl FnOnce(Form, &[u8], GoesOn<'_>) -> ApiResult<Vec<u8>> + Send + 'static,
) -> ApiResult<Response> {
    permit(actor)?;
    let seat = enter(actor)?;
    let (form, bytes) = body::read(request, api, LINEAGE_BYTES, true).await?;
    run(seat, move |goes_on: GoesOn<'_>| work(form, &bytes, goes_on)).await
}

/// Everything that is wrong with a pedigree: cycles with the animals on them, ids that stand there twice, sexes and dates that can't be, rows
/// that can't be read. The answer is 200 whatever is found; rows of a list count as lines from 1.
#[utoipa::path(post, path = "/lineage/check", tag = "lineage",
    request_body(content((String = "text/csv"), (PedigreeForm = "application/json")), description = "At most 100,000 animals: a table with the columns id, sire and dam, or a list"),
    responses((status = 200, description = "What is wrong", body = PedigreeCheck),
        (status = 413, description = "Larger than 8 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn check(State(api): State<ApiState>, Caller(actor): Caller, request: Request) -> ApiResult<Response> {
    ask(&api, &actor, request, |form, bytes, goes_on| {
        json(&book(form, bytes, Strictness::Name)?.check(goes_on).map_err(problem)?)
    })
    .await
}

/// The coefficient of inbreeding of every row's animal, in the order of the rows.
#[utoipa::path(post, path = "/lineage/inbreeding", tag = "lineage",
    request_body(content((String = "text/csv"), (PedigreeForm = "application/json")), description = "At most 100,000 animals: a table with the columns id, sire and dam, or a list"),
    responses((status = 200, description = "Computed", body = [Inbred]),
        (status = 413, description = "Larger than 8 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn inbreeding(State(api): State<ApiState>, Caller(actor): Caller, request: Request) -> ApiResult<Response> {
    ask(&api, &actor, request, |form, bytes, goes_on| {
        let book = book(form, bytes, Strictness::Refuse)?;
        let found = book.inbreeding(goes_on).map_err(problem)?;
        json(&found.into_iter().map(|(id, f)| Inbred { id: id.to_owned(), f }).collect::<Vec<_>>())
    })
    .await
}

/// How related animals are: of at most 10,000 `pairs`. Without pairs a `KinshipMatrix` of at most 300 animals: of `ids`, or
/// of all, as of a table.
#[utoipa::path(post, path = "/lineage/kinship", tag = "lineage",
    request_body(content((String = "text/csv"), (KinshipForm = "application/json")), description = "At most 100,000 animals: a table with the columns id, sire and dam, or a list"),
    responses((status = 200, description = "Computed", body = Kinships),
        (status = 413, description = "Larger than 8 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn kinship(State(api): State<ApiState>, Caller(actor): Caller, request: Request) -> ApiResult<Response> {
    ask(&api, &actor, request, |form, bytes, goes_on| {
        let (book, pairs, ids) = match form {
            Form::Table => (book(form, bytes, Strictness::Refuse)?, None, Vec::new()),
            Form::Json => {
                let KinshipForm { animals, pairs, ids } = json_of(bytes)?;
                (of_rows(&animals)?, pairs, ids)
            }
        };
        let Some(pairs) = pairs else {
            let (ids, kinship) = book.matrix(&ids, goes_on).map_err(problem)?;
            let ids = ids.into_iter().map(str::to_owned).collect();
            return json(&Kinships::Matrix(KinshipMatrix { ids, kinship }));
        };
        if !ids.is_empty() {
            return Err(ApiError::field("ids", "Send pairs, or ids for a matrix, but not both."));
        }
        let found = book.kinship(&pairs, goes_on).map_err(problem)?;
        let related = |([id1, id2], found): ([String; 2], PairRelation)| Related {
            id1,
            id2,
            kinship: found.kinship,
            numerator_relationship: found.numerator,
            wright_relationship: found.relationship,
        };
        json(&Kinships::Pairs(KinshipPairs { pairs: pairs.into_iter().zip(found).map(related).collect() }))
    })
    .await
}

/// Measures of the population: mean kinship, gene diversity, founders, ancestors, completeness, as `reptidex lineage metrics` names them.
#[utoipa::path(post, path = "/lineage/metrics", tag = "lineage", params(MetricsQuery),
    request_body(content((String = "text/csv"), (PedigreeForm = "application/json")), description = "At most 100,000 animals: a table with the columns id, sire and dam, or a list"),
    responses((status = 200, description = "Computed", body = serde_json::Value, content_type = "application/json"),
        (status = 413, description = "Larger than 8 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn metrics(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InQuery(query): InQuery<MetricsQuery>,
    request: Request,
) -> ApiResult<Response> {
    let (generations, top) = (query.generations.unwrap_or(5), query.top.unwrap_or(10));
    if !(1..=20).contains(&generations) {
        return Err(ApiError::field("generations", "Choose between 1 and 20."));
    }
    if top > 100 {
        return Err(ApiError::field("top", "Choose at most 100."));
    }
    let references: Vec<Reference> = query.reference.map(ReferenceGroup::of_engine).into_iter().collect();
    ask(&api, &actor, request, move |form, bytes, goes_on| {
        let book = book(form, bytes, Strictness::Refuse)?;
        json(&book.metrics(&references, Measures { generations, top }, goes_on).map_err(problem)?)
    })
    .await
}

impl ReferenceGroup {
    fn of_engine(self) -> Reference {
        match self {
            Self::All => Reference::All,
            Self::Descendants => Reference::Descendants,
            Self::Youngest => Reference::Youngest,
        }
    }
}
