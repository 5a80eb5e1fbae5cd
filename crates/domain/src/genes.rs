//! The encyclopedia of genes: the catalogue of the engine in the words of its pages. It stands here and not in a portal, so that neither the
//! catalogue nor what is made of it gets into a browser's bundle.
//!
//! Everything answers from memory. What has no page is `None`.

mod combos;
mod crosses;
mod kept;
mod names;
mod page;
mod risks;
mod search;
mod species;

#[cfg(test)]
mod tests;

pub use combos::combo;
pub use page::gene;
pub use search::index;

use names::{gene_link, inheritance};
use repti_model::genes::{GeneCard, GeneGroup, GeneInheritance, TaxonGenes};
use species::Found;

/// A species' genes, of one inheritance if one is asked for; then without combos and tags, which have none.
#[must_use]
pub fn taxon(slug: &str, only: Option<GeneInheritance>) -> Option<TaxonGenes> {
    let species = species::find(slug)?;
    let wanted = |found: &Found| only.is_none_or(|only| inheritance(found.allele.inheritance) == only);
    let (mut groups, mut singles): (Vec<GeneGroup>, Vec<GeneCard>) = (Vec::new(), Vec::new());
    let mut counts: Vec<(GeneInheritance, u32)> = GeneInheritance::ALL.iter().map(|&kind| (kind, 0)).collect();
    for found in species.genes() {
        let own = inheritance(found.allele.inheritance);
        counts.iter_mut().filter(|(kind, _)| *kind == own).for_each(|(_, count)| *count += 1);
        if !wanted(&found) {
            continue;
        }
        if !found.locus.is_complex() {
            singles.push(card(&found));
            continue;
        }
        let name = names::complex_name(found.locus);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.genes.push(card(&found)),
            None => groups.push(GeneGroup { name, genes: vec![card(&found)] }),
        }
    }
    groups.sort_by(|left, right| left.name.cmp(&right.name));
    singles.sort_by(|left, right| left.link.name.cmp(&right.link.name));
    let (combos, tags) =
        if only.is_some() { (Vec::new(), Vec::new()) } else { (combos::cards(species), combos::tags(species)) };
    Some(TaxonGenes { taxon: species.summary(), counts, groups, singles, combos, tags })
}

/// The address of every page of the encyclopedia.
#[must_use]
pub fn addresses() -> Vec<String> {
    let mut paths = vec!["/genes".to_owned()];
    for species in species::all() {
        let root = format!("/genes/{}", species.slug);
        paths.push(root.clone());
        paths.extend(species.genes().map(|found| format!("{root}/{}", gene_link(found.allele).slug)));
        let combos = species.taxon.combos.iter();
        paths.extend(combos.map(|combo| format!("{root}/combos/{}", names::combo_link(combo).slug)));
    }
    paths
}

/// A gene in a list.
fn card(found: &Found) -> GeneCard {
    GeneCard {
        link: gene_link(found.allele),
        aliases: found.allele.aliases.clone(),
        inheritance: inheritance(found.allele.inheritance),
        certainty: names::certainty(found.allele.certainty),
        risk: risks::gravest(found),
    }
}
