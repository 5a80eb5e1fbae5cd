//! What is wrong, doubtful or worth knowing about a text, with its place and what could be meant.

use super::reading::Span;
use serde::{Serialize, Serializer, ser::SerializeMap as _};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The text has no certain meaning; its genotype must not be used.
    Error,
    /// It was read, but could be meant otherwise.
    Warning,
    /// Nothing is doubtful.
    Note,
}

/// What was found. `choices` are texts that may stand in its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the text has {bytes} bytes; at most {most} are read")]
    TooLong { bytes: usize, most: usize },
    #[error("no gene or name “{word}” is known of {taxon}")]
    UnknownGene { word: String, taxon: String, choices: Vec<String> },
    #[error("“{word}” alone isn't enough: say which line")]
    LineRequired { word: String, choices: Vec<String> },
    #[error("“{word}” is the name of several genes")]
    AmbiguousName { word: String, choices: Vec<String> },
    #[error("more than two alleles of {locus}")]
    ThreeAllelesOneLocus { locus: String, choices: Vec<String> },
    #[error("this looks like a pairing: give sire and dam apart")]
    LooksLikeAPairing,
    #[error("“{word}” has no gene to belong to")]
    ModifierWithoutGene { word: String },
    #[error("“or” leaves open which: give each a percentage")]
    Alternatives,
    #[error("two copies of “{combo}” can't be: it stands for several genes")]
    SuperOnCombo { combo: String },
    #[error("a percentage says how likely one copy is, not whether two show")]
    PercentageOnVisual,
    #[error("nothing is said")]
    Empty,
    #[error("a possible het without a percentage: taken as 50%")]
    PossibleHetWithoutPercentage,
    #[error("a percentage is from 0 to 100")]
    PercentageOutOfRange,
    #[error("“het” is taken to go on to here")]
    HetScopeAmbiguous,
    #[error("{said} hets are announced, {found} are named")]
    HetCountMismatch { said: usize, found: usize },
    #[error("two alleles of {locus}, but not which")]
    CompoundConstitutionUnknown { locus: String, choices: Vec<String> },
    #[error("no room for {gene}: both alleles of {locus} are known")]
    HetImpossibleBothSlotsUsed { gene: String, locus: String },
    #[error("hets of {locus} exclude each other, and these add up to more than 100%: {gene} is left out")]
    InconsistentAllelicPrior { gene: String, locus: String },
    #[error("{gene} is named twice, through a combo: two copies?")]
    GeneRepeatedThroughCombo { gene: String },
    #[error("{gene} is named twice")]
    GeneRepeated { gene: String },
    #[error("of a male it isn't known whether {gene} is on X or on Y (female or male maker)")]
    MakerUnknownIfMale { gene: String, locus: String, choices: Vec<String> },
    #[error("“male maker” and “female maker” say something only of a male with one copy of a gene on X and Y")]
    MakerWithoutEffect,
    #[error("a gene can't be on the X and on the Y of one male, unless he has it twice")]
    MakersContradict,
    #[error("{gene} shows in one copy: “het” before it says one copy")]
    HetOnIncompleteDominant { gene: String },
    #[error("{gene} is dominant: “het” before it says one copy")]
    HetOnDominant { gene: String },
    #[error("{gene} looks the same in one copy and in two: taken as one")]
    DominantZygosityUnknown { gene: String },
    #[error("{text}")]
    ProblemCombination { text: String },
    #[error("several kinds of {word} in one animal: their young can't be told apart")]
    MixedStrains { word: String },
    #[error("a question mark says nothing that can be reckoned with")]
    QuestionMark,
    #[error("{name} has no single gene: “{word}” before it says nothing")]
    ModifierOnTag { name: String, word: String },
    #[error("{name} is polygenic or line-bred: kept as a tag, not reckoned")]
    PolygenicTag { slug: String, name: String },
    #[error("{name} isn't inherited: kept as a tag")]
    NotHeritable { slug: String, name: String },
}

