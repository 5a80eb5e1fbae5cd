//! What pairings give, and which mates suit an animal.

use app_shared::AppError;
use leptos::prelude::*;
use repti_model::{
    AnimalId, TaxonId,
    animal::Sex,
    genotype::ReckonedGenotype,
    mates::{MateQuery, Mates},
    plans::BreedingPlans,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::require_actor;
#[cfg(feature = "ssr")]
use repti_model::{
    animal::LifeStatus,
    genotype::GenotypeSource,
    registry::{AnimalFilter, AnimalSort, AnimalSummary},
};

/// An own animal whose genotype can be put into the calculator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breedable {
    pub id: AnimalId,
    pub label: String,
    pub sex: Sex,
    /// The species' common name.
    pub species: String,
    pub reckoned: ReckonedGenotype,
}

/// Living animals of the vivarium with a genotype on record, by claims or as a text: at most 600, by code.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "breedable", input = server_fn::codec::Json)]
pub async fn list_breedable() -> Result<Vec<Breedable>, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let filter = AnimalFilter { life_status: vec![LifeStatus::Alive], ..AnimalFilter::default() };
    let (mut living, mut cursor): (Vec<AnimalSummary>, _) = (Vec::new(), None::<String>);
    for _ in 0..3 {
        let page = animals.list(&actor, &filter, AnimalSort::Code, cursor.as_deref(), 200).await?;
        living.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let ids: Vec<AnimalId> = living.iter().map(|animal| animal.id).collect();
    let mut reckoned = animals.reckoned_genotypes(&actor, &ids).await?;
    let breedable = living.into_iter().filter_map(|animal| {
        let reckoned = reckoned.remove(&animal.id).filter(|own| own.source != GenotypeSource::Nothing)?;
        Some(Breedable {
            id: animal.id,
            label: if animal.name.is_empty() { animal.code } else { format!("{} {}", animal.code, animal.name) },
            sex: animal.sex,
            species: animal.taxon.common_name,
            reckoned,
        })
    });
    Ok(breedable.collect())
}

/// A species to plan with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTaxon {
    pub id: TaxonId,
    pub name: String,
}

/// What the page of plans shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanDesk {
    /// Species of the catalogue of genes.
    pub taxa: Vec<PlanTaxon>,
    /// The one that was asked about, or that the collection has most of.
    pub taxon: Option<TaxonId>,
    /// `None` before anything is wished for, or where the wish can't be read: `problem` says why.
    pub plans: Option<BreedingPlans>,
    pub problem: Option<String>,
}

/// The shortest ways to a wish with the collection. A wish that can't be read is said beside the field.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "plans", input = server_fn::codec::Json)]
pub async fn load_plans(taxon: Option<TaxonId>, goal: String) -> Result<PlanDesk, AppError> {
    use repti_genetics::calculator::Calculator;
    use repti_model::{ErrorCode, Problem, plans::PlanQuery};
    let (actor, animals) = (require_actor()?, animals()?);
    let known = animals.taxa().await?;
    let known = known.iter().filter(|taxon| Calculator::current(&taxon.common_name).is_some());
    let taxa: Vec<PlanTaxon> = known.map(|taxon| PlanTaxon { id: taxon.id, name: taxon.common_name.clone() }).collect();
    let taxon = match taxon {
        Some(asked) => Some(asked),
        None => {
            let filter = AnimalFilter { life_status: vec![LifeStatus::Alive], ..AnimalFilter::default() };
            let some = animals.list(&actor, &filter, AnimalSort::Code, None, 200).await?.items;
            let count = |id: TaxonId| some.iter().filter(|animal| animal.taxon.id == id).count();
            taxa.iter().max_by_key(|taxon| count(taxon.id)).map(|taxon| taxon.id)
        }
    };
    let mut desk = PlanDesk { taxa, taxon, plans: None, problem: None };
    if let Some(taxon) = taxon.filter(|_| !goal.trim().is_empty()) {
        match animals.plans(&actor, &PlanQuery { taxon, goal }).await.map_err(Problem::from) {
            Ok(plans) => desk.plans = Some(plans),
            Err(problem) if problem.code == ErrorCode::Invalid => {
                let said = problem.fields.of("goal").first().or_else(|| problem.fields.of("taxon").first()).cloned();
                desk.problem = Some(said.unwrap_or(problem.detail));
            }
            Err(problem) => return Err(problem.into()),
        }
    }
    Ok(desk)
}

/// The mates of an animal, and what is wrong with the question: then they are ranked without a goal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatesFound {
    pub mates: Mates,
    pub problem: Option<String>,
}

/// The mates of an animal, ranked. A goal that can't be read is said beside the list.
///
/// # Errors
/// When there is no such animal here.
#[server(prefix = "/sfn/breeder", endpoint = "mates", input = server_fn::codec::Json)]
pub async fn list_mates(id: AnimalId, query: MateQuery) -> Result<MatesFound, AppError> {
    use repti_model::{ErrorCode, Problem};
    let (actor, animals) = (require_actor()?, animals()?);
    match animals.mates(&actor, id, &query).await.map_err(Problem::from) {
        Ok(mates) => Ok(MatesFound { mates, problem: None }),
        Err(problem) if problem.code == ErrorCode::Invalid => {
            let said = problem.fields.of("goal").first().or_else(|| problem.fields.of("eggs").first()).cloned();
            let without = MateQuery { goal: String::new(), eggs: 6, ..query };
            let mates = animals.mates(&actor, id, &without).await?;
            Ok(MatesFound { mates, problem: Some(said.unwrap_or(problem.detail)) })
        }
        Err(problem) => Err(problem.into()),
    }
}
