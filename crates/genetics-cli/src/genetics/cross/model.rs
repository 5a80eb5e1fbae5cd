//! From the names of an entry to loci of the catalogue and a pairing.

use super::{
    entry::{Entry, Side},
    readers::Readers,
};
use crate::genetics::{error::CliError, json::Json};
use repti_genetics::{
    catalogue::{Condition, Linkage, LocusPart, Taxon, squash},
    cross::{Cross, CrossLocus},
    genotype::{AlleleId, Chance, Dist, LocusId, Pair},
};

mod params;
mod text;

/// A locus of an entry.
#[derive(Debug)]
pub struct ModelLocus {
    /// Its key, as the file writes it.
    pub key: String,
    pub part: LocusPart,
    sire: Dist,
    dam: Dist,
}

/// The loci of an entry, in the order of their keys.
#[derive(Debug)]
pub struct Model<'a> {
    pub taxon: &'a Taxon,
    pub loci: Vec<ModelLocus>,
}

/// A prior by locus: the pairs with their probabilities, as texts.
type Prior = Vec<(String, Vec<(Json, String)>)>;

impl<'a> Model<'a> {
    /// # Errors
    /// [`CliError::Entry`] for an unknown species, gene or genotype, and for probabilities that are none or don't sum to 1.
    pub fn of(readers: &Readers<'a>, entry: &Entry<'_>) -> Result<Self, CliError> {
        let catalogue = readers.catalogue;
        let taxon = catalogue.taxon(&entry.species).ok_or_else(|| {
            let known: Vec<&str> = catalogue.taxa.iter().map(|taxon| taxon.name.as_str()).collect();
            entry.error("species", format_args!("“{}” is unknown; known are {}", entry.species, known.join(", ")))
        })?;
        let [sire, dam] = text::priors(readers, taxon, entry)?;
        let mut keys: Vec<&str> = sire.iter().chain(&dam).map(|locus| locus.0.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        let of = |prior: &Prior, key: &str| prior.iter().find(|locus| locus.0 == key).map(|locus| locus.1.clone());
        let mut loci = Vec::with_capacity(keys.len());
        for key in keys {
            let (sire, dam) = (of(&sire, key), of(&dam, key));
            let part = part(taxon, entry, key, &sire, &dam)?;
            let sire = dist(entry, &entry.sire, key, &part, sire)?;
            let dam = dist(entry, &entry.dam, key, &part, dam)?;
            loci.push(ModelLocus { key: key.to_owned(), part, sire, dam });
        }
        Ok(Self { taxon, loci })
    }

    /// The pairing, with the entry's parameters.
    ///
    /// # Errors
    /// [`CliError::Entry`] for parents that can't be, and parameters out of range.
    pub fn cross(&self, entry: &Entry<'_>) -> Result<Cross<'_, Chance>, CliError> {
        let r = params::recombination(entry)?;
        let loci = self.loci.iter().map(|locus| CrossLocus {
            locus: &locus.part.locus,
            sire: locus.sire.clone(),
            dam: locus.dam.clone(),
            r: r.filter(|_| matches!(locus.part.locus.linkage, Linkage::XyRecombining { .. })),
        });
        let mut cross = Cross::new(loci.collect()).map_err(|error| entry.error("sire, dam", error))?;
        let place = |when: Condition| {
            self.loci.iter().enumerate().find_map(|(at, locus)| Some((at, locus.part.condition(when)?)))
        };
        cross.lay(self.taxon, place);
        params::links(self, entry, r, &mut cross)?;
        Ok(cross)
    }

    /// A parent's genotypes in the form of the file, for entries that give it as a text.
    pub fn prior(&self, side: &str) -> Json {
        let list = |locus: &ModelLocus| {
            let dist = if side == "sire" { &locus.sire } else { &locus.dam };
            let pair = |&(pair, p): &(Pair, Chance)| {
                Json::List(vec![Json::Text(p.to_string()), Json::Text(locus.part.locus.notation(pair))])
            };
            let wild = dist.sure() == Some(Pair::WILD);
            (!wild).then(|| (locus.key.clone(), Json::List(dist.entries().iter().map(pair).collect())))
        };
        Json::Map(self.loci.iter().filter_map(list).collect())
    }

    /// The place of a locus by the file's key, else by what the catalogue takes the key for.
    pub fn place(&self, key: &str) -> Option<usize> {
        let exact = self.loci.iter().position(|locus| locus.key == key);
        exact.or_else(|| {
            let id = self.taxon.resolve_locus(key).ok()?;
            self.loci.iter().position(|locus| locus.part.origin.iter().any(|origin| origin.0 == id))
        })
    }
}

/// The alleles that an entry names at a locus, as a part of the catalogue.
fn part(
    taxon: &Taxon,
    entry: &Entry<'_>,
    key: &str,
    sire: &Option<Vec<(Json, String)>>,
    dam: &Option<Vec<(Json, String)>>,
) -> Result<LocusPart, CliError> {
    let mut names: Vec<(String, LocusId, AlleleId)> = Vec::new();
    for (side, list) in [(&entry.sire, sire), (&entry.dam, dam)] {
        for token in list.iter().flatten().flat_map(|(_, pair)| pair.split('/')) {
            let token = bare(token);
            if token == "+" || token == "-" || token.is_empty() || names.iter().any(|name| name.0 == token) {
                continue;
            }
            let place = || format!("{}.{key}", side.prior_field());
            let (locus, allele) = allele(taxon, key, token).map_err(|error| entry.error(&place(), error))?;
            names.push((token.to_owned(), locus, allele));
        }
    }
    // Without any allele named, the locus is the one that its key means.
    if names.is_empty() {
        let id = taxon.resolve_locus(key).map_err(|error| entry.error("sire_prior, dam_prior", error))?;
        // The name of a gene means that gene alone: beside a recessive one nobody speaks of the others of its locus.
        if let [(locus, allele)] = taxon.exact(&squash(key)).as_slice()
            && *locus == id
            && let Some(part) = taxon.part(key, &[(key.to_owned(), *locus, *allele)])
        {
            return Ok(part);
        }
        let mut part = taxon.whole(id).ok_or_else(|| entry.error("sire_prior, dam_prior", "no such locus"))?;
        key.clone_into(&mut part.locus.slug);
        return Ok(part);
    }
    names.sort_unstable();
    taxon.part(key, &names).ok_or_else(|| entry.error("sire_prior, dam_prior", "no such locus"))
}

/// An allele by its name; where several genes answer to it, the one at the locus that the key means.
pub fn allele(
    taxon: &Taxon,
    key: &str,
    name: &str,
) -> Result<(LocusId, AlleleId), repti_genetics::catalogue::ResolveError> {
    let exact = taxon.exact(&squash(name));
    match (exact.as_slice(), taxon.resolve_locus(key)) {
        ([_, _, ..], Ok(locus)) if exact.iter().any(|found| found.0 == locus) => {
            Ok(exact.iter().copied().find(|found| found.0 == locus).unwrap_or((locus, AlleleId::WILD)))
        }
        _ => taxon.resolve(name),
    }
}

/// The name of an allele without its chromosome: `X:banana` is `banana`.
fn bare(token: &str) -> &str {
    let token = token.trim();
    token
        .strip_prefix("X:")
        .or_else(|| token.strip_prefix("Y:"))
        .or_else(|| token.strip_prefix("Z:"))
        .unwrap_or(token)
        .trim()
}

fn dist(
    entry: &Entry<'_>,
    side: &Side,
    key: &str,
    part: &LocusPart,
    list: Option<Vec<(Json, String)>>,
) -> Result<Dist, CliError> {
    let place = format!("{}.{key}", side.prior_field());
    let Some(list) = list else { return Ok(Dist::certain(Pair::WILD)) };
    let mut pairs = Vec::with_capacity(list.len());
    for (p, text) in list {
        let p = p.probability().map_err(|reason| entry.error(&place, reason))?;
        let pair = pair(part, side, &text).ok_or_else(|| {
            entry.error(
                &place,
                format_args!("“{text}” is no genotype of two alleles (write +/{key}, or {key}/- of one copy)"),
            )
        })?;
        pairs.push((pair, p));
    }
    Dist::new(pairs).map_err(|error| entry.error(&place, error))
}

/// `+/clown`; of a sire at a locus on X and Y, the first is on X; `-` is the chromosome without the locus.
fn pair(part: &LocusPart, side: &Side, text: &str) -> Option<Pair> {
    let (left, right) = text.split_once('/')?;
    let id = |token: &str| match bare(token) {
        "+" => Some(AlleleId::WILD),
        "-" => Some(AlleleId::NONE),
        name => part.locus.find(name),
    };
    let (a, b) = (id(left)?, id(right)?);
    let on_both = matches!(part.locus.linkage, Linkage::XyRecombining { .. }) && side.name == "sire";
    let on_y = [left, right].map(|token| token.trim().starts_with("Y:"));
    match (on_y[0], on_both) {
        // Only a male has a Y, and a locus on it is one that lies on both.
        _ if on_y == [true, true] || (on_y != [false, false] && !on_both) => None,
        (_, true) if a == AlleleId::NONE || b == AlleleId::NONE => None,
        (true, true) => Some(Pair::phased(b, a)),
        (false, true) => Some(Pair::phased(a, b)),
        _ if a == AlleleId::NONE && b == AlleleId::NONE => None,
        _ => Some(Pair::new(a, b)),
    }
}
