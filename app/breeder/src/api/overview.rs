//! What a keeper sees first: how many there are, of what, and what waits for an answer.

use app_shared::AppError;
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::registry::{AnimalSummary, Total};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{animals::ListQuery, call::animals};
#[cfg(feature = "ssr")]
use app_shared::ssr::require_actor;
#[cfg(feature = "ssr")]
use repti_domain::repti_animal::Animals;
#[cfg(feature = "ssr")]
use repti_model::{Action, Actor, TaxonId};

/// The figures of the first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub total: Total,
    /// Males, females, unsexed: the hobby writes 1.2.3.
    pub sexes: [u64; 3],
    pub questions: Total,
    pub public: Total,
    /// Requests to confirm a parent that wait for an answer from here.
    pub asked: u64,
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

#[cfg(feature = "ssr")]
async fn rows(animals: &Animals, actor: &Actor, query: &ListQuery) -> Result<Vec<AnimalSummary>, AppError> {
    Ok(animals.list(actor, &query.filter(), query.sort(), None, ROWS).await?.items)
}

/// The first page.
///
/// # Errors
/// When the database doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "overview", input = server_fn::codec::Json)]
pub async fn load_overview() -> Result<Overview, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let taxa = animals.taxa().await?;
    let living = animals.tally(&actor).await?;
    let of = |(id, animals): (TaxonId, u64)| {
        let taxon = taxa.iter().find(|taxon| taxon.id == id)?;
        Some((taxon.common_name.clone(), id.to_string(), animals))
    };
    let questions = ListQuery { open: "1".to_owned(), ..ListQuery::default() };
    let recent = ListQuery { sort: "-updated".to_owned(), ..ListQuery::default() };
    let draft = actor.may(Action::EditAnimals) && animals.draft(&actor, "animal:new").await?.is_some();
    Ok(Overview {
        total: living.all.into(),
        sexes: living.sexes,
        questions: animals.count(&actor, &questions.filter()).await?,
        public: living.public.into(),
        asked: animals.verifications_waiting(&actor).await?,
        species: living.taxa.into_iter().filter_map(of).collect(),
        recent: rows(&animals, &actor, &recent).await?,
        open: rows(&animals, &actor, &questions).await?,
        draft,
        now: Timestamp::now(),
    })
}
