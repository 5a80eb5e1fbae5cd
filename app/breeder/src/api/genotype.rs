//! The genotype of an animal as claims.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    AnimalId, GenotypeClaimId,
    animal::Sex,
    genotype::{GenotypeOdds, GenotypeRecord},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::{animals, just_now};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use jiff::civil::Date;
#[cfg(feature = "ssr")]
use repti_domain::repti_animal::Animals;
#[cfg(feature = "ssr")]
use repti_model::{
    Actor, FieldErrors,
    genotype::{ChangeGenotypeClaim, ClaimBasis, ClaimedGene, NewGenotypeClaims},
    lineage::Chance,
};

/// What is claimed, and apart from it what relatives say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GenotypeShown {
    pub record: GenotypeRecord,
    /// Or why it isn't reckoned just now; what is claimed shows all the same.
    pub odds: Result<GenotypeOdds, String>,
}

/// For the animal's page.
#[cfg(feature = "ssr")]
pub(super) async fn shown(animals: &Animals, actor: &Actor, id: AnimalId) -> Result<GenotypeShown, AppError> {
    let record = animals.genotype(actor, id).await?;
    Ok(GenotypeShown { record, odds: just_now(animals.genotype_odds(actor, id).await)? })
}

/// The page on which genes are claimed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GenotypeForm {
    pub id: AnimalId,
    pub label: String,
    /// The species' common name.
    pub taxon: String,
    pub sex: Sex,
    pub genotype_text: String,
    pub record: GenotypeRecord,
}

/// What is claimed of an animal, for claiming more.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "genotype_get", input = server_fn::codec::Json)]
pub async fn load_genotype_form(id: AnimalId) -> Result<GenotypeForm, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let animal = animals.get(&actor, id).await?;
    let record = animals.genotype(&actor, id).await?;
    Ok(GenotypeForm {
        id,
        label: animal.label().to_owned(),
        taxon: animal.taxon.common_name.clone(),
        sex: animal.fields.sex,
        genotype_text: animal.fields.genotype_text,
        record,
    })
}

/// Records claims out of a text, or one gene that was picked.
///
/// # Errors
/// Field errors that name the word.
#[server(prefix = "/sfn/breeder", endpoint = "genotype_claim")]
pub async fn claim_genes(
    id: AnimalId,
    text: Option<String>,
    gene: Option<String>,
    /// `2`, `1`, `0`, or nothing for a name without copies.
    copies: Option<String>,
    chance: Option<String>,
    basis: Option<String>,
    evidence: Option<String>,
    evidence_on: Option<String>,
) -> Result<Onward, AppError> {
    let mut errors = FieldErrors::new();
    let mut genes = Vec::new();
    if let Some(gene) = gene {
        if gene.is_empty() {
            errors.push("gene", "Choose a gene.");
        }
        genes.push(ClaimedGene {
            gene,
            copies: copies.as_deref().and_then(|copies| copies.parse().ok()),
            chance: chance_of(chance.as_deref(), &mut errors),
            carried_on: None,
        });
    }
    let (basis, evidence_on) = (basis_of(basis, &mut errors), date_of(evidence_on, &mut errors));
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let picked = !genes.is_empty();
    let new = NewGenotypeClaims {
        text: text.unwrap_or_default(),
        genes,
        basis,
        evidence: evidence.unwrap_or_default(),
        evidence_on,
        skip_claimed: false,
    };
    animals()?.add_genotype_claims(&require_actor()?, id, &new).await.map_err(|error| renamed(error, picked))?;
    Ok(onward(&format!("/animals/{id}?note=genes-claimed")))
}

/// In the form a gene that was picked has one field, and the API a list.
#[cfg(feature = "ssr")]
fn renamed(error: impl Into<repti_model::Problem>, picked: bool) -> AppError {
    let mut problem: repti_model::Problem = error.into();
    if picked && let Some(messages) = problem.fields.0.remove("genes") {
        problem.fields.0.insert("gene".to_owned(), messages);
    }
    problem.into()
}

