//! What anybody may read without signing in.

use crate::{
    AnimalId, FieldErrors, VivariumId,
    animal::{BirthDate, LifeStatus, Origin, Sex, SexConfidence},
    genotype::GeneFilter,
    lineage::BreederRef,
    measure::Grams,
    media::PhotoFiles,
    registry::{TaxonRef, check_text},
    text_enum::text_enum,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A public animal in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicCard {
    pub id: AnimalId,
    pub code: String,
    pub name: String,
    pub taxon: TaxonRef,
    pub sex: Sex,
    pub born: Option<BirthDate>,
    pub origin: Origin,
    pub genotype_text: String,
    pub life_status: LifeStatus,
    pub breeder: BreederRef,
    /// Its first photograph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<PhotoFiles>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

impl PublicCard {
    /// The name, or the code where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.name.is_empty() { &self.code } else { &self.name }
    }
}

/// The public page of an animal, but for its pedigree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicAnimal {
    pub card: PublicCard,
    pub version: i32,
    pub scientific_name: String,
    pub sex_confidence: SexConfidence,
    pub breeder_of_record: String,
    /// Grams.
    pub weight_g: Option<Grams>,
    /// Millimetres.
    pub length_mm: Option<i32>,
    pub hybrid: bool,
    /// Other breeders find it as a mate.
    pub open_to_pairings: bool,
    pub public_notes: String,
    /// The vivarium, for the embed's list of origins.
    pub vivarium_id: VivariumId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub created_at: Timestamp,
}

text_enum! {
    /// The order of a search. Animals whose birth nobody knows come last in the orders by age.
    pub enum PublicSort {
        Newest = ("newest", "Newest on ReptiDex"),
        Youngest = ("youngest", "Youngest first"),
        Eldest = ("eldest", "Eldest first"),
    }
}

/// What to search for. Empty lists allow every value; taxa are named by slug, as in URLs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicQuery {
    /// Words in name, code, genotype, taxon or breeder; the beginning of a word is enough.
    pub q: String,
    pub taxon: Vec<String>,
    pub sex: Vec<Sex>,
    pub origin: Vec<Origin>,
    /// Genes that an animal must have, all of them.
    pub gene: Vec<GeneFilter>,
    pub sort: PublicSort,
}

impl PublicQuery {
    /// Checks lengths.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        check_text(&mut errors, "q", &self.q, 200, false);
        if self.taxon.len() > 50 {
            errors.push("taxon", "At most 50 taxa.");
        }
        if self.gene.len() > GeneFilter::MOST {
            errors.push("gene", format!("At most {} genes.", GeneFilter::MOST));
        }
        errors.into_result()
    }
}

/// How many animals a value of a facet would show, with the other facets as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetCount {
    /// The value in URLs.
    pub value: String,
    pub label: String,
    pub count: u32,
    pub selected: bool,
}

/// The facets of a search.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    pub taxon: Vec<FacetCount>,
    pub sex: Vec<FacetCount>,
    pub origin: Vec<FacetCount>,
    /// Genes of the one species that is asked for, the most frequent first, and of a chosen gene how the animals have it.
    pub gene: Vec<FacetCount>,
}

/// One page of a public search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicResults {
    pub items: Vec<PublicCard>,
    pub next: Option<String>,
    pub previous: Option<String>,
    /// Exact.
    pub total: u32,
    pub facets: Facets,
    /// The words that were searched instead, when the ones given found nothing.
    pub instead: Option<String>,
}

/// A breeder in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BreederCard {
    pub slug: String,
    pub name: String,
    pub location: String,
    /// Public animals.
    pub animals: i64,
}

/// The public page of a vivarium, but for its animals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicBreeder {
    pub id: VivariumId,
    pub card: BreederCard,
    pub about: String,
    pub website: String,
    /// The taxa it keeps publicly, with how many of each, most first.
    pub taxa: Vec<FacetCount>,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub since: Timestamp,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub updated_at: Timestamp,
}

/// A page of the sitemap's list of animals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapEntry {
    pub id: AnimalId,
    pub updated_at: Timestamp,
}
