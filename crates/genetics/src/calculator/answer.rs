//! What is asked, and what is answered: plain data, to be shown, sent and kept.

use super::chips::Chip;
use crate::{catalogue::Grade, cross::Sex};
use serde::{Deserialize, Serialize};

/// Two parents as breeders write them. An empty text is a normal animal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The species' name, an alias, or its name in an address.
    pub taxon: String,
    pub sire: String,
    pub dam: String,
    /// The size of the clutch; 0 leaves the odds of clutches out.
    pub eggs: u32,
}

/// A probability, 0 to 1, and in writing: `1/6`, or a decimal where no fraction is short enough to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Share {
    pub p: f64,
    pub text: String,
}

/// How much a hint weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The text has no certain meaning: nothing is reckoned.
    Error,
    /// It was read, but could be meant otherwise.
    Warning,
    /// Worth knowing.
    Note,
}

/// What is wrong or doubtful about a text, where, and what could stand there instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    pub weight: Weight,
    pub code: String,
    pub message: String,
    /// In bytes of the text.
    pub start: usize,
    pub end: usize,
    /// The whole text with each choice in its place, beside the choice.
    pub choices: Vec<(String, String)>,
}

/// How a parent's text was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParentAnswer {
    pub text: String,
    /// The genotype by its shortest name; `None` where the text has an error.
    pub name: Option<String>,
    pub chips: Vec<Chip>,
    pub hints: Vec<Hint>,
}

impl ParentAnswer {
    /// Whether the text can be reckoned with.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.name.is_some()
    }
}

/// One kind of young.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Young {
    /// Where the two sexes differ.
    pub sex: Option<Sex>,
    /// "Enchi Queen Bee 66% het Clown".
    pub name: String,
    pub chips: Vec<Chip>,
    /// What a name can't say: "Banana: 97% female maker, 3% male maker".
    pub details: Vec<String>,
    pub lethal: bool,
    pub per_egg: Share,
    /// Among those that live; `None` of what doesn't.
    pub per_survivor: Option<Share>,
    /// At least one of this kind in the clutch.
    pub clutch: Option<f64>,
}

/// A kind at one locus, whatever the others be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GeneClass {
    pub name: String,
    /// Nothing of the locus shows.
    pub plain: bool,
    pub per_egg: Share,
    pub per_survivor: Share,
    pub clutch: Option<f64>,
}

/// One locus by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gene {
    pub name: String,
    /// Likeliest first.
    pub classes: Vec<GeneClass>,
}

/// What some of the young would suffer from, or die of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Concern {
    pub grade: Grade,
    pub text: String,
    /// Peer-reviewed or from a named source.
    pub proven: bool,
    pub per_egg: Share,
}

/// What the clutch can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    pub eggs: u32,
    /// The likeliest first, what doesn't live last.
    pub young: Vec<Young>,
    /// How many kinds there are, listed or not; in writing, for it can be greater than any number type.
    pub kinds: String,
    /// Probability of an egg of those that aren't listed.
    pub unlisted: f64,
    /// The two sexes differ.
    pub by_sex: bool,
    /// Probability that an egg's genotype is one that lives.
    pub viable: Share,
    pub genes: Vec<Gene>,
    pub concerns: Vec<Concern>,
    /// Names of genes involved whose inheritance no good source proves.
    pub unproven: Vec<String>,
    /// What was assumed: "reckoned as independent".
    pub remarks: Vec<String>,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub taxon: String,
    pub sire: ParentAnswer,
    pub dam: ParentAnswer,
    pub forecast: Option<Forecast>,
    /// Why two sound parents have no forecast.
    pub refused: Option<String>,
}
