//! The registry: the list, one animal, writing it.

mod fields;

use app_shared::{AppError, Onward};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use repti_model::{
    AnimalId, SavedViewId, TaxonId,
    genotype::CollectionGene,
    media::Covers,
    page::Page,
    registry::{AnimalDetail, AnimalSummary, Draft, SavedView, Taxon, Total},
};
use serde::{Deserialize, Serialize};

pub use fields::ListQuery;

#[cfg(feature = "ssr")]
use super::call::{animals, media};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, redirect_to, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    FieldErrors, Problem,
    registry::{AnimalPatch, BulkEdit, BulkSelection, NewSavedView},
};

/// How many animals a page of the list shows.
#[cfg(feature = "ssr")]
const PAGE: usize = 48;

/// A page of the list with what its controls need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPage {
    pub page: Page<AnimalSummary>,
    pub total: Total,
    pub taxa: Vec<Taxon>,
    pub views: Vec<SavedView>,
    /// The genes that the collection has, by name: what the list can be narrowed by.
    pub genes: Vec<CollectionGene>,
    /// The first photograph of those that have one.
    pub covers: Covers,
    /// The server's day and instant, so that ages read the same before and after waking.
    pub today: Date,
    pub now: Timestamp,
}

/// What the form of an animal starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormStart {
    pub taxa: Vec<Taxon>,
    /// The animal that is edited; absent for a new one.
    pub animal: Option<AnimalDetail>,
    /// What the person had typed before they left without saving.
    pub draft: Option<Draft>,
    /// What a new animal is saved under: the same form sent twice makes one.
    pub fresh: AnimalId,
    /// The code that the next animal of each taxon gets.
    pub codes: Vec<(TaxonId, String)>,
    pub now: Timestamp,
}

/// A page of the animals that the filter of the address shows.
///
/// # Errors
/// Field errors of the filter.
#[server(prefix = "/sfn/breeder", endpoint = "animal_list", input = server_fn::codec::Json)]
pub async fn animal_list(query: ListQuery) -> Result<ListPage, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let filter = query.filter();
    let page = animals.list(&actor, &filter, query.sort(), query.cursor.as_deref(), PAGE).await?;
    let ids: Vec<_> = page.items.iter().map(|animal| animal.id).collect();
    let covers = media()?.covers(&actor, &ids).await?;
    let total = animals.count(&actor, &filter).await?;
    let (taxa, views) = (animals.taxa().await?, animals.saved_views(&actor).await?);
    let genes = animals.collection_genes(&actor, filter.taxon.first().copied()).await?;
    let now = Timestamp::now();
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    Ok(ListPage { page, total, taxa: taxa.to_vec(), views, genes, covers, today, now })
}

/// What the form starts from: for a new animal without `id`.
///
/// # Errors
/// When there is no such animal here, or the role doesn't write.
#[server(prefix = "/sfn/breeder", endpoint = "animal_form", input = server_fn::codec::Json)]
pub async fn animal_form(id: Option<AnimalId>) -> Result<FormStart, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    actor.require(repti_model::Action::EditAnimals)?;
    let animal = match id {
        Some(id) => Some(animals.get(&actor, id).await?),
        None => None,
    };
    let draft = animals.draft(&actor, &fields::draft_subject(id)).await?;
    let codes = if id.is_none() { animals.next_codes(&actor).await? } else { Vec::new() };
    Ok(FormStart {
        taxa: animals.taxa().await?.to_vec(),
        animal,
        draft,
        fresh: AnimalId::new(),
        codes,
        now: Timestamp::now(),
    })
}

