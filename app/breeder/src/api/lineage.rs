//! Parents as evidence, and the family around an animal.

use super::{genotype::GenotypeShown, photos::PhotoStrip};
use app_shared::{AppError, Onward};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use repti_model::{
    AnimalId, ParentLinkId,
    ancestry::Ancestry,
    lineage::{Descendant, Sibling, VerificationCase},
    media::Covers,
    page::Page,
    pairing::Pairing,
    pedigree::PedigreeNode,
    registry::{AnimalChange, AnimalDetail, AnimalSummary, Taxon},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::{animals, just_now, media};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    Actor, FieldErrors,
    animal::{AnimalRole, ParentBasis, ParentSide, Sex},
    lineage::{Chance, ClaimPatch, NewParent, ParentRef, Relative},
    registry::{AnimalFilter, AnimalSort},
};

/// An animal's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnimalPageData {
    pub animal: AnimalDetail,
    pub photos: PhotoStrip,
    /// The first photograph of those relatives that have one.
    pub covers: Covers,
    pub genotype: GenotypeShown,
    pub pedigree: PedigreeNode,
    /// Or why it isn't reckoned just now.
    pub ancestry: Result<Ancestry, String>,
    /// Since when the stored figures are these; absent where they are being reckoned, and the ones above are of this moment.
    pub ancestry_since: Option<Timestamp>,
    pub verifications: Vec<VerificationCase>,
    /// Planned ones, the latest season first.
    pub pairings: Vec<Pairing>,
    pub siblings: Vec<Sibling>,
    pub descendants: Page<Descendant>,
    pub changes: Vec<AnimalChange>,
    pub taxa: Vec<Taxon>,
    pub today: Date,
    pub now: Timestamp,
}

/// The page on which a parent is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParentChoices {
    pub child: AnimalDetail,
    /// Animals of the same species whose sex doesn't speak against it.
    pub candidates: Vec<AnimalSummary>,
    /// There are more than are shown: a search narrows them.
    pub more: bool,
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
    let (ancestry, ancestry_since) = match just_now(animals.shown_ancestry(&actor, id).await)? {
        Ok((ancestry, since)) => (Ok(ancestry), since),
        Err(why) => (Err(why), None),
    };
    let siblings = animals.siblings(&actor, id).await?;
    let descendants = animals.descendants(&actor, id, None, 24).await?;
    let parents = animal.parents.iter().map(|claim| &claim.parent);
    let others = siblings.iter().map(|sibling| &sibling.animal).chain(children(&descendants));
    let covers = covers_of(&actor, parents.chain(others)).await?;
    Ok(AnimalPageData {
        animal,
        covers,
        photos: super::photos::strip_of(&actor, id).await?,
        genotype: super::genotype::shown(&animals, &actor, id).await?,
        pedigree: animals.pedigree(&actor, id, 4).await?,
        ancestry,
        ancestry_since,
        verifications: animals.verifications_of(&actor, id).await?,
        pairings: super::pairings::planned_of(&animals, &actor, id).await?,
        siblings,
        descendants,
        changes: animals.history(&actor, id, None, 8).await?.items,
        taxa: animals.taxa().await?.to_vec(),
        today: today(),
        now: Timestamp::now(),
    })
}

#[cfg(feature = "ssr")]
fn children(page: &Page<Descendant>) -> impl Iterator<Item = &Relative> {
    page.items.iter().map(|descendant| &descendant.animal)
}

