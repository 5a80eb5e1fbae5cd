//! Each locus by itself: what a row of many genes hides.

use super::{
    answer::{Gene, GeneClass},
    forecast::{Pairing, share},
    young::alone,
};
use crate::{
    arrange::Arrange as _,
    cross::{ClassShare, Target, Want},
    genotype::{Chance, Dist, Genotype, LocusId, Number as _},
    text::Percent,
};

/// Loci in the order of the pairing, each with its classes, the likeliest first.
pub fn list(pairing: &Pairing<'_, '_>) -> Vec<Gene> {
    let shares = pairing.outcome.shares(None);
    let gene = |(at, locus): (usize, &crate::cross::LocusShares<Chance>)| {
        let id = *pairing.ids.get(at)?;
        let mut classes: Vec<GeneClass> = locus.classes.iter().map(|own| class(pairing, at, id, own)).collect();
        classes.arrange_by(|left, right| right.per_egg.p.total_cmp(&left.per_egg.p));
        // What stands in parentheses says who else belongs to the complex.
        let name = &pairing.lexicon.taxon().locus(id)?.name;
        let name = name.split(" (").next().unwrap_or(name).to_owned();
        Some(Gene { name, classes })
    };
    shares.loci.iter().enumerate().filter_map(gene).collect()
}

fn class(pairing: &Pairing<'_, '_>, at: usize, id: LocusId, class: &ClassShare<Chance>) -> GeneClass {
    let plain = class.label == "normal" || class.label == "non-visual";
    let given = class.pairs.iter().map(|own| (own.pair, own.p_egg / class.p_egg));
    let name = Dist::new(given).ok().and_then(|dist| {
        let mut genotype = Genotype::default();
        genotype.loci.insert(id, dist);
        let name = pairing.lexicon.name(&genotype, Percent::Hobby);
        name.unsaid.is_empty().then_some(name.text)
    });
    let name = name.unwrap_or_else(|| {
        let likeliest = class.pairs.iter().max_by(|left, right| left.p_egg.order(right.p_egg));
        likeliest.map_or_else(|| class.label.clone(), |own| alone(pairing.lexicon, id, own.pair))
    });
    let target = Target { sex: None, wants: vec![(at, Want::Class(class.label.clone()))] };
    let clutch = pairing.clutch(&target);
    GeneClass { name, plain, per_egg: share(class.p_egg), per_survivor: share(class.p_survivor), clutch }
}
