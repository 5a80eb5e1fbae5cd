//! Elimination against the sum over everything, written without its parts.

use crate::{
    evidence::*,
    genotype::{AlleleId, Pair},
    random::Random,
};
use proptest::prelude::*;

/// P(young's genotype and sex | parents), by listing what each parent can give: (allele, makes the young this sex, chance).
fn young(linkage: &Linkage<f64>, sire: Pair, dam: Pair, young: Pair, sex: Option<Sex>) -> f64 {
    type Gift = (Option<AlleleId>, Option<Sex>, f64);
    let other = |sex: Sex| if sex == Sex::Male { Sex::Female } else { Sex::Male };
    let give = |parent: Pair, own: Sex| -> Vec<Gift> {
        let (a, b) = (Some(parent.a()), Some(parent.b()));
        match linkage {
            Linkage::OneCopy { unlike } if *unlike == own => {
                vec![(a, Some(other(own)), 0.5), (None, Some(own), 0.5)]
            }
            Linkage::BothChromosomes { unlike, recombination: r } if *unlike == own => vec![
                (a, Some(other(own)), 0.5 * (1.0 - r)),
                (b, Some(other(own)), 0.5 * r),
                (b, Some(own), 0.5 * (1.0 - r)),
                (a, Some(own), 0.5 * r),
            ],
            Linkage::Linked { second, recombination: r } => {
                let mixed = |one: Pair, other: Pair| AlleleId(one.a().0 / second * second + other.b().0 % second);
                let turned = Pair::phased(parent.b(), parent.a());
                let (first, last) = (Some(mixed(parent, parent)), Some(mixed(turned, turned)));
                vec![
                    (a, None, 0.5 * (1.0 - r)),
                    (b, None, 0.5 * (1.0 - r)),
                    (first, None, 0.5 * r),
                    (last, None, 0.5 * r),
                ]
            }
            _ => vec![(a, None, 0.5), (b, None, 0.5)],
        }
    };
    let (mut sum, mut of_sex) = (0.0, 0.0);
    for (one, sex_by_sire, chance) in give(sire, Sex::Male) {
        for (other, sex_by_dam, second) in give(dam, Sex::Female) {
            let is = sex_by_sire.or(sex_by_dam);
            if is.is_some() && sex.is_some() && is != sex {
                continue;
            }
            of_sex += chance * second;
            let phased = matches!(linkage, Linkage::BothChromosomes { unlike, .. } if is == Some(*unlike));
            let (x, y) = if sex_by_sire.is_some() { (other, one) } else { (one, other) };
            let genotype = match (x, y) {
                (Some(x), Some(y)) if phased => Pair::phased(x, y),
                (Some(x), Some(y)) => Pair::new(x, y),
                (Some(only), None) | (None, Some(only)) => Pair::hemizygous(only),
                (None, None) => continue,
            };
            if genotype == young {
                sum += chance * second;
            }
        }
    }
    sum / of_sex
}

struct Sum {
    total: f64,
    animals: Vec<Vec<f64>>,
    paternities: Vec<Vec<f64>>,
    first_two: Vec<f64>,
}

fn weigh(seen: &Evidence<f64>, genotype: Pair) -> f64 {
    match seen {
        Evidence::OneOf(list) => f64::from(u8::from(list.contains(&genotype))),
        Evidence::Likelihood(list) => list.iter().filter(|(of, _)| *of == genotype).map(|(_, chance)| chance).sum(),
    }
}

