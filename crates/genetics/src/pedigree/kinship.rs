//! How related animals are: pairs, selections, whole populations.

mod columns;
#[cfg(test)]
mod tests;

use serde::Serialize;

use super::{
    Pedigree, PedigreeError,
    inbreeding::{self, Inbreeding, Method},
    nodes::{Nodes, mendelian},
    tracer::{Seed, Tracer},
};

/// The three figures that are all called "relatedness".
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairRelation {
    /// f(i, j), Malécot's coefficient of kinship (coancestry). Also the inbreeding of their young.
    pub kinship: f64,
    /// a(i, j) = 2 f(i, j), an entry of Henderson's numerator relationship matrix; up to 2.
    pub numerator: f64,
    /// R(i, j) = 2 f / sqrt((1 + F_i)(1 + F_j)), Wright's coefficient of relationship; up to 1.
    pub relationship: f64,
}

/// A pedigree with everything at hand to answer questions about it.
#[derive(Debug, Clone)]
pub struct Kinship {
    pub(super) pedigree: Pedigree,
    pub(super) inbreeding: Inbreeding,
    nodes: Nodes,
    pub(super) tracer: Tracer,
    /// F by node, −1 at node 0.
    node_f: Vec<f64>,
}

impl Kinship {
    /// Computes the inbreeding of every animal and keeps it.
    ///
    /// # Errors
    /// None to be expected; see [`Self::within`].
    pub fn of(pedigree: Pedigree) -> Result<Self, PedigreeError> {
        Self::within(pedigree, u64::MAX, &mut || true)
    }

    /// As [`Self::of`], unless it is expected to take more than `limit` steps of a few nanoseconds, or `goes_on`, asked between parts, says no.
    ///
    /// # Errors
    /// [`PedigreeError::TooMuchWork`], [`PedigreeError::Stopped`].
    pub fn within(pedigree: Pedigree, limit: u64, goes_on: &mut dyn FnMut() -> bool) -> Result<Self, PedigreeError> {
        let (inbreeding, nodes) = inbreeding::with_nodes(&pedigree, limit, goes_on)?;
        Ok(Self::assemble(pedigree, inbreeding, nodes))
    }

    /// With the variances of those nodes whose parents' F are final; [`Self::settle`] makes the others.
    pub(super) fn assemble(pedigree: Pedigree, inbreeding: Inbreeding, nodes: Nodes) -> Self {
        let tracer = Tracer::of(&nodes);
        let node_f = vec![-1.0; nodes.len()];
        let mut kinship = Self { pedigree, inbreeding, nodes, tracer, node_f };
        for node in 1..kinship.nodes.len() {
            kinship.settle(node);
        }
        kinship
    }

    /// Takes a node's F, and its variance from its parents', into the tables. Parents first.
    fn settle(&mut self, node: usize) {
        self.node_f[node] = self.inbreeding.coefficients[self.nodes.animal[node] as usize];
        self.tracer.set_mendelian(node, mendelian(self.nodes.parents[node], |parent| self.node_f[parent as usize]));
    }

    /// Sets the F of an animal.
    pub(super) fn set_inbreeding(&mut self, animal: u32, f: f64) {
        self.inbreeding.coefficients[animal as usize] = f;
        let node = self.nodes.of_animal[animal as usize];
        if node != 0 {
            self.settle(node as usize);
        }
    }

    #[must_use]
    pub fn pedigree(&self) -> &Pedigree {
        &self.pedigree
    }

    /// F of every animal.
    #[must_use]
    pub fn inbreeding(&self) -> &[f64] {
        &self.inbreeding.coefficients
    }

    /// How F was computed.
    #[must_use]
    pub fn method(&self) -> Method {
        self.inbreeding.method
    }

    pub(super) fn checked(&self, animal: u32) -> Result<usize, PedigreeError> {
        let animals = self.pedigree.len();
        if (animal as usize) < animals {
            Ok(animal as usize)
        } else {
            Err(PedigreeError::OutOfRange { animal, animals })
        }
    }

    /// Where walks up from an animal begin: its node, or its parents' when it has no young and so no node.
    fn seeds(&self, animal: usize) -> ([Seed; 2], usize) {
        let node = self.nodes.of_animal[animal];
        if node != 0 {
            return ([(node, 1.0), (0, 0.0)], 1);
        }
        let [sire, dam] = self.nodes.above[animal];
        ([(sire, 0.5), (dam, 0.5)], 2)
    }

