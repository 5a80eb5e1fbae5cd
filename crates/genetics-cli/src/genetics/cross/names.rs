//! Names of a file in the catalogue's own words, for entries whose parents are texts: there the file can't say what it calls a gene.

use super::entry::Entry;
use crate::genetics::json::Json;
use repti_genetics::catalogue::Taxon;
use std::{cell::RefCell, collections::BTreeMap};

/// The taxon, and what was looked up already: rows name the same few genes hundreds of times.
struct Names<'a> {
    taxon: &'a Taxon,
    loci: RefCell<BTreeMap<String, String>>,
    classes: RefCell<BTreeMap<(String, String), String>>,
}

impl Names<'_> {
    /// `ax_vpi` → `axanthic_vpi`; what isn't known stays as it is.
    fn locus(&self, key: &str) -> String {
        let look = || {
            let slug =
                self.taxon.resolve_locus(key).ok().and_then(|id| self.taxon.locus(id)).map(|locus| locus.slug.clone());
            slug.unwrap_or_else(|| key.to_owned())
        };
        self.loci.borrow_mut().entry(key.to_owned()).or_insert_with(look).clone()
    }

    fn class(&self, key: &str, text: &str) -> String {
        let place = (key.to_owned(), text.to_owned());
        self.classes.borrow_mut().entry(place).or_insert_with(|| class(self.taxon, key, text)).clone()
    }
}

fn allele(taxon: &Taxon, key: &str, token: &str) -> String {
    let (chromosome, name) = token.split_once(':').map_or((None, token), |(at, name)| (Some(at), name));
    let slug = if name == "+" || name == "-" {
        name.to_owned()
    } else {
        let found = super::model::allele(taxon, key, name).ok();
        found.and_then(|(at, id)| Some(taxon.locus(at)?.symbol(id).to_owned())).unwrap_or_else(|| name.to_owned())
    };
    chromosome.map_or_else(|| slug.clone(), |at| format!("{at}:{slug}"))
}

/// A class or a pair: `super champ`, `blackpastel/cinnamon`, `X:+/Y:banana`.
fn class(taxon: &Taxon, key: &str, text: &str) -> String {
    if text == "normal" || text == "non-visual" {
        return text.to_owned();
    }
    let (before, names) = text.strip_prefix("super ").map_or(("", text), |names| ("super ", names));
    let mut parts: Vec<String> = names.split('/').map(|token| allele(taxon, key, token)).collect();
    if !text.contains(':') {
        parts.sort_unstable();
    }
    format!("{before}{}", parts.join("/"))
}

/// The entry with loci, classes and genotypes renamed.
pub fn own(taxon: &Taxon, entry: &Json) -> Json {
    let Some(fields) = entry.map() else { return entry.clone() };
    let names = Names { taxon, loci: RefCell::default(), classes: RefCell::default() };
    let field = |(name, value): &(String, Json)| {
        let value = match (name.as_str(), value) {
            ("loci", Json::List(list)) => {
                let mut keys: Vec<String> = list.iter().filter_map(Json::text).map(|key| names.locus(key)).collect();
                keys.sort_unstable();
                Json::List(keys.into_iter().map(Json::Text).collect())
            }
            ("rows", Json::List(rows)) => Json::List(rows.iter().map(|one| row(&names, one)).collect()),
            _ => value.clone(),
        };
        (name.clone(), value)
    };
    Json::Map(fields.iter().map(field).collect())
}

fn row(names: &Names<'_>, row: &Json) -> Json {
    let Some(fields) = row.map() else { return row.clone() };
    let field = |(name, value): &(String, Json)| {
        let value = match (name.as_str(), value) {
            ("phenotype", Json::Map(classes)) => Json::Map(
                classes
                    .iter()
                    .map(|(key, shown)| {
                        let shown =
                            shown.text().map_or_else(|| shown.clone(), |text| Json::Text(names.class(key, text)));
                        (names.locus(key), shown)
                    })
                    .collect(),
            ),
            ("genotype_given_row", Json::Map(pairs)) => Json::Map(
                pairs
                    .iter()
                    .map(|(text, p)| match text.split_once(':') {
                        Some((key, pair)) => (format!("{}:{}", names.locus(key), names.class(key, pair)), p.clone()),
                        None => (text.clone(), p.clone()),
                    })
                    .collect(),
            ),
            _ => value.clone(),
        };
        (name.clone(), value)
    };
    Json::Map(fields.iter().map(field).collect())
}

/// Whether a parent is known by its text alone.
pub const fn needed(entry: &Entry<'_>) -> bool {
    entry.sire.prior.is_none() || entry.dam.prior.is_none()
}