/// Every way to give genotypes to animals and candidates to paternities. Parents stand before their young and are all recorded.
fn enumerate(pedigree: &Pedigree<f64>, spaces: &[Vec<Pair>], sexes: &[Option<Sex>]) -> Sum {
    let sizes: Vec<usize> =
        spaces.iter().map(Vec::len).chain(pedigree.paternities.iter().map(|one| one.candidates.len())).collect();
    let mut digits = vec![0; sizes.len()];
    let count = pedigree.animals.len();
    let mut sum = Sum {
        total: 0.0,
        animals: spaces.iter().map(|space| vec![0.0; space.len()]).collect(),
        paternities: pedigree.paternities.iter().map(|one| vec![0.0; one.candidates.len()]).collect(),
        first_two: vec![0.0; sizes[0] * sizes[1]],
    };
    // Among the living: all of them, unless the locus has lethal genotypes.
    let young = |sire: Pair, dam: Pair, is: Pair, sex: Option<Sex>| {
        let chance = |is: Pair| young(&pedigree.locus.linkage, sire, dam, is, sex);
        let living: f64 = pedigree.locus.genotypes(sex).into_iter().map(chance).sum();
        if living == 0.0 { 0.0 } else { chance(is) / living }
    };
    for _ in 0..sizes.iter().product::<usize>() {
        let genotype = |animal: usize| spaces[animal][digits[animal]];
        let parent = |parent: Parent| match parent {
            Parent::Animal(animal) => genotype(animal),
            Parent::OneOf(index) => match pedigree.paternities[index].candidates[digits[count + index]].0 {
                Parent::Animal(animal) => genotype(animal),
                _ => unreachable!("all recorded"),
            },
            Parent::Unknown => unreachable!("all recorded"),
        };
        let mut weight = 1.0;
        for (index, animal) in pedigree.animals.iter().enumerate() {
            weight *= match &animal.prior {
                Some(prior) => prior.iter().filter(|(of, _)| *of == genotype(index)).map(|(_, chance)| chance).sum(),
                None => young(parent(animal.sire), parent(animal.dam), genotype(index), sexes[index]),
            };
            weight *= animal.evidence.iter().map(|seen| weigh(seen, genotype(index))).product::<f64>();
        }
        for (index, paternity) in pedigree.paternities.iter().enumerate() {
            weight *= paternity.candidates[digits[count + index]].1;
        }
        for litter in &pedigree.litters {
            for (seen, sex, of) in &litter.counts {
                let space = pedigree.locus.genotypes(*sex);
                let chance =
                    |is: &Pair| young(genotype(litter.sire), genotype(litter.dam), *is, *sex) * weigh(seen, *is);
                weight *= space.iter().map(chance).sum::<f64>().powi(*of as i32);
            }
        }
        sum.total += weight;
        (0..count).for_each(|animal| sum.animals[animal][digits[animal]] += weight);
        (0..pedigree.paternities.len()).for_each(|index| sum.paternities[index][digits[count + index]] += weight);
        sum.first_two[digits[0] * sizes[1] + digits[1]] += weight;
        for (digit, size) in digits.iter_mut().zip(&sizes).rev() {
            *digit += 1;
            if *digit < *size {
                break;
            }
            *digit = 0;
        }
    }
    sum
}

