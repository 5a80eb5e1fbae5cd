//! The encyclopedia of genes as its pages show it. Everything is in words and links already: no page reckons.

use crate::{catalogue::CatalogueEdition, public::PublicCard, text_enum::text_enum};
use serde::{Deserialize, Serialize};

text_enum! {
    /// How a gene shows. The screen says the hobby's word beside the correct one.
    pub enum GeneInheritance {
        Recessive = ("recessive", "Recessive"),
        IncompleteDominant = ("incomplete_dominant", "Incomplete dominant (co-dom)"),
        Dominant = ("dominant", "Dominant"),
    }
}

text_enum! {
    /// How well an entry is founded, from the best downwards.
    pub enum GeneCertainty {
        PeerReviewed = ("a", "Peer-reviewed"),
        NamedSource = ("b", "Named source"),
        GeneralKnowledge = ("c", "General knowledge"),
        SourcesConflict = ("d", "Sources conflict"),
    }
}

impl GeneCertainty {
    /// Whether it stands without a curator's decision.
    #[must_use]
    pub fn is_proven(self) -> bool {
        self <= Self::NamedSource
    }
}

text_enum! {
    /// What a gene may do to the animal, the gravest first.
    pub enum GeneRisk {
        Lethal = ("lethal", "Lethal"),
        Welfare = ("welfare", "Welfare"),
        Fertility = ("fertility", "Fertility"),
    }
}

/// The name of something with a place of its own within its species: a gene, a combo, a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneLink {
    /// As in addresses: `yellow-belly`.
    pub slug: String,
    pub name: String,
}

/// A species of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneTaxon {
    /// The slug that the search knows it by, too.
    pub slug: String,
    pub name: String,
    pub scientific_name: String,
    pub genes: u32,
    /// Loci with more than one gene.
    pub complexes: u32,
    pub combos: u32,
    /// Names without a probability.
    pub tags: u32,
}

/// A gene in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneCard {
    pub link: GeneLink,
    pub aliases: Vec<String>,
    pub inheritance: GeneInheritance,
    pub certainty: GeneCertainty,
    /// The gravest of its rules.
    pub risk: Option<GeneRisk>,
}

/// The genes of one complex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneGroup {
    pub name: String,
    pub genes: Vec<GeneCard>,
}

/// What a combo has at one locus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComboPart {
    /// "Super Pastel", "Clown", "Yellow Belly/Spark", or the source's own words where they name no certain gene.
    pub words: String,
    /// One gene, two of a compound, or none.
    pub genes: Vec<GeneLink>,
}

/// A combo in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComboCard {
    pub link: GeneLink,
    pub parts: Vec<ComboPart>,
    /// Polygenic names that belong to it.
    pub tags: Vec<GeneLink>,
    pub certainty: GeneCertainty,
}

/// A polygenic, line-bred or not heritable name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneTag {
    pub link: GeneLink,
    pub aliases: Vec<String>,
    /// As the source says it: "polygenic (line bred)".
    pub kind: String,
    pub remarks: String,
    pub source: String,
    pub certainty: GeneCertainty,
}

/// The page of a species.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxonGenes {
    pub taxon: GeneTaxon,
    /// How many genes each inheritance has, whatever was asked for.
    pub counts: Vec<(GeneInheritance, u32)>,
    pub groups: Vec<GeneGroup>,
    /// Genes with a locus of their own.
    pub singles: Vec<GeneCard>,
    /// None where an inheritance was asked for.
    pub combos: Vec<ComboCard>,
    /// Likewise.
    pub tags: Vec<GeneTag>,
}

/// What a number of copies looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneLook {
    /// "One copy".
    pub copies: String,
    pub look: String,
    /// What the source adds, word for word.
    pub note: String,
}

/// Another gene of the same locus, and what the two are together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplexMate {
    pub gene: GeneCard,
    /// "Lesser/Mojave".
    pub together: String,
    /// The trade's name of it.
    pub combo: Option<GeneLink>,
    pub lethal: bool,
}

/// The complex that a gene belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneComplex {
    pub name: String,
    pub mates: Vec<ComplexMate>,
    /// Genes of a dominance series, each showing alone over those after it.
    pub series: Vec<GeneLink>,
}

/// Something that a gene does to an animal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneRule {
    pub risk: GeneRisk,
    pub text: String,
    pub certainty: GeneCertainty,
}

/// Epistasis: what can't be seen where something else shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneMask {
    /// The gene is what hides, not what is hidden.
    pub hides: bool,
    /// What shows: "Amelanistic", "Super Mojave".
    pub when: Vec<String>,
    /// What is hidden, by the names of loci or genes; "every other gene" where it is all.
    pub hidden: Vec<String>,
    pub text: String,
}

/// A young of a pairing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrossLine {
    /// "Females" and "Males" where they differ, else empty.
    pub sex: String,
    pub look: String,
    /// "66% het Clown", "33% two copies", or nothing.
    pub carries: String,
    /// Of the eggs: "25%".
    pub eggs: String,
    /// Of what lives, where some don't.
    pub living: Option<String>,
    /// Of the eggs in hundredths, rounded, for the length of a bar.
    pub share: u8,
    pub lethal: bool,
}

/// What a pairing gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneCross {
    /// "het Clown × het Clown".
    pub title: String,
    pub lines: Vec<CrossLine>,
}

/// The page of a gene, but for the animals that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenePage {
    /// The version of the catalogue that it says this by.
    pub edition: CatalogueEdition,
    pub taxon: GeneTaxon,
    pub card: GeneCard,
    /// One sentence of what it is.
    pub summary: String,
    pub looks: Vec<GeneLook>,
    pub complex: Option<GeneComplex>,
    /// The locus, where it isn't a complex: as the source names it.
    pub locus: String,
    pub sex_system: String,
    pub linkage: String,
    /// Between X and Y in males; empty where it isn't so linked.
    pub recombination: String,
    /// Genes on the same chromosome, with what is said of it.
    pub linked: Vec<(GeneLink, String)>,
    pub rules: Vec<GeneRule>,
    pub masks: Vec<GeneMask>,
    /// The source's words on the inheritance, where they say more than the one word.
    pub written: String,
    pub molecular: String,
    pub sources: Vec<String>,
    pub remarks: Vec<String>,
    /// A word that could mean this gene or one of these others: "Axanthic".
    pub namesakes: Option<(String, Vec<GeneLink>)>,
    pub combos: Vec<ComboCard>,
    pub crosses: Vec<GeneCross>,
}

/// Public animals that carry a gene, or may.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GeneCarriers {
    pub cards: Vec<PublicCard>,
    /// How many there are in all.
    pub total: u32,
}

/// The page of a combo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComboPage {
    pub taxon: GeneTaxon,
    pub card: ComboCard,
    /// As the source writes it.
    pub text: String,
    /// What the name may mean besides.
    pub others: Vec<Vec<ComboPart>>,
    /// Rules that an animal of this combo meets.
    pub rules: Vec<GeneRule>,
    pub sources: Vec<String>,
}

/// Something that a search of the encyclopedia found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneHit {
    pub taxon: String,
    pub name: String,
    /// The address of its page.
    pub path: String,
    /// What it is: "Recessive", "Combo", "No probability".
    pub kind: String,
    /// The other name by which it was found, if it was.
    pub alias: Option<String>,
}

/// The first page: the species, and what a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneIndex {
    pub taxa: Vec<GeneTaxon>,
    pub hits: Vec<GeneHit>,
    /// Found in all; the hits are the best of them.
    pub found: u32,
}
