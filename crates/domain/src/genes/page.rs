//! The page of one gene.

use super::{
    card, combos, crosses, kept,
    names::{capital, complex_name, gene_link, look, sources, two_copies},
    risks,
    species::{self, Found},
};
use repti_genetics::{
    catalogue::{Edition, Inheritance, Linkage, SexSystem, Super},
    genotype::Pair,
};
use repti_model::{
    catalogue::CatalogueEdition,
    genes::{ComplexMate, GeneComplex, GeneInheritance, GeneLink, GeneLook, GenePage, GeneRule},
};
use std::sync::Arc;

/// The page of a gene.
#[must_use]
pub fn gene(taxon: &str, slug: &str) -> Option<GenePage> {
    kept::page(taxon, slug, || make(taxon, slug)).map(Arc::unwrap_or_clone)
}

fn make(taxon: &str, slug: &str) -> Option<GenePage> {
    let found = species::find_gene(taxon, slug)?;
    let Found { species, locus, allele, .. } = found;
    let rules = risks::of_gene(&found);
    let Edition { number, published_at, .. } = Edition::current();
    Some(GenePage {
        edition: CatalogueEdition { number, published_at },
        taxon: species.summary(),
        card: card(&found),
        summary: summary(&found),
        looks: looks(&found),
        complex: locus.is_complex().then(|| complex(&found)),
        locus: if locus.is_complex() { complex_name(locus) } else { locus.name.clone() },
        sex_system: sex_system(species.taxon.sex).to_owned(),
        linkage: linkage(locus.linkage).to_owned(),
        recombination: recombination(locus.linkage),
        linked: linked(&found),
        remarks: remarks(&allele.issues, &rules),
        rules,
        masks: risks::masks(&found),
        written: written(&found),
        molecular: allele.molecular.clone(),
        sources: sources(&allele.source),
        namesakes: namesakes(&found),
        combos: combos::of_gene(&found),
        crosses: crosses::crosses(&found),
    })
}

fn summary(found: &Found) -> String {
    let kind = match found.allele.inheritance {
        Inheritance::Recessive => "a recessive",
        Inheritance::IncompleteDominant => "an incomplete dominant (co-dom)",
        Inheritance::Dominant => "a dominant",
    };
    let species = found.species.name.to_lowercase();
    let place = match found.locus.alleles.len() {
        0 | 1 => String::new(),
        count => format!(", one of {count} in the {}", complex_name(found.locus)),
    };
    format!("{} is {kind} gene of the {species}{place}.", found.allele.name)
}

fn looks(found: &Found) -> Vec<GeneLook> {
    let (name, allele) = (&found.allele.name, found.allele);
    let one = match allele.inheritance {
        Inheritance::Recessive => {
            format!("Looks normal and carries the gene: het {name}. Half of its young get it.")
        }
        _ => format!("Shows: {name}. Half of its young get it."),
    };
    let mut names = vec![two_copies(allele)];
    names.extend(allele.super_aliases.iter().cloned());
    let two = match (allele.inheritance, &allele.super_form) {
        _ if found.locus.is_lethal(Pair::hom(found.id)) => "Doesn’t live.".to_owned(),
        (Inheritance::Recessive, _) => format!("Shows: the visual {name}. Every young gets one copy."),
        (_, Super::Distinct { name: None }) => "A look of its own; no name is on record.".to_owned(),
        (_, Super::Distinct { .. }) => format!("A look of its own: {}.", names.join(", also ")),
        (Inheritance::Dominant, _) => "Looks like one copy.".to_owned(),
        _ => "Not known to look different from one copy.".to_owned(),
    };
    // What the two copies' name says already, nobody needs in the source's words.
    let trivial = ["visual", names.first().map_or("", String::as_str)].contains(&allele.super_text.as_str());
    let note = if trivial { String::new() } else { allele.super_text.clone() };
    let line = |copies: &str, look, note| GeneLook { copies: copies.to_owned(), look, note };
    vec![line("One copy", one, String::new()), line("Two copies", two, note)]
}

