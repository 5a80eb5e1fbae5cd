//! An animal as a row describes it.

use jiff::civil::Date;
use repti_model::{
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    measure::Grams,
};
use serde::{Deserialize, Serialize};

use crate::import::values::{measure::LengthMethod, words::Breeder};

/// An animal as a row describes it. `None` and blank mean that the row says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportedAnimal {
    /// Its id, where it can be a code here; else one is given from the vivarium's template.
    pub code: Option<String>,
    /// What it is recognised by when the file comes again: its id, else a text made from name, species and birth.
    pub external_id: String,
    /// Name or title; blank if there is none.
    pub name: String,
    /// Slug of the taxon.
    pub taxon: String,
    /// Sex, if the row says something about it.
    pub sex: Option<Sex>,
    /// How sure the sex is.
    pub sex_confidence: Option<SexConfidence>,
    /// How the sex was found out.
    pub sex_method: Option<SexMethod>,
    /// Birth or hatching.
    pub born: Option<BirthDate>,
    /// When it came into the collection.
    pub acquired_on: Option<Date>,
    /// When it died.
    pub died_on: Option<Date>,
    /// Where it comes from.
    pub origin: Option<Origin>,
    /// Who bred it.
    pub breeder: Option<Breeder>,
    /// First status axis.
    pub life: Option<LifeStatus>,
    /// Second status axis.
    pub custody: Option<Custody>,
    /// Third status axis.
    pub role: Option<AnimalRole>,
    /// Only from our own export; other files never publish anything.
    pub visibility: Option<Visibility>,
    /// Genotype text as written.
    pub traits: Option<String>,
    /// Weight.
    pub weight: Option<Grams>,
    /// Length in millimetres.
    pub length_mm: Option<i32>,
    /// How the length was taken.
    pub length_method: Option<LengthMethod>,
    /// Text that groups animals: a clutch or lot.
    pub group: Option<String>,
    /// Text for others.
    pub description: Option<String>,
    /// Text that stays in the vivarium.
    pub notes: Option<String>,
    /// Addresses of pictures, not fetched.
    pub photo_urls: Vec<String>,
    /// Asking price in minor units; kept with the raw row only.
    pub price_minor: Option<i64>,
}
