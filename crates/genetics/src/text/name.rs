//! A genotype in the words of the trade.

use super::{
    cover::{Unit, cover, units},
    lexicon::Lexicon,
    number,
    part::{Group, Part, Shape, shape},
    vocabulary::Meaning,
};
use crate::{
    arrange::Arrange as _,
    catalogue::{Inheritance, Super, Taxon},
    cross::hobby_percent,
    genotype::{AlleleId, Chance, Dist, Genotype, LocusId, Number as _, Pair, Ratio},
};
use serde::Serialize;

/// How probabilities are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Percent {
    /// As price lists do: 2/3 is 66, 1/3 is 33, anything else rounded down.
    Hobby,
    /// So that it is read back as it was: 66 and 33 as above, else decimals or a fraction ("3/7 het").
    Exact,
}

/// A genotype in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Name {
    /// "Enchi Queen Bee het Clown"; "Normal" where nothing is known.
    pub text: String,
    pub parts: Vec<Part>,
    /// Loci whose belief has no words: two copies with one probability and one with another, say.
    pub unsaid: Vec<LocusId>,
}

/// Names a genotype; what is written is read back, and written without combos or with commas should the words have run into another name.
pub fn name(lexicon: &Lexicon<'_>, genotype: &Genotype<Chance>, percent: Percent) -> Name {
    let taxon = lexicon.taxon();
    let (mut shapes, mut unsaid) = (Vec::new(), Vec::new());
    for (&id, dist) in &genotype.loci {
        match taxon.locus(id).and_then(|locus| shape(locus, dist)) {
            Some(shape) => shapes.push((id, shape)),
            None => unsaid.push(id),
        }
    }
    let said = plain(taxon, genotype, &unsaid);
    let mut best: Option<(Vec<Part>, &str)> = None;
    for (combos, comma) in [(true, " "), (true, ", "), (false, " "), (false, ", ")] {
        let parts = parts(lexicon, &shapes, combos);
        let exact = text(taxon, &parts, comma, Percent::Exact);
        let same = plain(taxon, &lexicon.parse(&exact).genotype, &[]) == said;
        if same || best.is_none() {
            best = Some((parts, comma));
        }
        if same {
            break;
        }
    }
    let (parts, comma) = best.unwrap_or_default();
    Name { text: text(taxon, &parts, comma, percent), parts, unsaid }
}

/// Without what words alone don't say: loci left out, the phase of two copies, the sex of a lone one.
fn plain(taxon: &Taxon, genotype: &Genotype<Chance>, unsaid: &[LocusId]) -> Vec<(LocusId, Dist<Chance>)> {
    let simple = |id: LocusId, dist: &Dist<Chance>| {
        let Some(pair) = dist.sure() else { return Some(dist.clone()) };
        let recessive =
            taxon.locus(id).and_then(|locus| locus.inheritance(pair.unphased().a())) == Some(Inheritance::Recessive);
        let pair = match pair {
            _ if pair.is_wild() => return None,
            _ if pair.unphased().is_hemizygous() && recessive => Pair::hom(pair.unphased().a()),
            _ if pair.unphased().is_hemizygous() => Pair::het(pair.unphased().a()),
            _ if pair.a() == pair.b() || (pair.a().is_mutant() && pair.b().is_mutant()) => pair.unphased(),
            _ => pair,
        };
        Some(Dist::certain(pair))
    };
    let loci = genotype.loci.iter().filter(|(id, _)| !unsaid.contains(id));
    loci.filter_map(|(&id, dist)| Some((id, simple(id, dist)?))).collect()
}

fn parts(lexicon: &Lexicon<'_>, shapes: &[(LocusId, Shape)], combos: bool) -> Vec<Part> {
    let taxon = lexicon.taxon();
    let shown: Vec<(LocusId, Pair)> = shapes.iter().filter_map(|(id, shape)| Some((*id, shape.shows?))).collect();
    let mut units = units(&shown);
    let mut parts = Vec::new();
    if combos {
        // A name that means something else to the reader names nothing.
        let usable = |place: usize| {
            taxon.combos.get(place).is_some_and(|combo| lexicon.meaning(&combo.name) == Some(&Meaning::Combo(place)))
        };
        for combo in cover(taxon, &units, usable).into_iter().filter_map(|place| taxon.combos.get(place)) {
            let needs: Vec<_> = combo.needs().unwrap_or_default().iter().map(|need| (need.locus, need.pair)).collect();
            for unit in self::units(&needs) {
                if let Some(place) = units.iter().position(|own| *own == unit) {
                    units.remove(place);
                }
            }
            parts.push(Part { group: Group::Combo, text: combo.name.clone(), p: None });
        }
    }
    for unit in units {
        let on_x = shapes.iter().find(|(id, _)| *id == unit.locus).and_then(|(_, shape)| shape.on_x);
        parts.push(single(lexicon, unit, on_x));
    }
    for (id, shape) in shapes {
        let gene = |allele: AlleleId| taxon.allele_name(*id, allele).to_owned();
        parts.extend(shape.perhaps.map(|(allele, p)| Part { group: Group::Perhaps, text: gene(allele), p: Some(p) }));
        parts.extend(shape.hets.iter().map(|&(allele, p)| Part { group: Group::Het, text: gene(allele), p: Some(p) }));
    }
    let p = |part: &Part| part.p.unwrap_or(Chance::ONE);
    parts.arrange_by(|a, b| a.group.cmp(&b.group).then_with(|| p(b).order(p(a))).then_with(|| a.text.cmp(&b.text)));
    parts
}

