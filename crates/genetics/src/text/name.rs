//! A genotype in the words of the trade.

use super::{
    certain::{Sure, continues, sure},
    cover::{Unit, cover, units},
    lexicon::Lexicon,
    number,
    part::{Group, Part, Shape, shape},
    vocabulary::Meaning,
};
use crate::{
    arrange::Arrange as _,
    catalogue::{Inheritance, Taxon},
    cross::hobby_percent,
    genotype::{Chance, Dist, Genotype, LocusId, Number as _, Pair, Ratio, whole},
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
    let (shapes, unsaid) = shapes(lexicon.taxon(), genotype);
    let (parts, single) = parts(lexicon, &shapes, true);
    if single && is_certain(lexicon, &parts) {
        return Name { text: text(&parts, " ", percent), parts, unsaid };
    }
    tried(lexicon, genotype, percent)
}

/// Whether the parts are read back as they are meant wherever they stand. Percentages don't matter for that: one that has no words is never read back,
/// however the rest is written.
fn is_certain(lexicon: &Lexicon<'_>, parts: &[Part]) -> bool {
    if parts.iter().all(|part| part.sure == Sure::Yes) {
        return true;
    }
    let mut rest = parts;
    while let Some((part, behind)) = rest.split_first() {
        let follows = || {
            let all = text(rest, " ", Percent::Exact);
            let (_, next) = all.split_once(&part.text)?;
            // Behind "Super" it is the gene's own name that may go on.
            let gene = part.text.strip_prefix("Super ").unwrap_or("");
            Some([&part.text, gene].iter().any(|name| !name.is_empty() && continues(lexicon, name, next)))
        };
        if part.sure == Sure::No || (part.sure == Sure::Behind && follows() != Some(false)) {
            return false;
        }
        rest = behind;
    }
    true
}

/// By reading back what is written, whether that is needed or not.
pub(super) fn tried(lexicon: &Lexicon<'_>, genotype: &Genotype<Chance>, percent: Percent) -> Name {
    let taxon = lexicon.taxon();
    let (shapes, unsaid) = shapes(taxon, genotype);
    let said = plain(taxon, genotype, &unsaid);
    let mut best: Option<(Vec<Part>, &str)> = None;
    for (combos, comma) in [(true, " "), (true, ", "), (false, " "), (false, ", ")] {
        let parts = parts(lexicon, &shapes, combos).0;
        let exact = text(&parts, comma, Percent::Exact);
        let same = plain(taxon, &lexicon.parse(&exact).genotype, &[]) == said;
        if same || best.is_none() {
            best = Some((parts, comma));
        }
        if same {
            break;
        }
    }
    let (parts, comma) = best.unwrap_or_default();
    Name { text: text(&parts, comma, percent), parts, unsaid }
}

/// Each locus in words, and the loci that have none.
fn shapes(taxon: &Taxon, genotype: &Genotype<Chance>) -> (Vec<(LocusId, Shape)>, Vec<LocusId>) {
    let (mut shapes, mut unsaid) = (Vec::new(), Vec::new());
    for (&id, dist) in &genotype.loci {
        match taxon.locus(id).and_then(|locus| shape(locus, dist)) {
            Some(shape) => shapes.push((id, shape)),
            None => unsaid.push(id),
        }
    }
    (shapes, unsaid)
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

/// The parts in order, and whether each locus says one thing of one allele, so that it matters for each alone whether it is read back.
fn parts(lexicon: &Lexicon<'_>, shapes: &[(LocusId, Shape)], combos: bool) -> (Vec<Part>, bool) {
    let taxon = lexicon.taxon();
    let shown: Vec<(LocusId, Pair)> = shapes.iter().filter_map(|(id, shape)| Some((*id, shape.shows?))).collect();
    let mut units = units(&shown);
    let mut parts = Vec::new();
    let single = shapes.iter().all(|(_, shape)| shape.on_x.is_none() && shape.is_single());
    if combos {
        // A name that means something else to the reader names nothing.
        let usable = |place: usize| {
            taxon.combos.get(place).is_some_and(|combo| lexicon.meaning(&combo.name) == Some(&Meaning::Combo(place)))
        };
        for place in cover(taxon, &units, usable) {
            let Some(combo) = taxon.combos.get(place) else { continue };
            let needs: Vec<_> = combo.needs().unwrap_or_default().iter().map(|need| (need.locus, need.pair)).collect();
            for unit in self::units(&needs) {
                if let Some(place) = units.iter().position(|own| *own == unit) {
                    units.remove(place);
                }
            }
            let sure = sure(lexicon, &Meaning::Combo(place), Group::Combo);
            parts.push(Part { group: Group::Combo, text: combo.name.clone(), p: None, shows: true, sure });
        }
    }
    for unit in units {
        let on_x = shapes.iter().find(|(id, _)| *id == unit.locus).and_then(|(_, shape)| shape.on_x);
        parts.push(shown_alone(lexicon, unit, on_x));
    }
    for (id, shape) in shapes {
        let perhaps = shape.perhaps.iter().map(|entry| (Group::Perhaps, entry));
        for (group, &(allele, p)) in perhaps.chain(shape.hets.iter().map(|entry| (Group::Het, entry))) {
            let sure = sure(lexicon, &Meaning::Allele(*id, allele), group);
            let shows = taxon.locus(*id).and_then(|locus| locus.inheritance(allele)) != Some(Inheritance::Recessive);
            parts.push(Part { group, text: taxon.allele_name(*id, allele).to_owned(), p: Some(p), shows, sure });
        }
    }
    let p = |part: &Part| part.p.unwrap_or(Chance::ONE);
    parts.arrange_by(|a, b| a.group.cmp(&b.group).then_with(|| p(b).order(p(a))).then_with(|| a.text.cmp(&b.text)));
    (parts, single)
}

/// A gene that shows, by its own name.
fn shown_alone(lexicon: &Lexicon<'_>, unit: Unit, on_x: Option<bool>) -> Part {
    let taxon = lexicon.taxon();
    let id = unit.pair.b();
    let gene = taxon.allele_name(unit.locus, id).to_owned();
    let allele = taxon.locus(unit.locus).and_then(|locus| locus.allele(id));
    let inheritance = allele.map_or(Inheritance::Recessive, |allele| allele.inheritance);
    let two = unit.pair.a() == id;
    let (group, text) = match (inheritance, two) {
        (Inheritance::Recessive, _) => (Group::Visual, gene),
        (_, true) => {
            let own = lexicon.super_name(unit.locus, id).map(str::to_owned);
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
    let sure = sure(lexicon, &Meaning::Allele(unit.locus, id), group);
    Part { group, text, p: None, shows: true, sure }
}

/// All parts in one line. Hets of one probability share one "het", but for genes that show in one copy.
fn text(parts: &[Part], comma: &str, percent: Percent) -> String {
    let mut out = String::new();
    let mut open: Option<Chance> = None;
    for part in parts {
        let p = part.p.unwrap_or(Chance::ONE);
        let modifier = match part.group {
            Group::Perhaps => Some(format!("{} super ", share(p, percent))),
            Group::Het if open == Some(p) && !part.shows && comma == " " => None,
            Group::Het if p == Chance::ONE => Some("het ".to_owned()),
            Group::Het => Some(format!("{} het ", share(p, percent))),
            _ => None,
        };
        if part.group == Group::Het {
            open = (!part.shows).then_some(p);
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
    let written = format!("{}.{:012}", whole(scaled / UNITS), (scaled % UNITS) as u64);
    Some(written.trim_end_matches('0').trim_end_matches('.').to_owned())
}
