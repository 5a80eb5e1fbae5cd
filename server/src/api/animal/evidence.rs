//! Files beside claims: certificates, photographs, letters.

use crate::{
    api::{ApiError, ApiResult, ApiState, Caller, Created, InPath, InQuery, Json, problem::ProblemBody},
    evidence::response,
    exchange::file_of,
    layers::uploads::Overflow,
};
use axum::{
    Extension,
    body::Bytes,
    extract::{FromRequest, Multipart, Request, State},
    http::header,
    response::Response,
};
use repti_model::{
    Actor, EvidenceId, GenotypeClaimId, ParentLinkId,
    evidence::{EvidenceFile, EvidenceGone, NewEvidence},
    lineage::VerifiedClaim,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What is said of a file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EvidenceQuery {
    /// What the file is called, where the body is the file itself. A form brings its own.
    file_name: Option<String>,
    /// A laboratory's certificate of a DNA test, for ReptiDex to look at. Accepted, it makes the claim's basis `dna`.
    #[serde(default)]
    certificate: bool,
    /// It belongs to the last message that this side wrote about the claim.
    #[serde(default)]
    with_message: bool,
}

/// The file as a form sends it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form")]
pub struct EvidenceUpload {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What became of a file.
#[derive(Serialize, ToSchema)]
pub struct EvidenceOutcome {
    /// `removed`, or `withdrawn` where somebody may have gone by it: then it stays, and is marked.
    outcome: EvidenceGone,
}

async fn upload(
    api: &ApiState,
    actor: &Actor,
    claim: VerifiedClaim,
    query: EvidenceQuery,
    overflow: &Overflow,
    request: Request,
) -> ApiResult<Created<Json<EvidenceFile>>> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (name, bytes) = if kind.starts_with("multipart/form-data") {
        let nothing = || ApiError::field("file", "Send the file as the part called file.");
        let multipart = Multipart::from_request(request, api).await.map_err(|_| nothing())?;
        file_of(multipart, overflow).await?.ok_or_else(nothing)?
    } else {
        let bytes = Bytes::from_request(request, api).await.map_err(|_| overflow.problem())?;
        (query.file_name.unwrap_or_default(), bytes.into())
    };
    let new = NewEvidence { name, bytes, certificate: query.certificate, with_message: query.with_message };
    let file = api.app.domain.animal.add_evidence(actor, claim, &new).await?;
    Ok(Created(format!("/api/v1/animal/evidence/{}", file.id), Json(file)))
}

/// The files of either side beside a parent claim.
#[utoipa::path(get, path = "/parents/{id}/evidence", tag = "lineage", params(("id" = ParentLinkId, Path)),
    responses((status = 200, description = "The files", body = [EvidenceFile])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn parent_evidence(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ParentLinkId>,
) -> ApiResult<Json<Vec<EvidenceFile>>> {
    Ok(Json(api.app.domain.animal.evidence_of(&actor, id).await?))
}

/// Put a file of at most 10 MB beside a parent claim: PDF, PNG, JPEG or WebP by its bytes, as the body itself or as the part `file` of a form. The
/// same file again is the one that is there already.
#[utoipa::path(post, path = "/parents/{id}/evidence", tag = "lineage", params(("id" = ParentLinkId, Path), EvidenceQuery),
    request_body(content((String = "application/octet-stream"), (EvidenceUpload = "multipart/form-data")), description = "The file"),
    responses((status = 201, description = "Beside the claim", body = EvidenceFile),
        (status = 413, description = "Larger than 10 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn add_parent_evidence(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<ParentLinkId>,
    InQuery(query): InQuery<EvidenceQuery>,
    Extension(overflow): Extension<Overflow>,
    request: Request,
) -> ApiResult<Created<Json<EvidenceFile>>> {
    upload(&api, &actor, id.into(), query, &overflow, request).await
}

/// The files of either side beside a claim about a gene.
#[utoipa::path(get, path = "/genotype-claims/{id}/evidence", tag = "lineage", params(("id" = GenotypeClaimId, Path)),
    responses((status = 200, description = "The files", body = [EvidenceFile])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn gene_evidence(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<GenotypeClaimId>,
) -> ApiResult<Json<Vec<EvidenceFile>>> {
    Ok(Json(api.app.domain.animal.evidence_of(&actor, id).await?))
}

/// Put a file beside a claim about a gene, as beside a parent claim.
#[utoipa::path(post, path = "/genotype-claims/{id}/evidence", tag = "lineage", params(("id" = GenotypeClaimId, Path), EvidenceQuery),
    request_body(content((String = "application/octet-stream"), (EvidenceUpload = "multipart/form-data")), description = "The file"),
    responses((status = 201, description = "Beside the claim", body = EvidenceFile),
        (status = 413, description = "Larger than 10 MB", body = ProblemBody, content_type = "application/problem+json")),
    security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn add_gene_evidence(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<GenotypeClaimId>,
    InQuery(query): InQuery<EvidenceQuery>,
    Extension(overflow): Extension<Overflow>,
    request: Request,
) -> ApiResult<Created<Json<EvidenceFile>>> {
    upload(&api, &actor, id.into(), query, &overflow, request).await
}

/// A file itself. A reading by the other side of a verification is written down.
#[utoipa::path(get, path = "/evidence/{id}", tag = "lineage", params(("id" = EvidenceId, Path)),
    responses((status = 200, description = "Its bytes", body = Vec<u8>, content_type = "application/octet-stream")), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn read_evidence(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<EvidenceId>,
) -> ApiResult<Response> {
    Ok(response(api.app.domain.animal.read_evidence(&actor, id).await?, false))
}

/// Take an own file away. One that a verification rests on stays, and is marked as withdrawn.
#[utoipa::path(delete, path = "/evidence/{id}", tag = "lineage", params(("id" = EvidenceId, Path)),
    responses((status = 200, description = "What became of it", body = EvidenceOutcome)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn remove_evidence(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<EvidenceId>,
) -> ApiResult<Json<EvidenceOutcome>> {
    Ok(Json(EvidenceOutcome { outcome: api.app.domain.animal.remove_evidence(&actor, id).await? }))
}
