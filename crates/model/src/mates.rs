//! Mates for an animal, ranked: out of its own collection and, where asked for, of those that other breeders have opened to pairings.

use crate::{
    AnimalId, FieldErrors, animal::Sex, genotype::ReckonedGenotype, lineage::BreederRef, text::check_text,
    text_enum::text_enum,
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What counts first. Whatever it is, pairings that the genes forbid come last.
    pub enum MateOrder {
        Goal = ("goal", "Best chance of the goal"),
        Related = ("related", "Least related"),
    }
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(default))]
pub struct MateQuery {
    /// What the young shall have, in the trade's words: "Clown Pied". Empty: nothing in particular.
    pub goal: String,
    pub order: MateOrder,
    /// The size of a clutch, 0 to 200.
    pub eggs: u32,
    /// Leaves out pairings of which some eggs would not live.
    pub no_lethal: bool,
    /// Also animals that other breeders have opened to pairings.
    pub others: bool,
}

impl Default for MateQuery {
    fn default() -> Self {
        Self { goal: String::new(), order: MateOrder::default(), eggs: 6, no_lethal: false, others: false }
    }
}

impl MateQuery {
    /// Checks lengths and the size of the clutch.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_text(&mut errors, "goal", &self.goal, 500);
        if self.eggs > 200 {
            errors.push("eggs", "Choose between 0 and 200 eggs.");
        }
        errors.into_result()
    }
}

/// Odds of a pairing, each 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MateOdds {
    /// An egg that fits the goal; 1 without a goal.
    pub goal: f64,
    /// One or more of them in the clutch.
    pub clutch: Option<f64>,
    /// An egg that doesn't live.
    pub dies: f64,
    /// An egg that meets a rule of welfare or fertility.
    pub suffers: f64,
}

/// A possible mate. Of another breeder's animal everything is as its public page has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mate {
    pub id: AnimalId,
    pub code: String,
    /// The name, or the code where there is none.
    pub label: String,
    pub sex: Sex,
    /// Whose it is; `None` of an animal of the own collection.
    pub breeder: Option<BreederRef>,
    pub genotype_text: String,
    /// What it is reckoned with.
    pub reckoned: ReckonedGenotype,
    /// Inbreeding that the young would have, from the ancestors that the reader may see; 0 where none is shared.
    pub inbreeding: f64,
    /// `None` where a genotype can't be read: `unread` says why.
    pub odds: Option<MateOdds>,
    pub unread: Option<String>,
}

/// The mates of an animal, best first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mates {
    pub id: AnimalId,
    pub label: String,
    pub sex: Sex,
    /// The species' name in the catalogue of genes; `None` where it has none, and only relatedness counts.
    pub species: Option<String>,
    pub genotype_text: String,
    /// What this animal is reckoned with.
    pub reckoned: ReckonedGenotype,
    /// The goal by its shortest name.
    pub goal: Option<String>,
    /// Why this animal's own genotype can't be read.
    pub unread: Option<String>,
    pub mates: Vec<Mate>,
    /// The collection has more than are ranked.
    pub more: bool,
    /// Other breeders have opened more animals to pairings than are ranked: those whose recorded genes promise the goal best are; without a
    /// goal the newest.
    pub more_others: bool,
    /// So many animals others have opened that could be mates, the newest 20,000 at most; 0 where nobody asks for them.
    pub others_open: u32,
    /// So many of these were looked at closely, 1,000 at most.
    pub others_ranked: u32,
    /// There are more ancestors of these animals than are read; inbreeding of the young is reckoned from those that were.
    pub cut: bool,
}

impl Mates {
    /// So many candidates of the own collection are ranked, and as many of other breeders.
    pub const MOST: usize = 1_000;
    /// So many animals of other breeders are looked at by their recorded genes, the newest ones.
    pub const MOST_OPEN: usize = 20_000;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_animals_are_asked_for_and_never_assumed() {
        let read = |json: &str| serde_json::from_str::<MateQuery>(json).unwrap();
        assert_eq!(read("{}"), MateQuery::default());
        assert!(!read(r#"{"goal": "Clown"}"#).others && read(r#"{"others": true}"#).others);
    }
}
