use super::*;
use crate::calculator::Calculator;

fn stock(calculator: &Calculator<'_>, animals: &[(&str, Option<Sex>)]) -> Vec<Stock> {
    let one = |&(text, sex): &(&str, Option<Sex>)| Stock {
        parent: calculator.parent(text, sex.unwrap_or(Sex::Female)).unwrap(),
        sex,
    };
    animals.iter().map(one).collect()
}

fn plans(goal: &str, animals: &[(&str, Option<Sex>)]) -> Plans {
    let calculator = Calculator::seeded("Ball python").unwrap();
    let goal = calculator.goal(goal).unwrap();
    calculator.plans(&stock(calculator, animals), &goal, 50).unwrap()
}

const M: Option<Sex> = Some(Sex::Male);
const F: Option<Sex> = Some(Sex::Female);

#[test]
fn a_pairing_that_brings_the_wish_is_the_shortest_plan() {
    let plans = plans("Clown", &[("het Clown", M), ("Clown", F), ("Pastel", F)]);
    let best = &plans.direct[0];
    assert_eq!((&best.sires[..], &best.dams[..], best.per_egg, best.eggs), (&[0][..], &[1][..], 0.5, 2.0));
    assert!(best.then.is_none());
}

#[test]
fn a_double_recessive_of_two_single_visuals_takes_a_het_and_two_generations() {
    let plans = plans("Clown Pied", &[("Clown", M), ("Pied", F)]);
    assert!(plans.direct.is_empty());
    // Every young is double het: a daughter goes back to her sire, a son to his dam. 1/2 for the sex, then Clown 1/2 × Pied 0: no wish from one
    // visual parent and a double het.
    assert!(plans.over_two.is_empty(), "{plans:?}");
    // With a second pair of the same, two double hets can't both be kept in one plan of one kept young; a double het mate can.
    let plans = self::plans("Clown Pied", &[("Clown", M), ("Pied", F), ("het Clown het Pied", M)]);
    let best = &plans.over_two[0];
    let then = best.then.as_ref().unwrap();
    assert_eq!((then.keep.as_str(), then.sex, then.per_egg), ("het Clown Piebald", Sex::Female, 0.5), "{then:?}");
    assert_eq!(best.per_egg, 1.0 / 16.0);
    assert!((best.eggs - 18.0).abs() < 1e-12);
}

#[test]
fn what_the_stock_has_already_is_not_bred_once_more() {
    let animals = [("het Clown", M), ("het Clown", F), ("Clown", F)];
    let plans = plans("Clown", &animals);
    assert!(plans.over_two.iter().all(|plan| {
        let then = plan.then.as_ref().unwrap();
        (then.keep.as_str(), then.sex) != ("Clown", Sex::Female)
    }));
}

#[test]
fn an_animal_is_no_mate_of_itself_and_unknown_sex_may_be_either() {
    assert_eq!(plans("Clown", &[("Clown", None)]), Plans::default());
    let two = plans("Clown", &[("Clown", None), ("Clown", None)]);
    assert_eq!((two.direct.len(), two.direct[0].per_egg), (1, 1.0));
}

#[test]
fn the_order_of_the_stock_changes_no_figure() {
    let animals = [("Clown", M), ("Pastel het Pied", F), ("66% het Clown Pied", F), ("Enchi het Clown", M)];
    let mut turned = animals;
    turned.reverse();
    let figures = |plans: Plans| -> Vec<(f64, f64)> {
        plans.direct.iter().chain(&plans.over_two).map(|plan| (plan.per_egg, plan.eggs)).collect()
    };
    assert_eq!(figures(plans("Clown Pied", &animals)), figures(plans("Clown Pied", &turned)));
}

#[test]
fn eggs_that_do_not_live_bring_nothing() {
    // Two copies of Spider die.
    let plans = plans("Spider", &[("Spider", M), ("Spider", F)]);
    assert!((plans.direct[0].per_egg - 0.5).abs() < 1e-12, "{:?}", plans.direct[0]);
}

#[test]
fn a_wish_of_too_many_genes_is_refused() {
    let calculator = Calculator::seeded("Ball python").unwrap();
    let goal = calculator.goal("Pastel Enchi Spider Clown Pied Ghost Albino").unwrap();
    let refused = calculator.plans(&[], &goal, 10);
    assert!(matches!(refused, Err(CrossError::TooManyLoci { count: 7, limit: MOST_GENES })), "{refused:?}");
}
