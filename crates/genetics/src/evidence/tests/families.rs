//! Families whose figures can be worked out by hand.

use super::{het, pair, plain, recessive, visual};
use crate::{
    evidence::*,
    genotype::{AlleleId, Pair},
};

const PLAIN: AlleleId = AlleleId(0);
const OTHER: AlleleId = AlleleId(1);

fn chance(pedigree: &Pedigree<f64>, animal: usize, genotype: Pair) -> f64 {
    let query = Query { animals: vec![animal], ..Query::default() };
    posterior(pedigree, &query, &Limits::default()).expect("an answer").animals[0].chance(|is| is == genotype)
}

fn near(one: f64, other: f64) {
    assert!((one - other).abs() < 1e-12, "{one} and {other}");
}

#[test]
fn sibs_of_an_uncertain_parent_depend_on_each_other() {
    let mut pedigree = recessive();
    pedigree.push(het(2.0 / 3.0));
    pedigree.push(het(0.0));
    let (a, b) = (pedigree.push(Animal::young(0, 1).seen(plain())), pedigree.push(Animal::young(0, 1).seen(plain())));
    let planned = pedigree.push(Animal::young(a, b));
    near(chance(&pedigree, planned, pair(1, 1)), 1.0 / 24.0);
    // The same from the pair's joint genotypes, for a whole clutch: both are het with 1/6.
    let query = Query { pairs: vec![(a, b)], ..Query::default() };
    let answer = posterior(&pedigree, &query, &Limits::default()).expect("an answer");
    let per_egg = |one: Pair, other: Pair| f64::from(one.copies(OTHER) * other.copies(OTHER)) / 4.0;
    near(answer.pairs[0].at_least_one(1, per_egg), 1.0 / 24.0);
    near(answer.pairs[0].at_least_one(3, per_egg), (1.0 - 0.75f64.powi(3)) / 6.0);
}

#[test]
fn one_copy_of_an_x_or_z() {
    // ZW: a visual dam has one copy; her sons by a plain sire are all het, her daughters plain.
    let mut pedigree = Pedigree::<f64>::new(Locus::new(2, Linkage::OneCopy { unlike: Sex::Female }));
    let sire = pedigree.push(Animal::founder(vec![(pair(0, 0), 1.0)]));
    let dam = pedigree.push(Animal::founder(vec![(Pair::hemizygous(OTHER), 1.0)]));
    let son = pedigree.push(Animal { sex: Some(Sex::Male), ..Animal::young(sire, dam) });
    let daughter = pedigree.push(Animal { sex: Some(Sex::Female), ..Animal::young(sire, dam) });
    let unknown = pedigree.push(Animal::young(sire, dam));
    near(chance(&pedigree, son, pair(0, 1)), 1.0);
    near(chance(&pedigree, daughter, Pair::hemizygous(PLAIN)), 1.0);
    near(chance(&pedigree, unknown, pair(0, 1)), 0.5);
    let dam = pedigree.push(Animal::founder(vec![(Pair::hemizygous(PLAIN), 1.0)]));
    let young = pedigree.push(Animal::young(son, dam).seen(vec![Pair::hemizygous(OTHER), pair(1, 1)]));
    near(chance(&pedigree, young, Pair::hemizygous(OTHER)), 1.0);
}

#[test]
fn sons_tell_which_chromosome_a_male_has_it_on() {
    // A banana of unknown maker: 1/2 before; each banana son of him is (1 - r) for the Y and r for the X.
    let recombination = 0.025;
    let linkage = Linkage::BothChromosomes { unlike: Sex::Male, recombination };
    let mut pedigree = Pedigree::new(Locus::new(2, linkage));
    let (on_x, on_y) = (Pair::phased(OTHER, PLAIN), Pair::phased(PLAIN, OTHER));
    let sire = pedigree.push(Animal::founder(vec![(on_x, 0.5), (on_y, 0.5)]));
    let dam = pedigree.push(Animal::founder(vec![(pair(0, 0), 1.0)]));
    let banana = vec![on_x, on_y, pair(0, 1)];
    pedigree.push(Animal { sex: Some(Sex::Male), ..Animal::young(sire, dam) }.seen(banana.clone()));
    near(chance(&pedigree, sire, on_y), 1.0 - recombination);
    let counts = vec![(Evidence::OneOf(banana), Some(Sex::Male), 2)];
    pedigree.litters.push(Litter { sire, dam, counts });
    let (y, x) = ((1.0 - recombination).powi(3), recombination.powi(3));
    near(chance(&pedigree, sire, on_y), y / (y + x));
}

