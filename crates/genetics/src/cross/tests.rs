mod coupled;
mod properties;

use super::*;
use crate::{
    catalogue::{Catalogue, Taxon},
    genotype::{AlleleId, Chance, Dist, Genotype, Number, Pair},
};

/// Loaded once, for the property tests ask for it thousands of times.
pub(crate) fn catalogue() -> &'static Catalogue {
    Catalogue::seeded()
}

/// `"2/3 +/clown, 1/3 +/+; +/pastel"`: loci parted by `;`.
pub(crate) fn animal(taxon: &Taxon, text: &str) -> Genotype {
    let mut genotype = Genotype::default();
    for locus in text.split(';').map(str::trim).filter(|text| !text.is_empty()) {
        let (mut list, mut at) = (Vec::new(), None);
        for entry in locus.split(',').map(str::trim) {
            let (p, pair) = entry.rsplit_once(' ').unwrap_or(("1", entry));
            let ids: Vec<AlleleId> = pair
                .split('/')
                .map(|name| match name {
                    "+" => AlleleId::WILD,
                    name => {
                        let (locus, id) = taxon.resolve(name).unwrap();
                        at = Some(locus);
                        id
                    }
                })
                .collect();
            list.push((Pair::new(ids[0], ids[1]), p.parse::<Chance>().unwrap()));
        }
        genotype.loci.insert(at.unwrap(), Dist::new(list).unwrap());
    }
    genotype
}

/// `"non-visual 3/4 (+/+ 1/3, +/clown 2/3)"` for each row.
fn rows(taxon: &Taxon, sire: &str, dam: &str) -> Vec<String> {
    let cross = Cross::of(taxon, &animal(taxon, sire), &animal(taxon, dam)).unwrap();
    let outcome = cross.outcome().unwrap();
    let line = |row: &Row<Chance>| {
        let labels: Vec<&str> = row.classes.iter().enumerate().map(|(at, &class)| outcome.label(at, class)).collect();
        let given = (0..row.classes.len()).flat_map(|at| {
            let locus = outcome.locus(at).unwrap();
            outcome.given(row, at).into_iter().map(|(pair, p)| format!("{} {p}", locus.notation(pair)))
        });
        let given: Vec<String> = given.collect();
        let dead = if row.lethal { "dead " } else { "" };
        format!("{dead}{} {} ({})", labels.join("|"), row.p_egg, given.join(", "))
    };
    outcome.rows().unwrap().iter().map(line).collect()
}

fn clutch(taxon: &Taxon, sire: &str, dam: &str, class: &str, n: u32) -> String {
    let cross = Cross::of(taxon, &animal(taxon, sire), &animal(taxon, dam)).unwrap();
    let outcome = cross.outcome().unwrap();
    let target = Target { sex: None, wants: vec![(0, Want::Class(class.to_owned()))] };
    outcome.at_least_one(&target, n).unwrap().eggs.to_string()
}

#[test]
fn uncertain_parents_mix_before_anything_is_conditioned_on() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    let het66 = "2/3 +/clown, 1/3 +/+";
    assert_eq!(
        rows(ball, het66, "+/clown"),
        ["non-visual 5/6 (+/+ 2/5, +/clown 3/5)", "clown/clown 1/6 (clown/clown 1)"]
    );
    assert_eq!(rows(ball, het66, het66), ["non-visual 8/9 (+/+ 1/2, +/clown 1/2)", "clown/clown 1/9 (clown/clown 1)"]);
}

#[test]
fn a_dominant_may_be_homozygous() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    assert_eq!(
        rows(ball, "+/leopard", "+/leopard"),
        ["leopard 3/4 (+/leopard 2/3, leopard/leopard 1/3)", "normal 1/4 (+/+ 1)"]
    );
}

#[test]
fn lethality_leaves_independent_loci_alone() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    let rows = rows(ball, "+/spider; +/clown", "+/spider; +/clown");
    assert_eq!(rows[0], "non-visual|spider 3/8 (+/+ 1/3, +/clown 2/3, +/spider 1)");
    assert!(
        rows.contains(&"dead non-visual|spider 3/16 (+/+ 1/3, +/clown 2/3, spider/spider 1)".to_owned()),
        "{rows:?}"
    );
}

