//! What pairings give, and which mates suit an animal.

use app_shared::AppError;
use leptos::prelude::*;
use repti_model::{
    AnimalId,
    animal::Sex,
    mates::{MateQuery, Mates},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::require_actor;
#[cfg(feature = "ssr")]
use repti_model::{
    animal::LifeStatus,
    registry::{AnimalFilter, AnimalSort},
};

/// An own animal whose genotype can be put into the calculator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breedable {
    pub id: AnimalId,
    pub label: String,
    pub sex: Sex,
    /// The species' common name.
    pub species: String,
    pub genotype_text: String,
}

/// Living animals of the vivarium with a genotype on record: at most 600, by code.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "breedable", input = server_fn::codec::Json)]
pub async fn list_breedable() -> Result<Vec<Breedable>, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let filter = AnimalFilter { life_status: vec![LifeStatus::Alive], ..AnimalFilter::default() };
    let (mut found, mut cursor) = (Vec::new(), None::<String>);
    for _ in 0..3 {
        let page = animals.list(&actor, &filter, AnimalSort::Code, cursor.as_deref(), 200).await?;
        found.extend(page.items.into_iter().filter(|animal| !animal.genotype_text.trim().is_empty()).map(|animal| {
            Breedable {
                id: animal.id,
                label: if animal.name.is_empty() { animal.code } else { format!("{} {}", animal.code, animal.name) },
                sex: animal.sex,
                species: animal.taxon.common_name,
                genotype_text: animal.genotype_text,
            }
        }));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    Ok(found)
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
