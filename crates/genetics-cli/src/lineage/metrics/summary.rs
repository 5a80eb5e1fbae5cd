//! Measures of a population.

use repti_genetics::pedigree::{
    Kinship, Pedigree, UNKNOWN,
    metrics::{
        RetentionOptions, depth_of_all, descendants, diversity, effective_ancestors, founder_equivalents,
        founder_genomes, without_young,
    },
};
use serde_json::{Value, json};

use super::Work;
use crate::lineage::{error::CliError, studbook::Loaded};

pub(super) fn population(pedigree: &Pedigree) -> Value {
    let animals = pedigree.len() as u32;
    let founders = (0..animals).filter(|&animal| pedigree.is_founder(animal)).count();
    let half = (0..animals)
        .filter(|&animal| pedigree.parents(animal).iter().filter(|&&parent| parent == UNKNOWN).count() == 1)
        .count();
    json!({
        "animals": animals,
        "founders": founders,
        "one_parent_known": half,
        "descendants": descendants(pedigree).len(),
        "without_young": without_young(pedigree).len(),
        "generations": pedigree.generations().iter().max().copied().unwrap_or(0),
    })
}

pub(super) fn of(
    loaded: &Loaded,
    kinship: &Kinship,
    name: &str,
    animals: &[u32],
    work: &mut Work<'_>,
) -> Result<Value, CliError> {
    let (pedigree, measures, limits) = (kinship.pedigree(), work.measures, work.limits);
    work.ask()?;
    let diversity = diversity(kinship, animals)?;
    let founders = founder_equivalents(pedigree, animals)?;
    work.ask()?;
    let genomes =
        founder_genomes(pedigree, animals, RetentionOptions { steps: limits.drops, ..RetentionOptions::default() })?;
    work.ask()?;
    let ancestors = effective_ancestors(pedigree, animals, limits.ancestors)?;
    work.ask()?;
    let depth = depth_of_all(pedigree, measures.generations as usize).mean(animals);
    let influential: Vec<Value> = ancestors
        .ancestors
        .iter()
        .take(measures.top)
        .map(|ancestor| {
            let id = loaded.studbook.id(ancestor.animal);
            json!({"id": id, "marginal_contribution": ancestor.marginal, "contribution": ancestor.contribution})
        })
        .collect();
    let drops =
        if genomes.exact { json!("exact") } else { json!(format!("mean of {} simulated gene drops", genomes.drops)) };
    let fa = if ancestors.exact {
        json!({"fa": ancestors.least, "ancestors_chosen": ancestors.ancestors.len()})
    } else {
        json!({
            "fa_at_least": ancestors.least,
            "fa_at_most": ancestors.most,
            "ancestors_chosen": ancestors.ancestors.len(),
            "explained": ancestors.explained,
        })
    };
    Ok(json!({
        "reference": name,
        "animals": animals.len(),
        "mean_inbreeding": diversity.mean_inbreeding,
        "greatest_inbreeding": diversity.greatest_inbreeding,
        "inbred": diversity.inbred,
        "mean_kinship": diversity.mean_kinship,
        "gene_diversity": diversity.gene_diversity,
        "founder_genome_equivalents_lacy1995": diversity.founder_genome_equivalents,
        "founder_genome_equivalents_lacy1989": genomes.founder_genomes,
        "founder_genome_equivalents_lacy1989_by": drops,
        "founder_genomes_surviving": genomes.surviving,
        "founders": founders.founders,
        "phantom_founders": founders.phantom_founders,
        "genes_from_founders": founders.from_founders,
        "founder_equivalents_with_phantoms": founders.with_phantoms,
        "founder_equivalents_recorded_only": founders.recorded_only,
        "effective_ancestors_boichard1997": fa,
        "influential_ancestors": influential,
        "depth": depth,
    }))
}
