//! Parents as evidence, and the family around an animal.

use app_shared::{AppError, Onward};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use repti_model::{
    AnimalId, ParentLinkId,
    lineage::{Descendant, Sibling},
    page::Page,
    pedigree::PedigreeNode,
    registry::{AnimalChange, AnimalDetail, AnimalSummary},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    FieldErrors,
    animal::{ParentBasis, ParentSide, Sex},
    lineage::{Chance, NewParent, ParentRef},
    registry::{AnimalFilter, AnimalSort},
};

/// An animal's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnimalPageData {
    pub animal: AnimalDetail,
    pub pedigree: PedigreeNode,
    pub siblings: Vec<Sibling>,
    pub descendants: Page<Descendant>,
    pub changes: Vec<AnimalChange>,
    pub today: Date,
    pub now: Timestamp,
}

/// The page on which a parent is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParentChoices {
    pub child: AnimalDetail,
    /// Animals of the same species whose sex doesn't speak against it.
    pub candidates: Vec<AnimalSummary>,
    pub today: Date,
}

#[cfg(feature = "ssr")]
fn today() -> Date {
    Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Everything of one animal.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "animal_get", input = server_fn::codec::Json)]
pub async fn animal_page(id: AnimalId) -> Result<AnimalPageData, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let animal = animals.get(&actor, id).await?;
    Ok(AnimalPageData {
        animal,
        pedigree: animals.pedigree(&actor, id, 4).await?,
        siblings: animals.siblings(&actor, id).await?,
        descendants: animals.descendants(&actor, id, None, 24).await?,
        changes: animals.history(&actor, id, None, 12).await?.items,
        today: today(),
        now: Timestamp::now(),
    })
}

/// A tree of five generations, for the pedigree's own page and for going on beyond its edge.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "pedigree_get", input = server_fn::codec::Json)]
pub async fn pedigree(id: AnimalId) -> Result<PedigreeNode, AppError> {
    Ok(animals()?.pedigree(&require_actor()?, id, PedigreeNode::MAX_GENERATIONS).await?)
}

/// Who could be the parent: at most twenty that a search finds.
///
/// # Errors
/// When the role doesn't write lineage.
#[server(prefix = "/sfn/breeder", endpoint = "parent_choices", input = server_fn::codec::Json)]
pub async fn list_parent_choices(id: AnimalId, side: String, q: String) -> Result<ParentChoices, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    actor.require(repti_model::Action::EditLineage)?;
    let child = animals.get(&actor, id).await?;
    let fits = if side == "dam" { Sex::Female } else { Sex::Male };
    let filter = AnimalFilter {
        q,
        taxon: vec![child.fields.taxon_id],
        sex: vec![fits, Sex::Unknown],
        ..AnimalFilter::default()
    };
    let page = animals.list(&actor, &filter, AnimalSort::Code, None, 20).await?;
    let candidates = page.items.into_iter().filter(|candidate| candidate.id != id).collect();
    Ok(ParentChoices { child, candidates, today: today() })
}

/// Records a parent. `who` is an animal's id, `external` or `placeholder`.
///
/// # Errors
/// Field errors, and what makes the link impossible, naming the animals.
#[server(prefix = "/sfn/breeder", endpoint = "parent_add")]
pub async fn add_parent(
    id: AnimalId,
    side: String,
    who: String,
    basis: Option<String>,
    chance: Option<String>,
    note: Option<String>,
    hybrid_ok: Option<String>,
    name: Option<String>,
    code: Option<String>,
    breeder: Option<String>,
    genotype_text: Option<String>,
    born: Option<String>,
) -> Result<Onward, AppError> {
    let mut errors = FieldErrors::new();
    let side: Option<ParentSide> = side.parse().ok();
    if side.is_none() {
        errors.push("side", "Choose sire or dam.");
    }
    let chance = match chance.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Some(Chance::CERTAIN),
        Some(text) => text.parse().ok(),
    };
    if chance.is_none() {
        errors.push("chance", "Write the chance as 1/2, 50% or 1.");
    }
    let born_text = born.unwrap_or_default();
    let born = match born_text.trim() {
        "" => None,
        text => text.parse().map_err(|_| errors.push("born", "Write 2021-05-04, 2021-05 or 2021.")).ok(),
    };
    let name = name.unwrap_or_default();
    let parent = match who.as_str() {
        "external" => Some(ParentRef::External {
            code: code.unwrap_or_default(),
            name,
            taxon_id: None,
            sex: None,
            born,
            genotype_text: genotype_text.unwrap_or_default(),
            breeder: breeder.unwrap_or_default(),
            visibility: repti_model::animal::Visibility::LineageOnly,
        }),
        "placeholder" => {
            Some(ParentRef::Placeholder { name, visibility: repti_model::animal::Visibility::LineageOnly })
        }
        other => other.parse().ok().map(|id| ParentRef::Existing { id }),
    };
    if parent.is_none() {
        errors.push("who", "Choose who the parent is.");
    }
    let (Some(side), Some(chance), Some(parent), true) = (side, chance, parent, errors.is_empty()) else {
        return Err(errors.into());
    };
    let new = NewParent {
        parent,
        side,
        basis: basis.and_then(|basis| basis.parse().ok()).unwrap_or(ParentBasis::Declared),
        chance,
        note: note.unwrap_or_default(),
        hybrid_ok: hybrid_ok.is_some(),
    };
    animals()?.add_parent(&require_actor()?, id, &new).await?;
    Ok(onward(&format!("/animals/{id}?note=parent-added")))
}

/// Takes a claim back. It stays in the history.
///
/// # Errors
/// When the role doesn't write lineage.
#[server(prefix = "/sfn/breeder", endpoint = "parent_retract")]
pub async fn retract_parent(link: ParentLinkId, child: AnimalId) -> Result<Onward, AppError> {
    animals()?.retract_parent(&require_actor()?, link).await?;
    Ok(onward(&format!("/animals/{child}?note=parent-retracted")))
}

/// Answers a warning, which closes it with the answer beside it.
///
/// # Errors
/// Field errors.
#[server(prefix = "/sfn/breeder", endpoint = "warning_answer")]
pub async fn answer_warning(id: uuid::Uuid, child: AnimalId, note: String) -> Result<Onward, AppError> {
    animals()?.answer_warning(&require_actor()?, id, &note).await?;
    Ok(onward(&format!("/animals/{child}?note=warning-answered")))
}