fn complex(found: &Found) -> GeneComplex {
    let others = found.species.genes().filter(|other| other.at == found.at && other.id != found.id);
    let mates = others.map(|other| {
        let pair = Pair::new(found.id, other.id);
        ComplexMate {
            gene: card(&other),
            together: look(found.locus, pair),
            combo: combos::of_pair(found, pair),
            lethal: found.locus.is_lethal(pair),
        }
    });
    let mates = mates.collect();
    let mut series: Vec<_> = found.locus.alleles.iter().filter(|allele| allele.series.is_some()).collect();
    series.sort_by_key(|allele| allele.series);
    GeneComplex { name: complex_name(found.locus), mates, series: series.into_iter().map(gene_link).collect() }
}

const fn sex_system(system: SexSystem) -> &'static str {
    match system {
        SexSystem::Xy => "Males are XY, females XX.",
        SexSystem::Zw => "Females are ZW, males ZZ.",
        SexSystem::ZwReversible => "Females are ZW, males ZZ; heat makes females of ZZ eggs.",
        SexSystem::Temperature => "The temperature of the eggs decides the sex.",
        SexSystem::Unknown => "What decides the sex isn’t known.",
    }
}

const fn linkage(linkage: Linkage) -> &'static str {
    match linkage {
        Linkage::Autosomal => "Autosomal: sons and daughters get it alike.",
        Linkage::XyRecombining { .. } => {
            "On X and Y: a male passes it mostly to daughters where it lies on his X (female maker), mostly to sons where it lies on his Y (male maker)."
        }
        Linkage::XLinked => "On X alone: a male has one copy, and passes it to daughters only.",
        Linkage::ZLinked => "On Z alone: a female has one copy, and passes it to sons only.",
    }
}

fn recombination(linkage: Linkage) -> String {
    let Linkage::XyRecombining { r, beta: (changed, kept) } = linkage else { return String::new() };
    format!(
        "{}% of a male’s young get it on the other chromosome: an estimate from {changed} in {}.",
        r * 100.0,
        changed + kept
    )
}

fn linked(found: &Found) -> Vec<(GeneLink, String)> {
    let links = found.species.taxon.linked.iter();
    links
        .filter_map(|link| {
            let other = match found.at {
                at if at == link.first => link.second,
                at if at == link.second => link.first,
                _ => return None,
            };
            let gene = found.species.taxon.locus(other)?.alleles.first()?;
            let distance = link.r.map_or_else(|| "distance not known".to_owned(), |r| format!("{}% apart", r * 100.0));
            Some((gene_link(gene), format!("{}; {distance}", link.text)))
        })
        .collect()
}

/// The source's words, unless they are the one word that the page says anyway.
fn written(found: &Found) -> String {
    let text = found.allele.inheritance_text.trim();
    let known = GeneInheritance::ALL.iter().any(|kind| kind.as_str().replace('_', " ") == text.to_lowercase());
    if known { String::new() } else { text.to_owned() }
}

/// What is remarked besides the rules, which are made of remarks themselves.
fn remarks(issues: &str, rules: &[GeneRule]) -> Vec<String> {
    let told = |part: &str| rules.iter().any(|rule| rule.text.ends_with(part));
    issues.split(';').map(str::trim).filter(|part| !part.is_empty() && !told(part)).map(capital).collect()
}

fn namesakes(found: &Found) -> Option<(String, Vec<GeneLink>)> {
    let own = (found.at, found.id);
    let line = found.species.taxon.lines.iter().find(|line| line.choices.contains(&own))?;
    let others = line.choices.iter().filter(|choice| **choice != own);
    let link = |&(at, id): &_| Some(gene_link(found.species.taxon.locus(at)?.allele(id)?));
    Some((capital(&line.word), others.filter_map(link).collect()))
}

#[cfg(test)]
#[test]
fn a_remark_that_is_a_rule_is_told_once() {
    use repti_model::genes::{GeneCertainty, GeneRisk};
    let rule = GeneRule {
        risk: GeneRisk::Welfare,
        text: "Lesser: super: bug eyes reported".to_owned(),
        certainty: GeneCertainty::NamedSource,
    };
    assert_eq!(remarks("super: bug eyes reported; not allelic", &[rule]), ["Not allelic"]);
}
