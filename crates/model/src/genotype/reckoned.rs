//! The genotype that an animal is reckoned with, and which genes it carries.

use crate::text_enum::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Where the genotype that an animal is reckoned with comes from.
    pub enum GenotypeSource {
        Nothing = ("nothing", "not recorded"),
        Text = ("text", "from the record’s text"),
        Claims = ("claims", "from claims"),
    }
}

/// The genotype that an animal is reckoned with: what is claimed of it, or its text where nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReckonedGenotype {
    /// In the trade's words; a calculator reads them as the same genotype.
    pub words: String,
    pub source: GenotypeSource,
    /// What the record's text says otherwise than the claims; the claims count.
    pub differs: Option<String>,
}

text_enum! {
    /// How an animal has a gene.
    pub enum GeneKind {
        Visual = ("visual", "Shows"),
        Het = ("het", "Carries, not showing"),
        Possible = ("possible", "May carry"),
    }
}
