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
        if animals.is_empty() {
            return Err(PedigreeError::EmptyReference);
        }
        let mut times = vec![0_u32; self.pedigree.len()];
        for &animal in animals {
            let at = self.checked(animal)?;
            times[at] = times[at].saturating_add(1);
        }
        let mut reaching = vec![0.0; self.nodes.len()];
        let mut sum = 0.0;
        // Clutches mostly stand together: what they have in common is done once.
        let (mut clutch, mut eggs, mut squares) = ([0, 0], 0.0, 0.0);
        for ((&node, &above), &times) in self.nodes.of_animal.iter().zip(&self.nodes.above).zip(&times) {
            let weight = f64::from(times);
            if node != 0 {
                reaching[node as usize] += weight;
            } else if times != 0 {
                if above != clutch {
                    sum += self.clutch(clutch, eggs, squares, &mut reaching);
                    (clutch, eggs, squares) = (above, 0.0, 0.0);
                }
                (eggs, squares) = (eggs + weight, squares + weight * weight);
            }
        }
        sum += self.clutch(clutch, eggs, squares, &mut reaching);
        for (node, &[sire, dam]) in self.nodes.parents.iter().enumerate().skip(1).rev() {
            let weight = reaching[node];
            sum += self.tracer.mendelian(node) * weight * weight;
            reaching[sire as usize] += 0.5 * weight;
            reaching[dam as usize] += 0.5 * weight;
        }
        let all = animals.len() as f64;
        Ok(0.5 * sum / (all * all))
    }

    /// Animals without young, all of one pair: hands their weights to the parents, and gives what is their own of the sum.
    fn clutch(&self, pair: [u32; 2], weights: f64, squares: f64, reaching: &mut [f64]) -> f64 {
        if weights == 0.0 {
            return 0.0;
        }
        pair.iter().for_each(|&parent| reaching[parent as usize] += 0.5 * weights);
        squares * mendelian(pair, |parent| self.node_f[parent as usize])
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
