//! What was read against what the file expects.

use super::entry::Entry;
use crate::genetics::{check::Check, error::CliError, json::Json};
use repti_genetics::{
    catalogue::{Locus, Taxon, squash},
    genotype::{AlleleId, Genotype, LocusId, Number as _, Pair},
    text::Reading,
};
use std::collections::{BTreeMap, BTreeSet};

/// Compares genotypes pair by pair and findings code by code, whatever their order. Names of loci and alleles count by what they mean.
///
/// # Errors
/// [`CliError::Entry`] where the file's expectation is none.
pub fn entry(entry: &Entry<'_>, taxon: &Taxon, reading: &Reading, check: &mut Check) -> Result<(), CliError> {
    let expected = expected(entry, taxon)?;
    let nothing = Genotype::default();
    // An error leaves nothing to reckon with.
    let genotype = if reading.is_sound() { &reading.genotype } else { &nothing };
    let mut computed: BTreeMap<(LocusId, Pair), f64> = BTreeMap::new();
    for (&locus, dist) in &genotype.loci {
        computed.extend(dist.entries().iter().map(|&(pair, p)| ((locus, pair), p.to_f64())));
    }
    for &(locus, pair) in computed.keys().chain(expected.keys()).collect::<BTreeSet<_>>() {
        let of = |map: &BTreeMap<(LocusId, Pair), f64>| map.get(&(locus, pair)).copied().unwrap_or(0.0);
        let name = taxon.locus(locus).map(|locus| format!("{} {}", locus.slug, locus.notation(pair)));
        check.number(format_args!("{}, {}", entry.id, name.unwrap_or_default()), of(&computed), of(&expected));
    }
    let (found, wanted) = (codes(&reading.codes()), codes(&findings(entry)?));
    for (key, code) in &found {
        check.same(format_args!("{}, {code}", entry.id), &true, &wanted.contains_key(key));
    }
    for (_, code) in wanted.iter().filter(|(key, _)| !found.contains_key(*key)) {
        check.same(format_args!("{}, {code}", entry.id), &false, &true);
    }
    Ok(())
}

/// Codes by letter, kind and what they are about, as names are compared everywhere.
fn codes(list: &[String]) -> BTreeMap<Vec<String>, String> {
    list.iter().map(|code| (code.splitn(3, ':').map(squash).collect(), code.clone())).collect()
}

/// The codes of the fields `warnings` and, where the file has it, `errors`.
fn findings(entry: &Entry<'_>) -> Result<Vec<String>, CliError> {
    let mut codes = Vec::new();
    for field in ["warnings", "errors"] {
        let list = match entry.json.get(field) {
            None => continue,
            Some(list) => list.list().ok_or_else(|| entry.error(field, "a list of codes is expected"))?,
        };
        for code in list {
            codes.push(code.text().ok_or_else(|| entry.error(field, "a list of codes is expected"))?.to_owned());
        }
    }
    Ok(codes)
}

fn expected(entry: &Entry<'_>, taxon: &Taxon) -> Result<BTreeMap<(LocusId, Pair), f64>, CliError> {
    let missing = || entry.error("expect", "an object of loci is expected");
    let mut out = BTreeMap::new();
    for (key, pairs) in entry.json.get("expect").and_then(Json::map).ok_or_else(missing)? {
        let field = format!("expect.{key}");
        let wrong = |reason: &str| entry.error(&field, reason);
        for pair in pairs.list().ok_or_else(|| wrong("a list of [genotype, probability] is expected"))? {
            let Some([Json::Text(text), p]) = pair.list() else {
                return Err(wrong("a list of [genotype, probability] is expected"));
            };
            let p = p.probability().map_err(|reason| entry.error(&field, reason))?;
            let (locus, pair) =
                read_pair(taxon, key, text).ok_or_else(|| wrong(&format!("“{text}” is no genotype of it")))?;
            *out.entry((locus, pair)).or_insert(0.0) += p.to_f64();
        }
    }
    Ok(out)
}

/// `+/clown`, `X:banana/Y:+`, `-/zrec`.
fn read_pair(taxon: &Taxon, key: &str, text: &str) -> Option<(LocusId, Pair)> {
    let (left, right) = text.split_once('/')?;
    let (x, y) = (left.strip_prefix("X:"), right.strip_prefix("Y:"));
    let phased = x.is_some() && y.is_some();
    let (left, right) = (x.unwrap_or(left), y.unwrap_or(right));
    let named = |name: &str| taxon.resolve(name).ok().map(|found| found.0);
    let id = taxon.resolve_locus(key).ok().or_else(|| named(left)).or_else(|| named(right))?;
    let locus = taxon.locus(id)?;
    let (a, b) = (allele(taxon, id, locus, left)?, allele(taxon, id, locus, right)?);
    Some((id, if phased { Pair::phased(a, b) } else { Pair::new(a, b) }))
}

fn allele(taxon: &Taxon, id: LocusId, locus: &Locus, name: &str) -> Option<AlleleId> {
    match name {
        "+" => Some(AlleleId::WILD),
        "-" => Some(AlleleId::NONE),
        _ => locus.find(name).or_else(|| taxon.resolve(name).ok().filter(|found| found.0 == id).map(|found| found.1)),
    }
}
