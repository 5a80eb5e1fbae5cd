//! Server functions of the embed portal, mounted under `/sfn/embed/` only.

use app_shared::AppError;
use leptos::{prelude::*, server_fn::codec::Json};
use repti_model::{
    embed::{Widget, WidgetKind},
    pedigree::PedigreeNode,
    public::PublicAnimal,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use repti_model::{AnimalId, VivariumId};

/// How many generations of ancestors a pedigree widget shows.
pub const GENERATIONS: u8 = 3;

/// What a widget shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    Card(Box<PublicAnimal>),
    Pedigree(Box<PublicAnimal>, Box<PedigreeNode>),
    Calculator,
}

/// A widget with what it shows now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetData {
    pub widget: Widget,
    /// An error where the public doesn't see the animal: the frame says so, in the widget's colours and on its sites only.
    pub shown: Result<Shown, AppError>,
}

/// The widget behind a key. `animal` names one of the vivarium's public animals where the widget isn't bound to one.
///
/// # Errors
/// `NotFound` for a key that is none, was turned off, or belongs to a suspended vivarium.
#[server(prefix = "/sfn/embed", endpoint = "widget", input = Json)]
pub async fn load_widget(key: String, animal: Option<String>) -> Result<WidgetData, AppError> {
    use repti_model::{ErrorCode, Problem};
    let domain = app_shared::ssr::domain()?;
    let widget = domain.ops.find_widget(&key).await?.ok_or_else(|| Problem::of(ErrorCode::NotFound))?;
    let asked = animal.and_then(|id| id.parse().ok());
    let shown = show(&domain, widget.kind, widget.animal_id.or(asked), Some(widget.vivarium_id)).await;
    Ok(WidgetData { widget, shown })
}

/// What a widget would show of a public animal: the builder's preview, before there is a widget.
///
/// # Errors
/// `NotFound` for an animal that the public doesn't see.
#[server(prefix = "/sfn/embed", endpoint = "preview", input = Json)]
pub async fn load_preview(kind: WidgetKind, animal: String) -> Result<Shown, AppError> {
    show(&app_shared::ssr::domain()?, kind, animal.parse().ok(), None).await
}

/// The calculator, or the public's view of an animal; of another vivarium than `of`, there is none.
#[cfg(feature = "ssr")]
async fn show(
    domain: &repti_domain::Domain,
    kind: WidgetKind,
    id: Option<AnimalId>,
    of: Option<VivariumId>,
) -> Result<Shown, AppError> {
    use repti_model::{ErrorCode, Problem};
    if kind == WidgetKind::Calculator {
        return Ok(Shown::Calculator);
    }
    let id = id.ok_or_else(|| Problem::of(ErrorCode::NotFound))?;
    let animals = &domain.animal;
    let mut animal = animals.public_animal(id).await?;
    if of.is_some_and(|vivarium| vivarium != animal.vivarium_id) {
        return Err(Problem::of(ErrorCode::NotFound).into());
    }
    if kind == WidgetKind::Card {
        domain.show_covers([&mut animal.card]).await?;
    }
    let animal = Box::new(animal);
    Ok(match kind {
        WidgetKind::Pedigree => Shown::Pedigree(animal, Box::new(animals.public_pedigree(id, GENERATIONS).await?)),
        WidgetKind::Card | WidgetKind::Calculator => Shown::Card(animal),
    })
}
