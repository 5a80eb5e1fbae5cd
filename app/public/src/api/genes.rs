use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::genes::{ComboPage, GeneCarriers, GeneIndex, GeneInheritance, GenePage, TaxonGenes};
use serde::{Deserialize, Serialize};

/// A gene and the animals that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenePageData {
    pub page: GenePage,
    pub carriers: GeneCarriers,
}

/// The species of the encyclopedia, and what a search names.
#[server(prefix = "/sfn/public", endpoint = "genes_page", input = Json)]
pub async fn genes_page(q: String) -> Result<GeneIndex, AppError> {
    Ok(repti_domain::genes::index(&q))
}

/// The genes of a species, of one inheritance if one is asked for.
#[server(prefix = "/sfn/public", endpoint = "taxon_genes_page", input = Json)]
pub async fn taxon_genes_page(taxon: String, inheritance: Option<GeneInheritance>) -> Result<TaxonGenes, AppError> {
    use repti_model::{ErrorCode, Problem};
    Ok(repti_domain::genes::taxon(&taxon, inheritance).ok_or_else(|| Problem::of(ErrorCode::NotFound))?)
}

/// A gene with the public animals that carry it.
#[server(prefix = "/sfn/public", endpoint = "gene_page", input = Json)]
pub async fn load_gene(taxon: String, gene: String) -> Result<GenePageData, AppError> {
    use repti_model::{ErrorCode, Problem};
    let page = repti_domain::genes::gene(&taxon, &gene).ok_or_else(|| Problem::of(ErrorCode::NotFound))?;
    let carriers = app_shared::ssr::domain()?.gene_carriers(&taxon, &gene).await?;
    Ok(GenePageData { page, carriers })
}

/// A combo.
#[server(prefix = "/sfn/public", endpoint = "combo_page", input = Json)]
pub async fn load_combo(taxon: String, combo: String) -> Result<ComboPage, AppError> {
    use repti_model::{ErrorCode, Problem};
    Ok(repti_domain::genes::combo(&taxon, &combo).ok_or_else(|| Problem::of(ErrorCode::NotFound))?)
}
