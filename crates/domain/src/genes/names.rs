//! Names and slugs, and what a pair of alleles is called on a price list.

use repti_genetics::{
    catalogue::{Allele, Certainty, Combo, Inheritance, Locus, Need, Super, Tag, Taxon, dashed},
    genotype::Pair,
};
use repti_model::genes::{ComboPart, GeneCertainty, GeneInheritance, GeneLink};

pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn gene_link(allele: &Allele) -> GeneLink {
    GeneLink { slug: allele.slug.replace('_', "-"), name: allele.name.clone() }
}

pub(super) fn combo_link(combo: &Combo) -> GeneLink {
    GeneLink { slug: dashed(&combo.name), name: combo.name.clone() }
}

pub(super) fn tag_link(tag: &Tag) -> GeneLink {
    GeneLink { slug: tag.slug.replace('_', "-"), name: tag.name.clone() }
}

pub(super) const fn inheritance(kind: Inheritance) -> GeneInheritance {
    match kind {
        Inheritance::Recessive => GeneInheritance::Recessive,
        Inheritance::IncompleteDominant => GeneInheritance::IncompleteDominant,
        Inheritance::Dominant => GeneInheritance::Dominant,
    }
}

pub(super) const fn certainty(letter: Certainty) -> GeneCertainty {
    match letter {
        Certainty::A => GeneCertainty::PeerReviewed,
        Certainty::B => GeneCertainty::NamedSource,
        Certainty::C => GeneCertainty::GeneralKnowledge,
        Certainty::D => GeneCertainty::SourcesConflict,
    }
}

/// Sources are parted by semicolons.
pub(super) fn sources(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The complex of a locus: "TYR (Albino complex)" is the Albino complex (TYR); what else stands in parentheses is the source's remark.
pub(super) fn complex_name(locus: &Locus) -> String {
    let (outside, inside) = locus.name.split_once('(').unwrap_or((&locus.name, ""));
    let outside = outside.split(';').next().unwrap_or("").trim();
    let inside = inside.split(')').next().unwrap_or("").trim();
    if inside.ends_with(" complex") && !outside.is_empty() && inside.split(' ').count() <= 3 {
        format!("{inside} ({outside})")
    } else if outside.ends_with("complex") || outside.ends_with("locus") {
        outside.to_owned()
    } else {
        format!("{outside} complex")
    }
}

/// What the locus is called where another gene is spoken of: its one gene, or its complex.
pub(super) fn locus_name(locus: &Locus) -> String {
    match locus.alleles.as_slice() {
        [only] => only.name.clone(),
        _ => complex_name(locus),
    }
}

/// The name of two copies.
pub(super) fn two_copies(allele: &Allele) -> String {
    match &allele.super_form {
        Super::Distinct { name: Some(name) } => name.clone(),
        Super::Distinct { name: None } => format!("Super {}", allele.name),
        Super::LikeOne | Super::Visual => allele.name.clone(),
    }
}

/// What a pair looks like, hidden copies left out: "Normal", "Clown", "Super Pastel", "Lesser/Mojave".
pub(super) fn look(locus: &Locus, pair: Pair) -> String {
    let pair = pair.unphased();
    match (locus.allele(pair.a()), locus.allele(pair.b())) {
        (None, None) => "Normal".to_owned(),
        (None, Some(one)) if one.inheritance == Inheritance::Recessive => "Normal".to_owned(),
        (Some(one), None) | (None, Some(one)) => one.name.clone(),
        (Some(two), Some(_)) if pair.a() == pair.b() => two_copies(two),
        (Some(left), Some(right)) => match (left.series, right.series) {
            (Some(first), Some(second)) if first <= second => left.name.clone(),
            (Some(_), Some(_)) => right.name.clone(),
            _ => format!("{}/{}", left.name, right.name),
        },
    }
}

/// What a combo asks of one locus, in words and with its genes.
pub(super) fn part(taxon: &Taxon, need: &Need) -> ComboPart {
    let Some(locus) = taxon.locus(need.locus) else {
        return ComboPart { words: String::new(), genes: Vec::new() };
    };
    let mut ids = vec![need.pair.a(), need.pair.b()];
    ids.dedup();
    let alleles: Vec<&Allele> = ids.iter().filter_map(|&id| locus.allele(id)).collect();
    let words = match alleles.as_slice() {
        [left, right] => format!("{}/{}", left.name, right.name),
        [only] if need.pair.a() == need.pair.b() => match only.inheritance {
            Inheritance::Dominant => format!("{}, two copies", only.name),
            _ => two_copies(only),
        },
        [only] if only.inheritance == Inheritance::Recessive => format!("het {}", only.name),
        _ => look(locus, need.pair),
    };
    ComboPart { words, genes: alleles.into_iter().map(gene_link).collect() }
}
