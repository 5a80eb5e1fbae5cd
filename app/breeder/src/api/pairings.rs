//! Planned pairings: the list, one of them, and what is written of it.

use app_shared::{AppError, Onward};
use jiff::Timestamp;
use leptos::prelude::*;
use repti_model::{
    AnimalId, PairingId,
    animal::Sex,
    genotype::ReckonedGenotype,
    kinship::WhatIf,
    page::Page,
    pairing::{Pairing, PairingFilter, RecordedPairing},
    registry::TaxonRef,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{
    call::animals,
    relatedness::{catalogue_species, reckoned_pair},
};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, read_field, require_actor};
#[cfg(feature = "ssr")]
use repti_domain::repti_animal::Animals;
#[cfg(feature = "ssr")]
use repti_model::{
    Action, Actor, FieldErrors,
    animal::LifeStatus,
    pairing::{NewPairing, PairingEnd, PairingFields, PairingPatch, PairingState},
    registry::{AnimalDetail, AnimalFilter, AnimalKind, AnimalSort},
};

/// How many pairings a page of the list shows.
#[cfg(feature = "ssr")]
const PAGE: usize = 48;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingsPageData {
    pub page: Page<Pairing>,
    /// What the animal of the filter is called.
    pub animal: Option<String>,
}

/// The pairings that a filter shows, the latest season first.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "pairings", input = server_fn::codec::Json)]
pub async fn load_pairings(filter: PairingFilter, cursor: Option<String>) -> Result<PairingsPageData, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let page = animals.pairings(&actor, &filter, cursor.as_deref(), PAGE).await?;
    let animal = match filter.animal {
        Some(id) => Some(animals.get(&actor, id).await?.label().to_owned()),
        None => None,
    };
    Ok(PairingsPageData { page, animal })
}

/// For the animal's page.
#[cfg(feature = "ssr")]
pub(super) async fn planned_of(animals: &Animals, actor: &Actor, id: AnimalId) -> Result<Vec<Pairing>, AppError> {
    let filter = PairingFilter { state: Some(PairingState::Planned), season: None, animal: Some(id) };
    Ok(animals.pairings(actor, &filter, None, 12).await?.items)
}

/// A pairing's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairingShown {
    pub recorded: RecordedPairing,
    /// What their young would be by the pedigree.
    pub what_if: WhatIf,
    /// The species' name in the catalogue of genes; `None` where the two are of different ones, or it has none.
    pub species: Option<String>,
    /// What the sire and the dam are reckoned with.
    pub genotypes: [ReckonedGenotype; 2],
    pub now: Timestamp,
}

/// A pairing with what its young would be.
///
/// # Errors
/// When there is no such pairing here.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_get", input = server_fn::codec::Json)]
pub async fn load_pairing(id: PairingId) -> Result<PairingShown, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let recorded = animals.pairing(&actor, id).await?;
    let missing = || AppError::from(repti_model::Problem::of(repti_model::ErrorCode::NotFound));
    let (sire, dam) = (&recorded.pairing.sire, &recorded.pairing.dam);
    let two = [sire.id.ok_or_else(missing)?, dam.id.ok_or_else(missing)?];
    let what_if = animals.what_if(&actor, two[0], two[1]).await?;
    let species = catalogue_species(sire, dam);
    let genotypes = reckoned_pair(&animals, &actor, two).await?;
    Ok(PairingShown { recorded, what_if, species, genotypes, now: Timestamp::now() })
}

/// A pairing, for the form that changes it.
///
/// # Errors
/// When there is no such pairing here, or the role doesn't write.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_edit", input = server_fn::codec::Json)]
pub async fn load_pairing_form(id: PairingId) -> Result<RecordedPairing, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    actor.require(Action::EditAnimals)?;
    Ok(animals.pairing(&actor, id).await?)
}

/// An animal that may be paired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairable {
    pub id: AnimalId,
    /// Code and name.
    pub label: String,
    pub sex: Sex,
    pub taxon: TaxonRef,
}

/// What the form of a new pairing starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingStart {
    /// Sire and dam, once both are named: by their sexes as far as they say it, else in the order in which they were named.
    pub two: Option<(Pairable, Pairable)>,
    /// Living animals to choose from while they aren't, by code.
    pub choices: Vec<Pairable>,
    /// There are more than are listed.
    pub more: bool,
    pub this_year: i32,
}

