//! Parents given as texts alone: read by the parser, and called what the entry calls the same genes elsewhere.

use super::{
    super::{
        entry::{Entry, Side},
        readers::Readers,
    },
    Prior, allele, bare,
};
use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    catalogue::{Linkage, Taxon},
    cross::Sex,
    genotype::{Chance, LocusId, Number as _, Pair},
    text::{Finding, Problem, Severity},
};

/// Both parents' genotypes: as given, else out of the text.
pub fn priors<'a>(readers: &Readers<'a>, taxon: &'a Taxon, entry: &Entry<'_>) -> Result<[Prior; 2], CliError> {
    let mut priors = [prior(readers, taxon, entry, &entry.sire)?, prior(readers, taxon, entry, &entry.dam)?];
    let [sire, dam] = &mut priors;
    match (&entry.sire.prior, &entry.dam.prior) {
        (None, Some(_)) => rename(taxon, sire, dam),
        (Some(_), None) => rename(taxon, dam, sire),
        _ => {}
    }
    Ok(priors)
}

fn prior<'a>(readers: &Readers<'a>, taxon: &'a Taxon, entry: &Entry<'_>, side: &Side) -> Result<Prior, CliError> {
    match (&side.prior, &side.text) {
        (Some(prior), _) => Ok(prior.clone()),
        (None, Some(text)) => read(readers, taxon, entry, side, text),
        (None, None) => Err(entry.error(side.name, format_args!("it is missing, and so is {}", side.prior_field()))),
    }
}

/// A text without an error. Warnings don't stop it: its genotype is printed with the answer.
fn read<'a>(
    readers: &Readers<'a>,
    taxon: &'a Taxon,
    entry: &Entry<'_>,
    side: &Side,
    text: &str,
) -> Result<Prior, CliError> {
    let reading = readers.of(taxon).parse(text);
    // "Triple het" without three genes, and a BluEL of no certain alleles, say that something is left out: odds without it would be wrong.
    let stops = |finding: &&Finding| {
        let open =
            matches!(finding.problem, Problem::HetCountMismatch { .. } | Problem::CompoundConstitutionUnknown { .. });
        open || finding.severity() == Severity::Error
    };
    if let Some(finding) = reading.findings.iter().find(stops) {
        return Err(entry.error(side.name, format_args!("“{text}”: {}", finding.problem)));
    }
    let own = if side.name == "sire" { Sex::Male } else { Sex::Female };
    if reading.sex.is_some_and(|sex| sex != own) {
        return Err(entry.error(side.name, format_args!("“{text}” is said to be of the other sex")));
    }
    let mut prior = Prior::new();
    for (&id, dist) in &reading.genotype.loci {
        let Some(locus) = taxon.locus(id) else { continue };
        let unphased = side.name == "sire" && matches!(locus.linkage, Linkage::XyRecombining { .. });
        let mut list = Vec::new();
        for &(pair, p) in dist.entries() {
            let mut put = |pair: Pair, p: Chance| list.push((Json::Text(p.to_string()), locus.notation(pair)));
            // Which of his chromosomes has it isn't said: either.
            if unphased && !pair.is_phased() && pair.a() != pair.b() {
                put(Pair::phased(pair.a(), pair.b()), p.half());
                put(Pair::phased(pair.b(), pair.a()), p.half());
            } else {
                put(pair, p);
            }
        }
        prior.push((locus.slug.clone(), list));
    }
    Ok(prior)
}

/// Gives what was read the keys and allele names that the other parent's genotypes use for the same genes.
fn rename(taxon: &Taxon, read: &mut Prior, given: &Prior) {
    for (key, list) in read.iter_mut() {
        let Some(locus) = taxon.resolve_locus(key).ok() else { continue };
        let Some((other, pairs)) = given.iter().find(|(other, pairs)| means(taxon, other, pairs) == Some(locus)) else {
            continue;
        };
        let tokens: Vec<&str> = pairs.iter().flat_map(|(_, pair)| pair.split('/')).map(bare).collect();
        let renamed = |token: &str| {
            let own = allele(taxon, key, bare(token)).ok()?;
            let name = tokens.iter().find(|name| allele(taxon, other, name).ok() == Some(own))?;
            Some(token.replace(bare(token), name))
        };
        for (_, pair) in list.iter_mut() {
            let parts: Vec<String> =
                pair.split('/').map(|token| renamed(token).unwrap_or_else(|| token.to_owned())).collect();
            *pair = parts.join("/");
        }
        other.clone_into(key);
    }
}

/// The locus that a key stands for: by the alleles named there, else by the key.
fn means(taxon: &Taxon, key: &str, pairs: &[(Json, String)]) -> Option<LocusId> {
    let mut tokens = pairs.iter().flat_map(|(_, pair)| pair.split('/')).map(bare);
    let named = tokens.find(|token| !["+", "-", ""].contains(token));
    match named {
        Some(name) => allele(taxon, key, name).ok().map(|found| found.0),
        None => taxon.resolve_locus(key).ok(),
    }
}
