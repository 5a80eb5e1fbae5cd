//! Trade names of sets of traits, out of `combos.csv` ("Super Pastel + Spider", "Yellow Belly/Spark").

use super::{
    locus::{Certainty, Inheritance},
    taxon::Taxon,
    words::{squash, without_parentheses},
};
use crate::genotype::{LocusId, Pair};
use serde::Serialize;

/// What a combo asks of one locus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Need {
    pub locus: LocusId,
    /// One copy (`+/x`), two (`x/x`) or a compound (`x/y`).
    pub pair: Pair,
}

/// A trade name. Display only: never stored as a genotype.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combo {
    pub name: String,
    /// As the file says it.
    pub text: String,
    /// The genotypes it may mean, the usual one first; none where the text names no certain genotype ("BluEL").
    pub readings: Vec<Vec<Need>>,
    /// Slugs of tags that belong to it.
    pub tags: Vec<String>,
    /// Words of the text that no gene, combo or tag answers to.
    pub unread: Vec<String>,
    pub source: String,
    pub certainty: Certainty,
}

impl Combo {
    /// The usual genotype, if it is a whole one.
    #[must_use]
    pub fn needs(&self) -> Option<&[Need]> {
        self.readings.first().map(Vec::as_slice).filter(|needs| !needs.is_empty() && self.unread.is_empty())
    }
}

/// Reads one row against the genes (and the combos before it) of its taxon.
pub fn read(taxon: &Taxon, name: &str, text: &str, source: &str, certainty: Certainty) -> Combo {
    let mut combo = Combo {
        name: name.to_owned(),
        text: text.to_owned(),
        readings: Vec::new(),
        tags: Vec::new(),
        unread: Vec::new(),
        source: source.to_owned(),
        certainty,
    };
    if text.starts_with("any ") {
        return combo;
    }
    let clean = without_parentheses(text);
    let mut either = clean.split(" or ");
    let mut needs = Vec::new();
    for part in either.next().unwrap_or("").split(" + ") {
        match part_of(taxon, part.trim()) {
            Some(more) => needs.extend(more),
            None => match taxon.tags.iter().find(|tag| squash(&tag.name) == squash(part)) {
                Some(tag) => combo.tags.push(tag.slug.clone()),
                None => combo.unread.push(part.trim().to_owned()),
            },
        }
    }
    if let [Need { locus, pair }] = needs.as_slice()
        && either.any(|other| other.trim() == "super of either")
    {
        let (locus, pair) = (*locus, *pair);
        combo.readings = [pair.a(), pair.b()].map(|allele| vec![Need { locus, pair: Pair::hom(allele) }]).into();
    }
    combo.readings.insert(0, needs);
    combo
}

/// "Super Pastel", "Clown visual", "Pastel het", "Amel/Ultra", "Pastel", or the name of another combo.
fn part_of(taxon: &Taxon, text: &str) -> Option<Vec<Need>> {
    if let Some((left, right)) = text.split_once('/') {
        let ((locus, a), (other, b)) = (taxon.resolve(left).ok()?, taxon.resolve(right).ok()?);
        return (locus == other).then(|| vec![Need { locus, pair: Pair::new(a, b) }]);
    }
    if let Some(gene) = text.strip_prefix("Super ") {
        let (locus, allele) = taxon.resolve(gene).ok()?;
        return Some(vec![Need { locus, pair: Pair::hom(allele) }]);
    }
    let (gene, word) = match text.rsplit_once(' ') {
        Some((gene, word @ ("visual" | "het"))) => (gene, word),
        _ => (text, ""),
    };
    let Ok((locus, allele)) = taxon.resolve(gene) else {
        let combo = taxon.combos.iter().find(|combo| squash(&combo.name) == squash(gene))?;
        return combo.needs().map(<[Need]>::to_vec);
    };
    let recessive = taxon.locus(locus)?.inheritance(allele)? == Inheritance::Recessive;
    let two = word == "visual" || (word.is_empty() && recessive);
    Some(vec![Need { locus, pair: if two { Pair::hom(allele) } else { Pair::het(allele) } }])
}
