use proptest::prelude::*;

use super::*;
use crate::pedigree::{UNKNOWN, inbreeding::tests::pedigrees};

/// Kinship by the definition, row by row.
pub(in crate::pedigree) fn table(pedigree: &Pedigree) -> Vec<Vec<f64>> {
    let n = pedigree.len();
    let mut f = vec![vec![0.0; n]; n];
    for i in 0..n {
        let parents = pedigree.parents(i as u32);
        for j in (0..n).take(i) {
            let mean = parents.iter().filter(|&&p| p != UNKNOWN).map(|&p| 0.5 * f[p as usize][j]).sum();
            f[i][j] = mean;
            f[j][i] = mean;
        }
        let [s, d] = parents;
        f[i][i] = 0.5 + if s == UNKNOWN || d == UNKNOWN { 0.0 } else { 0.5 * f[s as usize][d as usize] };
    }
    f
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

proptest! {
    #[test]
    fn pairs_matrix_and_means_follow_the_definition(parents in pedigrees(60, 15), picks in prop::collection::vec((any::<u32>(), any::<u32>()), 1..30)) {
        let pedigree = Pedigree::from_parents(parents).unwrap();
        prop_assume!(!pedigree.is_empty());
        let expected = table(&pedigree);
        let n = pedigree.len() as u32;
        let mut kinship = Kinship::of(pedigree).unwrap();
        let mut pairs: Vec<(u32, u32)> = picks.iter().map(|&(a, b)| (a % n, b % n)).collect();
        pairs.extend_from_within(..);
        for (&(a, b), relation) in pairs.iter().zip(kinship.pairs(&pairs).unwrap()) {
            let f = expected[a as usize][b as usize];
            prop_assert!(near(relation.kinship, f) && near(relation.numerator, 2.0 * f), "{} {}", a, b);
            prop_assert!(near(kinship.kinship(b, a).unwrap(), f));
            let own = expected[a as usize][a as usize] * expected[b as usize][b as usize];
            prop_assert!(near(relation.relationship, f / own.sqrt()) && relation.relationship < 1.0 + 1e-12);
        }
        let group: Vec<u32> = pairs.iter().map(|&(a, _)| a).collect();
        let matrix = kinship.matrix(&group).unwrap();
        let mean = |row: u32| group.iter().map(|&b| expected[row as usize][b as usize]).sum::<f64>() / group.len() as f64;
        for (row, &a) in group.iter().enumerate() {
            for (column, &b) in group.iter().enumerate() {
                prop_assert!(near(matrix[row * group.len() + column], expected[a as usize][b as usize]));
            }
        }
        let means = kinship.mean_kinships(&group).unwrap();
        for animal in 0..n {
            prop_assert!(near(means[animal as usize], mean(animal)));
        }
        let of_group = group.iter().map(|&a| mean(a)).sum::<f64>() / group.len() as f64;
        prop_assert!(near(kinship.mean_kinship(&group).unwrap(), of_group));
    }
}

#[test]
fn what_isnt_there_is_an_error() {
    let mut kinship = Kinship::of(Pedigree::from_parents(vec![[UNKNOWN; 2]]).unwrap()).unwrap();
    assert_eq!(kinship.kinship(0, 1), Err(PedigreeError::OutOfRange { animal: 1, animals: 1 }));
    assert_eq!(kinship.mean_kinship(&[]), Err(PedigreeError::EmptyReference));
    assert!(matches!(kinship.matrix(&vec![0; 5001]), Err(PedigreeError::TooLarge { .. })));
}

#[test]
fn a_long_pedigree_is_swept_where_lists_are_longer() {
    let at = |i: u32, back: u32| i.checked_sub(back).unwrap_or(UNKNOWN);
    let parents: Vec<[u32; 2]> = (0..3000).map(|i| [at(i, 1 + i % 3), at(i, 2 + i % 5)]).collect();
    let pedigree = Pedigree::from_parents(parents).unwrap();
    let expected = table(&pedigree);
    let mut kinship = Kinship::of(pedigree).unwrap();
    for (a, b) in [(2999, 2998), (2999, 0), (5, 2000), (2990, 2989)] {
        assert!(near(kinship.kinship(a, b).unwrap(), expected[a as usize][b as usize]));
    }
}

#[test]
fn no_two_animals_are_closer_than_each_is_to_itself() {
    // Full sibs for 50,000 generations: a rounding a generation came to more than 1e-12.
    let mut parents = vec![[UNKNOWN; 2]; 2];
    parents.extend((0..50_000_u32).flat_map(|generation| [[2 * generation, 2 * generation + 1]; 2]));
    let last = u32::try_from(parents.len() - 1).unwrap();
    let mut kinship = Kinship::of(Pedigree::from_parents(parents).unwrap()).unwrap();
    let relation = kinship.pair(last, last - 1).unwrap();
    assert!(near(relation.kinship, 1.0) && near(relation.numerator, 2.0) && near(relation.relationship, 1.0));
    assert!(near(kinship.pairs(&[(last, last - 1), (last, 0)]).unwrap()[0].kinship, 1.0));
}
