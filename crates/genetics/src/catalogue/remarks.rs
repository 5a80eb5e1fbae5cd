//! Rules of lethality, welfare and fertility out of what `genes.csv` remarks on each gene.

use super::{
    locus::{Allele, Certainty, Inheritance, Locus},
    rule::{Withdrawn, normal},
    taxon::{Condition, Grade, Rule, Taxon},
    words::lower,
};
use crate::genotype::{AlleleId, LocusId, Pair};

const DEADLY: [&str; 6] = ["lethal", "non-viable", "not viable", "dies within", "does not hatch", "non viable"];
const WELFARE: [&str; 14] = [
    "wobble",
    "kink",
    "tumour",
    "iridophoroma",
    "neurological",
    "welfare",
    "duck bill",
    "bug eyes",
    "health",
    "weak",
    "problems",
    "do not reach maturity",
    "lethality disputed",
    "syndrome",
];
const FERTILITY: [&str; 3] = ["fertility", "reproductive failure", "sterile"];

/// Adds the rules of every gene to its taxon, and the pairs that don't live to their loci; but none that a curator has taken back.
pub fn apply(taxon: &mut Taxon, withdrawn: &[Withdrawn]) {
    let (mut rules, mut deadly) = (Vec::new(), Vec::new());
    for (at, locus) in taxon.loci() {
        let mut lethal = Vec::new();
        for id in locus.ids() {
            let Some(allele) = locus.allele(id) else { continue };
            if is_deadly(allele) {
                lethal.push((id, allele));
            }
            rules.extend(remarked(at, locus, id, allele, lethal.iter().any(|found| found.0 == id)));
        }
        rules.extend(lethal_rules(at, locus, &lethal, &mut deadly));
    }
    taxon.rules.extend(rules.into_iter().filter(|rule| !withdrawn.iter().any(|known| known.is(rule))));
    for (at, pair) in deadly {
        let when = normal(&[Condition::Pair(at, pair)]);
        if withdrawn.iter().any(|known| known.grade == Grade::Lethal && known.when == when) {
            continue;
        }
        if let Some(locus) = taxon.loci.get_mut(usize::from(at.0))
            && !locus.lethal.contains(&pair)
        {
            locus.lethal.push(pair);
        }
    }
}

/// Two copies don't live, and the sources don't conflict over it.
fn is_deadly(allele: &Allele) -> bool {
    let (form, issues) = (lower(&allele.super_text), lower(&allele.issues));
    let says = |text: &str| DEADLY.iter().any(|word| text.contains(word));
    allele.certainty != Certainty::D
        && !form.contains("lethality disputed")
        && (says(&form) || (issues.contains("super") && says(&issues)))
}

/// Each deadly pair: two copies, and two alleles that are deadly in two copies each (they lack the same function).
fn lethal_rules(
    at: LocusId,
    locus: &Locus,
    lethal: &[(AlleleId, &Allele)],
    deadly: &mut Vec<(LocusId, Pair)>,
) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (place, &(a, left)) in lethal.iter().enumerate() {
        for &(b, right) in lethal.iter().skip(place) {
            let pair = Pair::new(a, b);
            let (text, certainty) = if a == b {
                (format!("Two copies of {} don't live", left.name), left.certainty)
            } else {
                (
                    format!("{} with {}: alleles of {}, each deadly in two copies", left.name, right.name, locus.name),
                    Certainty::C,
                )
            };
            deadly.push((at, pair));
            rules.push(Rule { grade: Grade::Lethal, when: vec![Condition::Pair(at, pair)], text, certainty });
        }
    }
    rules
}

/// What an allele's remarks say short of death.
fn remarked(at: LocusId, locus: &Locus, id: AlleleId, allele: &Allele, deadly: bool) -> Vec<Rule> {
    let mut rules = Vec::new();
    for part in allele.issues.split(';').chain([allele.super_text.as_str()]).map(str::trim) {
        let text = lower(part);
        let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
        // "compound with Spider/Champagne: problems reported" says nothing of the allele alone.
        if let Some((others, said)) = text.strip_prefix("compound with ").and_then(|text| text.split_once(':')) {
            let other = |name: &str| {
                locus.ids().find(|&id| locus.allele(id).is_some_and(|own| lower(&own.name) == name.trim()))
            };
            for other in others.split('/').filter_map(other) {
                let text = format!("{} with {}:{said}", allele.name, locus.allele(other).map_or("", |own| &own.name));
                let when = vec![Condition::Pair(at, Pair::new(id, other))];
                rules.push(Rule { grade: Grade::Welfare, when, text, certainty: allele.certainty });
            }
            continue;
        }
        // "not allelic", "name starts with …" and where a test is sold are no matter of welfare.
        let grade = if says(&FERTILITY) && !says(&["kink"]) {
            Grade::Fertility
        } else if says(&WELFARE) && !(deadly && says(&DEADLY)) {
            Grade::Welfare
        } else {
            continue;
        };
        let when = match allele.inheritance {
            Inheritance::Recessive => Condition::Visual(at),
            _ if ["super", "hom ", "homozyg"].iter().any(|word| text.contains(word)) => Condition::Copies(at, id, 2),
            _ => Condition::Copies(at, id, 1),
        };
        let text = format!("{}: {part}", allele.name);
        rules.push(Rule { grade, when: vec![when], text: text.clone(), certainty: allele.certainty });
        if grade == Grade::Welfare && says(&FERTILITY) {
            rules.push(Rule { grade: Grade::Fertility, when: vec![when], text, certainty: allele.certainty });
        }
    }
    rules
}
