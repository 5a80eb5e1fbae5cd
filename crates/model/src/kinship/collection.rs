//! What the living animals of one species in a collection are to each other, and whose genes they carry.

use crate::{lineage::Relative, registry::TaxonRef};
use serde::{Deserialize, Serialize};

/// A species of the collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LivingTaxon {
    pub taxon: TaxonRef,
    /// Living animals of the collection.
    pub animals: u64,
}

/// Measures of a whole group. Sources give one name to several of them, so each names its definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionFigures {
    /// MK: mean kinship over all ordered pairs, each animal with itself included.
    pub mean_kinship: f64,
    /// GD = 1 − MK: expected heterozygosity, as a part of the founders'.
    pub gene_diversity: f64,
    pub mean_inbreeding: f64,
    pub greatest_inbreeding: f64,
    /// Animals with F above 0.
    pub inbred: u32,
    /// Founders: animals without known parents from whom genes come.
    pub founders: u32,
    /// Unknown mates of known parents.
    pub phantom_founders: u32,
    /// Part of the genes that comes from founders on record, 0 to 1.
    pub from_founders: f64,
    /// fe = 1 / Σ p² (Lacy 1989) over founders on record, their parts p scaled to sum to one.
    pub founder_equivalents: f64,
    /// The same with each unknown mate of a known parent as a founder of its own.
    pub founder_equivalents_with_phantoms: f64,
    /// 1 / (2 MK) (Lacy 1995): founders that would give this gene diversity.
    pub founder_genome_equivalents: f64,
    /// FG = 1 / Σ (p² / r) (Lacy 1989), r being what is left of a founder's genes: by gene drop, not the figure before.
    pub founder_genomes_by_gene_drop: f64,
    /// r was computed, not simulated.
    pub gene_drop_exact: bool,
    /// fa = 1 / Σ q² (Boichard, Maignel & Verrier 1997), q being the marginal parts of ancestors chosen one after another; at least, where not all were chosen.
    pub effective_ancestors: f64,
    pub effective_ancestors_exact: bool,
    /// Mean of equivalent complete generations (Maignel, Boichard & Verrier 1996).
    pub equivalent: f64,
    /// Mean known places of generations 1 to g, of 2^(g+1) − 2, for g = 1 to 5.
    pub completeness: Vec<f64>,
    /// Generations to the furthest known ancestor of any.
    pub generations: u32,
}

/// An animal and how much of the group it is kin to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RankedAnimal {
    pub animal: Relative,
    /// Mean of its kinship with every animal of the group, itself included.
    pub mean_kinship: f64,
    /// F; `None` where a parent is unknown.
    pub inbreeding: Option<f64>,
    pub equivalent: f64,
    /// Known places of five generations, 0 to 1.
    pub complete: f64,
}

/// A founder, and what of the group comes from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FounderShare {
    pub animal: Relative,
    /// Part of the group's genes, 0 to 1.
    pub contribution: f64,
    /// Living animals that come from it, itself among them when it lives.
    pub carriers: u32,
    /// It is one of the living animals itself.
    pub living: bool,
}

/// A founder whose genes one or two living animals carry: with them the line ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AtRiskLine {
    pub founder: Relative,
    /// Part of the group's genes, 0 to 1.
    pub contribution: f64,
    pub carriers: Vec<Relative>,
    /// The founder is one of the carriers.
    pub living: bool,
}

/// An ancestor through whom much of the group comes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Influential {
    pub animal: Relative,
    /// Part of the group's genes that comes by way of it, 0 to 1.
    pub contribution: f64,
    /// What of it the ancestors before it in the list don't explain.
    pub marginal: f64,
}

/// The living animals of one species in a collection, from the ancestors that the reader may see: hidden ones count as unknown, and where
/// several parents are possible, the likeliest is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectionReport {
    pub taxon: TaxonRef,
    /// Living animals: held, loaned out or on loan here, and not archived.
    pub animals: u32,
    /// `None` where there are none.
    pub figures: Option<CollectionFigures>,
    /// The lowest mean kinship first: those whose genes are rarest here.
    pub ranked: Vec<RankedAnimal>,
    /// The greatest part first.
    pub founders: Vec<FounderShare>,
    /// Lines with one carrier first.
    pub at_risk: Vec<AtRiskLine>,
    /// How many such lines there are; not all may be listed.
    pub at_risk_lines: u32,
    /// In the order they were chosen.
    pub influential: Vec<Influential>,
    /// Somewhere several candidates are on record, and the likeliest was followed.
    pub uncertain: bool,
    /// There are more ancestors than are read; the figures are of those that were.
    pub cut: bool,
}

impl CollectionReport {
    /// So many living animals are reported on.
    pub const MOST: usize = 10_000;
    /// So many animals, ancestors included, are read.
    pub const MOST_ANCESTORS: u32 = 60_000;
    /// Rows of the ranking.
    pub const MOST_RANKED: usize = 500;
    /// Founders that are listed.
    pub const MOST_FOUNDERS: usize = 50;
    /// Lines at risk that are listed.
    pub const MOST_AT_RISK: usize = 100;
    /// Influential ancestors that are listed.
    pub const MOST_INFLUENTIAL: usize = 20;
    /// A line with so many carriers is at risk.
    pub const FEW: usize = 2;
}