    /// f(a, b): kinship of two animals, and the inbreeding of young they would have.
    ///
    /// One walk up from both, Σ T_ak T_bk D_k / 2 over their common ancestors k (Quaas 1976; Meuwissen & Luo 1992).
    ///
    /// # Errors
    /// [`PedigreeError::OutOfRange`].
    pub fn kinship(&mut self, a: u32, b: u32) -> Result<f64, PedigreeError> {
        let (first, second) = (self.checked(a)?, self.checked(b)?);
        if a == b {
            return Ok(0.5 * (1.0 + self.inbreeding.coefficients[first]));
        }
        let ((one, ones), (other, others)) = (self.seeds(first), self.seeds(second));
        Ok(0.5 * self.tracer.relationship(&one[..ones], &other[..others]))
    }

    /// All three coefficients of a pair.
    ///
    /// # Errors
    /// [`PedigreeError::OutOfRange`].
    pub fn pair(&mut self, a: u32, b: u32) -> Result<PairRelation, PedigreeError> {
        let kinship = self.kinship(a, b)?;
        Ok(self.relation(a, b, kinship))
    }

    fn relation(&self, a: u32, b: u32, kinship: f64) -> PairRelation {
        let f = |animal: u32| 1.0 + self.inbreeding.coefficients.get(animal as usize).copied().unwrap_or(0.0);
        // No two animals are closer than each is to itself (Cauchy and Schwarz); of lines inbred for 10^5 generations the roundings say they are.
        let most = (f(a) * f(b)).sqrt();
        let numerator = (2.0 * kinship).min(most);
        PairRelation { kinship: 0.5 * numerator, numerator, relationship: numerator / most }
    }

    /// Many pairs, in the order given. The ancestors of an animal that is in several pairs are walked once.
    ///
    /// # Errors
    /// [`PedigreeError::OutOfRange`].
    pub fn pairs(&mut self, pairs: &[(u32, u32)]) -> Result<Vec<PairRelation>, PedigreeError> {
        let mut order: Vec<u32> = (0..u32::try_from(pairs.len()).unwrap_or(u32::MAX)).collect();
        if order.len() < pairs.len() {
            return Err(PedigreeError::TooLarge { animals: pairs.len(), limit: u32::MAX as usize });
        }
        order.sort_by_key(|&at| pairs[at as usize]);
        let mut out = vec![PairRelation { kinship: 0.0, numerator: 0.0, relationship: 0.0 }; pairs.len()];
        let mut at = 0;
        while let Some(&first) = order.get(at) {
            let a = pairs[first as usize].0;
            let same = order[at..].iter().take_while(|&&pair| pairs[pair as usize].0 == a).count();
            let group = &order[at..at + same];
            at += same;
            if same > 1 {
                let (seeds, count) = self.seeds(self.checked(a)?);
                self.tracer.hold(&seeds[..count]);
            }
            for &pair in group {
                let b = pairs[pair as usize].1;
                // An animal's kinship with itself is known without a walk, and so disturbs nothing that is held.
                let kinship = if same == 1 || a == b { self.kinship(a, b)? } else { self.with_held(b)? };
                out[pair as usize] = self.relation(a, b, kinship);
            }
        }
        Ok(out)
    }

    fn with_held(&mut self, b: u32) -> Result<f64, PedigreeError> {
        let (seeds, count) = self.seeds(self.checked(b)?);
        Ok(0.5 * self.tracer.relationship_to_held(&seeds[..count]))
    }

    /// Kinship matrix of a selection, row by row: `animals.len()²` numbers.
    ///
    /// # Errors
    /// [`PedigreeError::TooLarge`] for more than [`Self::MOST_IN_MATRIX`] animals; [`PedigreeError::OutOfRange`].
    pub fn matrix(&mut self, animals: &[u32]) -> Result<Vec<f64>, PedigreeError> {
        let (count, limit) = (animals.len(), Self::MOST_IN_MATRIX);
        if count > limit {
            return Err(PedigreeError::TooLarge { animals: count, limit });
        }
        let mut matrix = vec![0.0; count * count];
        for (row, &a) in animals.iter().enumerate() {
            let (seeds, seeded) = self.seeds(self.checked(a)?);
            self.tracer.hold(&seeds[..seeded]);
            for (column, &b) in animals.iter().enumerate().take(row + 1) {
                let kinship = if a == b { self.kinship(a, b)? } else { self.with_held(b)? };
                matrix[row * count + column] = kinship;
                matrix[column * count + row] = kinship;
            }
        }
        Ok(matrix)
    }

    /// 5000² numbers are 200 MB.
    pub const MOST_IN_MATRIX: usize = 5000;
}
