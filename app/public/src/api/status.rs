use app_shared::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use repti_model::status::SiteStatus;

/// How the site is.
#[server(prefix = "/sfn/public", endpoint = "status_page", input = Json)]
pub async fn status_page() -> Result<SiteStatus, AppError> {
    Ok(app_shared::ssr::domain()?.site_status().await)
}
