//! A·x for the numerator relationship matrix A = T D T', in three sweeps and without a matrix (Colleau 2002).

use super::Kinship;
use crate::pedigree::{PedigreeError, nodes::mendelian};

impl Kinship {
    /// Mean kinship of a group with itself, each animal with itself included: x' A x / 2 for x = 1/n on each. What counts twice in `animals` counts
    /// twice here.
    ///
    /// # Errors
    /// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
    pub fn mean_kinship(&self, animals: &[u32]) -> Result<f64, PedigreeError> {
        let weights = self.even_weights(animals)?;
        let reaching = self.upwards(&weights);
        let of_nodes = |sum: f64, node: usize| sum + self.tracer.mendelian(node) * reaching[node] * reaching[node];
        let nodes = (1..reaching.len()).fold(0.0, of_nodes);
        Ok(0.5 * (nodes + self.youngest(&weights).map(|(_, weight, variance)| variance * weight * weight).sum::<f64>()))
    }

    /// Mean kinship of every animal of the pedigree with the group, those of the group with themselves included: A x / 2.
    ///
    /// # Errors
    /// [`PedigreeError::EmptyReference`], [`PedigreeError::OutOfRange`].
    pub fn mean_kinships(&self, animals: &[u32]) -> Result<Vec<f64>, PedigreeError> {
        let weights = self.even_weights(animals)?;
        let mut column = self.times_a(&weights);
        column.iter_mut().for_each(|kinship| *kinship *= 0.5);
        Ok(column)
    }

    /// A x: the relationship of each animal to the whole that `x` weighs.
    fn times_a(&self, x: &[f64]) -> Vec<f64> {
        let mut column = self.upwards(x);
        column[0] = 0.0;
        for node in 1..column.len() {
            let [sire, dam] = self.nodes.parents[node];
            let above = 0.5 * (column[sire as usize] + column[dam as usize]);
            column[node] = self.tracer.mendelian(node) * column[node] + above;
        }
        let by_node = |(&node, &[sire, dam]): (&u32, &[u32; 2])| match node {
            0 => 0.5 * (column[sire as usize] + column[dam as usize]),
            node => column[node as usize],
        };
        let mut out: Vec<f64> = self.nodes.of_animal.iter().zip(&self.nodes.above).map(by_node).collect();
        for (animal, weight, variance) in self.youngest(x) {
            out[animal] += variance * weight;
        }
        out
    }

    /// T' x at the nodes: what of the weighed genes comes through each.
    fn upwards(&self, x: &[f64]) -> Vec<f64> {
        let mut reaching = vec![0.0; self.nodes.len()];
        for ((&node, &[sire, dam]), &weight) in self.nodes.of_animal.iter().zip(&self.nodes.above).zip(x) {
            if node != 0 {
                reaching[node as usize] += weight;
            } else if weight != 0.0 {
                reaching[sire as usize] += 0.5 * weight;
                reaching[dam as usize] += 0.5 * weight;
            }
        }
        for node in (1..reaching.len()).rev() {
            let half = 0.5 * reaching[node];
            let [sire, dam] = self.nodes.parents[node];
            reaching[sire as usize] += half;
            reaching[dam as usize] += half;
        }
        reaching
    }

    /// Weighed animals without young: animal, weight, Mendelian variance.
    fn youngest<'a>(&'a self, x: &'a [f64]) -> impl Iterator<Item = (usize, f64, f64)> + 'a {
        let animals = self.nodes.of_animal.iter().zip(&self.nodes.above).zip(x).enumerate();
        animals.filter(|&(_, ((&node, _), &weight))| node == 0 && weight != 0.0).map(
            |(animal, ((_, &above), &weight))| (animal, weight, mendelian(above, |node| self.node_f[node as usize])),
        )
    }

    pub(in crate::pedigree) fn even_weights(&self, animals: &[u32]) -> Result<Vec<f64>, PedigreeError> {
        if animals.is_empty() {
            return Err(PedigreeError::EmptyReference);
        }
        let mut weights = vec![0.0; self.pedigree.len()];
        let share = 1.0 / animals.len() as f64;
        for &animal in animals {
            weights[self.checked(animal)?] += share;
        }
        Ok(weights)
    }
}
