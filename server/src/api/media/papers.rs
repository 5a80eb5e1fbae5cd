//! Documents of the vivarium of the request: pedigrees and certificates of origin.

use crate::{
    api::{ApiResult, ApiState, Caller, Created, InPath, InQuery, Json},
    papers,
};
use axum::{extract::State, http::HeaderMap, response::Response};
use repti_domain::{papers::check_generations, repti_paper::Format};
use repti_model::{
    AnimalId, CertificateId,
    papers::{Certificate, CertificateCheck, Revocation, StatedFact},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a document is written as.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum PaperFormat {
    #[default]
    Pdf,
    Png,
    Svg,
}

impl From<PaperFormat> for Format {
    fn from(format: PaperFormat) -> Self {
        match format {
            PaperFormat::Pdf => Self::Pdf,
            PaperFormat::Png => Self::Png,
            PaperFormat::Svg => Self::Svg,
        }
    }
}

/// How a pedigree is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PedigreePaperQuery {
    /// `pdf` without.
    #[serde(default)]
    #[param(inline)]
    format: PaperFormat,
    /// 1 to 5; 4 without. Five stand on A3, fewer on A4.
    #[param(minimum = 1, maximum = 5)]
    generations: Option<i64>,
}

/// How a certificate is wanted.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CertificateQuery {
    /// `pdf` without.
    #[serde(default)]
    #[param(inline)]
    format: PaperFormat,
}

/// What a certificate issued now would state.
#[derive(Serialize, ToSchema)]
pub struct CertificateDraft {
    facts: Vec<StatedFact>,
}

/// An own animal's pedigree as a document, of what its vivarium sees. It has an entity tag; the date of printing changes it from day to day.
#[utoipa::path(get, path = "/animals/{id}/pedigree/paper", tag = "papers", params(("id" = AnimalId, Path), PedigreePaperQuery, ("If-None-Match" = Option<String>, Header)),
    responses((status = 200, description = "The document", content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/png"), (String = "image/svg+xml"))),
        (status = 304, description = "The one that `If-None-Match` names")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn pedigree_paper(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
    InQuery(query): InQuery<PedigreePaperQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let generations = check_generations(query.generations)?;
    let paper = api.app.domain.pedigree_paper(&actor, id, generations, papers::printing(&api.app)).await?;
    Ok(papers::own(&api.app, &actor, paper, query.format.into(), &headers).await?)
}

/// What a certificate of this animal would state if it were issued now: of an animal that the vivarium keeps, otherwise 409.
#[utoipa::path(get, path = "/animals/{id}/certificates/draft", tag = "papers", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The facts", body = CertificateDraft)), security(("access_token" = []), ("api_token" = ["animals:read", "lineage:write"])))]
pub async fn certificate_draft(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<CertificateDraft>> {
    Ok(Json(CertificateDraft { facts: api.app.domain.certificate_draft(&actor, id).await?.facts }))
}

/// The certificates of an animal, the newest first.
#[utoipa::path(get, path = "/animals/{id}/certificates", tag = "papers", params(("id" = AnimalId, Path)),
    responses((status = 200, description = "The certificates", body = [Certificate])), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn list_certificates(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Json<Vec<Certificate>>> {
    Ok(Json(api.app.domain.animal.certificates_of(&actor, id).await?))
}

/// Issue a certificate of what the record says now. The same facts on the same day are the certificate that stands already.
#[utoipa::path(post, path = "/animals/{id}/certificates", tag = "papers", params(("id" = AnimalId, Path)),
    responses((status = 201, description = "Issued, or the one that stands already", body = Certificate)),
    security(("access_token" = []), ("api_token" = ["animals:read", "lineage:write"])))]
pub async fn issue_certificate(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<AnimalId>,
) -> ApiResult<Created<Json<Certificate>>> {
    let made = api.app.domain.issue_certificate(&actor, id).await?;
    Ok(Created(format!("/api/v1/media/certificates/{}", made.id), Json(made)))
}

/// One certificate with what it states.
#[utoipa::path(get, path = "/certificates/{id}", tag = "papers", params(("id" = CertificateId, Path)),
    responses((status = 200, description = "The certificate", body = Certificate)), security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn get_certificate(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<CertificateId>,
) -> ApiResult<Json<Certificate>> {
    Ok(Json(api.app.domain.animal.certificate(&actor, id).await?))
}

/// A certificate as a document, as it was stated. One that is revoked isn't printed any more.
#[utoipa::path(get, path = "/certificates/{id}/paper", tag = "papers", params(("id" = CertificateId, Path), CertificateQuery, ("If-None-Match" = Option<String>, Header)),
    responses((status = 200, description = "The document", content((Vec<u8> = "application/pdf"), (Vec<u8> = "image/png"), (String = "image/svg+xml"))),
        (status = 304, description = "The one that `If-None-Match` names")),
    security(("access_token" = []), ("api_token" = ["animals:read"])))]
pub async fn certificate_paper(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<CertificateId>,
    InQuery(query): InQuery<CertificateQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let paper = api.app.domain.certificate_paper(&actor, id, papers::printing(&api.app)).await?;
    Ok(papers::own(&api.app, &actor, paper, query.format.into(), &headers).await?)
}

/// Revoke a certificate: from now on its check page says so, and nothing of what it stated. It can't be undone.
#[utoipa::path(post, path = "/certificates/{id}/revoke", tag = "papers", request_body = Revocation, params(("id" = CertificateId, Path)),
    responses((status = 200, description = "Revoked", body = Certificate)), security(("access_token" = []), ("api_token" = ["lineage:write"])))]
pub async fn revoke_certificate(
    State(api): State<ApiState>,
    Caller(actor): Caller,
    InPath(id): InPath<CertificateId>,
    Json(form): Json<Revocation>,
) -> ApiResult<Json<Certificate>> {
    Ok(Json(api.app.domain.animal.revoke_certificate(&actor, id, &form).await?))
}

/// What anybody who has the paper may know of a certificate, by the last part of its check page's address. Nobody has to sign in. What was stated shows
/// only while the animal is public and the certificate isn't revoked.
#[utoipa::path(get, path = "/public/certificates/{id}", tag = "papers", params(("id" = String, Path)),
    responses((status = 200, description = "How it stands", body = CertificateCheck)), security(()))]
pub async fn check_certificate(
    State(api): State<ApiState>,
    InPath(token): InPath<String>,
) -> ApiResult<Json<CertificateCheck>> {
    Ok(Json(api.app.domain.check_certificate(&token).await?))
}
