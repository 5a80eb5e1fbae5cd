use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::public::{BreederCard, PublicQuery, PublicResults};
use serde::{Deserialize, Serialize};

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchData {
    pub results: PublicResults,
    /// Breeders whose name fits the words; none without words.
    pub breeders: Vec<BreederCard>,
}

/// Searches animals and breeders.
#[server(prefix = "/sfn/public", endpoint = "search_page", input = Json)]
pub async fn search_page(query: PublicQuery, cursor: Option<String>) -> Result<SearchData, AppError> {
    let domain = app_shared::ssr::domain()?;
    let animals = &domain.animal;
    let mut results = animals.public_search(&query, cursor.as_deref(), 24).await?;
    domain.show_covers(&mut results.items).await?;
    let breeders = if query.q.trim().is_empty() || cursor.is_some() {
        Vec::new()
    } else {
        animals.public_breeders(&query.q, None, 4).await?.items
    };
    Ok(SearchData { results, breeders })
}
