//! What a pairing of one gene gives at a glance, as the engine reckons it.

use super::{
    names::{look, two_copies},
    species::Found,
};
use repti_genetics::{
    catalogue::{Inheritance, Linkage, Super},
    cross::{Cross, Row, Sex, hobby_percent},
    genotype::{AlleleId, Chance, Dist, Genotype, Number as _, Pair},
};
use repti_model::genes::{CrossLine, GeneCross};
use std::cmp::Reverse;

/// A parent: what it is called, and what it has at the locus.
type Parent = (String, Pair);

/// The pairings of a gene's page. A pairing that the engine refuses (one copy where the sex has no second chromosome) is left out.
pub(super) fn crosses(found: &Found) -> Vec<GeneCross> {
    pairings(found).into_iter().filter_map(|(sire, dam)| cross(found, &sire, &dam)).collect()
}

fn pairings(found: &Found) -> Vec<(Parent, Parent)> {
    let (name, id) = (&found.allele.name, found.id);
    let normal = || ("Normal".to_owned(), Pair::WILD);
    if let Linkage::XyRecombining { .. } = found.locus.linkage {
        // What a male passes to which sex depends on the chromosome it lies on.
        return vec![
            ((format!("{name} male (female maker)"), Pair::phased(id, AlleleId::WILD)), normal()),
            ((format!("{name} male (male maker)"), Pair::phased(AlleleId::WILD, id)), normal()),
            (normal(), (format!("{name} female"), Pair::het(id))),
        ];
    }
    let (one, two) = match (found.allele.inheritance, &found.allele.super_form) {
        (Inheritance::Recessive, _) => (format!("het {name}"), format!("Visual {name}")),
        (Inheritance::IncompleteDominant, Super::Distinct { .. }) => (name.clone(), two_copies(found.allele)),
        _ => (format!("{name} (one copy)"), format!("{name} (two copies)")),
    };
    let one = || (one.clone(), Pair::het(id));
    let two = || (two.clone(), Pair::hom(id));
    if found.locus.is_lethal(Pair::hom(id)) {
        return vec![(one(), normal()), (one(), one())];
    }
    vec![(one(), one()), (two(), one()), (two(), normal()), (one(), normal())]
}

fn cross(found: &Found, sire: &Parent, dam: &Parent) -> Option<GeneCross> {
    let parent = |pair: Pair| {
        let known = (pair != Pair::WILD).then(|| (found.at, Dist::<Chance>::certain(pair)));
        Genotype { loci: known.into_iter().collect() }
    };
    let cross = Cross::of(found.species.taxon, &parent(sire.1), &parent(dam.1)).ok()?;
    let outcome = cross.outcome().ok()?;
    let mut rows = outcome.rows().ok()?;
    // What shows most comes first, and the sexes together.
    rows.sort_by_key(|row| (row.lethal, row.sex, Reverse(hundredths(row.p_egg))));
    let some_die = rows.iter().any(|row| row.lethal);
    let lines = rows.iter().map(|row| line(found, row, &outcome.given(row, 0), some_die)).collect();
    Some(GeneCross { title: format!("{} × {}", sire.0, dam.0), lines })
}

fn line(found: &Found, row: &Row<Chance>, given: &[(Pair, Chance)], some_die: bool) -> CrossLine {
    let percent = |p: Chance| format!("{}%", hobby_percent(p.to_f64()));
    CrossLine {
        sex: match row.sex {
            Some(Sex::Female) => "Females".to_owned(),
            Some(Sex::Male) => "Males".to_owned(),
            None => String::new(),
        },
        look: seen(found, given),
        carries: carries(found, given),
        eggs: percent(row.p_egg),
        living: row.p_survivor.filter(|_| some_die).map(percent),
        share: hundredths(row.p_egg),
        lethal: row.lethal,
    }
}

/// The one look of a row's pairs. One copy and two of a dominant are seen alike, and go by its name.
fn seen(found: &Found, given: &[(Pair, Chance)]) -> String {
    let mut looks: Vec<String> = given.iter().map(|&(pair, _)| look(found.locus, pair)).collect();
    looks.dedup();
    match looks.as_slice() {
        [only] => only.clone(),
        _ => found.allele.name.clone(),
    }
}

/// What can't be seen: "66% het Clown", "33% two copies". Nothing where the look says it all.
fn carries(found: &Found, given: &[(Pair, Chance)]) -> String {
    let copies = |count: u8| {
        given.iter().filter(|(pair, _)| pair.copies(found.id) == count).fold(Chance::ZERO, |sum, &(_, p)| sum + p)
    };
    let said = |p: Chance, what: &str| match p.to_f64() {
        p if p <= 0.0 => String::new(),
        p if p >= 1.0 => what.to_owned(),
        p => format!("{}% {what}", hobby_percent(p)),
    };
    match (found.allele.inheritance, &found.allele.super_form) {
        (Inheritance::Recessive, _) => said(copies(1), &format!("het {}", found.allele.name)),
        (Inheritance::IncompleteDominant, Super::Distinct { .. }) => String::new(),
        _ => match said(copies(2), "two copies") {
            none if none.is_empty() => said(copies(1), "one copy"),
            two => two,
        },
    }
}

/// A probability in hundredths, rounded: the length of a bar.
fn hundredths(p: Chance) -> u8 {
    (p.to_f64() * 100.0).round().clamp(0.0, 100.0) as u8
}
