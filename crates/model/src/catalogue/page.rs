//! The catalogue as staff read it.

use super::{CatalogueEdit, ComboFields, GeneFields, ProposalSummary, RowChange, RowKind, RuleFields};
use crate::CatalogueProposalId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Which version a page is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEdition {
    /// 0 while nothing was published: then it is what came with the program.
    pub number: i32,
    pub published_at: Option<Timestamp>,
}

/// A species in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueSpecies {
    pub name: String,
    pub genes: usize,
    pub combos: usize,
    pub rules: usize,
}

/// A gene, combo or rule in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRow {
    pub species: String,
    pub row: RowKind,
    pub name: String,
    /// Inheritance of a gene, genotype of a combo, what happens by a rule.
    pub said: String,
    /// Other names of a gene, grade of a rule.
    pub also: String,
    pub certainty: String,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueIndex {
    pub edition: CatalogueEdition,
    pub species: Vec<CatalogueSpecies>,
    /// Of the species and words asked for; the first [`Self::MOST`] of them.
    pub rows: Vec<CatalogueRow>,
    pub found: usize,
    /// Proposals that wait for a decision.
    pub open: i64,
}

impl CatalogueIndex {
    /// Rows on a page.
    pub const MOST: usize = 300;
}

/// A rule with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    pub fields: RuleFields,
    /// Read out of a gene's remarks, and not written as a rule.
    pub remarked: bool,
}

/// What became of a gene in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneVersion {
    pub number: i32,
    pub published_at: Timestamp,
    pub summary: String,
    pub change: RowChange,
}

/// The page of a gene.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueGene {
    pub edition: CatalogueEdition,
    pub species: String,
    pub fields: GeneFields,
    pub rules: Vec<RuleLine>,
    pub combos: Vec<ComboFields>,
    /// The latest first; it came with the first version where nothing is told.
    pub history: Vec<GeneVersion>,
    /// Pending proposals of the reader, to put a change into.
    pub drafts: Vec<ProposalSummary>,
}

/// A published version in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueVersion {
    pub number: i32,
    pub summary: String,
    pub published_at: Timestamp,
    /// Nobody for the first, which came with the program.
    pub published_by: Option<String>,
    pub proposal: Option<CatalogueProposalId>,
}

/// A version with what it changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueVersionPage {
    pub version: CatalogueVersion,
    /// Against the one before; empty for the first.
    pub changes: Vec<RowChange>,
    pub newest: i32,
}

/// What the form of an edit starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditDesk {
    pub proposal: CatalogueProposalId,
    pub title: String,
    /// The proposal's version that the edit is put into.
    pub version: i32,
    /// Its place, where it is changed.
    pub at: Option<usize>,
    /// The fields as they stand, or as the edit has them.
    pub edit: CatalogueEdit,
    pub species: Vec<String>,
    /// Genes of the species, to merge into.
    pub genes: Vec<String>,
}
