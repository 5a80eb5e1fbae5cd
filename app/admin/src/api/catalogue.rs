//! The catalogue of genes: read, proposed, discussed, published.

use app_shared::{AppError, Onward, Stamped};
use leptos::prelude::*;
use repti_model::{
    CatalogueProposalId,
    catalogue::{
        CatalogueEffects, CatalogueGene, CatalogueIndex, CatalogueVersion, CatalogueVersionPage, EditDesk, EditKind,
        Proposal, ProposalPage, ProposalState, ProposalStep, ProposalSummary, RowKind,
    },
    genes::GeneRisk,
};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::catalogue::{CatalogueEdit, ComboFields, GeneFields, NewProposal, RuleFields, RuleKey};

/// Species, and what a search finds.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue", input = Json)]
pub async fn load_catalogue(species: String, kind: Option<RowKind>, words: String) -> Result<CatalogueIndex, AppError> {
    Ok(animals()?.catalogue_index(&require_actor()?, &species, kind, &words).await?)
}

/// A gene.
///
/// # Errors
/// `NotFound`, or unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_gene", input = Json)]
pub async fn load_catalogue_gene(species: String, gene: String) -> Result<Stamped<CatalogueGene>, AppError> {
    let value = animals()?.catalogue_gene(&require_actor()?, &species, &gene).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Every version, the newest first.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_versions")]
pub async fn load_catalogue_versions() -> Result<Stamped<Vec<CatalogueVersion>>, AppError> {
    let value = animals()?.catalogue_versions(&require_actor()?).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// A version with what it changed.
///
/// # Errors
/// `NotFound`, or unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_version", input = Json)]
pub async fn load_catalogue_version(number: i32) -> Result<Stamped<CatalogueVersionPage>, AppError> {
    let value = animals()?.catalogue_version(&require_actor()?, number).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// Proposals of a state, or of any.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_proposals", input = Json)]
pub async fn load_proposals(state: Option<ProposalState>) -> Result<Stamped<Vec<ProposalSummary>>, AppError> {
    let value = animals()?.catalogue_proposals(&require_actor()?, state).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// A proposal.
///
/// # Errors
/// `NotFound`, or unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_proposal", input = Json)]
pub async fn load_proposal(id: CatalogueProposalId) -> Result<Stamped<ProposalPage>, AppError> {
    let value = animals()?.proposal(&require_actor()?, id).await?;
    Ok(Stamped { now: jiff::Timestamp::now(), value })
}

/// What a proposal would do. Reads every animal of its species, so it is asked for by itself.
///
/// # Errors
/// `NotFound`; when it doesn't get its turn; unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_effects", input = Json)]
pub async fn load_effects(id: CatalogueProposalId) -> Result<CatalogueEffects, AppError> {
    Ok(animals()?.proposal_effects(&require_actor()?, id).await?)
}

/// Begins a proposal; goes on to the edit that it was begun for, if it was.
///
/// # Errors
/// Field errors, or unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_propose")]
pub async fn propose_change(
    title: String,
    reason: String,
    sources: String,
    /// The query of the edit's form.
    then: Option<String>,
) -> Result<Onward, AppError> {
    let id = animals()?.propose(&require_actor()?, &NewProposal { title, reason, sources }).await?;
    // Only a query: what stands before it is ours.
    let then = then.filter(|then| then.starts_with("kind=") && !then.contains(['#', '\\', '\r', '\n']));
    Ok(onward(&match then {
        Some(query) => format!("/catalogue/proposals/{id}/edit?{query}"),
        None => format!("/catalogue/proposals/{id}?note=proposed"),
    }))
}

/// The proposal as its author's form of title and reason starts from it.
///
/// # Errors
/// `NotFound`, or unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_proposal_form", input = Json)]
pub async fn load_proposal_form(id: CatalogueProposalId) -> Result<Proposal, AppError> {
    Ok(animals()?.proposal(&require_actor()?, id).await?.proposal)
}

/// Changes title, reason and sources.
///
/// # Errors
/// Field errors; changed meanwhile; unless it is the actor's own and pending.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_proposal_change")]
pub async fn change_proposal(
    id: CatalogueProposalId,
    version: i32,
    title: String,
    reason: String,
    sources: String,
) -> Result<Onward, AppError> {
    let said = NewProposal { title, reason, sources };
    animals()?.change_proposal(&require_actor()?, id, version, &said).await?;
    Ok(onward(&format!("/catalogue/proposals/{id}?note=proposal-changed")))
}

/// What the form of an edit starts from.
///
/// # Errors
/// `NotFound`, or unless the proposal is the actor's own and pending.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_edit_form", input = Json)]
pub async fn load_edit(
    id: CatalogueProposalId,
    at: Option<usize>,
    kind: EditKind,
    species: String,
    name: String,
    grade: GeneRisk,
) -> Result<EditDesk, AppError> {
    Ok(animals()?.edit_desk(&require_actor()?, id, at, kind, &species, &name, grade).await?)
}

/// Puts an edit into a proposal. Which fields count depends on the kind.
///
/// # Errors
/// Faults by field; changed meanwhile; unless the proposal is the actor's own and pending.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_edit_save")]
pub async fn save_edit(
    id: CatalogueProposalId,
    version: i32,
    at: Option<usize>,
    kind: EditKind,
    species: Option<String>,
    /// The row's name before the edit.
    target: Option<String>,
    /// The rule's grade before it.
    target_grade: Option<GeneRisk>,
    name: Option<String>,
    aliases: Option<String>,
    inheritance: Option<String>,
    locus: Option<String>,
    form: Option<String>,
    issues: Option<String>,
    linkage: Option<String>,
    molecular: Option<String>,
    source: Option<String>,
    certainty: Option<String>,
    genotype: Option<String>,
    grade: Option<GeneRisk>,
    when: Option<String>,
    text: Option<String>,
    into: Option<String>,
) -> Result<Onward, AppError> {
    let (species, target) = (species.unwrap_or_default(), target.unwrap_or_default());
    let (name, source) = (name.unwrap_or_default(), source.unwrap_or_default());
    let certainty = certainty.unwrap_or_default();
    let rule = RuleKey { grade: target_grade.unwrap_or_default(), when: target.clone() };
    let edit = match kind {
        EditKind::AddGene | EditKind::ChangeGene => {
            let fields = GeneFields {
                name,
                aliases: aliases.unwrap_or_default(),
                inheritance: inheritance.unwrap_or_default(),
                locus: locus.unwrap_or_default(),
                form: form.unwrap_or_default(),
                issues: issues.unwrap_or_default(),
                linkage: linkage.unwrap_or_default(),
                molecular: molecular.unwrap_or_default(),
                source,
                certainty,
            };
            match kind {
                EditKind::AddGene => CatalogueEdit::AddGene { species, fields },
                _ => CatalogueEdit::ChangeGene { species, gene: target, fields },
            }
        }
        EditKind::MergeGenes => CatalogueEdit::MergeGenes { species, gene: target, into: into.unwrap_or_default() },
        EditKind::AddCombo | EditKind::ChangeCombo => {
            let fields = ComboFields { name, genotype: genotype.unwrap_or_default(), source, certainty };
            match kind {
                EditKind::AddCombo => CatalogueEdit::AddCombo { species, fields },
                _ => CatalogueEdit::ChangeCombo { species, combo: target, fields },
            }
        }
        EditKind::RemoveCombo => CatalogueEdit::RemoveCombo { species, combo: target },
        EditKind::AddRule | EditKind::ChangeRule => {
            let fields = RuleFields {
                grade: grade.unwrap_or_default(),
                when: when.unwrap_or_default(),
                text: text.unwrap_or_default(),
                certainty,
            };
            match kind {
                EditKind::AddRule => CatalogueEdit::AddRule { species, fields },
                _ => CatalogueEdit::ChangeRule { species, rule, fields },
            }
        }
        EditKind::RemoveRule => CatalogueEdit::RemoveRule { species, rule },
    };
    animals()?.put_edit(&require_actor()?, id, version, at, &edit).await?;
    Ok(onward(&format!("/catalogue/proposals/{id}?note=edit-saved")))
}

/// Takes an edit out of a proposal.
///
/// # Errors
/// `NotFound`; changed meanwhile; unless the proposal is the actor's own and pending.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_edit_drop")]
pub async fn drop_edit(id: CatalogueProposalId, version: i32, at: usize) -> Result<Onward, AppError> {
    animals()?.drop_edit(&require_actor()?, id, version, at).await?;
    Ok(onward(&format!("/catalogue/proposals/{id}?note=edit-dropped")))
}

/// Takes a proposal on to the newest version.
///
/// # Errors
/// Changed meanwhile; unless it is the actor's own and pending.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_take_on")]
pub async fn take_on(id: CatalogueProposalId, version: i32) -> Result<Onward, AppError> {
    animals()?.take_on(&require_actor()?, id, version).await?;
    Ok(onward(&format!("/catalogue/proposals/{id}?note=taken-on")))
}

/// Says something of a proposal.
///
/// # Errors
/// Without a text; when it was decided; unless the actor is moderator.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_comment")]
pub async fn comment_on_proposal(id: CatalogueProposalId, text: String) -> Result<Onward, AppError> {
    animals()?.comment_on_proposal(&require_actor()?, id, &text).await?;
    Ok(onward(&format!("/catalogue/proposals/{id}?note=commented")))
}

/// Puts a proposal up, publishes, declines or withdraws it.
///
/// # Errors
/// Faults of its edits; what met them; a missing reason; changed meanwhile; unless the role allows it.
#[server(prefix = "/sfn/admin", endpoint = "catalogue_step")]
pub async fn take_step(
    id: CatalogueProposalId,
    version: i32,
    step: ProposalStep,
    reason: Option<String>,
) -> Result<Onward, AppError> {
    let reason = reason.unwrap_or_default();
    let published = animals()?.step_proposal(&require_actor()?, id, version, step, &reason).await?;
    Ok(onward(&match published {
        Some(number) => format!("/catalogue/versions/{number}?note=catalogue-published"),
        None => format!("/catalogue/proposals/{id}?note=proposal-{step}"),
    }))
}
