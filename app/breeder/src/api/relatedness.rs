//! How related animals are: a selection, a pairing that is thought of, the collection.

use app_shared::AppError;
use leptos::prelude::*;
use repti_model::{
    AnimalId, TaxonId,
    genotype::ReckonedGenotype,
    kinship::{CollectionReport, KinshipTable, LivingTaxon, WhatIf},
    registry::AnimalSummary,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::require_actor;
#[cfg(feature = "ssr")]
use repti_domain::repti_animal::Animals;
#[cfg(feature = "ssr")]
use repti_genetics::catalogue::Catalogue;
#[cfg(feature = "ssr")]
use repti_model::{
    Actor, ErrorCode, Problem,
    animal::LifeStatus,
    kinship::KinshipQuery,
    lineage::Relative,
    registry::{AnimalFilter, AnimalKind, AnimalSort},
};

/// What is chosen, and where one looks for more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelectionQuery {
    pub taxon: Option<TaxonId>,
    pub q: String,
    pub ids: Vec<AnimalId>,
}

/// Animals to choose from, and the kinship of those that are chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    pub taxa: Vec<LivingTaxon>,
    /// Living animals that the search finds, by code.
    pub found: Vec<AnimalSummary>,
    /// There are more than are listed.
    pub more: bool,
    /// `None` while fewer than two are chosen.
    pub table: Option<KinshipTable>,
    /// What is wrong with the choice.
    pub problem: Option<String>,
}

/// The picker with the kinship of what is picked. A choice that can't be compared is said beside it.
///
/// # Errors
/// When there is no active vivarium, or an animal has no page here.
#[server(prefix = "/sfn/breeder", endpoint = "selection_kinship", input = server_fn::codec::Json)]
pub async fn compare_selection(query: SelectionQuery) -> Result<Selection, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let filter = AnimalFilter {
        q: query.q.trim().chars().take(200).collect(),
        taxon: query.taxon.into_iter().collect(),
        life_status: vec![LifeStatus::Alive],
        kind: vec![AnimalKind::Held],
        ..AnimalFilter::default()
    };
    let page = animals.list(&actor, &filter, AnimalSort::Code, None, KinshipQuery::MOST).await?;
    let (mut table, mut problem) = (None, None);
    if !query.ids.is_empty() {
        match animals.kinship(&actor, &KinshipQuery { ids: query.ids }).await.map_err(Problem::from) {
            Ok(found) => table = Some(found),
            Err(wrong) if wrong.code == ErrorCode::Invalid => {
                problem = Some(wrong.fields.of("ids").first().cloned().unwrap_or(wrong.detail));
            }
            Err(wrong) => return Err(wrong.into()),
        }
    }
    Ok(Selection {
        taxa: animals.living_taxa(&actor).await?,
        found: page.items,
        more: page.next.is_some(),
        table,
        problem,
    })
}

/// A pairing that is thought of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pairing {
    pub found: WhatIf,
    /// The species' name in the catalogue of genes; `None` where the two are of different ones, or it has none.
    pub species: Option<String>,
    /// What the sire and the dam are reckoned with.
    pub genotypes: [ReckonedGenotype; 2],
}

/// What young of two animals would be.
///
/// # Errors
/// When one of them has no page here, or they are the same.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_what_if", input = server_fn::codec::Json)]
pub async fn pairing_what_if(sire: AnimalId, dam: AnimalId) -> Result<Pairing, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let found = animals.what_if(&actor, sire, dam).await?;
    let species = catalogue_species(&found.sire.animal, &found.dam.animal);
    let genotypes = reckoned_pair(&animals, &actor, [sire, dam]).await?;
    Ok(Pairing { found, species, genotypes })
}

/// The name in the catalogue of genes of the species that two animals share, if it has one.
#[cfg(feature = "ssr")]
pub(super) fn catalogue_species(sire: &Relative, dam: &Relative) -> Option<String> {
    let taxon = sire.taxon.as_deref().filter(|_| sire.taxon == dam.taxon)?;
    Catalogue::current().taxon(taxon).map(|taxon| taxon.name.clone())
}

/// What a sire and a dam are reckoned with.
#[cfg(feature = "ssr")]
pub(super) async fn reckoned_pair(
    animals: &Animals,
    actor: &Actor,
    two: [AnimalId; 2],
) -> Result<[ReckonedGenotype; 2], AppError> {
    let mut found = animals.reckoned_genotypes(actor, &two).await?;
    Ok(two.map(|id| found.remove(&id).unwrap_or_default()))
}

/// The report on a species, and the species that there are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportPage {
    pub taxa: Vec<LivingTaxon>,
    /// `None` where the collection has no living animal.
    pub report: Option<CollectionReport>,
}

/// The report on a species of the collection; on the one with the most animals without `taxon`.
///
/// # Errors
/// No such species, or more animals than are reported on.
#[server(prefix = "/sfn/breeder", endpoint = "collection_report", input = server_fn::codec::Json)]
pub async fn report_collection(taxon: Option<TaxonId>) -> Result<ReportPage, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let taxa = animals.living_taxa(&actor).await?;
    let report = match taxon.or_else(|| taxa.first().map(|first| first.taxon.id)) {
        Some(taxon) => Some(animals.collection_report(&actor, Some(taxon)).await?),
        None => None,
    };
    Ok(ReportPage { taxa, report })
}
