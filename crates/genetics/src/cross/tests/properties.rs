use super::{super::*, catalogue};
use crate::{
    catalogue::{Linkage, Taxon},
    genotype::{AlleleId, Chance, Dist, Genotype, Number, Pair},
};
use proptest::prelude::*;

const KEYS: [&str; 6] = ["clown", "mojave", "leopard", "spider", "banana", "lavender albino"];

/// For each key: weights of pairs of its first two alleles and wild type.
type Recipe = Vec<Option<Vec<(u8, u8, u8)>>>;

fn recipe() -> impl Strategy<Value = Recipe> {
    let list = prop::collection::vec((0_u8..3, 0_u8..3, 1_u8..9), 1..4);
    prop::collection::vec(prop::option::of(list), KEYS.len())
}

fn animal(taxon: &Taxon, recipe: &Recipe, sire: bool) -> Genotype {
    let mut genotype = Genotype::default();
    for (key, list) in KEYS.iter().zip(recipe) {
        let Some(list) = list else { continue };
        let (at, _) = taxon.resolve(key).unwrap();
        let locus = taxon.locus(at).unwrap();
        let most = u8::try_from(locus.alleles.len().min(2)).unwrap();
        let sum: u32 = list.iter().map(|entry| u32::from(entry.2)).sum();
        let pairs = list.iter().map(|&(a, b, weight)| {
            let (a, b) = (AlleleId(a.min(most)), AlleleId(b.min(most)));
            let phased = sire && locus.linkage != Linkage::Autosomal;
            (if phased { Pair::phased(a, b) } else { Pair::new(a, b) }, Chance::fraction(weight.into(), sum))
        });
        genotype.loci.insert(at, Dist::new(pairs).unwrap());
    }
    genotype
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-12
}

