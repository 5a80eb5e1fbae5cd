//! Narrowing a list by a gene.

use super::GeneKind;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A gene that an animal must have, and how: `clown`, `clown:visual`, `yellow-belly:possible`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct GeneFilter {
    /// Its slug in the catalogue of genes.
    gene: String,
    /// `None`: in any way, perhaps included.
    pub kind: Option<GeneKind>,
}

/// A gene that some animals of a collection have. One word can be a gene of several species: the list's species tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionGene {
    /// As addresses have it: `yellow-belly`.
    pub slug: String,
    pub name: String,
}

/// A text that is no gene filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Write a gene as clown, or clown:visual, clown:het or clown:possible.")]
pub struct NoGeneFilter;

impl GeneFilter {
    /// Genes that one list can be narrowed by.
    pub const MOST: usize = 8;
    /// The longest slug.
    const MOST_LETTERS: usize = 80;

    /// A gene by its slug, as the catalogue or the encyclopedia's addresses have it.
    ///
    /// # Errors
    /// When it has other signs than letters, digits, `-` and `_`.
    pub fn new(gene: &str, kind: Option<GeneKind>) -> Result<Self, NoGeneFilter> {
        let gene: String = gene
            .trim()
            .chars()
            .flat_map(char::to_lowercase)
            .map(|letter| if letter == '-' { '_' } else { letter })
            .collect();
        let fits = (1..=Self::MOST_LETTERS).contains(&gene.len())
            && gene.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        if fits { Ok(Self { gene, kind }) } else { Err(NoGeneFilter) }
    }

    /// The gene's slug in the catalogue: `yellow_belly`.
    #[must_use]
    pub fn gene(&self) -> &str {
        &self.gene
    }

    /// The gene as addresses have it: `yellow-belly`.
    #[must_use]
    pub fn slug(&self) -> String {
        self.gene.replace('_', "-")
    }
}

impl fmt::Display for GeneFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.slug())?;
        self.kind.map_or(Ok(()), |kind| write!(f, ":{kind}"))
    }
}

impl FromStr for GeneFilter {
    type Err = NoGeneFilter;

    fn from_str(text: &str) -> Result<Self, NoGeneFilter> {
        match text.split_once(':') {
            Some((gene, kind)) => Self::new(gene, Some(kind.trim().parse().map_err(|_| NoGeneFilter)?)),
            None => Self::new(text, None),
        }
    }
}

impl TryFrom<String> for GeneFilter {
    type Error = NoGeneFilter;

    fn try_from(text: String) -> Result<Self, NoGeneFilter> {
        text.parse()
    }
}

impl From<GeneFilter> for String {
    fn from(filter: GeneFilter) -> Self {
        filter.to_string()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for GeneFilter {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::schema::Type::String))
            .description(Some(
                "A gene by its slug, and how an animal has it: `clown`, `clown:visual`, `clown:het`, `clown:possible`.",
            ))
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for GeneFilter {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gene_filter_is_read_as_it_is_written() {
        for (text, gene, kind, written) in [
            ("clown", "clown", None, "clown"),
            ("Yellow-Belly:visual", "yellow_belly", Some(GeneKind::Visual), "yellow-belly:visual"),
            ("axanthic_vpi:possible", "axanthic_vpi", Some(GeneKind::Possible), "axanthic-vpi:possible"),
        ] {
            let read: GeneFilter = text.parse().unwrap();
            assert_eq!((read.gene(), read.kind, read.to_string().as_str()), (gene, kind, written));
            assert_eq!(serde_json::from_str::<GeneFilter>(&serde_json::to_string(&read).unwrap()).unwrap(), read);
        }
        for wrong in ["", ":visual", "clown:shown", "clown%", "a b", &"x".repeat(81)] {
            assert!(wrong.parse::<GeneFilter>().is_err(), "{wrong}");
        }
    }
}
