use super::*;
use crate::genotype::{Chance, Number};
use proptest::prelude::*;

fn space<N: Number>(weights: &[Vec<u8>]) -> Space<N> {
    let parts = weights.iter().enumerate().map(|(at, weights)| {
        let sum = weights.iter().map(|&weight| u32::from(weight)).sum::<u32>().max(1);
        let classes = (0_u16..).zip(weights).map(|(number, &weight)| (vec![number], N::fraction(weight.into(), sum)));
        Part { places: vec![at], classes: classes.collect() }
    });
    Space { tag: 0, weight: N::ONE, parts: parts.collect() }
}

/// All rows, listed and sorted.
fn listed(space: &Space<Chance>) -> Vec<(Chance, Vec<u16>)> {
    let mut rows = vec![(Chance::ONE, Vec::new())];
    for part in &space.parts {
        let longer = rows.iter().flat_map(|(p, classes): &(Chance, Vec<u16>)| {
            part.classes.iter().map(move |(own, q)| (*p * *q, [classes.as_slice(), own].concat()))
        });
        rows = longer.filter(|row| !row.0.is_zero()).collect();
    }
    rows.sort_by(|left, right| right.0.order(left.0).then_with(|| left.1.cmp(&right.1)));
    rows
}

proptest! {
    #[test]
    fn the_search_gives_what_sorting_gives(weights in prop::collection::vec(prop::collection::vec(0_u8..5, 1..5), 0..6), k in 0_usize..200) {
        let exact = space::<Chance>(&weights);
        let wanted: Vec<(Chance, Vec<u16>)> = listed(&exact).into_iter().take(k).collect();
        let found: Vec<(Chance, Vec<u16>)> = best(&[exact], weights.len(), k).into_iter().map(|row| (row.p, row.classes)).collect();
        prop_assert_eq!(&found, &wanted);
        // Floats break ties the same way, though their products differ in the last bits.
        let floats: Vec<Vec<u16>> = best(&[space::<f64>(&weights)], weights.len(), k).into_iter().map(|row| row.classes).collect();
        prop_assert_eq!(floats, wanted.into_iter().map(|row| row.1).collect::<Vec<_>>());
    }
}

#[test]
fn many_loci_and_many_rows_stay_small() {
    let weights = vec![vec![1, 2, 3]; 60];
    let found = best(&[space::<f64>(&weights)], 60, 3000);
    assert_eq!(found.len(), 3000);
    assert!(found.array_windows().all(|[left, right]| left.p.rounded() >= right.p.rounded()));
    // All likeliest, one second likeliest (60 ways), two of them (1770), or one third (60).
    let likely = |times: i32| 0.5_f64.powi(60 - times) * (1.0_f64 / 3.0).powi(times);
    assert!((found[60].p / likely(1) - 1.0).abs() < 1e-9 && (found[61].p / likely(2) - 1.0).abs() < 1e-9);
}

#[test]
fn nothing_possible_gives_nothing() {
    assert_eq!(best(&[space::<f64>(&[vec![0, 0]])], 1, 5), []);
    assert_eq!(best::<f64>(&[], 0, 5), []);
    assert_eq!(best(&[space::<f64>(&[])], 0, 5).len(), 1);
}
