//! What a keeper sees first: how many there are, of what, and what waits for an answer.

use super::animals::ListQuery;
use app_shared::AppError;
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::registry::{AnimalSummary, Total};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::require_actor;
#[cfg(feature = "ssr")]
use repti_model::{Action, animal::Sex};

/// The figures of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub total: Total,
    /// Males, females, unsexed: the hobby writes 1.2.3.
    pub sexes: [u64; 3],
    pub questions: Total,
    pub public: Total,
    /// Species with their slug's id and how many there are, the most first.
    pub species: Vec<(String, String, u64)>,
    pub recent: Vec<AnimalSummary>,
    /// Animals with a lineage question that nobody has answered.
    pub open: Vec<AnimalSummary>,
    /// Somebody began to add an animal and left.
    pub draft: bool,
    pub now: Timestamp,
}

/// How many rows each list of the first page has.
#[cfg(feature = "ssr")]
const ROWS: usize = 8;

/// The first page.
///
/// # Errors
/// When the database doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "overview", input = server_fn::codec::Json)]
pub async fn overview() -> Result<Overview, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let all = ListQuery { status: "alive".to_owned(), ..ListQuery::default() };
    let count = async |query: ListQuery| animals.count(&actor, &query.filter()).await;
    let total = count(all.clone()).await?;
    let mut sexes = [0; 3];
    for (place, sex) in sexes.iter_mut().zip([Sex::Male, Sex::Female, Sex::Unknown]) {
        *place = count(ListQuery { sex: sex.to_string(), ..all.clone() }).await?.count;
    }
    let mut species = Vec::new();
    for taxon in animals.taxa().await?.iter() {
        let (id, name) = (taxon.id.to_string(), taxon.common_name.clone());
        let found = count(ListQuery { taxon: id.clone(), ..all.clone() }).await?.count;
        if found > 0 {
            species.push((name, id, found));
        }
    }
    species.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    let questions = ListQuery { open: "1".to_owned(), ..ListQuery::default() };
    let recent = ListQuery { sort: "-updated".to_owned(), ..ListQuery::default() };
    let rows = async |query: &ListQuery| animals.list(&actor, &query.filter(), query.sort(), None, ROWS).await;
    let draft = actor.may(Action::EditAnimals) && animals.draft(&actor, "animal:new").await?.is_some();
    Ok(Overview {
        total,
        sexes,
        questions: count(questions.clone()).await?,
        public: count(ListQuery { visibility: "public".to_owned(), ..all.clone() }).await?,
        species,
        recent: rows(&recent).await?.items,
        open: rows(&questions).await?.items,
        draft,
        now: Timestamp::now(),
    })
}
