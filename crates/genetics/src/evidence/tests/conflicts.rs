//! What is wrong has a name.

use super::{het, pair, plain, recessive, visual};
use crate::evidence::*;

fn error(pedigree: &Pedigree<f64>) -> EvidenceError {
    posterior(pedigree, &Query::default(), &Limits::default()).expect_err("an error")
}

#[test]
fn impossible_evidence_names_the_animals() {
    let mut pedigree = super::colony(10, 200, 0, &mut crate::random::Random::new(1));
    // Two visuals have a plain young one, somewhere in two hundred animals.
    let (sire, dam) =
        (pedigree.push(Animal::default().seen(visual())), pedigree.push(Animal::default().seen(visual())));
    let young = pedigree.push(Animal::young(sire, dam).seen(plain()));
    let expected = [sire, dam, young].map(Source::Animal).to_vec();
    let found = error(&pedigree);
    assert_eq!(found, EvidenceError::Impossible { sources: expected, smallest: true });
    assert_eq!(found.animals(), [sire, dam, young]);
    assert_eq!(
        found.to_string(),
        format!(
            "impossible evidence: these can't all be true: what was seen of animal {sire}, what was seen of animal {dam}, what was seen of animal {young}"
        )
    );
}

#[test]
fn a_prior_may_be_what_is_wrong() {
    let mut pedigree = recessive();
    let (sire, dam) = (pedigree.push(het(1.0)), pedigree.push(het(0.0)));
    pedigree.push(Animal::young(sire, dam).seen(plain()));
    let young = pedigree.push(Animal::young(sire, dam).seen(visual()));
    let expected = vec![Source::Animal(young), Source::Prior(dam)];
    assert_eq!(error(&pedigree), EvidenceError::Impossible { sources: expected, smallest: true });
    pedigree.animals[young].evidence.clear();
    pedigree.litters.push(Litter { sire, dam, counts: vec![(Evidence::OneOf(visual()), None, 3)] });
    let expected = vec![Source::Prior(dam), Source::Litter(0)];
    assert_eq!(error(&pedigree), EvidenceError::Impossible { sources: expected, smallest: true });
}

#[test]
fn numbers_that_arent_probabilities() {
    for (one, other) in [(f64::NAN, 0.5), (-0.5, 1.5), (f64::INFINITY, 0.0)] {
        let mut pedigree = recessive();
        pedigree.push(Animal::founder(vec![(pair(0, 0), one), (pair(0, 1), other)]));
        assert_eq!(error(&pedigree), EvidenceError::NotAProbability { place: Place::Prior(0) });
        pedigree.animals[0] = Animal { evidence: vec![Evidence::Likelihood(vec![(pair(0, 0), one)])], ..het(0.5) };
        assert_eq!(error(&pedigree), EvidenceError::NotAProbability { place: Place::Evidence(0) });
        let states = [ParentState { prior: one, visual: 0.5 }, ParentState { prior: other, visual: 0.5 }];
        assert_eq!(prove(&states, 1, 0), Err(EvidenceError::NotAProbability { place: Place::State(0) }));
        pedigree.animals.clear();
        pedigree.frequency = Some(vec![one, other]);
        assert_eq!(error(&pedigree), EvidenceError::NotAProbability { place: Place::Frequency });
    }
    let mut pedigree = recessive();
    pedigree.push(Animal::founder(vec![(pair(0, 0), 0.5), (pair(0, 1), 0.4)]));
    assert_eq!(error(&pedigree), EvidenceError::Sum { place: Place::Prior(0) });
    let state = ParentState { prior: 1.0, visual: 0.5 };
    assert_eq!(prove(std::slice::from_ref(&state), 1, 2), Err(EvidenceError::Counts { visuals: 2, eggs: 1 }));
    assert_eq!(
        prove(&[ParentState { visual: 1.5, ..state }], 1, 0),
        Err(EvidenceError::NotAProbability { place: Place::State(0) })
    );
    assert!(matches!(prove(&[ParentState { prior: 1.0, visual: 0.0 }], 1, 1), Err(EvidenceError::Impossible { .. })));
    assert_eq!(prove(&[], 1, 1), Err(EvidenceError::Sum { place: Place::States }));
}

#[test]
fn pedigrees_that_cant_be() {
    let mut pedigree = recessive();
    pedigree.frequency = Some(vec![0.5, 0.5]);
    for _ in 0..4 {
        pedigree.push(Animal::default());
    }
    let with = |animal: usize, sire: Parent, dam: Parent| {
        let mut pedigree = pedigree.clone();
        (pedigree.animals[animal].sire, pedigree.animals[animal].dam) = (sire, dam);
        pedigree
    };
    assert_eq!(error(&with(1, Parent::Animal(1), Parent::Unknown)), EvidenceError::SelfParent { animal: 1 });
    assert_eq!(
        error(&with(1, Parent::Animal(2), Parent::Animal(2))),
        EvidenceError::SameParents { animal: 1, parent: 2 }
    );
    assert_eq!(error(&with(1, Parent::Animal(9), Parent::Unknown)), EvidenceError::NoSuchAnimal { animal: 9 });
    assert_eq!(error(&with(1, Parent::OneOf(0), Parent::Unknown)), EvidenceError::NoSuchPaternity { paternity: 0 });
    let mut cyclic = with(1, Parent::Animal(2), Parent::Unknown);
    cyclic.animals[2].dam = Parent::Animal(1);
    let found = error(&cyclic);
    assert!(matches!(&found, EvidenceError::Cycle { animals } if animals.len() == 3), "{found:?}");
    assert!(found.describe(|animal| format!("BP-{animal}")).contains("BP-2 ← "), "{found}");
    let mut young = with(1, Parent::Animal(2), Parent::Animal(3));
    young.animals[1].prior = Some(vec![(pair(0, 0), 1.0)]);
    assert_eq!(error(&young), EvidenceError::PriorOfYoung { animal: 1 });
    let mut both = with(1, Parent::Animal(2), Parent::Animal(3));
    both.animals[0].dam = Parent::Animal(2);
    posterior(&both, &Query::default(), &Limits::default()).expect("sexes don't matter to an autosomal locus");
    both.locus.linkage = Linkage::OneCopy { unlike: Sex::Male };
    assert_eq!(error(&both), EvidenceError::SexConflict { animal: 2 });
    let mut unknown = pedigree.clone();
    unknown.frequency = None;
    unknown.animals[0].evidence.push(Evidence::OneOf(plain()));
    assert_eq!(error(&unknown), EvidenceError::NoFrequency { animal: 0 });
    let query = Query { animals: vec![77], ..Query::default() };
    assert_eq!(posterior(&pedigree, &query, &Limits::default()), Err(EvidenceError::NoSuchAnimal { animal: 77 }));
    unknown.locus.alleles = 0;
    assert_eq!(error(&unknown), EvidenceError::Alleles { alleles: 0 });
}