#[test]
fn a_clutch_shares_its_parents() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    let het66 = "2/3 +/clown, 1/3 +/+";
    assert_eq!(clutch(ball, het66, "clown/clown", "clown/clown", 6), "21/32");
    assert_eq!(clutch(ball, het66, het66, "clown/clown", 4), "175/576");
    assert_eq!(clutch(ball, het66, "+/clown", "clown/clown", 8), "58975/98304");
    assert_eq!(clutch(ball, het66, "+/clown", "clown/clown", 0), "0");
}

#[test]
fn an_unknown_maker_is_either() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    let cross = Cross::of(ball, &animal(ball, "+/banana"), &Genotype::default()).unwrap();
    let outcome = cross.outcome().unwrap();
    let target = |sex| Target { sex, wants: vec![(0, Want::NotClass("normal".to_owned()))] };
    assert_eq!(outcome.probability(&target(None)).unwrap().p_egg.to_string(), "1/2");
    // Six eggs of a maker of unknown phase: Σ over both phases, r = 1/40 of the catalogue.
    let v: f64 = 0.5 * 39.0 / 40.0;
    let expected = 0.5 * (1.0 - (1.0 - v).powi(6)) + 0.5 * (1.0 - (1.0 - 0.5 / 40.0_f64).powi(6));
    let odds = outcome.at_least_one(&target(Some(Sex::Male)), 6).unwrap().eggs.to_f64();
    assert!((odds - expected).abs() < 1e-12, "{odds} {expected}");
}

#[test]
fn what_a_parent_cannot_have_is_an_error() {
    let catalogue = catalogue();
    let ball = catalogue.taxon("ball python").unwrap();
    let (at, clown) = ball.resolve("clown").unwrap();
    let one = |pair| Genotype { loci: [(at, Dist::<f64>::certain(pair))].into() };
    let error = Cross::of(ball, &one(Pair::hemizygous(clown)), &Genotype::default());
    assert!(matches!(error, Err(CrossError::ImpossiblePair { .. })), "{error:?}");
    let error = Cross::of(ball, &one(Pair::het(AlleleId(200))), &Genotype::default());
    assert!(matches!(error, Err(CrossError::UnknownAllele { .. })), "{error:?}");
}

/// A species of `n` recessive genes.
pub(crate) fn many(n: usize) -> Catalogue {
    let mut genes = "species,gene,aliases,inheritance,locus_group,super_or_compound_form,known_issues,sex_linkage,molecular_gene,source,certainty\n".to_owned();
    for gene in 0..n {
        genes.push_str(&format!("s,g{gene:03},,recessive,g{gene:03},visual,,autosomal,,x,B\n"));
    }
    Catalogue::load(&genes, "species,combo_name,genotype,source,certainty\n").unwrap()
}

pub(crate) fn het_at_all<N: Number>(taxon: &Taxon) -> Genotype<N> {
    let p = N::fraction(2, 3);
    let loci = taxon.loci().map(|(at, _)| (at, Dist::possible(Pair::het(AlleleId(1)), p).unwrap()));
    Genotype { loci: loci.collect() }
}

#[test]
fn sixty_genes_are_answered_without_rows() {
    let catalogue = many(60);
    let taxon = catalogue.taxon("s").unwrap();
    let (sire, dam) = (het_at_all::<Chance>(taxon), het_at_all(taxon));
    let cross = Cross::of(taxon, &sire, &dam).unwrap();
    let outcome = cross.outcome().unwrap();
    assert_eq!(outcome.rows(), Err(CrossError::TooManyRows { rows: 1 << 60, limit: MOST_ROWS }));
    assert_eq!(outcome.shares(None).loci[59].classes[0].p_egg.to_string(), "1/9");
    let best = outcome.best(3);
    assert_eq!(best.rows.len(), 3);
    // (8/9)^60 no longer fits a fraction of 128 bits, and is a float from there on.
    assert!((best.rows[0].p_egg.to_f64() - (8.0_f64 / 9.0).powi(60)).abs() < 1e-12);
    let wants = (0..60).map(|at| (at, Want::Class("non-visual".to_owned()))).collect();
    let odds = outcome.at_least_one(&Target { sex: None, wants }, 6).unwrap();
    assert!(odds.eggs.to_f64() > 0.0 && odds.eggs.to_f64() < 1.0);
}