/// What the form of a new pairing starts from: two animals that were named, or all that could be.
///
/// # Errors
/// When an animal isn't the vivarium's own, or the role doesn't write.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_start", input = server_fn::codec::Json)]
pub async fn start_pairing(sire: Option<AnimalId>, dam: Option<AnimalId>) -> Result<PairingStart, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    actor.require(Action::EditAnimals)?;
    let this_year = i32::from(Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).year());
    let mut start = PairingStart { two: None, choices: Vec::new(), more: false, this_year };
    if let (Some(sire), Some(dam)) = (sire, dam) {
        let (one, other) = (pairable(animals.get(&actor, sire).await?), pairable(animals.get(&actor, dam).await?));
        let swapped =
            one.sex == Sex::Female && other.sex != Sex::Female || other.sex == Sex::Male && one.sex != Sex::Male;
        start.two = Some(if swapped { (other, one) } else { (one, other) });
        return Ok(start);
    }
    let filter =
        AnimalFilter { life_status: vec![LifeStatus::Alive], kind: vec![AnimalKind::Held], ..AnimalFilter::default() };
    let mut cursor = None::<String>;
    for _ in 0..3 {
        let page = animals.list(&actor, &filter, AnimalSort::Code, cursor.as_deref(), 200).await?;
        start.choices.extend(page.items.into_iter().map(|animal| Pairable {
            id: animal.id,
            label: named(&animal.code, &animal.name),
            sex: animal.sex,
            taxon: animal.taxon,
        }));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    start.more = cursor.is_some();
    Ok(start)
}

#[cfg(feature = "ssr")]
fn pairable(animal: AnimalDetail) -> Pairable {
    Pairable {
        id: animal.id,
        label: named(&animal.fields.code, &animal.fields.name),
        sex: animal.fields.sex,
        taxon: animal.taxon,
    }
}

#[cfg(feature = "ssr")]
fn named(code: &str, name: &str) -> String {
    if name.is_empty() { code.to_owned() } else { format!("{code} {name}") }
}

/// Plans a pairing, then shows it.
///
/// # Errors
/// Field errors that name the animals; the pairing of the same two in that season, if there is one (`current.id`).
#[server(prefix = "/sfn/breeder", endpoint = "pairing_plan")]
pub async fn plan_pairing(
    sire: AnimalId,
    dam: AnimalId,
    season: String,
    planned: Option<String>,
    wish: Option<String>,
    note: Option<String>,
    hybrid_ok: Option<String>,
) -> Result<Onward, AppError> {
    let PairingFields { season, planned, wish, note } = fields_of(&season, planned, wish, note)?;
    let new = NewPairing { sire, dam, season, planned, wish, note, hybrid_ok: hybrid_ok.is_some() };
    let made = animals()?.plan_pairing(&require_actor()?, &new).await?;
    Ok(onward(&format!("/pairings/{}?note=pairing-planned", made.pairing.id)))
}

/// Changes a pairing, from the version that its form was filled from. `read` is what the form was filled with, as JSON: only what the
/// person changed is saved.
///
/// # Errors
/// Field errors; a conflict with both values of each field that somebody else changed.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_change")]
pub async fn change_pairing(
    id: PairingId,
    version: i32,
    read: Option<String>,
    season: String,
    planned: Option<String>,
    wish: Option<String>,
    note: Option<String>,
) -> Result<Onward, AppError> {
    let (actor, animals) = (require_actor()?, animals()?);
    let after = fields_of(&season, planned, wish, note)?;
    let base = match read.as_deref().and_then(|json| serde_json::from_str::<PairingFields>(json).ok()) {
        Some(read) => read,
        None => animals.pairing(&actor, id).await?.pairing.fields,
    };
    animals.change_pairing(&actor, id, &PairingPatch::between(version, &base, &after)).await?;
    Ok(onward(&format!("/pairings/{id}?note=pairing-changed")))
}

#[cfg(feature = "ssr")]
fn fields_of(
    season: &str,
    planned: Option<String>,
    wish: Option<String>,
    note: Option<String>,
) -> Result<PairingFields, AppError> {
    let mut errors = FieldErrors::new();
    let year = read_field(&mut errors, "season", Some(season), "Write a year, such as 2027.");
    if year.is_none() && errors.is_empty() {
        errors.push("season", "Write the year in which young are hoped for.");
    }
    let planned = read_field(&mut errors, "planned", planned.as_deref(), "Write 2027-03 or 2027-03-14.");
    let mut fields = PairingFields {
        season: year.unwrap_or_default(),
        planned,
        // A browser sends line breaks as two characters.
        wish: wish.unwrap_or_default(),
        note: note.unwrap_or_default().replace("\r\n", "\n"),
    };
    fields.trim();
    if errors.is_empty() { Ok(fields) } else { Err(errors.into()) }
}

/// Gives a pairing up. It stays on record with the reason.
///
/// # Errors
/// A field error without a reason.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_cancel")]
pub async fn cancel_pairing(id: PairingId, reason: Option<String>) -> Result<Onward, AppError> {
    let end = PairingEnd { reason: reason.unwrap_or_default() };
    animals()?.cancel_pairing(&require_actor()?, id, &end).await?;
    Ok(onward(&format!("/pairings/{id}?note=pairing-cancelled")))
}

/// Plans a pairing again that was given up.
///
/// # Errors
/// When its animals can't be paired any more, or are planned anew since.
#[server(prefix = "/sfn/breeder", endpoint = "pairing_restore")]
pub async fn restore_pairing(id: PairingId) -> Result<Onward, AppError> {
    animals()?.restore_pairing(&require_actor()?, id).await?;
    Ok(onward(&format!("/pairings/{id}?note=pairing-restored")))
}