/// Sires are even, dams are odd. Every animal after the first two has parents before it, or is another founder.
fn small(seed: u64, linkage: usize) -> (Pedigree<f64>, Vec<Option<Sex>>) {
    let random = &mut Random::new(seed);
    let unlike = if random.below(2) == 0 { Sex::Male } else { Sex::Female };
    let some_die = linkage == 4;
    let (alleles, linkage) = match linkage {
        4 => (3, Linkage::Autosomal),
        5 => (4, Linkage::Linked { second: 2, recombination: 0.1 }),
        0 => (2, Linkage::Autosomal),
        1 => (3, Linkage::Autosomal),
        2 => (2, Linkage::OneCopy { unlike }),
        _ => (2, Linkage::BothChromosomes { unlike, recombination: 0.1 }),
    };
    let mut pedigree = Pedigree::new(Locus::new(alleles, linkage));
    if some_die {
        let (one, other) = (AlleleId(1), AlleleId(2));
        pedigree.locus.lethal = vec![Pair::new(one, other), Pair::hom(other)];
    }
    let count = 3 + random.below(if alleles == 2 { 4 } else { 2 });
    let sex = |index: usize| if index.is_multiple_of(2) { Sex::Male } else { Sex::Female };
    let mut is_parent = vec![false; count];
    for index in 0..count {
        let space = pedigree.locus.genotypes(Some(sex(index)));
        let mut animal = Animal { sex: Some(sex(index)), ..Animal::default() };
        if index < 2 || random.below(6) == 0 {
            let mut weights: Vec<f64> =
                space.iter().map(|_| if random.below(3) == 0 { 0.0 } else { random.unit() }).collect();
            weights[0] += 0.1;
            let total: f64 = weights.iter().sum();
            animal.prior = Some(space.iter().copied().zip(weights.iter().map(|weight| weight / total)).collect());
        } else {
            let (sire, dam) = (random.below(index.div_ceil(2)) * 2, random.below(index / 2) * 2 + 1);
            (animal.sire, animal.dam) = (Parent::Animal(sire), Parent::Animal(dam));
            is_parent[sire] = true;
            is_parent[dam] = true;
            if index > 2 && !some_die && random.below(4) == 0 && pedigree.paternities.len() < 2 {
                let weight = random.unit();
                is_parent[2] = true;
                pedigree.paternities.push(Paternity {
                    candidates: vec![(Parent::Animal(0), weight), (Parent::Animal(2), 1.0 - weight)],
                });
                animal.sire = Parent::OneOf(random.below(pedigree.paternities.len()));
            }
        }
        if random.below(2) == 0 {
            animal.evidence.push(Evidence::OneOf(space.iter().copied().filter(|_| random.below(3) > 0).collect()));
        } else if random.below(3) == 0 {
            animal
                .evidence
                .push(Evidence::Likelihood(space.iter().map(|genotype| (*genotype, random.unit())).collect()));
        }
        pedigree.push(animal);
    }
    if random.below(3) == 0 {
        let all = pedigree.locus.genotypes(None);
        let some: Vec<Pair> = all.iter().copied().filter(|_| random.below(2) == 0).collect();
        let sex = [None, Some(Sex::Male), Some(Sex::Female)][random.below(3)];
        pedigree.litters.push(Litter { sire: 0, dam: 1, counts: vec![(Evidence::OneOf(some), sex, 2)] });
    }
    // A last animal without young may be of unknown sex.
    let mut sexes: Vec<Option<Sex>> = (0..count).map(|index| Some(sex(index))).collect();
    let last = count - 1;
    if !is_parent[last] && pedigree.animals[last].prior.is_none() && random.below(2) == 0 {
        pedigree.animals[last].sex = None;
        sexes[last] = None;
    }
    (pedigree, sexes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn elimination_equals_enumeration(seed in any::<u64>(), linkage in 0usize..6) {
        let (pedigree, sexes) = small(seed, linkage);
        let spaces: Vec<Vec<Pair>> = sexes.iter().map(|sex| pedigree.locus.genotypes(*sex)).collect();
        let sum = enumerate(&pedigree, &spaces, &sexes);
        let query = Query {
            animals: (0..pedigree.animals.len()).collect(),
            pairs: vec![(0, 1), (1, 0), (1, 1)],
            paternities: (0..pedigree.paternities.len()).collect(),
        };
        let answer = match posterior(&pedigree, &query, &Limits::default()) {
            Err(EvidenceError::Impossible { sources, smallest }) => {
                prop_assert_eq!(sum.total, 0.0);
                prop_assert!(smallest && !sources.is_empty());
                return Ok(());
            }
            answer => answer.expect("an answer"),
        };
        prop_assert!((answer.likelihood.expect("exact") - sum.total).abs() < 1e-12, "{:?} {}", answer.likelihood, sum.total);
        for (found, expected) in answer.animals.iter().zip(&sum.animals) {
            for ((genotype, chance), weight) in found.chances.iter().zip(expected) {
                prop_assert!((chance - weight / sum.total).abs() < 1e-11, "{} {genotype:?} {chance} {}", found.animal, weight / sum.total);
            }
        }
        for (found, expected) in answer.paternities.iter().zip(&sum.paternities) {
            for (chance, weight) in found.chances.iter().zip(expected) {
                prop_assert!((chance - weight / sum.total).abs() < 1e-11);
            }
        }
        for ((one, other), chance) in &answer.pairs[0].chances {
            let at = |animal: usize, is: &Pair| spaces[animal].iter().position(|genotype| genotype == is).expect("there");
            let weight = sum.first_two[at(0, one) * spaces[1].len() + at(1, other)];
            prop_assert!((chance - weight / sum.total).abs() < 1e-11);
            let turned = answer.pairs[1].chances.iter().find(|((a, b), _)| (a, b) == (other, one)).expect("there");
            prop_assert!((chance - turned.1).abs() < 1e-12);
        }
    }
}
