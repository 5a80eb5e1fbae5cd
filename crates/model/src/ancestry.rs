//! Figures of an animal's ancestry. None says anything without how much of the pedigree is known, so they come together.

use serde::{Deserialize, Serialize};

/// Inbreeding of one animal, and what it rests on. Ancestors that the reader may not see count as unknown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ancestry {
    /// F = f(sire, dam), 0 to 1 (Wright 1922, Malécot 1948); `None` where a parent is unknown. Several candidates: the mean by their chances.
    pub inbreeding: Option<f64>,
    /// Generations to the furthest known ancestor.
    pub generations: u32,
    /// Equivalent complete generations: Σ (1/2)^g over known ancestors, g generations up (Maignel, Boichard & Verrier 1996).
    pub equivalent: f64,
    /// Known places of generations 1 to g, of 2^(g+1) − 2, for g = 1 to 5.
    pub completeness: Vec<f64>,
    /// Different known ancestors.
    pub ancestors: u32,
    /// Different ancestors over known places in five generations, 0 to 1; `None` where none is known. 1: nobody stands twice.
    pub distinct_share: Option<f64>,
    /// Somewhere several candidates are on record, and the likeliest was followed.
    pub uncertain: bool,
    /// There are more ancestors than are read; the figures are of those that were.
    pub cut: bool,
}

impl Ancestry {
    /// Generations of [`Self::completeness`].
    pub const GENERATIONS: u32 = 5;
    /// So many ancestors are read.
    pub const MOST: u32 = 20_000;

    /// Of the parents and grandparents … of five generations, the part that is known.
    #[must_use]
    pub fn complete(&self) -> f64 {
        self.completeness.last().copied().unwrap_or(0.0)
    }
}
