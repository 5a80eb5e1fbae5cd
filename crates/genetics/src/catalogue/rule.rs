//! Rules in writing: "Spider" (one copy or more), "Spider/Spider" (two), "Spider/Champagne" (a compound), "visual Clown"; several loci with " + ".

use super::{
    supplement,
    taxon::{Condition, Grade, Rule, Taxon},
    words::squash,
};
use crate::{
    arrange::Arrange as _,
    genotype::{AlleleId, LocusId, Pair},
};

/// A rule that nobody shall read out of remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    pub grade: Grade,
    pub when: Vec<Condition>,
}

impl Withdrawn {
    pub fn is(&self, rule: &Rule) -> bool {
        self.grade == rule.grade && self.when == normal(&rule.when)
    }
}

pub fn grade(word: &str) -> Option<Grade> {
    match word {
        "lethal" => Some(Grade::Lethal),
        "welfare" => Some(Grade::Welfare),
        "fertility" => Some(Grade::Fertility),
        _ => None,
    }
}

/// The conditions of a text, each locus once.
///
/// # Errors
/// A sentence that names what isn't known.
pub fn read(taxon: &Taxon, text: &str) -> Result<Vec<Condition>, String> {
    let mut when: Vec<Condition> = Vec::new();
    for part in text.split(" + ").map(str::trim) {
        let condition = condition(taxon, part)?;
        if when.iter().any(|known| known.locus() == condition.locus()) {
            return Err(format!("“{part}” is of a locus that is named already."));
        }
        when.push(condition);
    }
    when.arrange_by_key(|condition| condition.locus());
    Ok(when)
}

fn condition(taxon: &Taxon, text: &str) -> Result<Condition, String> {
    if let Some(gene) = text.strip_prefix("visual ") {
        return Ok(Condition::Visual(allele(taxon, gene)?.0));
    }
    // A name with a stroke in it comes before a pair.
    if let (Err(_), Some((left, right))) = (allele(taxon, text), text.split_once('/')) {
        let ((locus, a), (other, b)) = (allele(taxon, left)?, allele(taxon, right)?);
        if locus != other {
            return Err(format!("“{text}”: these two aren’t alleles of one locus. Put + between them."));
        }
        return Ok(Condition::Pair(locus, Pair::new(a, b)));
    }
    let (locus, id) = allele(taxon, text)?;
    Ok(Condition::Copies(locus, id, 1))
}

fn allele(taxon: &Taxon, name: &str) -> Result<(LocusId, AlleleId), String> {
    match taxon.exact(&squash(name)).as_slice() {
        [found] => Ok(*found),
        [] => Err(format!("“{}” is no gene of the {}.", name.trim(), taxon.name)),
        _ => Err(format!("“{}” is a name of several genes of the {}.", name.trim(), taxon.name)),
    }
}

/// Two copies are one pair, however they are said; loci in order.
pub fn normal(when: &[Condition]) -> Vec<Condition> {
    let mut when: Vec<Condition> = when
        .iter()
        .map(|&condition| match condition {
            Condition::Copies(locus, id, 2) => Condition::Pair(locus, Pair::hom(id)),
            Condition::Pair(locus, pair) => Condition::Pair(locus, pair.unphased()),
            other => other,
        })
        .collect();
    when.arrange_by_key(|condition| condition.locus());
    when
}

/// The conditions in writing, so that [`read`] gives them again.
#[must_use]
pub fn write(taxon: &Taxon, when: &[Condition]) -> String {
    // A name that two genes have says neither; the slug is one's own.
    let name = |locus: LocusId, id: AlleleId| {
        let name = taxon.allele_name(locus, id);
        let unique = taxon.exact(&squash(name)).len() == 1;
        let slug = taxon.locus(locus).map_or(name, |own| own.symbol(id));
        if unique { name.to_owned() } else { slug.to_owned() }
    };
    let part = |condition: &Condition| match *condition {
        Condition::Pair(locus, pair) => format!("{}/{}", name(locus, pair.a()), name(locus, pair.b())),
        Condition::Copies(locus, id, _) => name(locus, id),
        Condition::Visual(locus) => format!("visual {}", name(locus, AlleleId(1))),
    };
    normal(when).iter().map(part).collect::<Vec<_>>().join(" + ")
}

/// The rules that lines of the supplement take back.
pub fn withdrawn(taxon: &Taxon, supplement: &str) -> Vec<Withdrawn> {
    supplement::lines(supplement)
        .filter(|line| line.kind == "unrule" && line.taxon == taxon.name)
        .filter_map(|line| {
            let when = read(taxon, line.field(1)).ok()?;
            Some(Withdrawn { grade: grade(line.field(0))?, when: normal(&when) })
        })
        .collect()
}
