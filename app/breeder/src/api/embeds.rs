//! Widgets on other sites.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    EmbedWidgetId,
    embed::{WidgetAccent, WidgetAnimal, WidgetKind, WidgetTheme, WidgetView},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use app_shared::ssr::{domain, onward, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{Action, embed::WidgetForm};

/// What the builder starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuilderStart {
    /// The widget that is changed; absent for a new one.
    pub widget: Option<WidgetView>,
    /// Some animals that a widget can show, to choose from and to show the preview with.
    pub animals: Vec<WidgetAnimal>,
}

/// The widgets of the active vivarium, the newest first.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "widgets")]
pub async fn load_widgets() -> Result<Vec<WidgetView>, AppError> {
    Ok(domain()?.widgets(&require_actor()?).await?)
}

/// What the builder starts from: for a new widget without `id`.
///
/// # Errors
/// `NotFound` for another vivarium's, `Forbidden` for a role that makes no widgets.
#[server(prefix = "/sfn/breeder", endpoint = "widget_builder", input = server_fn::codec::Json)]
pub async fn load_builder(id: Option<EmbedWidgetId>) -> Result<BuilderStart, AppError> {
    let (domain, actor) = (domain()?, require_actor()?);
    actor.require(Action::Administer)?;
    let widget = match id {
        Some(id) => Some(domain.widget(&actor, id).await?),
        None => None,
    };
    Ok(BuilderStart { widget, animals: domain.widget_animals(&actor, "").await? })
}

/// Animals that a widget can show, found by words.
///
/// # Errors
/// Words that are too long.
#[server(prefix = "/sfn/breeder", endpoint = "widget_animals", input = server_fn::codec::Json)]
pub async fn find_widget_animals(words: String) -> Result<Vec<WidgetAnimal>, AppError> {
    Ok(domain()?.widget_animals(&require_actor()?, &words).await?)
}

/// Makes a widget, or changes one (`id` and `version` given). `allowed_origins` are the sites that may show it, one a line;
/// `animal` is a code, an id or the address of a page that ends in one.
///
/// # Errors
/// Field errors; a conflict when somebody else saved first.
#[server(prefix = "/sfn/breeder", endpoint = "widget_save")]
pub async fn save_widget(
    id: Option<EmbedWidgetId>,
    version: Option<i32>,
    kind: WidgetKind,
    theme: WidgetTheme,
    accent: WidgetAccent,
    animal: Option<String>,
    allowed_origins: Option<String>,
) -> Result<Onward, AppError> {
    let sites = allowed_origins.unwrap_or_default();
    let form = WidgetForm {
        kind,
        theme,
        accent,
        animal_id: None,
        allowed_origins: sites
            .split([' ', ',', '\n', '\r', '\t'])
            .filter(|site| !site.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let saved = id.zip(version);
    let widget = domain()?.save_widget(&require_actor()?, saved, animal.as_deref().unwrap_or_default(), form).await?;
    let note = if saved.is_some() { "saved" } else { "widget-created" };
    Ok(onward(&format!("/embeds/{}?note={note}", widget.id)))
}

/// Switches a widget off.
///
/// # Errors
/// For another vivarium's.
#[server(prefix = "/sfn/breeder", endpoint = "widget_disable")]
pub async fn disable_widget(id: EmbedWidgetId) -> Result<Onward, AppError> {
    domain()?.ops.disable_widget(&require_actor()?, id).await?;
    Ok(onward(&format!("/embeds?off={id}")))
}

/// Switches it on again.
///
/// # Errors
/// For another vivarium's.
#[server(prefix = "/sfn/breeder", endpoint = "widget_enable")]
pub async fn enable_widget(id: EmbedWidgetId) -> Result<Onward, AppError> {
    domain()?.ops.enable_widget(&require_actor()?, id).await?;
    Ok(onward("/embeds?note=widget-enabled"))
}
