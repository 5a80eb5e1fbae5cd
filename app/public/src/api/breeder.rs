use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::{
    media::LogoFile,
    page::Page,
    public::{BreederCard, PublicBreeder, PublicCard},
};
use serde::{Deserialize, Serialize};

/// A breeder and one page of their animals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreederPageData {
    pub breeder: PublicBreeder,
    pub animals: Page<PublicCard>,
    /// Where its plan has one.
    pub logo: Option<LogoFile>,
}

/// A breeder's page.
#[server(prefix = "/sfn/public", endpoint = "breeder_page", input = Json)]
pub async fn breeder_page(slug: String, cursor: Option<String>) -> Result<BreederPageData, AppError> {
    let domain = app_shared::ssr::domain()?;
    let breeder = domain.animal.public_breeder(&slug).await?;
    let mut page = domain.animal.public_breeder_animals(&slug, cursor.as_deref(), 24).await?;
    domain.show_covers(&mut page.items).await?;
    let logo = domain.media.public_logo(&slug).await?;
    Ok(BreederPageData { breeder, animals: page, logo })
}

/// The list of breeders.
#[server(prefix = "/sfn/public", endpoint = "breeders_page", input = Json)]
pub async fn breeders_page(q: String, cursor: Option<String>) -> Result<Page<BreederCard>, AppError> {
    Ok(app_shared::ssr::domain()?.animal.public_breeders(&q, cursor.as_deref(), 30).await?)
}
