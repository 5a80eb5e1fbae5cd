//! What a change does: what a record is read as, so that two readings can be compared whatever their ids, and the standard pairings of a gene.

use super::{locus::Locus, taxon::Taxon, words::squash};
use crate::{
    arrange::Arrange as _,
    claims::{Entry, find},
    cross::{Cross, Row, Sex},
    genotype::{AlleleId, Chance, Dist, Genotype, LocusId, Pair},
    text::{Lexicon, Percent},
};
use repti_model::catalogue::OddsLine;

/// What a record says under one catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Everything that counts, by slugs: alleles with their inheritance, tags, what is wrong.
    pub exact: String,
    /// The genotype by its shortest name, or what is wrong with the text.
    pub words: String,
}

/// Reads a genotype text and claims (`slug copies`).
#[must_use]
pub fn told(lexicon: &Lexicon<'_>, text: &str, claims: &[String]) -> Told {
    let taxon = lexicon.taxon();
    let (mut parts, mut words) = (Vec::new(), String::new());
    if !text.trim().is_empty() {
        let reading = lexicon.parse(text);
        for (&id, dist) in &reading.genotype.loci {
            let Some(locus) = taxon.locus(id) else { continue };
            let pairs = dist.entries().iter().map(|&(pair, p)| format!("{} {p}", marked(locus, pair)));
            parts.push(pairs.collect::<Vec<_>>().join(" or "));
        }
        parts.extend(reading.tags.iter().map(|tag| format!("tag {tag}")));
        parts.extend(reading.codes().into_iter().map(|code| format!("code {code}")));
        words = if reading.is_sound() {
            lexicon.name(&reading.genotype, Percent::Hobby).text
        } else {
            let wrong = reading.findings.iter().map(|finding| finding.problem.to_string());
            wrong.collect::<Vec<_>>().join("; ")
        };
    }
    parts.arrange();
    for claim in claims {
        let (slug, copies) = claim.split_once(' ').unwrap_or((claim, ""));
        parts.push(match find(taxon, slug) {
            Some(Entry::Allele(id, allele, _)) => {
                let locus = taxon.locus(id).map(|locus| marked(locus, Pair::hom(allele))).unwrap_or_default();
                format!("claim {locus} {copies}")
            }
            Some(Entry::Tag(tag)) => format!("claim tag {}", tag.slug),
            None => format!("claim unknown {slug}"),
        });
    }
    Told { exact: parts.join("; "), words }
}

/// A pair with what its alleles do.
fn marked(locus: &Locus, pair: Pair) -> String {
    let one = |id: AlleleId| match locus.allele(id) {
        Some(allele) => format!("{}:{:?}:{:?}", allele.slug, allele.inheritance, allele.series),
        None => locus.symbol(id).to_owned(),
    };
    let deadly = if locus.is_lethal(pair) { " dies" } else { "" };
    format!("{}{}{}{deadly}", one(pair.a()), if pair.is_phased() { "|" } else { "/" }, one(pair.b()))
}

/// The alleles of names, each once; names that are none are left out.
#[must_use]
pub fn alleles_of(taxon: &Taxon, names: &[String]) -> Vec<(LocusId, AlleleId)> {
    let mut found = Vec::new();
    for name in names {
        for allele in taxon.exact(&squash(name)) {
            if !found.contains(&allele) {
                found.push(allele);
            }
        }
    }
    found
}

/// The standard pairings of genes: one copy with a normal animal, with one copy, two copies with a normal one; of two genes also one copy of each.
/// A pairing that can't be (one copy where the sex has no second chromosome, two copies that don't live) is left out.
#[must_use]
pub fn odds(lexicon: &Lexicon<'_>, genes: &[(LocusId, AlleleId)]) -> Vec<(String, Vec<OddsLine>)> {
    let taxon = lexicon.taxon();
    let mut all = Vec::new();
    let mut push = |title: String, sire: &[(LocusId, Pair)], dam: &[(LocusId, Pair)]| {
        if let Some(lines) = pairing(lexicon, sire, dam) {
            all.push((title, lines));
        }
    };
    for &(at, id) in genes {
        let name = taxon.allele_name(at, id);
        let (one, two) = ([(at, Pair::het(id))], [(at, Pair::hom(id))]);
        push(format!("One copy of {name} × normal"), &one, &[]);
        push(format!("One copy of {name} × one copy"), &one, &one);
        if taxon.locus(at).is_some_and(|locus| !locus.is_lethal(Pair::hom(id))) {
            push(format!("Two copies of {name} × normal"), &two, &[]);
        }
    }
    if let [(at, a), (other, b)] = genes {
        let title = format!("{} × {}, one copy each", taxon.allele_name(*at, *a), taxon.allele_name(*other, *b));
        push(title, &[(*at, Pair::het(*a))], &[(*other, Pair::het(*b))]);
    }
    all
}

fn pairing(lexicon: &Lexicon<'_>, sire: &[(LocusId, Pair)], dam: &[(LocusId, Pair)]) -> Option<Vec<OddsLine>> {
    let taxon = lexicon.taxon();
    let parent = |pairs: &[(LocusId, Pair)]| Genotype::<Chance> {
        loci: pairs.iter().map(|&(at, pair)| (at, Dist::certain(pair))).collect(),
    };
    let cross = Cross::of(taxon, &parent(sire), &parent(dam)).ok()?;
    let ids: Vec<Option<LocusId>> = cross
        .loci()
        .iter()
        .map(|entry| taxon.loci().find(|(_, locus)| locus.slug == entry.locus.slug).map(|(id, _)| id))
        .collect();
    let outcome = cross.outcome().ok()?;
    let rows = outcome.rows().ok()?;
    let line = |row: &Row<Chance>| {
        let mut young = Genotype::<Chance>::default();
        for (at, id) in ids.iter().enumerate() {
            if let (Some(id), Ok(dist)) = (*id, Dist::new(outcome.given(row, at))) {
                young.loci.insert(id, dist);
            }
        }
        let name = lexicon.name(&young, Percent::Hobby);
        // What a name can't say, the classes do.
        let young = if name.unsaid.is_empty() {
            name.text
        } else {
            let labels = row.classes.iter().enumerate().map(|(at, &class)| outcome.label(at, class).to_owned());
            labels.collect::<Vec<_>>().join(", ")
        };
        let sex = match row.sex {
            Some(Sex::Female) => "Females: ",
            Some(Sex::Male) => "Males: ",
            None => "",
        };
        OddsLine {
            young: format!("{sex}{young}"),
            per_egg: row.p_egg.to_string(),
            per_living: row.p_survivor.map(|p| p.to_string()),
        }
    };
    Some(rows.iter().map(line).collect())
}
