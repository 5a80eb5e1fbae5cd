//! Widgets on other sites.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    EmbedWidgetId,
    embed::{WidgetKind, WidgetRow, WidgetTheme},
};

#[cfg(feature = "ssr")]
use app_shared::ssr::{domain, onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{AnimalId, FieldErrors, embed::WidgetForm};

/// The widgets of the active vivarium, the newest first.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "widgets")]
pub async fn load_widgets() -> Result<Vec<WidgetRow>, AppError> {
    Ok(domain()?.ops.list_widgets(&require_actor()?).await?)
}

/// Makes a widget. `allowed_origins` are the sites that may show it, one a line; `animal` is an id or the address of a page that
/// ends in one.
///
/// # Errors
/// Field errors.
#[server(prefix = "/sfn/breeder", endpoint = "create_widget")]
pub async fn create_widget(
    kind: WidgetKind,
    theme: WidgetTheme,
    animal: Option<String>,
    allowed_origins: String,
) -> Result<Onward, AppError> {
    let form = WidgetForm {
        kind,
        theme,
        animal_id: animal_of(animal.as_deref().unwrap_or_default())?,
        allowed_origins: allowed_origins.split_whitespace().map(str::to_owned).collect(),
    };
    domain()?.ops.create_widget(&require_actor()?, &form).await?;
    Ok(onward("/embeds?note=widget-created"))
}

/// Switches a widget off.
///
/// # Errors
/// For another vivarium's.
#[server(prefix = "/sfn/breeder", endpoint = "disable_widget")]
pub async fn disable_widget(id: EmbedWidgetId) -> Result<Onward, AppError> {
    domain()?.ops.disable_widget(&require_actor()?, id).await?;
    Ok(onward("/embeds?note=widget-disabled"))
}

#[cfg(feature = "ssr")]
fn animal_of(text: &str) -> Result<Option<AnimalId>, FieldErrors> {
    let text = text.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if text.is_empty() {
        return Ok(None);
    }
    let last = text.rsplit('/').next().unwrap_or_default();
    last.parse().map(Some).map_err(|_| {
        FieldErrors::one(
            "animal",
            "This is no animal's id. Copy the address of the animal's page, or leave the field empty.",
        )
    })
}
