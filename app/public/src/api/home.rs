use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::public::{BreederCard, FacetCount, PublicCard};
use serde::{Deserialize, Serialize};

/// What the first page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeData {
    pub newest: Vec<PublicCard>,
    /// The newest of different species, for the pictures beside the title.
    pub shown: Vec<PublicCard>,
    pub breeders: Vec<BreederCard>,
    pub taxa: Vec<FacetCount>,
    /// Public animals in all.
    pub total: u32,
}

/// The first page.
#[server(prefix = "/sfn/public", endpoint = "home_page", input = Json)]
pub async fn home_page() -> Result<HomeData, AppError> {
    let domain = app_shared::ssr::domain()?;
    let animals = &domain.animal;
    let newest = animals.public_recent(40).await?;
    let counts = animals.public_search(&repti_model::public::PublicQuery::default(), None, 1).await?;
    let breeders = animals.public_breeders("", None, 6).await?.items;
    let mut shown = one_of_each(&newest, 3);
    let mut newest: Vec<_> = newest.into_iter().take(10).collect();
    domain.show_covers(newest.iter_mut().chain(&mut shown)).await?;
    Ok(HomeData { newest, shown, breeders, taxa: counts.facets.taxon, total: counts.total })
}

/// The first animal of each of so many species.
#[cfg(feature = "ssr")]
fn one_of_each(cards: &[PublicCard], most: usize) -> Vec<PublicCard> {
    let mut shown: Vec<PublicCard> = Vec::new();
    for card in cards {
        if shown.len() < most && shown.iter().all(|other| other.taxon.id != card.taxon.id) {
            shown.push(card.clone());
        }
    }
    shown
}
