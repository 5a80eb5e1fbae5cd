//! The table of taxa.

use super::text::check_text;
use crate::{FieldErrors, TaxonId, text_enum::text_enum};
use serde::{Deserialize, Serialize};

text_enum! {
    /// A taxon's place in the tree.
    pub enum Rank {
        Species = ("species", "Species"),
        Subspecies = ("subspecies", "Subspecies"),
        Genus = ("genus", "Genus"),
    }
}

text_enum! {
    /// Eggs or live young.
    pub enum Reproduction {
        Oviparous = ("oviparous", "Lays eggs"),
        Viviparous = ("viviparous", "Live-bearing"),
    }
}

/// A species or subspecies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Taxon {
    pub id: TaxonId,
    pub slug: String,
    pub scientific_name: String,
    pub common_name: String,
    pub plural_name: String,
    /// Stands for `{TAXON}` in code templates.
    pub code_prefix: String,
    /// Other names in lower case, by which imports know it.
    pub aliases: Vec<String>,
    pub parent_id: Option<TaxonId>,
    pub rank: Rank,
    pub reproduction: Reproduction,
    /// Least age in days at which males have bred.
    pub min_breeding_days_male: i32,
    /// Least age in days at which females have bred.
    pub min_breeding_days_female: i32,
}

/// A taxon to add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewTaxon {
    pub scientific_name: String,
    pub common_name: String,
    pub plural_name: String,
    pub code_prefix: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub parent_id: Option<TaxonId>,
    #[serde(default)]
    pub rank: Rank,
    #[serde(default)]
    pub reproduction: Reproduction,
    pub min_breeding_days_male: i32,
    pub min_breeding_days_female: i32,
}

impl NewTaxon {
    /// Checks names, prefix and ages.
    ///
    /// # Errors
    /// Messages by field name.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::new();
        for (field, text) in [
            ("scientific_name", &self.scientific_name),
            ("common_name", &self.common_name),
            ("plural_name", &self.plural_name),
        ] {
            if text.trim().is_empty() {
                errors.push(field, "Fill this in.");
            }
            check_text(&mut errors, field, text, 80, false);
        }
        if self.slug().is_empty() {
            errors.push("common_name", "Use at least one letter of the Latin alphabet.");
        }
        if !(1..=4).contains(&self.code_prefix.len()) || !self.code_prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            errors.push("code_prefix", "One to four capital letters, such as BP.");
        }
        if self.aliases.len() > 50 {
            errors.push("aliases", "At most 50 other names.");
        }
        for alias in &self.aliases {
            check_text(&mut errors, "aliases", alias, 80, false);
        }
        for (field, days) in [
            ("min_breeding_days_male", self.min_breeding_days_male),
            ("min_breeding_days_female", self.min_breeding_days_female),
        ] {
            if !(1..=20_000).contains(&days) {
                errors.push(field, "Write a number of days from 1 to 20000.");
            }
        }
        errors.into_result()
    }

    /// The taxon's name in URLs, made of its common name.
    #[must_use]
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for c in self.common_name.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.trim_end_matches('-').to_owned()
    }
}
