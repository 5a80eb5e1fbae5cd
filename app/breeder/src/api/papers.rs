//! Certificates of origin: what one would state, those that were issued, issuing and revoking.

use app_shared::{AppError, Onward};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId, CertificateId,
    papers::{Certificate, StatedFact},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{domain, onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{Action, ErrorCode, FieldErrors, Problem, animal::Visibility, papers::Revocation};

/// The page of an animal's certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificatesData {
    pub animal: AnimalId,
    pub label: String,
    /// Whether everybody sees the animal: its check pages show what was stated only then.
    pub public: bool,
    /// What a certificate issued now would state, or why none can be issued; nothing for whoever may not issue.
    pub draft: Option<Result<Vec<StatedFact>, String>>,
    pub certificates: Vec<Certificate>,
    pub now: Timestamp,
}

/// The certificates of an animal with what the next would state.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "certificates", input = server_fn::codec::Json)]
pub async fn load_certificates(id: AnimalId) -> Result<CertificatesData, AppError> {
    let actor = require_actor()?;
    let animals = animals()?;
    let animal = animals.get(&actor, id).await?;
    let certificates = animals.certificates_of(&actor, id).await?;
    let draft = if actor.may(Action::EditLineage) {
        match domain()?.certificate_draft(&actor, id).await {
            Ok(draft) => Some(Ok(draft.facts)),
            Err(Problem { code: ErrorCode::Conflict, detail, .. }) => Some(Err(detail)),
            Err(problem) => return Err(problem.into()),
        }
    } else {
        None
    };
    let public = animal.fields.visibility == Visibility::Public && animal.archived_at.is_none();
    Ok(CertificatesData {
        animal: id,
        label: animal.label().to_owned(),
        public,
        draft,
        certificates,
        now: Timestamp::now(),
    })
}

/// Issues a certificate of what the record says now, once the box is ticked.
///
/// # Errors
/// A box that isn't ticked; no such animal here; a role that may not.
#[server(prefix = "/sfn/breeder", endpoint = "certificate_issue")]
pub async fn issue_certificate(id: AnimalId, confirmed: Option<String>) -> Result<Onward, AppError> {
    if confirmed.is_none() {
        return Err(
            FieldErrors::one("confirmed", "Tick the box: the paper states this in the name of your vivarium.").into()
        );
    }
    domain()?.issue_certificate(&require_actor()?, id).await?;
    Ok(onward(&format!("/animals/{id}/certificates?note=certificate-issued")))
}

/// Revokes a certificate, and goes back to the animal's.
///
/// # Errors
/// Without a reason; no such certificate here; a role that may not.
#[server(prefix = "/sfn/breeder", endpoint = "certificate_revoke")]
pub async fn revoke_certificate(certificate: CertificateId, reason: String) -> Result<Onward, AppError> {
    let revoked = animals()?.revoke_certificate(&require_actor()?, certificate, &Revocation { reason }).await?;
    Ok(onward(&format!("/animals/{}/certificates?note=certificate-revoked", revoked.animal_id)))
}