impl Problem {
    /// Code and, for some, what it is about: `("unknown-gene", Some("ghots"))`.
    #[must_use]
    pub fn code(&self) -> (&'static str, Option<String>) {
        match self {
            Self::TooLong { .. } => ("too-long", None),
            Self::UnknownGene { word, .. } => ("unknown-gene", Some(word.clone())),
            Self::LineRequired { word, .. } => ("line-required", Some(word.clone())),
            Self::AmbiguousName { word, .. } => ("ambiguous-name", Some(word.clone())),
            Self::ThreeAllelesOneLocus { .. } => ("three-alleles-one-locus", None),
            Self::LooksLikeAPairing => ("looks-like-a-pairing", None),
            Self::ModifierWithoutGene { word } => ("modifier-without-gene", Some(word.clone())),
            Self::Alternatives => ("alternatives", None),
            Self::SuperOnCombo { .. } => ("super-on-combo", None),
            Self::PercentageOnVisual => ("percentage-on-visual", None),
            Self::Empty => ("empty", None),
            Self::PossibleHetWithoutPercentage => ("possible-het-without-percentage", None),
            Self::PercentageOutOfRange => ("percentage-out-of-range", None),
            Self::HetScopeAmbiguous => ("het-scope-ambiguous", None),
            Self::HetCountMismatch { .. } => ("het-count-mismatch", None),
            Self::CompoundConstitutionUnknown { .. } => ("compound-constitution-unknown", None),
            Self::HetImpossibleBothSlotsUsed { .. } => ("het-impossible-both-slots-used", None),
            Self::InconsistentAllelicPrior { .. } => ("inconsistent-allelic-prior", None),
            Self::GeneRepeatedThroughCombo { .. } => ("gene-repeated-through-combo", None),
            Self::GeneRepeated { .. } => ("gene-repeated", None),
            Self::MakerUnknownIfMale { .. } => ("maker-unknown-if-male", None),
            Self::MakerWithoutEffect => ("maker-without-effect", None),
            Self::MakersContradict => ("makers-contradict", None),
            Self::HetOnIncompleteDominant { .. } => ("het-on-incomplete-dominant", None),
            Self::HetOnDominant { .. } => ("het-on-dominant", None),
            Self::DominantZygosityUnknown { .. } => ("dominant-zygosity-unknown", None),
            Self::ProblemCombination { .. } => ("problem-combination", None),
            Self::MixedStrains { .. } => ("mixed-strains", None),
            Self::QuestionMark => ("question-mark", None),
            Self::ModifierOnTag { .. } => ("modifier-on-tag", None),
            Self::PolygenicTag { slug, .. } => ("polygenic-tag", Some(slug.clone())),
            Self::NotHeritable { slug, .. } => ("not-heritable", Some(slug.clone())),
        }
    }

    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::TooLong { .. }
            | Self::UnknownGene { .. }
            | Self::LineRequired { .. }
            | Self::AmbiguousName { .. }
            | Self::ThreeAllelesOneLocus { .. }
            | Self::LooksLikeAPairing
            | Self::ModifierWithoutGene { .. }
            | Self::Alternatives
            | Self::SuperOnCombo { .. }
            | Self::MakersContradict
            | Self::PercentageOnVisual => Severity::Error,
            Self::PolygenicTag { .. } | Self::NotHeritable { .. } => Severity::Note,
            _ => Severity::Warning,
        }
    }

    /// Texts that could be meant, the likeliest first.
    #[must_use]
    pub fn choices(&self) -> &[String] {
        match self {
            Self::UnknownGene { choices, .. }
            | Self::LineRequired { choices, .. }
            | Self::AmbiguousName { choices, .. }
            | Self::ThreeAllelesOneLocus { choices, .. }
            | Self::CompoundConstitutionUnknown { choices, .. }
            | Self::MakerUnknownIfMale { choices, .. } => choices,
            _ => &[],
        }
    }
}

/// A problem and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub span: Span,
    pub problem: Problem,
}

impl Finding {
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    /// `W:het-count-mismatch`; an unknown gene with a near name gives `S:did-you-mean:…` too.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let (code, about) = self.problem.code();
        let letter = match self.severity() {
            Severity::Error => 'E',
            Severity::Warning => 'W',
            Severity::Note => 'N',
        };
        let mut codes = match (&self.problem, about) {
            // These name the locus and the word first: "banana-maker-unknown-if-male", "mixed-albino-strains".
            (Problem::MakerUnknownIfMale { locus, .. }, _) => vec![format!("{letter}:{locus}-{code}")],
            (Problem::MixedStrains { word }, _) => vec![format!("{letter}:mixed-{word}-strains")],
            (_, Some(about)) => vec![format!("{letter}:{code}:{about}")],
            (_, None) => vec![format!("{letter}:{code}")],
        };
        if let Problem::UnknownGene { choices, .. } = &self.problem {
            codes.extend(choices.first().map(|choice| format!("S:did-you-mean:{choice}")));
        }
        codes
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("start", &self.span.start)?;
        map.serialize_entry("end", &self.span.end)?;
        map.serialize_entry("severity", &self.severity())?;
        map.serialize_entry("code", self.problem.code().0)?;
        map.serialize_entry("message", &self.problem.to_string())?;
        map.serialize_entry("choices", self.problem.choices())?;
        map.end()
    }
}