/// The covers of these relatives, in one question.
#[cfg(feature = "ssr")]
async fn covers_of(actor: &Actor, relatives: impl Iterator<Item = &Relative>) -> Result<Covers, AppError> {
    let ids: Vec<_> = relatives.filter_map(|relative| relative.id).collect();
    Ok(media()?.covers(actor, &ids).await?)
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
pub async fn list_parent_choices(
    id: AnimalId,
    side: String,
    q: String,
    /// Also animals of other species: for a deliberate hybrid.
    any_species: bool,
) -> Result<ParentChoices, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    actor.require(repti_model::Action::EditLineage)?;
    let child = animals.get(&actor, id).await?;
    let fits = if side == "dam" { Sex::Female } else { Sex::Male };
    let mut filter = AnimalFilter {
        q,
        taxon: if any_species { Vec::new() } else { vec![child.fields.taxon_id] },
        sex: vec![fits, Sex::Unknown],
        ..AnimalFilter::default()
    };
    // Unasked, those that are kept for breeding: parents are among them nearly always.
    if filter.q.trim().is_empty() {
        filter.role = vec![AnimalRole::Breeder, AnimalRole::Retired];
    }
    let mut page = animals.list(&actor, &filter, AnimalSort::Code, None, 20).await?;
    let more = page.next.is_some() || !filter.role.is_empty();
    if page.items.is_empty() && !filter.role.is_empty() {
        filter.role.clear();
        page = animals.list(&actor, &filter, AnimalSort::Code, None, 20).await?;
    }
    let candidates = page.items.into_iter().filter(|candidate| candidate.id != id).collect();
    Ok(ParentChoices { child, candidates, more, today: today() })
}

/// Records a parent. `who` is an animal's id, `external`, `placeholder`, or `address` with the public page of another breeder's animal.
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
    address: Option<String>,
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
        "address" => id_at_end(address.as_deref().unwrap_or_default()).map(|id| ParentRef::Existing { id }),
        other => other.parse().ok().map(|id| ParentRef::Existing { id }),
    };
    if parent.is_none() && who == "address" {
        errors.push("address", "Paste the address of the animal's public page; it ends in a long id.");
    } else if parent.is_none() {
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

/// The id at the end of a page's address.
#[cfg(feature = "ssr")]
fn id_at_end(address: &str) -> Option<AnimalId> {
    let path = address.trim().split(['?', '#']).next()?;
    path.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

/// Changes how a claim is known, its chance or its note.
///
/// # Errors
/// Field errors; a conflict with another save.
#[server(prefix = "/sfn/breeder", endpoint = "parent_change")]
pub async fn change_parent(
    link: ParentLinkId,
    child: AnimalId,
    version: i32,
    basis: Option<String>,
    chance: Option<String>,
    note: Option<String>,
) -> Result<Onward, AppError> {
    let chance = match chance.as_deref().map(str::parse) {
        None => None,
        Some(Ok(chance)) => Some(chance),
        Some(Err(_)) => return Err(FieldErrors::one("chance", "Write the chance as 1/2, 50% or 1.").into()),
    };
    let basis = basis.and_then(|basis| basis.parse().ok());
    let patch = ClaimPatch { version, basis, chance, note };
    animals()?.change_claim(&require_actor()?, link, &patch).await?;
    Ok(onward(&format!("/animals/{child}?note=parent-changed")))
}

/// A page of an animal's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryPage {
    pub label: String,
    pub changes: Page<AnimalChange>,
    pub taxa: Vec<Taxon>,
    pub now: Timestamp,
}

/// What happened to an animal's record, newest first.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "animal_history", input = server_fn::codec::Json)]
pub async fn animal_history(id: AnimalId, cursor: Option<String>) -> Result<HistoryPage, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let label = animals.get(&actor, id).await?.label().to_owned();
    let changes = animals.history(&actor, id, cursor.as_deref(), 50).await?;
    Ok(HistoryPage { label, changes, taxa: animals.taxa().await?.to_vec(), now: Timestamp::now() })
}

/// A page of an animal's descendants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DescendantsPage {
    pub label: String,
    pub page: Page<Descendant>,
    pub covers: Covers,
}

/// Who comes from an animal, nearest first.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "animal_descendants", input = server_fn::codec::Json)]
pub async fn animal_descendants(id: AnimalId, cursor: Option<String>) -> Result<DescendantsPage, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let label = animals.get(&actor, id).await?.label().to_owned();
    let page = animals.descendants(&actor, id, cursor.as_deref(), 60).await?;
    let covers = covers_of(&actor, children(&page)).await?;
    Ok(DescendantsPage { label, page, covers })
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
