//! Taxa: listed, added, changed.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    TaxonId,
    registry::{StaffTaxon, Taxon},
};
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

#[cfg(feature = "ssr")]
use super::call::animals;
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, read_field, require_actor};
#[cfg(feature = "ssr")]
use repti_model::{
    ErrorCode, FieldErrors, Problem, StaffRole,
    registry::{Rank, Reproduction, TaxonFields},
};

/// What the form of a taxon starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxonForm {
    /// The taxon that is changed; absent for a new one.
    pub edited: Option<StaffTaxon>,
    /// All of them, to choose the one above from.
    pub taxa: Vec<Taxon>,
}

/// Every taxon, by common name.
///
/// # Errors
/// Unless the actor is staff.
#[server(prefix = "/sfn/admin", endpoint = "taxa")]
pub async fn load_taxa() -> Result<Vec<StaffTaxon>, AppError> {
    Ok(animals()?.staff_taxa(&require_actor()?).await?)
}

/// What the form starts from: for a new taxon without `id`.
///
/// # Errors
/// `NotFound`, or unless the actor is administrator.
#[server(prefix = "/sfn/admin", endpoint = "taxon_form", input = Json)]
pub async fn load_taxon_form(id: Option<TaxonId>) -> Result<TaxonForm, AppError> {
    let actor = require_actor()?;
    actor.require_staff(StaffRole::Administrator)?;
    let all = animals()?.staff_taxa(&actor).await?;
    let edited = all.iter().find(|entry| Some(entry.taxon.id) == id).cloned();
    if edited.is_none() && id.is_some() {
        return Err(Problem::of(ErrorCode::NotFound).into());
    }
    Ok(TaxonForm { edited, taxa: all.into_iter().map(|entry| entry.taxon).collect() })
}

/// Adds a taxon, or changes one (`id` and `version` given).
///
/// # Errors
/// Field errors; a conflict with both values of each field that somebody else changed; unless the actor is administrator.
#[server(prefix = "/sfn/admin", endpoint = "taxon_save")]
pub async fn save_taxon(
    id: Option<TaxonId>,
    version: Option<i32>,
    common_name: String,
    plural_name: String,
    scientific_name: String,
    code_prefix: String,
    /// One a line, or with commas between them.
    aliases: String,
    parent_id: String,
    rank: String,
    reproduction: String,
    min_breeding_days_male: String,
    min_breeding_days_female: String,
) -> Result<Onward, AppError> {
    const CHOOSE: &str = "Choose one of the list.";
    const DAYS: &str = "Write a number of days, such as 365.";
    let (actor, animals) = (require_actor()?, animals()?);
    let mut errors = FieldErrors::new();
    let e = &mut errors;
    let parent_id = read_field::<TaxonId>(e, "parent_id", Some(&parent_id), CHOOSE);
    let rank = read_field::<Rank>(e, "rank", Some(&rank), CHOOSE).unwrap_or_default();
    let reproduction = read_field::<Reproduction>(e, "reproduction", Some(&reproduction), CHOOSE).unwrap_or_default();
    let male = read_field::<i32>(e, "min_breeding_days_male", Some(&min_breeding_days_male), DAYS);
    let female = read_field::<i32>(e, "min_breeding_days_female", Some(&min_breeding_days_female), DAYS);
    errors.into_result()?;
    let fields = TaxonFields {
        scientific_name,
        common_name,
        plural_name,
        code_prefix,
        aliases: aliases.split(['\n', '\r', ',']).map(str::to_owned).collect(),
        parent_id,
        rank,
        reproduction,
        // An empty one is refused by its name with the others.
        min_breeding_days_male: male.unwrap_or_default(),
        min_breeding_days_female: female.unwrap_or_default(),
    };
    match id {
        Some(id) => {
            animals.change_taxon(&actor, id, version.unwrap_or_default(), &fields).await?;
            Ok(onward("/taxa?note=taxon-changed"))
        }
        None => {
            animals.add_taxon(&actor, &fields).await?;
            Ok(onward("/taxa?note=taxon-added"))
        }
    }
}