#[test]
fn young_of_one_clutch_may_have_a_sire_each() {
    let clutch = Clutch {
        locus: Locus::autosomal(2),
        candidates: vec![(0.5, vec![(pair(1, 1), 1.0)]), (0.5, vec![(pair(0, 0), 1.0)])],
        dam: vec![(pair(0, 1), 0.5), (pair(0, 0), 0.5)],
        young: vec![Evidence::OneOf(visual()), Evidence::OneOf(plain())],
    };
    let limits = Limits::default();
    let each = clutch.pedigree(Sires::EachItsOwn);
    let query = Query { animals: vec![2], paternities: vec![0, 1], ..Query::default() };
    let answer = posterior(&each, &query, &limits).expect("an answer");
    // The visual makes the dam het and the first its sire; of a het dam the first sire gives plain young with 1/2, the second always.
    near(answer.animals[0].chance(|is| is == pair(0, 1)), 1.0);
    near(answer.paternities[0].chances[0], 1.0);
    near(answer.paternities[1].chances[0], 1.0 / 3.0);
    near(parentage(&each, 1, &limits).expect("an answer").chances[0], 1.0 / 3.0);
    let one = clutch.pedigree(Sires::One);
    near(parentage(&one, 0, &limits).expect("an answer").chances[0], 1.0);
    // Many candidates for one clutch are no harder than one after another.
    let mut many = Clutch { candidates: vec![(0.01, vec![(pair(0, 1), 0.5), (pair(0, 0), 0.5)]); 100], ..clutch };
    many.candidates[7].1 = vec![(pair(0, 1), 1.0)];
    let found = parentage(&many.pedigree(Sires::One), 0, &limits).expect("an answer").chances;
    near(found[7], 2.0 / 101.0);
}

#[test]
fn a_figure_says_what_it_rests_on() {
    let mut pedigree = recessive();
    let (sire, dam) = (pedigree.push(het(1.0)), pedigree.push(het(2.0 / 3.0)));
    let other = pedigree.push(het(0.5));
    let plain_young: Vec<usize> = (0..4).map(|_| pedigree.push(Animal::young(sire, dam).seen(plain()))).collect();
    let first = why(&pedigree, dam, 50, &Limits::default()).expect("reasons");
    assert_eq!(first.reasons.len(), 1);
    assert_eq!(first.reasons[0].sources, plain_young.iter().map(|&young| Source::Animal(young)).collect::<Vec<_>>());
    near(first.reasons[0].without, 2.0 / 3.0 - 81.0 / 209.0);
    assert_eq!(first.founders, [dam]);
    // Two visuals: without one nothing changes, and alone each changes all.
    for _ in 0..2 {
        pedigree.push(Animal::young(sire, dam).seen(visual()));
    }
    pedigree.push(Animal::young(sire, other).seen(plain()));
    let second = why(&pedigree, dam, 50, &Limits::default()).expect("reasons");
    assert!(second.reasons.iter().any(|reason| reason.sources.len() == 2 && (reason.alone - 1.0 / 3.0).abs() < 1e-12));
    assert!(second.reasons.iter().all(|reason| reason.sources != [Source::Animal(9)]), "{second:?}");
    assert_eq!(why(&pedigree, dam, 1, &Limits::default()).expect("reasons").further, 2);
}