/// A row as words, for comparing across pairings.
fn word<N: Number>(outcome: &Outcome<'_, N>, row: &Row<N>) -> String {
    let labels: Vec<&str> = row.classes.iter().enumerate().map(|(at, &class)| outcome.label(at, class)).collect();
    format!("{labels:?} {:?} {}", row.sex, row.lethal)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn rows_sum_to_one_and_agree_with_every_shortcut(sire in recipe(), dam in recipe()) {
        let catalogue = catalogue();
        let taxon = catalogue.taxon("ball python").unwrap();
        let (sire, dam) = (animal(taxon, &sire, true), animal(taxon, &dam, false));
        let cross = Cross::of(taxon, &sire, &dam).unwrap();
        let outcome = cross.outcome().unwrap();
        let rows = outcome.rows().unwrap();
        let sum = |list: &[Chance]| list.iter().fold(Chance::ZERO, |sum, p| sum + *p);
        prop_assert_eq!(sum(&rows.iter().map(|row| row.p_egg).collect::<Vec<_>>()).to_string(), "1");
        let alive: Vec<Chance> = rows.iter().filter_map(|row| row.p_survivor).collect();
        if !alive.is_empty() {
            prop_assert_eq!(sum(&alive).to_string(), "1");
        }
        // Given a row, what it may carry sums to one at each locus.
        for row in &rows {
            for at in 0..row.classes.len() {
                let given: Vec<Chance> = outcome.given(row, at).iter().map(|entry| entry.1).collect();
                prop_assert_eq!(sum(&given).to_string(), "1");
            }
        }
        // Floats agree with fractions.
        let (sire64, dam64) = (sire.to_f64(), dam.to_f64());
        let cross64 = Cross::of(taxon, &sire64, &dam64).unwrap();
        let outcome64 = cross64.outcome().unwrap();
        let rows64 = outcome64.rows().unwrap();
        prop_assert_eq!(rows.len(), rows64.len());
        for row in &rows {
            let other = rows64.iter().find(|other| word(&outcome64, other) == word(&outcome, row)).unwrap();
            prop_assert!(near(row.p_egg.to_f64(), other.p_egg));
            prop_assert!(near(row.p_survivor.map_or(0.0, Chance::to_f64), other.p_survivor.unwrap_or(0.0)));
        }
        // The likeliest are the first rows, in their order.
        let living: Vec<&Row<Chance>> = rows.iter().filter(|row| !row.lethal).collect();
        let best = outcome.best(living.len() + 7);
        prop_assert_eq!(best.rows.len(), living.len());
        for (best, row) in best.rows.iter().zip(&living) {
            prop_assert_eq!((&best.classes, best.sex, best.p_egg), (&row.classes, row.sex, row.p_egg));
        }
        let best64 = outcome64.best(10);
        for (best, row) in best64.rows.iter().zip(&living) {
            prop_assert_eq!((&best.classes, best.sex), (&row.classes, row.sex));
        }
        // Shares of single loci are sums of rows, and so is a wish.
        for sex in [None, Some(Sex::Female), Some(Sex::Male)] {
            if sex.is_some() && !cross.by_sex() {
                continue;
            }
            let of_sex: Vec<&Row<Chance>> = rows.iter().filter(|row| sex.is_none() || row.sex == sex).collect();
            let whole = sum(&of_sex.iter().map(|row| row.p_egg).collect::<Vec<_>>());
            for (at, locus) in outcome.shares(sex).loci.iter().enumerate() {
                for class in &locus.classes {
                    let hit = |row: &&&Row<Chance>| outcome.label(at, row.classes[at]) == class.label;
                    let egg = sum(&of_sex.iter().filter(hit).map(|row| row.p_egg).collect::<Vec<_>>());
                    prop_assert_eq!((egg / whole).to_string(), class.p_egg.to_string());
                    let target = Target { sex, wants: vec![(at, Want::Class(class.label.clone()))] };
                    let odds = outcome.probability(&target).unwrap();
                    prop_assert_eq!(odds.p_egg.to_string(), egg.to_string());
                }
            }
        }
    }

    #[test]
    fn parents_may_change_places_where_no_sex_is_linked(mut sire in recipe(), mut dam in recipe()) {
        (sire[4], dam[4]) = (None, None);
        let catalogue = catalogue();
        let taxon = catalogue.taxon("ball python").unwrap();
        let (sire, dam) = (animal(taxon, &sire, true), animal(taxon, &dam, false));
        let (there, back) = (Cross::of(taxon, &sire, &dam).unwrap(), Cross::of(taxon, &dam, &sire).unwrap());
        prop_assert_eq!(there.outcome().unwrap().rows(), back.outcome().unwrap().rows());
    }

    #[test]
    fn a_deadly_locus_does_not_move_another(mut sire in recipe(), mut dam in recipe()) {
        (sire[3], dam[3]) = (None, None);
        let catalogue = catalogue();
        let taxon = catalogue.taxon("ball python").unwrap();
        let shares = |sire: &Recipe, dam: &Recipe| {
            let (sire, dam) = (animal(taxon, sire, true), animal(taxon, dam, false));
            let cross = Cross::of(taxon, &sire, &dam).unwrap();
            let loci = cross.outcome().unwrap().shares(None).loci;
            loci.into_iter().filter(|locus| locus.key != "spider").collect::<Vec<_>>()
        };
        let without = shares(&sire, &dam);
        (sire[3], dam[3]) = (Some(vec![(0, 1, 1)]), Some(vec![(0, 1, 1)]));
        prop_assert_eq!(without, shares(&sire, &dam));
    }

    #[test]
    fn more_eggs_never_lessen_the_odds(sire in recipe(), dam in recipe(), at in 0_usize..6, n in 0_u32..12) {
        let catalogue = catalogue();
        let taxon = catalogue.taxon("ball python").unwrap();
        let (sire, dam) = (animal(taxon, &sire, true), animal(taxon, &dam, false));
        let cross = Cross::of(taxon, &sire, &dam).unwrap();
        let outcome = cross.outcome().unwrap();
        prop_assume!(at < cross.loci().len());
        for label in outcome.labels(at) {
            let target = Target { sex: None, wants: vec![(at, Want::Class(label.clone()))] };
            let odds = |n| outcome.at_least_one(&target, n).unwrap();
            prop_assert!(odds(n).eggs.to_f64() <= odds(n + 1).eggs.to_f64() + 1e-15);
            prop_assert_eq!(odds(0).eggs.to_string(), "0");
            // One egg, and every egg its own parents: the plain probability, an upper bound of the others.
            let p = outcome.probability(&target).unwrap();
            prop_assert_eq!(odds(1).eggs.to_string(), p.p_egg.to_string());
            let independent = 1.0 - (1.0 - p.p_egg.to_f64()).powi(i32::try_from(n).unwrap());
            prop_assert!(odds(n).eggs.to_f64() <= independent + 1e-12);
        }
    }

    #[test]
    fn moments_say_what_listing_the_parents_says(sire in recipe(), dam in recipe(), eggs in 1_u32..=120, place in any::<prop::sample::Index>()) {
        let catalogue = catalogue();
        let taxon = catalogue.taxon("ball python").unwrap();
        let (sire, dam) = (animal(taxon, &sire, true), animal(taxon, &dam, false));
        let cross = Cross::of(taxon, &sire, &dam).unwrap();
        let outcome = cross.outcome().unwrap();
        let rows = outcome.rows().unwrap();
        let row = &rows[place.index(rows.len())];
        let wants = row.classes.iter().enumerate().map(|(at, &class)| (at, Want::Class(outcome.label(at, class).to_owned())));
        let target = Target { sex: row.sex, wants: wants.collect() };
        let mut clutches = outcome.clutches(eggs, usize::MAX, Chance::to_f64).unwrap();
        let listed = clutches.at_least_one(&target).unwrap().eggs;
        prop_assert!((clutches.at_least_one_egg(&target).unwrap() - listed).abs() < 1e-9);
    }
}
