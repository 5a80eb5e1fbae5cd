//! Server functions of the embed portal, mounted under `/sfn/embed/` only.

use app_shared::AppError;
use leptos::{prelude::*, server_fn::codec::Json};
use repti_model::{embed::Widget, pedigree::PedigreeNode, public::PublicAnimal};
use serde::{Deserialize, Serialize};

/// A widget with what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetData {
    pub widget: Widget,
    pub animal: PublicAnimal,
    /// Of pedigree widgets only.
    pub pedigree: Option<PedigreeNode>,
}

/// The widget behind a key. `kind` is `card` or `pedigree`; `animal` names one of the vivarium's public animals where the
/// widget isn't bound to one.
#[server(prefix = "/sfn/embed", endpoint = "widget", input = Json)]
pub async fn load_widget(key: String, kind: String, animal: Option<String>) -> Result<WidgetData, AppError> {
    use repti_model::{ErrorCode, Problem, embed::WidgetKind};
    let nothing = || Problem::of(ErrorCode::NotFound);
    let domain = app_shared::ssr::domain()?;
    let widget =
        domain.ops.find_widget(&key).await?.filter(|widget| widget.kind.as_str() == kind).ok_or_else(nothing)?;
    let asked = animal.and_then(|id| id.parse().ok());
    let id = widget.animal_id.or(asked).ok_or_else(nothing)?;
    let animal = domain.animal.public_animal(id).await?;
    if animal.vivarium_id != widget.vivarium_id {
        return Err(nothing().into());
    }
    let pedigree = match widget.kind {
        WidgetKind::Pedigree => Some(domain.animal.public_pedigree(id, 3).await?),
        WidgetKind::Card => None,
    };
    Ok(WidgetData { widget, animal, pedigree })
}
