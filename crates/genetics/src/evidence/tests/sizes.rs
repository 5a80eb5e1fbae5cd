//! Large, deep and hostile pedigrees: an answer or a named error, in bounded time.

use super::{het, pair, plain, recessive, visual};
use crate::{evidence::*, random::Random};
use std::time::Instant;

/// As long as there is time for.
const LONG: usize = if cfg!(debug_assertions) { 300_000 } else { 1_000_000 };

fn ask(pedigree: &Pedigree<f64>, animals: Vec<usize>) -> Result<Answer<f64>, EvidenceError> {
    let started = Instant::now();
    let answer = posterior(pedigree, &Query { animals, ..Query::default() }, &Limits::default());
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
    answer
}

#[test]
fn ten_generations_of_full_sibs() {
    let mut pedigree = recessive();
    pedigree.frequency = Some(vec![0.9, 0.1]);
    let (mut sire, mut dam) = (pedigree.push(Animal::default()), pedigree.push(Animal::default()));
    for _ in 0..10 {
        let litter: Vec<usize> = (0..6).map(|_| pedigree.push(Animal::young(sire, dam).seen(plain()))).collect();
        (sire, dam) = (litter[0], litter[1]);
    }
    let last = pedigree.push(Animal::young(sire, dam));
    let answer = ask(&pedigree, (0..=last).collect()).expect("an answer");
    assert!(answer.animals.iter().all(|figure| figure.method == Method::Exact));
    let exact =
        pedigree.convert(|number| number.to_string().parse::<crate::genotype::Ratio>().ok()).expect("fractions");
    let query = Query { animals: vec![last], ..Query::default() };
    match posterior_in(&exact, &query, &Limits::default()) {
        Ok(exact) => {
            for (one, other) in exact.animals[0].chances.iter().zip(&answer.animals[last].chances) {
                assert!((one.1.to_f64() - other.1).abs() < 1e-12);
            }
        }
        Err(error) => assert_eq!(error, EvidenceError::OutOfRange),
    }
}

/// Four generations as breeders keep them: of each litter one is held back, sires have several mates, and the young of two mated animals
/// have a grandparent or two in common.
fn stock(random: &mut Random) -> Pedigree<f64> {
    let mut pedigree = recessive();
    let mut kept: Vec<usize> =
        (0..60).map(|at| pedigree.push(het(if at % 6 == 0 { 2.0 / 3.0 } else { 0.0 }))).collect();
    for _ in 0..4 {
        let (sires, dams) = kept.split_at(kept.len() / 5);
        let mut next = Vec::new();
        for &dam in dams {
            let sire = sires[random.below(sires.len())];
            let litter: Vec<usize> = (0..7).map(|_| pedigree.push(Animal::young(sire, dam).seen(plain()))).collect();
            next.push(litter[0]);
        }
        // New blood, half of it of unknown status.
        next.extend((0..10).map(|at| pedigree.push(het(f64::from(at % 2) / 2.0))));
        kept = next;
    }
    while pedigree.animals.len() < 2000 {
        let (sire, dam) = (kept[random.below(10)], kept[10 + random.below(kept.len() - 10)]);
        pedigree.push(Animal::young(sire, dam).seen(plain()));
    }
    pedigree
}

