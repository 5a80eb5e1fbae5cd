//! Rules of lethality, welfare and fertility, and epistasis, in words.

use super::{
    names::{certainty, complex_name, locus_name, look},
    species::Found,
};
use repti_genetics::catalogue::{Condition, Grade, Mask, Rule, Taxon};
use repti_model::genes::{GeneMask, GeneRisk, GeneRule};

/// The rules that speak of a gene, the gravest first and each once.
pub(super) fn of_gene(found: &Found) -> Vec<GeneRule> {
    let rules: Vec<&Rule> = found.species.taxon.rules.iter().filter(|rule| concerns(found, rule)).collect();
    told(found.species.taxon, &rules)
}

/// Rules in words. Of two that find the same pair deadly, the one that the catalogue has by hand is told: it stands first.
pub(super) fn told(taxon: &Taxon, rules: &[&Rule]) -> Vec<GeneRule> {
    let mut kept: Vec<&Rule> = Vec::new();
    for &rule in rules {
        let doubled = |other: &&Rule| {
            other.grade == rule.grade
                && (other.text == rule.text || (rule.grade == Grade::Lethal && other.when == rule.when))
        };
        if !kept.iter().any(doubled) {
            kept.push(rule);
        }
    }
    let mut told: Vec<GeneRule> = kept
        .into_iter()
        .map(|rule| GeneRule { risk: risk(rule.grade), text: text(taxon, rule), certainty: certainty(rule.certainty) })
        .collect();
    told.sort_by_key(|rule| rule.risk);
    told
}

/// A rule that names its complex as the file does, remark and all, names it as the page does.
fn text(taxon: &Taxon, rule: &Rule) -> String {
    let locus = rule.when.first().and_then(|when| taxon.locus(when.locus())).filter(|locus| locus.is_complex());
    locus.map_or_else(|| rule.text.clone(), |locus| rule.text.replace(&locus.name, &complex_name(locus)))
}

/// The gravest of a gene's rules.
pub(super) fn gravest(found: &Found) -> Option<GeneRisk> {
    found.species.taxon.rules.iter().filter(|rule| concerns(found, rule)).map(|rule| risk(rule.grade)).min()
}

const fn risk(grade: Grade) -> GeneRisk {
    match grade {
        Grade::Lethal => GeneRisk::Lethal,
        Grade::Welfare => GeneRisk::Welfare,
        Grade::Fertility => GeneRisk::Fertility,
    }
}

fn concerns(found: &Found, rule: &Rule) -> bool {
    rule.when.iter().any(|when| match *when {
        Condition::Pair(locus, pair) => locus == found.at && pair.copies(found.id) > 0,
        Condition::Copies(locus, own, _) => locus == found.at && own == found.id,
        // The condition holds for any visual of the locus, but the remark was made of one gene, and begins with its name.
        Condition::Visual(locus) => locus == found.at && rule.text.starts_with(&format!("{}:", found.allele.name)),
    })
}

/// What a gene hides, and what hides it. Masks of one text are told together.
pub(super) fn masks(found: &Found) -> Vec<GeneMask> {
    let taxon = found.species.taxon;
    let mut told: Vec<GeneMask> = Vec::new();
    for mask in &taxon.masks {
        let hides = shows(found, mask);
        if !hides && !mask.hides.contains(&found.at) {
            continue;
        }
        let (when, hidden) = (when(taxon, mask), hidden(taxon, mask));
        let same = |known: &&mut GeneMask| known.hides == hides && known.text == mask.text && known.hidden == hidden;
        match told.iter_mut().find(same) {
            Some(known) => known.when.push(when),
            None => told.push(GeneMask { hides, when: vec![when], hidden, text: mask.text.clone() }),
        }
    }
    told
}

fn shows(found: &Found, mask: &Mask) -> bool {
    match mask.when {
        Condition::Pair(locus, pair) => locus == found.at && pair.copies(found.id) > 0,
        Condition::Copies(locus, own, _) => locus == found.at && own == found.id,
        Condition::Visual(locus) => locus == found.at,
    }
}

fn when(taxon: &Taxon, mask: &Mask) -> String {
    let Some(locus) = taxon.locus(mask.when.locus()) else { return String::new() };
    match mask.when {
        Condition::Pair(_, pair) => look(locus, pair),
        Condition::Copies(_, id, _) => taxon.allele_name(mask.when.locus(), id).to_owned(),
        Condition::Visual(_) => {
            locus.alleles.iter().map(|allele| allele.name.as_str()).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn hidden(taxon: &Taxon, mask: &Mask) -> Vec<String> {
    if mask.hides.len() + 1 >= taxon.loci.len() {
        return vec!["every other gene".to_owned()];
    }
    mask.hides.iter().filter_map(|&id| taxon.locus(id)).map(locus_name).collect()
}
