use proptest::prelude::*;

use super::*;
use crate::pedigree::{UNKNOWN as U, inbreeding::tests::pedigrees};

fn kinship(parents: &[[u32; 2]]) -> Kinship {
    Kinship::of(Pedigree::from_parents(parents.to_vec()).unwrap()).unwrap()
}

/// The common ancestors as animal, contribution, pairs of paths.
fn found(kinship: &Kinship, a: u32, b: u32) -> Vec<(u32, f64, u64)> {
    let found = kinship.common_ancestors(a, b, 1_000).unwrap();
    assert!(found.complete);
    found.ancestors.iter().map(|ancestor| (ancestor.animal, ancestor.contribution, ancestor.paths)).collect()
}

#[test]
fn relatives_meet_in_whom_a_breeder_would_name() {
    // 0 × 1: 2 and 3. 0 × 4: 5. 2 × 6: 7. 3 × 8: 9.
    let book = kinship(&[[U, U], [U, U], [0, 1], [0, 1], [U, U], [0, 4], [U, U], [2, 6], [U, U], [3, 8]]);
    assert_eq!(found(&book, 2, 3), [(0, 0.125, 1), (1, 0.125, 1)], "full sibs");
    assert_eq!(found(&book, 2, 5), [(0, 0.125, 1)], "half sibs");
    assert_eq!(found(&book, 0, 2), [(0, 0.25, 1)], "parent and young meet in the parent");
    assert_eq!(found(&book, 7, 9), [(0, 1.0 / 32.0, 1), (1, 1.0 / 32.0, 1)], "cousins");
    assert_eq!(found(&book, 2, 2), [(2, 0.5, 1)], "an animal and itself");
    assert_eq!(found(&book, 4, 8), [], "strangers");
    let cousins = book.common_ancestors(7, 9, 1_000).unwrap();
    assert_eq!((&cousins.ancestors[0].first[..], &cousins.ancestors[0].second[..]), (&[7, 2][..], &[9, 3][..]));
    let parent = book.common_ancestors(0, 2, 1_000).unwrap();
    assert_eq!((&parent.ancestors[0].first[..], &parent.ancestors[0].second[..]), (&[][..], &[2][..]));
}

#[test]
fn an_inbred_common_ancestor_counts_for_more() {
    // 4 is of the full sibs 2 and 3, F = 1/4; 6 and 7 are its young by strangers.
    let book = kinship(&[[U, U], [U, U], [0, 1], [0, 1], [2, 3], [U, U], [4, 5], [4, U]]);
    assert_eq!(found(&book, 6, 7), [(4, 0.125 * 1.25, 1)]);
}

#[test]
fn work_has_an_end_and_says_so() {
    // Full sibs for forty generations: 4^40 pairs of paths.
    let mut parents = vec![[U; 2]; 2];
    parents.extend((0..40_u32).flat_map(|generation| [[2 * generation, 2 * generation + 1]; 2]));
    let mut book = kinship(&parents);
    let whole = book.common_ancestors(80, 81, 100_000).unwrap();
    let sum: f64 = whole.ancestors.iter().map(|ancestor| ancestor.contribution).sum();
    assert!(whole.complete && (sum - book.kinship(80, 81).unwrap()).abs() < 1e-12);
    let cut = book.common_ancestors(80, 81, 10).unwrap();
    assert!(!cut.complete && !cut.ancestors.is_empty());
    assert_eq!(cut.ancestors[0], whole.ancestors[0], "what was found by then is right");
    assert!(book.common_ancestors(0, 99, 10).is_err());
}

proptest! {
    #[test]
    fn contributions_sum_to_the_kinship_whichever_comes_first(parents in pedigrees(40, 12), a in any::<u32>(), b in any::<u32>()) {
        let pedigree = Pedigree::from_parents(parents).unwrap();
        prop_assume!(!pedigree.is_empty());
        let n = pedigree.len() as u32;
        let mut kinship = Kinship::of(pedigree).unwrap();
        let (a, b) = (a % n, b % n);
        let found = kinship.common_ancestors(a, b, 100_000).unwrap();
        let back = kinship.common_ancestors(b, a, 100_000).unwrap();
        let sum: f64 = found.ancestors.iter().map(|ancestor| ancestor.contribution).sum();
        prop_assert!(found.complete && (sum - kinship.kinship(a, b).unwrap()).abs() < 1e-12);
        for (one, other) in found.ancestors.iter().zip(&back.ancestors) {
            prop_assert!(one.paths > 0 && (one.contribution - other.contribution).abs() < 1e-12);
        }
        prop_assert_eq!(found.ancestors.len(), back.ancestors.len());
        for ancestor in &found.ancestors {
            // Each path is a way up, and the two share nobody.
            for (path, end) in [(&ancestor.first, a), (&ancestor.second, b)] {
                let whole: Vec<u32> = path.iter().copied().chain([ancestor.animal]).collect();
                prop_assert_eq!(whole[0], end);
                prop_assert!(whole.windows(2).all(|step| kinship.pedigree().parents(step[0]).contains(&step[1])));
            }
            prop_assert!(ancestor.first.iter().all(|animal| !ancestor.second.contains(animal)));
        }
    }
}