#[test]
fn young_are_among_those_that_live() {
    // Two Spiders; two copies don't hatch. The other sire could be a Spider or not.
    let mut pedigree = Pedigree::<f64>::new(Locus::autosomal(2).with_lethal(vec![pair(1, 1)]));
    let dam = pedigree.push(Animal::founder(vec![(pair(0, 1), 1.0)]));
    let sire = pedigree.push(Animal::founder(vec![(pair(0, 1), 0.5), (pair(0, 0), 0.5)]));
    let unseen = pedigree.push(Animal::young(sire, dam));
    near(chance(&pedigree, unseen, pair(0, 1)), 0.5 * 2.0 / 3.0 + 0.5 * 0.5);
    near(chance(&pedigree, sire, pair(0, 1)), 0.5);
    // Of two Spiders a third of the living young is normal, else a half.
    pedigree.push(Animal::young(sire, dam).seen(vec![pair(0, 0)]));
    near(chance(&pedigree, sire, pair(0, 1)), 0.4);
    pedigree.litters.push(Litter { sire, dam, counts: vec![(Evidence::OneOf(vec![pair(0, 0)]), None, 2)] });
    near(chance(&pedigree, sire, pair(0, 1)), 8.0 / 35.0);
    // Founders under random mating and unknown parents live too.
    pedigree.frequency = Some(vec![0.75, 0.25]);
    let wild = pedigree.push(Animal::default());
    near(chance(&pedigree, wild, pair(0, 1)), 0.4);
    let half = pedigree.push(Animal { dam: Parent::Animal(dam), ..Animal::default() });
    near(chance(&pedigree, half, pair(0, 1)), 4.0 / 7.0);
    let two = Animal::founder(vec![(pair(1, 1), 1.0)]);
    pedigree.push(two);
    let error = posterior(&pedigree, &Query { animals: vec![dam], ..Query::default() }, &Limits::default());
    assert!(matches!(error, Err(EvidenceError::NoSuchGenotype { .. })), "{error:?}");
}

#[test]
fn the_sire_of_a_clutch_is_weighed_among_the_living() {
    let clutch = |lethal: Vec<Pair>| Clutch {
        locus: Locus::autosomal(2).with_lethal(lethal),
        candidates: vec![(0.5, vec![(pair(0, 1), 1.0)]), (0.5, vec![(pair(0, 0), 1.0)])],
        dam: vec![(pair(0, 1), 1.0)],
        young: vec![Evidence::OneOf(vec![pair(0, 0)])],
    };
    let first = |clutch: Clutch<f64>| {
        let pedigree = clutch.pedigree(Sires::One);
        parentage(&pedigree, 0, &Limits::default()).expect("an answer").chances[0]
    };
    near(first(clutch(Vec::new())), 1.0 / 3.0);
    near(first(clutch(vec![pair(1, 1)])), 0.4);
}

#[test]
fn linked_loci_are_inherited_together() {
    // Chromosomes ++, +d, c+, cd. The sire has both mutants of one parent, or one of each.
    let linkage = Linkage::Linked { second: 2, recombination: 0.1 };
    let mut pedigree = Pedigree::<f64>::new(Locus::new(4, linkage.clone()));
    let (coupling, repulsion) = (pair(0, 3), pair(1, 2));
    let sire = pedigree.push(Animal::founder(vec![(coupling, 0.5), (repulsion, 0.5)]));
    let dam = pedigree.push(Animal::founder(vec![(pair(3, 3), 1.0)]));
    let young = pedigree.push(Animal::young(sire, dam));
    near(chance(&pedigree, young, pair(3, 3)), 0.5 * 0.45 + 0.5 * 0.05);
    // Visual at both loci: the sire gave cd, nine times likelier out of coupling.
    pedigree.push(Animal::young(sire, dam).seen(vec![pair(3, 3)]));
    near(chance(&pedigree, sire, coupling), 0.9);
    near(chance(&pedigree, young, pair(3, 3)), 0.9 * 0.45 + 0.1 * 0.05);
    pedigree.push(Animal::young(sire, dam).seen(vec![pair(1, 3), pair(2, 3)]));
    near(chance(&pedigree, sire, coupling), 0.5);
    let odd = Pedigree::<f64>::new(Locus::new(3, linkage));
    assert!(matches!(
        posterior(&odd, &Query::default(), &Limits::default()),
        Err(EvidenceError::Alleles { alleles: 3 })
    ));
}
