//! The methods against each other, and where each has to hold out.

use proptest::prelude::*;

use super::*;
use crate::pedigree::UNKNOWN;

const ALL: [Method; 4] = [Method::Direct, Method::Indirect, Method::Frontier, Method::Tabular];

fn by(pedigree: &Pedigree, method: Method) -> Vec<f64> {
    inbreeding_by(pedigree, method).unwrap().coefficients
}

/// Pedigrees of up to `most` animals; parents among the last `back`, now and then unknown or one animal twice.
pub(in crate::pedigree) fn pedigrees(most: usize, back: u32) -> impl Strategy<Value = Vec<[u32; 2]>> {
    prop::collection::vec((0..back + 3, 0..back + 3), 0..most).prop_map(move |draws| {
        let parent = |animal: u32, draw: u32| animal.checked_sub(draw + 1).filter(|_| draw < back).unwrap_or(UNKNOWN);
        (0_u32..).zip(draws).map(|(animal, (s, d))| [parent(animal, s), parent(animal, d)]).collect()
    })
}

proptest! {
    #[test]
    fn four_methods_agree(parents in pedigrees(120, 12)) {
        let pedigree = Pedigree::from_parents(parents).unwrap();
        let expected = by(&pedigree, Method::Tabular);
        for method in ALL {
            for (animal, (f, expected)) in by(&pedigree, method).iter().zip(&expected).enumerate() {
                prop_assert!((f - expected).abs() < 1e-12, "{:?} of {}: {} for {}", method, animal, f, expected);
                prop_assert!((0.0..1.0).contains(f));
            }
        }
        prop_assert_eq!(inbreeding(&pedigree).unwrap().coefficients.len(), pedigree.len());
    }

    #[test]
    fn the_order_of_animals_and_of_parents_changes_nothing(parents in pedigrees(80, 20), keys in prop::collection::vec(any::<u64>(), 80)) {
        let mut place: Vec<u32> = (0..parents.len() as u32).collect();
        place.sort_by_key(|&animal| keys[animal as usize]);
        let mut moved = vec![[UNKNOWN; 2]; parents.len()];
        let to = |parent: u32| if parent == UNKNOWN { UNKNOWN } else { place[parent as usize] };
        for (animal, &[sire, dam]) in parents.iter().enumerate() {
            moved[place[animal] as usize] = [to(dam), to(sire)];
        }
        let (before, after) = (Pedigree::from_parents(parents).unwrap(), Pedigree::from_parents(moved).unwrap());
        for method in ALL {
            let (before, after) = (by(&before, method), by(&after, method));
            for (animal, f) in before.iter().enumerate() {
                prop_assert!((f - after[place[animal] as usize]).abs() < 1e-12);
            }
        }
    }
}

/// Brother to sister, two a generation.
fn sib_line(generations: u32) -> Vec<[u32; 2]> {
    let pair = |g: u32| if g == 0 { [UNKNOWN; 2] } else { [2 * g - 2, 2 * g - 1] };
    (0..generations).flat_map(|g| [pair(g), pair(g)]).collect()
}

#[test]
fn a_line_of_sibs_tends_to_one() {
    // F(t) = (1 + 2 F(t−1) + F(t−2)) / 4 (Wright 1921).
    let pedigree = Pedigree::from_parents(sib_line(40)).unwrap();
    for method in ALL {
        let f = by(&pedigree, method);
        for t in 3..40 {
            let expected = (1.0 + 2.0 * f[2 * t - 2] + f[2 * t - 4]) / 4.0;
            assert!((f[2 * t] - expected).abs() < 1e-12, "{method:?}");
        }
        assert!(f[78] > 0.99);
    }
}