/// A gene that shows, by its own name.
fn single(lexicon: &Lexicon<'_>, unit: Unit, on_x: Option<bool>) -> Part {
    let taxon = lexicon.taxon();
    let id = unit.pair.b();
    let gene = taxon.allele_name(unit.locus, id).to_owned();
    let allele = taxon.locus(unit.locus).and_then(|locus| locus.allele(id));
    let inheritance = allele.map_or(Inheritance::Recessive, |allele| allele.inheritance);
    let two = unit.pair.a() == id;
    let (group, text) = match (inheritance, two) {
        (Inheritance::Recessive, _) => (Group::Visual, gene),
        (_, true) => {
            let own = match allele.map(|allele| &allele.super_form) {
                Some(Super::Distinct { name: Some(name) })
                    if lexicon.meaning(name) == Some(&Meaning::Super(unit.locus, id)) =>
                {
                    Some(name.clone())
                }
                _ => None,
            };
            (Group::Super, own.unwrap_or_else(|| format!("Super {gene}")))
        }
        (Inheritance::IncompleteDominant, false) => (Group::Shows, gene),
        (Inheritance::Dominant, false) => (Group::Dominant, gene),
    };
    let text = match on_x {
        Some(true) => format!("{text} FM"),
        Some(false) => format!("{text} MM"),
        None => text,
    };
    Part { group, text, p: None }
}

/// All parts in one line. Hets of one probability share one "het", but for genes that show in one copy.
fn text(taxon: &Taxon, parts: &[Part], comma: &str, percent: Percent) -> String {
    let mut out = String::new();
    let mut open: Option<Chance> = None;
    for part in parts {
        let p = part.p.unwrap_or(Chance::ONE);
        let shows = part.group == Group::Het
            && taxon
                .loci
                .iter()
                .flat_map(|locus| &locus.alleles)
                .any(|allele| allele.name == part.text && allele.inheritance != Inheritance::Recessive);
        let modifier = match part.group {
            Group::Perhaps => Some(format!("{} super ", share(p, percent))),
            Group::Het if open == Some(p) && !shows && comma == " " => None,
            Group::Het if p == Chance::ONE => Some("het ".to_owned()),
            Group::Het => Some(format!("{} het ", share(p, percent))),
            _ => None,
        };
        if part.group == Group::Het {
            open = (!shows).then_some(p);
        }
        if !out.is_empty() {
            out.push_str(comma);
        }
        out.push_str(modifier.as_deref().unwrap_or(""));
        out.push_str(&part.text);
    }
    if out.is_empty() { "Normal".to_owned() } else { out }
}

fn share(p: Chance, percent: Percent) -> String {
    let hobby = hobby_percent(p.to_f64());
    let ratio = match (percent, p) {
        (Percent::Exact, Chance::Exact(ratio)) => ratio,
        _ => return format!("{hobby}%"),
    };
    for written in [Some(hobby), decimal(ratio)].into_iter().flatten() {
        if number::percent(&written).p == p {
            return format!("{written}%");
        }
    }
    ratio.to_string()
}

/// A probability as a percentage, digit by digit (a float would round), where the dozen decimals that are read are all there are.
fn decimal(ratio: Ratio) -> Option<String> {
    const UNITS: u128 = 1_000_000_000_000;
    let scaled = ratio.mul(Ratio::new(100 * UNITS, 1)?).filter(|scaled| scaled.den() == 1)?.num();
    let written = format!("{}.{:012}", scaled / UNITS, scaled % UNITS);
    Some(written.trim_end_matches('0').trim_end_matches('.').to_owned())
}
