//! Loci that depend on each other: by a chromosome, by a rule, by what the eye sees.

use super::{super::*, animal, catalogue};
use crate::{
    catalogue::{Condition, Taxon},
    genotype::{AlleleId, Chance, Number, Pair},
};

fn corn(run: impl Fn(&Taxon)) {
    let catalogue = catalogue();
    run(catalogue.taxon("corn snake").unwrap());
}

/// Probability of showing both genes, of two double hets with these phases.
fn both(taxon: &Taxon, r: &str, sire: Phase, dam: Phase) -> String {
    let hets = animal(taxon, "+/sunkissed; +/stargazer");
    let mut cross = Cross::of(taxon, &hets, &hets).unwrap();
    cross.link(Link { first: 0, second: 1, r: r.parse().unwrap(), sire, dam }).unwrap();
    let outcome = cross.outcome().unwrap();
    let wants = vec![(0, Want::Copies(AlleleId(1), 2)), (1, Want::Copies(AlleleId(1), 2))];
    let target = Target { sex: None, wants };
    let rows = outcome.rows().unwrap();
    let sum = rows.iter().fold(Chance::ZERO, |sum, row| sum + row.p_egg);
    assert_eq!(sum.to_string(), "1");
    outcome.probability(&target).unwrap().p_egg.to_string()
}

#[test]
fn linked_loci_keep_together() {
    corn(|taxon| {
        // A gamete with both: (1 - r)/2 in coupling, r/2 in repulsion.
        assert_eq!(both(taxon, "1/10", Phase::Coupling, Phase::Coupling), "81/400");
        assert_eq!(both(taxon, "1/10", Phase::Repulsion, Phase::Repulsion), "1/400");
        assert_eq!(both(taxon, "1/10", Phase::Coupling, Phase::Repulsion), "9/400");
        assert_eq!(both(taxon, "1/10", Phase::Unknown, Phase::Unknown), "1/16");
        assert_eq!(both(taxon, "1/2", Phase::Coupling, Phase::Repulsion), "1/16");
        assert_eq!(both(taxon, "0", Phase::Repulsion, Phase::Coupling), "0");
    });
}

#[test]
fn a_clutch_shares_the_phase_of_its_parents() {
    corn(|taxon| {
        let (hets, visual) =
            (animal(taxon, "+/sunkissed; +/stargazer"), animal(taxon, "sunkissed/sunkissed; stargazer/stargazer"));
        let mut cross = Cross::of(taxon, &hets, &visual).unwrap();
        cross
            .link(Link { first: 0, second: 1, r: "0".parse().unwrap(), sire: Phase::Unknown, dam: Phase::Unknown })
            .unwrap();
        let outcome = cross.outcome().unwrap();
        let wants = vec![(0, Want::Copies(AlleleId(1), 2)), (1, Want::Copies(AlleleId(1), 2))];
        // Coupled: half of the eggs; in repulsion none.
        let odds = outcome.at_least_one(&Target { sex: None, wants }, 3).unwrap();
        assert_eq!(odds.eggs.to_string(), "7/16");
    });
}

#[test]
fn links_that_cannot_be_are_refused() {
    corn(|taxon| {
        let hets = animal(taxon, "+/sunkissed; +/stargazer; +/amel");
        let mut cross = Cross::of(taxon, &hets, &hets).unwrap();
        let link = |first, second, r: &str| Link {
            first,
            second,
            r: r.parse().unwrap(),
            sire: Phase::Unknown,
            dam: Phase::Unknown,
        };
        assert!(matches!(cross.link(link(0, 0, "0")), Err(CrossError::BadLink { .. })));
        assert!(matches!(cross.link(link(0, 9, "0")), Err(CrossError::BadLink { .. })));
        assert!(matches!(cross.link(link(0, 1, "2/3")), Err(CrossError::Recombination { .. })));
        cross.link(link(0, 1, "1/10")).unwrap();
        cross.link(link(1, 2, "1/10")).unwrap();
        assert!(matches!(cross.link(link(2, 0, "1/10")), Err(CrossError::BadLink { .. })));
        // Three in a row: the outer ones are 2·r·(1 − r) apart (Haldane).
        let outcome = cross.outcome().unwrap();
        assert_eq!(outcome.rows().unwrap().iter().fold(Chance::ZERO, |sum, row| sum + row.p_egg).to_string(), "1");
    });
}

#[test]
fn a_rule_over_two_loci_couples_only_those() {
    corn(|taxon| {
        let hets = animal(taxon, "+/amel; +/anery; +/caramel");
        let mut cross = Cross::of(taxon, &hets, &hets).unwrap();
        let visual =
            |at: usize| (at, Condition::Visual(taxon.resolve_locus(["amel", "anery", "caramel"][at]).unwrap()));
        cross.kill(vec![visual(0), visual(1)]);
        let outcome = cross.outcome().unwrap();
        assert_eq!(outcome.p_viable().to_string(), "15/16");
        let shares = outcome.shares(None);
        let alive = |at: usize, class: &str| {
            shares.loci[at].classes.iter().find(|own| own.label == class).unwrap().p_survivor.to_string()
        };
        assert_eq!(alive(0, "amel/amel"), "1/5");
        assert_eq!(alive(2, "caramel/caramel"), "1/4");
        let rows = outcome.rows().unwrap();
        let dead: Vec<&Row<Chance>> = rows.iter().filter(|row| row.lethal).collect();
        assert_eq!(dead.iter().fold(Chance::ZERO, |sum, row| sum + row.p_egg).to_string(), "1/16");
    });
}

#[test]
fn hypo_under_amel_is_not_seen() {
    corn(|taxon| {
        let hets = animal(taxon, "+/amel; +/hypo");
        let cross = Cross::of(taxon, &hets, &hets).unwrap();
        let outcome = cross.outcome().unwrap();
        let rows = outcome.visual_rows().unwrap();
        assert_eq!(rows.iter().map(|row| row.p_egg.to_string()).collect::<Vec<_>>(), ["9/16", "1/4", "3/16"]);
        let hypo = outcome.place("hypo").unwrap();
        assert_eq!(rows[1].classes[hypo], None);
        let homozygous =
            rows[1].given[hypo].iter().find(|entry| entry.0 == Pair::hom(entry.0.b()) && !entry.0.is_wild());
        assert_eq!(homozygous.unwrap().1.to_string(), "1/4");
    });
}

#[test]
fn two_deadly_loci_share_their_dead_rows() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    let hets = animal(ball, "+/spider; +/clown");
    let mut cross = Cross::of(ball, &hets, &hets).unwrap();
    let (clown, id) = ball.resolve("clown").unwrap();
    cross.kill(vec![(0, Condition::Copies(clown, id, 2))]);
    let outcome = cross.outcome().unwrap();
    assert_eq!(outcome.p_viable().to_string(), "9/16");
    let rows = outcome.rows().unwrap();
    let dead = rows.iter().find(|row| {
        row.lethal && outcome.label(0, row.classes[0]) == "clown/clown" && outcome.label(1, row.classes[1]) == "spider"
    });
    let dead = dead.unwrap();
    assert_eq!(dead.p_egg.to_string(), "3/16");
    let given: Vec<String> = outcome.given(dead, 1).iter().map(|entry| entry.1.to_string()).collect();
    assert_eq!(given, ["2/3", "1/3"]);
    assert_eq!(rows.iter().fold(Chance::ZERO, |sum, row| sum + row.p_egg).to_string(), "1");
}