#[test]
fn long_chains_of_every_kind_are_answered() {
    let n = 200_000_u32;
    let at = |i: u32, back: u32| i.checked_sub(back).unwrap_or(UNKNOWN);
    let one_parent: Vec<[u32; 2]> = (0..n).map(|i| [at(i, 1), UNKNOWN]).collect();
    let two_back: Vec<[u32; 2]> = (0..n).map(|i| [at(i, 1), at(i, 2)]).collect();
    let selfed: Vec<[u32; 2]> = (0..n).map(|i| [at(i, 1); 2]).collect();
    let back_to_one: Vec<[u32; 2]> = (0..n).map(|i| if i == 0 { [UNKNOWN; 2] } else { [0, i - 1] }).collect();
    // Odd animals are founders, recorded first or between.
    let outcrossed: Vec<[u32; 2]> =
        (0..n).map(|i| if i % 2 == 0 && i > 0 { [i - 2, i - 1] } else { [UNKNOWN; 2] }).collect();
    // Each mate is bred from two founders: four animals a link.
    let bred_mates: Vec<[u32; 2]> = (0..n)
        .map(|i| match i % 4 {
            _ if i < 4 => [UNKNOWN; 2],
            0 | 1 => [UNKNOWN; 2],
            2 => [i - 2, i - 1],
            _ => [i - 4, i - 1],
        })
        .collect();
    for (name, parents) in [
        ("one parent", one_parent),
        ("two back", two_back),
        ("selfed", selfed),
        ("back to one", back_to_one),
        ("outcrossed", outcrossed),
        ("bred mates", bred_mates),
        ("sibs", sib_line(n / 2)),
    ] {
        let pedigree = Pedigree::from_parents(parents.clone()).unwrap();
        let f = inbreeding(&pedigree).unwrap();
        assert!(f.coefficients.iter().all(|f| (0.0..=1.0).contains(f)), "{name}");
        // The same upside down: young recorded before their parents.
        let turn = |parent: u32| if parent == UNKNOWN { UNKNOWN } else { n - 1 - parent };
        let reversed = parents.iter().rev().map(|pair| pair.map(turn)).collect();
        let turned = inbreeding(&Pedigree::from_parents(reversed).unwrap()).unwrap();
        let same = f.coefficients.iter().rev().zip(&turned.coefficients).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(same, "{name}");
    }
}

#[test]
fn a_hundred_thousand_full_sibs_are_one_family() {
    let parents: Vec<[u32; 2]> = (0..100_000).map(|i| if i < 2 { [UNKNOWN; 2] } else { [0, 1] }).collect();
    assert!(inbreeding(&Pedigree::from_parents(parents).unwrap()).unwrap().coefficients.iter().all(|&f| f == 0.0));
}

#[test]
fn too_much_is_an_error_with_a_name() {
    let wide: Vec<[u32; 2]> =
        (0..20_000).map(|i| if i < 10_000 { [UNKNOWN; 2] } else { [i - 10_000, i - 9_999] }).collect();
    let pedigree = Pedigree::from_parents(wide).unwrap();
    assert!(matches!(
        inbreeding_within(&pedigree, 10, &mut || true),
        Err(PedigreeError::TooMuchWork { limit: 10, .. })
    ));
    assert!(matches!(inbreeding_by(&pedigree, Method::Tabular), Err(PedigreeError::TooLarge { .. })));
    assert!(inbreeding(&Pedigree::from_parents(Vec::new()).unwrap()).unwrap().coefficients.is_empty());
}

#[test]
fn every_method_for_large_pedigrees_stops_when_its_answer_is_no_longer_wanted() {
    // Two lines of which each generation has both parents: a family a generation.
    let above = |at: u32| if at < 2 { [UNKNOWN; 2] } else { [at / 2 * 2 - 2, at / 2 * 2 - 1] };
    let pedigree = Pedigree::from_parents((0..1_000).map(above).collect()).unwrap();
    let task = Task::of(&pedigree);
    for method in [Method::Direct, Method::Indirect, Method::Frontier] {
        let mut asked = 0;
        let stopped = run(&pedigree, &task, method, &mut || {
            asked += 1;
            asked < 2
        });
        assert_eq!((stopped, asked), (Err(PedigreeError::Stopped), 2), "{method:?}");
        assert!(run(&pedigree, &task, method, &mut || true).is_ok());
    }
}
