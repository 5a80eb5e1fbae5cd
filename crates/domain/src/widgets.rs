//! Widgets with the animals that they show: the context of operations knows ids only.

use crate::Domain;
use repti_animal::AnimalError;
use repti_model::{
    Action, Actor, AnimalId, EmbedWidgetId, Problem,
    animal::Visibility,
    embed::{WidgetAnimal, WidgetForm, WidgetRow, WidgetView},
    registry::{AnimalFilter, AnimalSort},
};

/// How many animals are offered while somebody types.
const OFFERED: usize = 20;

impl Domain {
    /// The widgets of the active vivarium, the newest first.
    ///
    /// # Errors
    /// When there is no active vivarium.
    pub async fn widgets(&self, actor: &Actor) -> Result<Vec<WidgetView>, Problem> {
        let rows = self.ops.list_widgets(actor).await?;
        let ids: Vec<AnimalId> = rows.iter().filter_map(|row| row.animal_id).collect();
        let animals = self.animal.names(actor, &ids).await?;
        let named = |id: Option<AnimalId>| animals.iter().find(|animal| Some(animal.id) == id).cloned();
        Ok(rows.into_iter().map(|widget| WidgetView { animal: named(widget.animal_id), widget }).collect())
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn widget(&self, actor: &Actor, id: EmbedWidgetId) -> Result<WidgetView, Problem> {
        let widget = self.ops.get_widget(actor, id).await?;
        let ids: Vec<AnimalId> = widget.animal_id.into_iter().collect();
        let animal = self.animal.names(actor, &ids).await?.pop();
        Ok(WidgetView { widget, animal })
    }

    /// Animals of the active vivarium that a widget can show, the newest or the ones that `words` find.
    ///
    /// # Errors
    /// Words that are too long, or no active vivarium.
    pub async fn widget_animals(&self, actor: &Actor, words: &str) -> Result<Vec<WidgetAnimal>, Problem> {
        actor.require(Action::Read)?;
        let filter =
            AnimalFilter { q: words.to_owned(), visibility: vec![Visibility::Public], ..AnimalFilter::default() };
        let page = self.animal.list(actor, &filter, AnimalSort::UpdatedDown, None, OFFERED).await?;
        let ids: Vec<AnimalId> = page.items.iter().map(|animal| animal.id).collect();
        let mut animals = self.animal.names(actor, &ids).await?;
        animals.retain(|animal| animal.public);
        animals.sort_by_key(|animal| ids.iter().position(|id| *id == animal.id));
        Ok(animals)
    }

    /// Makes a widget, or changes the one of `saved` (its id and the version that was read). `animal` is what somebody wrote: a
    /// code, an id, the address of a page, or nothing.
    ///
    /// # Errors
    /// Every wrong field at once; `Conflict` when somebody else saved first.
    pub async fn save_widget(
        &self,
        actor: &Actor,
        saved: Option<(EmbedWidgetId, i32)>,
        animal: &str,
        mut form: WidgetForm,
    ) -> Result<WidgetRow, Problem> {
        actor.require(Action::Administer)?;
        let mut errors = form.validate().err().unwrap_or_default();
        // A kind that shows no animal takes none, whatever the form's hidden field still holds.
        if form.kind.shows_animal() {
            match self.widget_animal(actor, animal).await? {
                Ok(id) => form.animal_id = id,
                Err(message) => errors.push("animal", message),
            }
        }
        errors.into_result()?;
        Ok(match saved {
            Some((id, version)) => self.ops.update_widget(actor, id, version, &form).await?,
            None => self.ops.create_widget(actor, &form).await?,
        })
    }

    /// The animal that somebody means, or what is wrong with what they wrote.
    async fn widget_animal(
        &self,
        actor: &Actor,
        text: &str,
    ) -> Result<Result<Option<AnimalId>, &'static str>, Problem> {
        const NONE: &str = "No animal here has this code. Choose one of the list, or leave the field empty.";
        let text = text.trim();
        if text.is_empty() {
            return Ok(Ok(None));
        }
        let last = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/').rsplit('/').next();
        if let Some(id) = last.and_then(|id| id.parse().ok()) {
            let known = self.animal.names(actor, &[id]).await?;
            return Ok(if known.is_empty() { Err(NONE) } else { Ok(Some(id)) });
        }
        match self.animal.find_by_code(actor, text).await {
            Ok(id) => Ok(Ok(Some(id))),
            Err(AnimalError::NotFound(_)) => Ok(Err(NONE)),
            Err(error) => Err(error.into()),
        }
    }
}