/// Claims what the animal's genotype text says and nobody has claimed. What is claimed already stays as it is.
///
/// # Errors
/// Field errors that name the word.
#[server(prefix = "/sfn/breeder", endpoint = "genotype_take")]
pub async fn take_genotype_text(id: AnimalId, basis: String) -> Result<Onward, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let mut errors = FieldErrors::new();
    let basis = basis_of(Some(basis), &mut errors);
    errors.into_result()?;
    let text = animals.get(&actor, id).await?.fields.genotype_text;
    let new = NewGenotypeClaims { text, basis, skip_claimed: true, ..NewGenotypeClaims::default() };
    animals.add_genotype_claims(&actor, id, &new).await?;
    Ok(onward(&format!("/animals/{id}?note=genes-claimed")))
}

/// Changes how a gene is claimed.
///
/// # Errors
/// Field errors; a claim that somebody else changed meanwhile.
#[server(prefix = "/sfn/breeder", endpoint = "genotype_change")]
pub async fn change_gene(
    claim: GenotypeClaimId,
    animal: AnimalId,
    chance: Option<String>,
    basis: Option<String>,
    evidence: Option<String>,
    evidence_on: Option<String>,
) -> Result<Onward, AppError> {
    let mut errors = FieldErrors::new();
    let patch = ChangeGenotypeClaim {
        copies: None,
        chance: chance.is_some().then(|| chance_of(chance.as_deref(), &mut errors)),
        basis: basis.is_some().then(|| basis_of(basis, &mut errors)),
        evidence,
        evidence_on: Some(date_of(evidence_on, &mut errors)),
    };
    errors.into_result()?;
    animals()?.change_genotype_claim(&require_actor()?, claim, &patch).await?;
    Ok(onward(&format!("/animals/{animal}?note=gene-changed")))
}

/// Takes a claim back. It stays in the history.
///
/// # Errors
/// When the role doesn't write lineage.
#[server(prefix = "/sfn/breeder", endpoint = "genotype_retract")]
pub async fn retract_gene(claim: GenotypeClaimId, animal: AnimalId) -> Result<Onward, AppError> {
    animals()?.retract_genotype_claim(&require_actor()?, claim).await?;
    Ok(onward(&format!("/animals/{animal}?note=gene-retracted")))
}

/// Puts a claim back that was taken back.
///
/// # Errors
/// When what was claimed since leaves no room for it.
#[server(prefix = "/sfn/breeder", endpoint = "genotype_restore")]
pub async fn restore_gene(claim: GenotypeClaimId, animal: AnimalId) -> Result<Onward, AppError> {
    animals()?.restore_genotype_claim(&require_actor()?, claim).await?;
    Ok(onward(&format!("/animals/{animal}?note=gene-restored")))
}

#[cfg(feature = "ssr")]
fn basis_of(basis: Option<String>, errors: &mut FieldErrors) -> ClaimBasis {
    let basis = basis.map_or(Ok(ClaimBasis::default()), |word| word.parse());
    basis.unwrap_or_else(|_| {
        errors.push("basis", "Choose how it is known.");
        ClaimBasis::default()
    })
}

/// A share of the hobby means what it means there: 66% is two thirds.
#[cfg(feature = "ssr")]
fn chance_of(chance: Option<&str>, errors: &mut FieldErrors) -> Chance {
    let text = chance.unwrap_or_default().trim();
    let third = |numerator| Chance::new(numerator, 3);
    let read = match text.trim_end_matches('%').trim() {
        "" => Ok(Chance::CERTAIN),
        "66" | "67" if text.ends_with('%') => third(2),
        "33" if text.ends_with('%') => third(1),
        _ => text.parse(),
    };
    read.unwrap_or_else(|_| {
        errors.push("chance", "Write the chance as 1/2, 50% or 1.");
        Chance::CERTAIN
    })
}

#[cfg(feature = "ssr")]
fn date_of(date: Option<String>, errors: &mut FieldErrors) -> Option<Date> {
    let date = date.filter(|date| !date.trim().is_empty())?;
    date.trim().parse().map_err(|_| errors.push("evidence_on", "Write the date as 2026-05-17.")).ok()
}