#[test]
fn two_thousand_animals() {
    let pedigree = stock(&mut Random::new(3));
    let answer = ask(&pedigree, (0..pedigree.animals.len()).collect()).expect("an answer");
    for figure in &answer.animals {
        assert_eq!(figure.method, Method::Exact);
        assert!((figure.chances.iter().map(|(_, chance)| chance).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

/// Mated at random for dozens of generations: far too wide to be summed.
#[test]
fn a_tangle_is_sampled_and_says_so() {
    let count = if cfg!(debug_assertions) { 400 } else { 2000 };
    for (founders, visuals) in [(20, 0), (60, 5)] {
        let pedigree = super::colony(founders, count, visuals, &mut Random::new(3));
        let answer = ask(&pedigree, (count - 50..count).collect()).expect("an answer");
        assert!(answer.likelihood.is_none());
        for figure in &answer.animals {
            let Method::Sampled { standard_error, .. } = figure.method else { panic!("{figure:?}") };
            assert!(standard_error > 0.0 && standard_error < 0.2, "{figure:?}");
            assert!((figure.chances.iter().map(|(_, chance)| chance).sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }
}

#[test]
fn a_hundred_thousand_full_sibs() {
    let mut pedigree = recessive();
    let (sire, dam) = (pedigree.push(het(0.5)), pedigree.push(het(0.5)));
    for _ in 0..100_000 {
        pedigree.push(Animal::young(sire, dam).seen(plain()));
    }
    let answer = ask(&pedigree, vec![sire]).expect("an answer");
    assert!((answer.animals[0].chance(|is| is == pair(0, 1)) - 1.0 / 3.0).abs() < 1e-9);
    pedigree.push(Animal::young(sire, dam).seen(visual()));
    let answer = ask(&pedigree, vec![sire]).expect("an answer");
    assert_eq!(answer.animals[0].chance(|is| is == pair(0, 1)), 1.0);
}

#[test]
fn a_chain_of_a_million() {
    let mut pedigree = recessive();
    pedigree.frequency = Some(vec![0.5, 0.5]);
    pedigree.push(Animal::default().seen(visual()));
    for index in 0..LONG {
        pedigree.push(Animal { sire: Parent::Animal(index), ..Animal::default() });
    }
    assert!(matches!(ask(&pedigree, vec![LONG]), Err(EvidenceError::TooLarge { .. })));
    // What can't matter costs next to nothing.
    let answer = ask(&pedigree, vec![1]).expect("an answer");
    assert!((answer.animals[0].chance(|is| is == pair(0, 1)) - 0.5).abs() < 1e-12);
    let answer = ask(&pedigree, vec![LONG / 10]).expect("an answer");
    assert!((answer.animals[0].chance(|is| is == pair(0, 1)) - 0.5).abs() < 1e-9);
}

#[test]
fn long_series_and_many_candidates() {
    let mut pedigree = Pedigree::<f64>::new(Locus::autosomal(MAX_ALLELES));
    pedigree.frequency = Some(vec![1.0 / f64::from(MAX_ALLELES); usize::from(MAX_ALLELES)]);
    let (sire, dam) = (pedigree.push(Animal::default()), pedigree.push(Animal::default()));
    let young = pedigree.push(Animal::young(sire, dam).seen(vec![pair(3, 4)]));
    let answer = ask(&pedigree, vec![sire, dam, young]).expect("an answer");
    assert!(answer.animals[0].chance(|is| is.copies(crate::genotype::AlleleId(3)) > 0) > 0.5);
    for _ in 0..500 {
        pedigree.push(Animal::young(sire, dam).seen(vec![pair(3, 4), pair(4, 5)]));
    }
    assert!(matches!(ask(&pedigree, vec![sire]), Ok(_) | Err(EvidenceError::TooLarge { .. })));
    let mut pedigree = recessive();
    let candidates: Vec<_> = (0..40).map(|_| (Parent::Animal(pedigree.push(het(0.5))), 1.0 / 40.0)).collect();
    let dam = pedigree.push(het(0.5));
    for index in 0..20 {
        pedigree.paternities.push(Paternity { candidates: candidates.clone() });
        let seen = if index == 0 { visual() } else { plain() };
        pedigree.push(Animal { sire: Parent::OneOf(index), dam: Parent::Animal(dam), ..Animal::default() }.seen(seen));
    }
    let found = ask(&pedigree, vec![0]);
    assert!(matches!(found, Ok(_) | Err(EvidenceError::TooLarge { .. } | EvidenceError::NothingFits)), "{found:?}");
}
