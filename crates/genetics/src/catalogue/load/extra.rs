//! Lays the supplement over a taxon read from `genes.csv`.

use super::super::{
    genes,
    locus::{Linkage, Super},
    rule,
    supplement::{self, Line},
    taxon::{Condition, Grade, Linked, Mask, Rule, SexSystem, Taxon},
    words::squash,
};
use crate::genotype::{AlleleId, LocusId, Pair, Ratio};

/// Names first, for the rest refers to genes by them. A line that names an unknown gene is passed over: the files may hold fewer genes.
pub fn apply(taxon: &mut Taxon, supplement: &str) {
    let lines: Vec<Line<'_>> = supplement::lines(supplement).filter(|line| line.taxon == taxon.name).collect();
    for line in lines.iter().filter(|line| line.kind == "allele") {
        name_allele(taxon, line);
    }
    name_loci(taxon, &lines);
    for line in &lines {
        // Only genes that the files lack stop a line.
        let _ = lay(taxon, line);
    }
}

fn name_allele(taxon: &mut Taxon, line: &Line<'_>) {
    let alleles = taxon.loci.iter_mut().flat_map(|locus| &mut locus.alleles);
    if let Some(allele) = alleles.into_iter().find(|allele| allele.name == line.field(0)) {
        line.field(1).clone_into(&mut allele.slug);
        allele.aliases.extend(line.list(2));
    }
}

/// A locus is called after its first allele unless the supplement says otherwise; the group's name is one of its other keys.
fn name_loci(taxon: &mut Taxon, lines: &[Line<'_>]) {
    for locus in &mut taxon.loci {
        let mine =
            |line: &&Line<'_>| line.kind == "locus" && locus.alleles.iter().any(|allele| allele.name == line.field(0));
        let line = lines.iter().find(mine);
        let first = locus.alleles.first().map(|allele| allele.slug.clone()).unwrap_or_default();
        let slug = line.map_or(first, |line| line.field(1).to_owned());
        let group = core::mem::replace(&mut locus.slug, slug);
        locus.aliases.push(group);
        locus.aliases.extend(line.map(|line| line.list(2)).unwrap_or_default());
    }
}

fn gene(taxon: &Taxon, name: &str) -> Option<(LocusId, AlleleId)> {
    match taxon.exact(&squash(name)).as_slice() {
        [found] => Some(*found),
        _ => None,
    }
}

fn pair(taxon: &Taxon, text: &str) -> Option<(LocusId, Pair)> {
    let (left, right) = text.split_once('/')?;
    let ((locus, a), (other, b)) = (gene(taxon, left)?, gene(taxon, right)?);
    (locus == other).then(|| (locus, Pair::new(a, b)))
}

fn lay(taxon: &mut Taxon, line: &Line<'_>) -> Option<()> {
    match line.kind {
        "species" => {
            taxon.aliases = line.list(0);
            taxon.sex = match line.field(1) {
                "xy" => SexSystem::Xy,
                "zw" => SexSystem::Zw,
                "zw_reversible" => SexSystem::ZwReversible,
                "temperature" => SexSystem::Temperature,
                _ => SexSystem::Unknown,
            };
        }
        "super" => {
            let (locus, id) = gene(taxon, line.field(0))?;
            let allele =
                taxon.loci.get_mut(usize::from(locus.0))?.alleles.get_mut(usize::from(id.0).checked_sub(1)?)?;
            let mut names = line.list(1).into_iter();
            allele.super_form = Super::Distinct { name: names.next() };
            allele.super_aliases.extend(names);
        }
        "series" => {
            for (place, name) in (0_u8..).zip(line.field(0).split('>')) {
                let (locus, id) = gene(taxon, name)?;
                taxon.loci.get_mut(usize::from(locus.0))?.alleles.get_mut(usize::from(id.0).checked_sub(1)?)?.series =
                    Some(place);
            }
        }
        "lethal" => {
            let (locus, pair) = pair(taxon, line.field(0))?;
            taxon.loci.get_mut(usize::from(locus.0))?.lethal.push(pair);
            let when = vec![Condition::Pair(locus, pair)];
            let (text, certainty) = (line.field(1).to_owned(), genes::certainty(line.field(2)));
            taxon.rules.push(Rule { grade: Grade::Lethal, when, text, certainty });
        }
        "rule" => {
            let grade = rule::grade(line.field(0))?;
            let when = rule::read(taxon, line.field(1)).ok()?;
            if let (Grade::Lethal, [Condition::Pair(locus, pair)]) = (grade, when.as_slice()) {
                taxon.loci.get_mut(usize::from(locus.0))?.lethal.push(*pair);
            }
            let (text, certainty) = (line.field(2).to_owned(), genes::certainty(line.field(3)));
            taxon.rules.push(Rule { grade, when, text, certainty });
        }
        "mask" => mask(taxon, line)?,
        "linked" => {
            let ((first, _), (second, _)) = (gene(taxon, line.field(0))?, gene(taxon, line.field(1))?);
            let (r, text) = (number(line.field(2)), line.field(3).to_owned());
            taxon.linked.push(Linked { first, second, r, text });
        }
        "xy" => {
            let (locus, _) = gene(taxon, line.field(0))?;
            let mut beta = line.list(2).into_iter().filter_map(|count| number(&count));
            let (r, beta) = (number(line.field(1))?, (beta.next()?, beta.next()?));
            taxon.loci.get_mut(usize::from(locus.0))?.linkage = Linkage::XyRecombining { r, beta };
        }
        _ => {}
    }
    Some(())
}

/// A decimal or a fraction. Not by the standard library's reader of floats, which brings ten kilobytes of powers into the browser.
fn number(text: &str) -> Option<f64> {
    text.parse().ok().map(Ratio::to_f64)
}

fn mask(taxon: &mut Taxon, line: &Line<'_>) -> Option<()> {
    let when = match line.field(0).strip_prefix("visual ") {
        Some(name) => Condition::Visual(gene(taxon, name)?.0),
        None => {
            let (locus, pair) = pair(taxon, line.field(0))?;
            Condition::Pair(locus, pair)
        }
    };
    let hides: Vec<LocusId> = match line.field(1) {
        "*" => taxon.loci().map(|(id, _)| id).collect(),
        _ => line.list(1).iter().filter_map(|name| gene(taxon, name)).map(|found| found.0).collect(),
    };
    let hides = hides.into_iter().filter(|&locus| locus != when.locus()).collect();
    taxon.masks.push(Mask { when, hides, text: line.field(2).to_owned() });
    Some(())
}