/// Records a new animal or saves an edited one (`id` and `version` given), then shows it.
///
/// # Errors
/// Field errors; a conflict with both values of each field that somebody else changed.
#[server(prefix = "/sfn/breeder", endpoint = "animal_save")]
pub async fn save_animal(
    id: Option<AnimalId>,
    version: Option<i32>,
    /// What a new animal is to be saved under.
    fresh: Option<AnimalId>,
    /// Whether the form comes back empty for the next animal.
    again: Option<String>,
    /// The record that the form was filled from, as JSON: only what the person changed is saved.
    read: Option<String>,
    kind: Option<String>,
    code: Option<String>,
    name: Option<String>,
    taxon_id: Option<String>,
    sex: Option<String>,
    sex_confidence: Option<String>,
    sex_method: Option<String>,
    born: Option<String>,
    died_on: Option<String>,
    acquired_on: Option<String>,
    origin: Option<String>,
    breeder_of_record: Option<String>,
    genotype_text: Option<String>,
    weight_g: Option<String>,
    length_mm: Option<String>,
    life_status: Option<String>,
    custody: Option<String>,
    role: Option<String>,
    care_state: Option<String>,
    visibility: Option<String>,
    open_to_pairings: Option<String>,
    hybrid: Option<String>,
    public_notes: Option<String>,
    private_notes: Option<String>,
) -> Result<Onward, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let before = match id {
        Some(id) => Some(animals.get(&actor, id).await?),
        None => None,
    };
    let base = read
        .as_deref()
        .and_then(|json| serde_json::from_str(json).ok())
        .or_else(|| before.as_ref().map(|animal| animal.fields.clone()));
    let given = fields::Given {
        kind,
        code,
        name,
        taxon_id,
        sex,
        sex_confidence,
        sex_method,
        born,
        died_on,
        acquired_on,
        origin,
        breeder_of_record,
        genotype_text,
        weight_g,
        length_mm,
        life_status,
        custody,
        role,
        care_state,
        visibility,
        open_to_pairings: open_to_pairings.is_some(),
        hybrid: hybrid.is_some(),
        public_notes,
        private_notes,
    };
    let fields = given.read(base.as_ref())?;
    let saved = match (before, base) {
        (Some(before), Some(base)) => {
            let patch = AnimalPatch::between(version.unwrap_or(before.version), &base, &fields);
            animals.update(&actor, before.id, &patch).await?
        }
        _ => animals.create_once(&actor, fresh.unwrap_or_default(), fields).await?,
    };
    animals.discard_draft(&actor, &fields::draft_subject(id)).await?;
    if again.is_some() {
        return Ok(onward(&format!("/animals/new?taxon={}&note=added", saved.taxon.id)));
    }
    Ok(onward(&format!("/animals/{}?note=saved", saved.id)))
}

/// Keeps what is typed so far, so that a closed tab or a dead phone loses nothing. `seen` is the draft that the form knows;
/// with `over` it takes the place of another tab's.
///
/// # Errors
/// When it is too large, or another tab keeps one by now.
#[server(prefix = "/sfn/breeder", endpoint = "animal_draft", input = server_fn::codec::Json)]
pub async fn keep_draft(
    id: Option<AnimalId>,
    body: serde_json::Value,
    seen: Option<Timestamp>,
    over: bool,
) -> Result<Timestamp, AppError> {
    let (actor, animals, subject) = (require_actor()?, animals()?, fields::draft_subject(id));
    Ok(if over {
        animals.save_draft(&actor, &subject, &body).await?
    } else {
        animals.keep_draft(&actor, &subject, &body, seen).await?
    })
}

/// Throws a draft away.
///
/// # Errors
/// When nobody is signed in.
#[server(prefix = "/sfn/breeder", endpoint = "animal_draft_discard")]
pub async fn discard_draft(id: Option<AnimalId>) -> Result<Onward, AppError> {
    animals()?.discard_draft(&require_actor()?, &fields::draft_subject(id)).await?;
    Ok(onward(&id.map_or_else(|| "/animals/new".to_owned(), |id| format!("/animals/{id}/edit"))))
}

