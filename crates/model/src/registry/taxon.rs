//! The table of taxa.

use super::{patch::differing, text::check_text};
use crate::{FieldErrors, TaxonId, text_enum::text_enum};
use serde::{Deserialize, Serialize};
use serde_json::Value;

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

/// A taxon as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffTaxon {
    pub taxon: Taxon,
    /// The version that a change is made from.
    pub version: i32,
    /// Animals of all vivariums that are recorded under it; archived ones don't count.
    pub animals: i64,
}

/// A taxon to add.
pub type NewTaxon = TaxonFields;

/// What staff write of a taxon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxonFields {
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

impl Taxon {
    /// What of it may be changed. Its slug stays: addresses and kept imports name it.
    #[must_use]
    pub fn fields(&self) -> TaxonFields {
        let taxon = self.clone();
        TaxonFields {
            scientific_name: taxon.scientific_name,
            common_name: taxon.common_name,
            plural_name: taxon.plural_name,
            code_prefix: taxon.code_prefix,
            aliases: taxon.aliases,
            parent_id: taxon.parent_id,
            rank: taxon.rank,
            reproduction: taxon.reproduction,
            min_breeding_days_male: taxon.min_breeding_days_male,
            min_breeding_days_female: taxon.min_breeding_days_female,
        }
    }
}

impl TaxonFields {
    /// Puts it into the form in which it is stored: no spaces around names, other names in lower case and each once.
    pub fn trim(&mut self) {
        for text in [&mut self.scientific_name, &mut self.common_name, &mut self.plural_name, &mut self.code_prefix] {
            *text = text.trim().to_owned();
        }
        let mut aliases: Vec<String> = Vec::with_capacity(self.aliases.len());
        for alias in self.aliases.iter().map(|alias| alias.trim().to_lowercase()) {
            if !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        self.aliases = aliases;
    }

    /// The fields in which two records differ, with both values: (field, of `self`, of `other`).
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<(String, Value, Value)> {
        differing(self, other)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn woma() -> TaxonFields {
        TaxonFields {
            scientific_name: "Aspidites ramsayi".into(),
            common_name: "Woma".into(),
            plural_name: "Womas".into(),
            code_prefix: "WO".into(),
            aliases: Vec::new(),
            parent_id: None,
            rank: Rank::Species,
            reproduction: Reproduction::Oviparous,
            min_breeding_days_male: 365,
            min_breeding_days_female: 700,
        }
    }

    #[test]
    fn what_is_stored_has_no_spaces_around_it_and_each_other_name_once() {
        let mut given = TaxonFields { common_name: " Woma ".into(), ..woma() };
        given.aliases = ["Ramsay's python", " ramsay's PYTHON", "", "sand python"].map(str::to_owned).to_vec();
        given.trim();
        assert_eq!(given.common_name, "Woma");
        assert_eq!(given.aliases, ["ramsay's python", "sand python"]);
    }

    #[test]
    fn a_change_is_told_by_field_with_both_values() {
        let later = TaxonFields { min_breeding_days_male: 400, ..woma() };
        assert_eq!(woma().differing(&later), [("min_breeding_days_male".to_owned(), 365.into(), 400.into())]);
    }

    #[test]
    fn every_refused_field_is_named() {
        let wrong = TaxonFields {
            common_name: "蛇".into(),
            plural_name: String::new(),
            code_prefix: "woma1".into(),
            min_breeding_days_female: 0,
            ..woma()
        };
        let refused = wrong.validate().expect_err("four fields are wrong");
        for field in ["common_name", "plural_name", "code_prefix", "min_breeding_days_female"] {
            assert_eq!(refused.of(field).len(), 1, "{field}");
        }
    }
}
