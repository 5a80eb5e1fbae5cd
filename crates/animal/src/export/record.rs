//! An animal as exports write it.

use jiff::civil::Date;
use repti_model::{
    animal::{AnimalRole, BirthDate, Custody, LifeStatus, Origin, Sex, SexConfidence, SexMethod, Visibility},
    measure::Grams,
};
use serde_json::{Map, Value};

use crate::import::values::{measure::LengthMethod, words::Breeder};

/// An animal as exports write it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExportAnimal {
    /// Its code.
    pub code: String,
    /// Its name; blank if it has none.
    pub name: String,
    /// Slug of its taxon.
    pub taxon: String,
    /// Common name of its taxon.
    pub taxon_name: String,
    /// Scientific name of its taxon.
    pub taxon_scientific: String,
    /// Sex.
    pub sex: Sex,
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
    pub origin: Origin,
    /// Who bred it.
    pub breeder: Option<Breeder>,
    /// First status axis.
    pub life: LifeStatus,
    /// Second status axis.
    pub custody: Custody,
    /// Third status axis.
    pub role: AnimalRole,
    /// Who may see it.
    pub visibility: Visibility,
    /// Genotype text.
    pub traits: String,
    /// Last weight.
    pub weight: Option<Grams>,
    /// Last length in millimetres.
    pub length_mm: Option<i32>,
    /// How the length was taken.
    pub length_method: Option<LengthMethod>,
    /// Codes, or texts, of the sires.
    pub sires: Vec<String>,
    /// Codes, or texts, of the dams.
    pub dams: Vec<String>,
    /// Stored inbreeding F, 0 to 1; none where a parent is unknown, or while it is reckoned.
    pub inbreeding: Option<f64>,
    /// Of five generations of ancestors the part that is known, 0 to 1; none while it is reckoned.
    pub completeness: Option<f64>,
    /// Text that groups animals.
    pub group: String,
    /// Text for others.
    pub description: String,
    /// Text that stays in the vivarium.
    pub notes: String,
    /// What an import recognised it by.
    pub external_id: String,
    /// The raw row that it was imported from.
    pub raw: Option<Map<String, Value>>,
}

/// A breeder in one cell.
#[must_use]
pub fn breeder_text(breeder: Option<&Breeder>) -> &str {
    match breeder {
        None => "",
        Some(Breeder::Own) => "self",
        Some(Breeder::Named(name)) => name,
    }
}
