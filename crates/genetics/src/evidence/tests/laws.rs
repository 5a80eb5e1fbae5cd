//! What must hold whatever the figures are.

use super::{het, pair, plain, recessive, visual};
use crate::{evidence::*, genotype::Pair, random::Random};
use proptest::prelude::*;

fn one(pedigree: &Pedigree<f64>, animal: usize) -> Posterior<f64> {
    let query = Query { animals: vec![animal], ..Query::default() };
    posterior(pedigree, &query, &Limits::default()).expect("an answer").animals.remove(0)
}

fn is_het(genotype: Pair) -> bool {
    genotype == pair(0, 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn more_eggs_without_a_visual_make_a_het_less_likely(chance in 0.001f64..0.999, to_het in any::<bool>()) {
        let mut pedigree = recessive();
        let mate = if to_het { pair(0, 1) } else { pair(1, 1) };
        pedigree.push(het(chance));
        pedigree.push(Animal::founder(vec![(mate, 1.0)]));
        let mut before = one(&pedigree, 0).chance(is_het);
        let kept: f64 = if to_het { 0.75 } else { 0.5 };
        for eggs in 1..20u64 {
            pedigree.push(Animal::young(0, 1).seen(plain()));
            let after = one(&pedigree, 0).chance(is_het);
            prop_assert!(after < before && after > 0.0);
            let weight = chance * kept.powi(eggs as i32);
            prop_assert!((after - weight / (weight + 1.0 - chance)).abs() < 1e-12);
            let mut counted = pedigree.clone();
            counted.animals.truncate(2);
            counted.litters.push(Litter { sire: 0, dam: 1, counts: vec![(Evidence::OneOf(plain()), None, eggs)] });
            prop_assert!((after - one(&counted, 0).chance(is_het)).abs() < 1e-12);
            before = after;
        }
    }

    /// What is seen of the young of two plain animals only moves what is believed of those above one way: a plain one down, a visual up.
    #[test]
    fn evidence_moves_every_ancestor_one_way(priors in prop::collection::vec(0.05f64..0.95, 4), plain_young in 0usize..6) {
        let mut pedigree = recessive();
        for &prior in &priors {
            pedigree.push(het(prior));
        }
        pedigree.push(Animal::young(0, 1).seen(plain()));
        pedigree.push(Animal::young(2, 3).seen(plain()));
        let of = |pedigree: &Pedigree<f64>| (0..6).map(|animal| one(pedigree, animal).chance(is_het)).collect::<Vec<f64>>();
        let mut before = of(&pedigree);
        for _ in 0..plain_young {
            pedigree.push(Animal::young(4, 5).seen(plain()));
            let after = of(&pedigree);
            prop_assert!(after.iter().zip(&before).all(|(after, before)| *after < *before && *after > 0.0), "{:?} {:?}", before, after);
            before = after;
        }
        pedigree.push(Animal::young(4, 5).seen(visual()));
        let after = of(&pedigree);
        prop_assert!(after.iter().zip(&before).all(|(after, before)| after > before), "{:?} {:?}", before, after);
        prop_assert!((after[4] - 1.0).abs() < 1e-12 && (after[5] - 1.0).abs() < 1e-12);
        // And no young that comes later takes a visual back.
        pedigree.push(Animal::young(4, 5).seen(plain()));
        prop_assert!((one(&pedigree, 4).chance(is_het) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn names_and_order_of_the_animals_dont_matter(seed in any::<u64>()) {
        let random = &mut Random::new(seed);
        let pedigree = super::colony(6, 30, 3, random);
        let count = pedigree.animals.len();
        let mut place: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            place.swap(at, random.below(at + 1));
        }
        let moved = |parent: Parent| match parent {
            Parent::Animal(animal) => Parent::Animal(place[animal]),
            other => other,
        };
        let mut shuffled = pedigree.clone();
        for (index, animal) in pedigree.animals.iter().enumerate() {
            shuffled.animals[place[index]] = Animal { sire: moved(animal.sire), dam: moved(animal.dam), ..animal.clone() };
        }
        let all = |map: &dyn Fn(usize) -> usize| Query { animals: (0..count).map(map).collect(), ..Query::default() };
        let limits = Limits::default();
        let (one, other) = (
            posterior(&pedigree, &all(&|at| at), &limits).expect("an answer"),
            posterior(&shuffled, &all(&|at| place[at]), &limits).expect("an answer"),
        );
        for (one, other) in one.animals.iter().zip(&other.animals) {
            prop_assert_eq!(one.method, Method::Exact);
            for (one, other) in one.chances.iter().zip(&other.chances) {
                prop_assert!((one.1 - other.1).abs() < 1e-11);
            }
            prop_assert!((one.chances.iter().map(|(_, chance)| chance).sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_claim_is_a_likelihood(prior in 0.05f64..0.95, claim in 0.05f64..0.95) {
        let mut pedigree = recessive();
        let mut animal = het(prior);
        animal.evidence.push(Evidence::Likelihood(vec![(pair(0, 1), claim), (pair(0, 0), 1.0 - claim)]));
        pedigree.push(animal);
        let expected = prior * claim / (prior * claim + (1.0 - prior) * (1.0 - claim));
        prop_assert!((one(&pedigree, 0).chance(is_het) - expected).abs() < 1e-12);
    }

    #[test]
    fn eggs_of_one_clutch_depend_on_each_other(chance in 0.0f64..1.0, eggs in 1u64..30) {
        let mut pedigree = recessive();
        pedigree.push(het(chance));
        pedigree.push(Animal::founder(vec![(pair(1, 1), 1.0)]));
        let query = Query { pairs: vec![(0, 1)], ..Query::default() };
        let answer = posterior(&pedigree, &query, &Limits::default()).expect("an answer");
        let per_egg = |sire: Pair, _| if is_het(sire) { 0.5 } else { 0.0 };
        let expected = chance * (1.0 - 0.5f64.powi(eggs as i32));
        prop_assert!((answer.pairs[0].at_least_one(eggs, per_egg) - expected).abs() < 1e-12);
    }
}

#[test]
fn a_likelihood_smaller_than_any_float_still_counts() {
    let mut pedigree = recessive();
    pedigree.push(het(0.5));
    pedigree.push(Animal::founder(vec![(pair(1, 1), 1.0)]));
    let counts = vec![(Evidence::OneOf(plain()), None, 5000), (Evidence::OneOf(visual()), None, 1)];
    pedigree.litters.push(Litter { sire: 0, dam: 1, counts });
    assert_eq!(one(&pedigree, 0).chance(is_het), 1.0);
    let answer = posterior(&pedigree, &Query::default(), &Limits::default()).expect("an answer");
    assert!((answer.log_likelihood.expect("exact") - 5002.0 * 0.5f64.ln()).abs() < 1e-6);
    // Recorded one by one, and the visual last.
    pedigree.litters.clear();
    for _ in 0..3000 {
        pedigree.push(Animal::young(0, 1).seen(plain()));
    }
    pedigree.push(Animal::young(0, 1).seen(visual()));
    assert_eq!(one(&pedigree, 0).chance(is_het), 1.0);
    let proof = prove(&[ParentState { prior: 0.5, visual: 0.5 }, ParentState { prior: 0.5, visual: 0.0 }], 5000, 1);
    assert_eq!(proof.expect("a proof").posterior, [1.0, 0.0]);
}