/// Archives an animal, or takes it out of the archive.
///
/// # Errors
/// When the role doesn't allow it.
#[server(prefix = "/sfn/breeder", endpoint = "animal_archive")]
pub async fn set_archived(id: AnimalId, archived: bool) -> Result<Onward, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    if archived {
        animals.archive(&actor, id).await?;
        Ok(onward(&format!("/animals/{id}?note=archived")))
    } else {
        animals.restore(&actor, id).await?;
        Ok(onward(&format!("/animals/{id}?note=restored")))
    }
}

/// Changes one thing of many animals; the list offers to take it back. `change` is `field=value`; with `all` it is made on everything
/// that the list in `back` shows.
///
/// # Errors
/// When nothing is chosen.
#[server(prefix = "/sfn/breeder", endpoint = "animals_bulk")]
pub async fn change_many(
    ids: Option<Vec<AnimalId>>,
    change: Option<String>,
    back: Option<String>,
    all: Option<String>,
) -> Result<(), AppError> {
    let change = fields::bulk_change(change.as_deref().unwrap_or_default())
        .ok_or_else(|| Problem::invalid(FieldErrors::one("change", "Choose what to change.")))?;
    let list = ListQuery::parse(&back.unwrap_or_default());
    let selection = match all {
        Some(_) => BulkSelection::Filter(list.filter()),
        None => BulkSelection::Ids(ids.unwrap_or_default()),
    };
    let done = animals()?.bulk_edit(&require_actor()?, &BulkEdit { selection, change }).await?;
    let undo = done.undo.map(|token| format!("&undo={token}")).unwrap_or_default();
    let query = list.address();
    redirect_to(&format!("/animals?{query}{}changed={}{undo}", if query.is_empty() { "" } else { "&" }, done.changed));
    Ok(())
}

/// Takes a bulk edit back, where nobody changed the animals since.
///
/// # Errors
/// When it was taken back already.
#[server(prefix = "/sfn/breeder", endpoint = "animals_bulk_undo")]
pub async fn undo_bulk(token: uuid::Uuid) -> Result<(), AppError> {
    let done = animals()?.undo_bulk(&require_actor()?, token).await?;
    redirect_to(&format!("/animals?undone={}", done.changed));
    Ok(())
}

/// Keeps the filter and sorting of the list under a name.
///
/// # Errors
/// Field errors.
#[server(prefix = "/sfn/breeder", endpoint = "view_save")]
pub async fn save_view(name: String, query: String) -> Result<Onward, AppError> {
    let list: ListQuery = ListQuery::parse(&query);
    let view = NewSavedView { name, filter: list.filter(), sort: list.sort() };
    animals()?.save_view(&require_actor()?, view).await?;
    Ok(onward(&format!("/animals?{}&note=view-saved", list.address())))
}

/// Gives a saved view another name.
///
/// # Errors
/// Field errors, or a view that is somebody else's.
#[server(prefix = "/sfn/breeder", endpoint = "view_rename")]
pub async fn rename_view(id: SavedViewId, name: String, query: String) -> Result<Onward, AppError> {
    animals()?.rename_view(&require_actor()?, id, &name).await?;
    Ok(onward(&format!("/animals?{}&note=view-renamed", ListQuery::parse(&query).address())))
}

/// Forgets a saved view.
///
/// # Errors
/// When it is somebody else's.
#[server(prefix = "/sfn/breeder", endpoint = "view_delete")]
pub async fn delete_view(id: SavedViewId) -> Result<Onward, AppError> {
    animals()?.delete_view(&require_actor()?, id).await?;
    Ok(onward("/animals?note=view-deleted"))
}

/// The taxa, for a select.
///
/// # Errors
/// When the database doesn't answer.
#[server(prefix = "/sfn/breeder", endpoint = "taxa", input = server_fn::codec::Json)]
pub async fn taxa() -> Result<Vec<Taxon>, AppError> {
    require_actor()?;
    Ok(animals()?.taxa().await?.to_vec())
}
