//! The figures of a group and its ancestors: pure, and of bounded size.

use crate::{ancestry::Relatives, store::ancestry::Claim};
use repti_genetics::pedigree::{
    Kinship, PedigreeError,
    metrics::{
        DepthTable, EffectiveAncestors, RetentionOptions, count_carriers, depth_of_all, diversity, effective_ancestors,
        few_carriers, founder_contributions, founder_equivalents, founder_genomes,
    },
};
use repti_model::{
    ancestry::Ancestry,
    kinship::{CollectionFigures, CollectionReport},
};
use uuid::Uuid;

/// Animals that are visited for the gene drop, and for the influential ancestors: some tenths of a second each.
const STEPS: u64 = 2_000_000;

/// What is reckoned of a group. Animals are ids here: what they are called depends on who looks.
#[derive(Default)]
pub(super) struct Population {
    pub(super) animals: u32,
    pub(super) figures: Option<CollectionFigures>,
    pub(super) ranked: Vec<Ranked>,
    pub(super) founders: Vec<Founder>,
    pub(super) at_risk: Vec<Line>,
    pub(super) at_risk_lines: u32,
    /// Animal, contribution, marginal contribution.
    pub(super) influential: Vec<(Uuid, f64, f64)>,
    pub(super) uncertain: bool,
    pub(super) cut: bool,
}

pub(super) struct Ranked {
    pub(super) id: Uuid,
    pub(super) mean_kinship: f64,
    pub(super) inbreeding: Option<f64>,
    pub(super) equivalent: f64,
    pub(super) complete: f64,
}

pub(super) struct Founder {
    pub(super) id: Uuid,
    pub(super) contribution: f64,
    pub(super) carriers: u32,
    pub(super) living: bool,
}

pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) contribution: f64,
    pub(super) carriers: Vec<Uuid>,
    pub(super) living: bool,
}

impl Population {
    /// `None` only where claims go in a circle, which the database rules out.
    pub(super) fn of(claims: &[Claim], living: &[Uuid]) -> Option<Self> {
        if living.is_empty() {
            return Some(Self::default());
        }
        let relatives = Relatives::above(claims, living)?;
        Reckoning::of(&relatives, u32::try_from(living.len()).ok()?).ok()?.population()
    }

    /// Everybody who stands somewhere in the report, each once.
    pub(super) fn mentioned(&self) -> Vec<Uuid> {
        let lines = self.at_risk.iter().flat_map(|line| line.carriers.iter().copied().chain([line.id]));
        let founders = self.founders.iter().map(|founder| founder.id);
        let ranked = self.ranked.iter().map(|ranked| ranked.id);
        let influential = self.influential.iter().map(|&(id, ..)| id);
        let mut ids: Vec<Uuid> = lines.chain(founders).chain(ranked).chain(influential).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// The living animals have the numbers from 0 on.
struct Reckoning<'a> {
    relatives: &'a Relatives,
    ids: Vec<Uuid>,
    living: Vec<u32>,
    genes: Vec<f64>,
    depths: DepthTable,
    ancestors: EffectiveAncestors,
}

impl<'a> Reckoning<'a> {
    fn of(relatives: &'a Relatives, count: u32) -> Result<Self, PedigreeError> {
        let pedigree = relatives.kinship.pedigree();
        let living: Vec<u32> = (0..count).collect();
        Ok(Self {
            ids: relatives.ids(),
            genes: founder_contributions(pedigree, &living)?,
            depths: depth_of_all(pedigree, Ancestry::GENERATIONS as usize),
            ancestors: effective_ancestors(pedigree, &living, STEPS)?,
            living,
            relatives,
        })
    }

    fn kinship(&self) -> &Kinship {
        &self.relatives.kinship
    }

    fn id(&self, animal: u32) -> Uuid {
        self.ids.get(animal as usize).copied().unwrap_or_default()
    }

    fn genes(&self, animal: u32) -> f64 {
        self.genes.get(animal as usize).copied().unwrap_or(0.0)
    }

    fn is_living(&self, animal: u32) -> bool {
        (animal as usize) < self.living.len()
    }

    fn population(&self) -> Option<Population> {
        let pedigree = self.kinship().pedigree();
        let animals = u32::try_from(self.living.len()).ok()?;
        // Founders, the greatest part first; of equal ones the one that was recorded first.
        let mut founders: Vec<u32> = (0..u32::try_from(pedigree.len()).ok()?)
            .filter(|&animal| pedigree.is_founder(animal) && self.genes(animal) > 0.0)
            .collect();
        founders.sort_by(|&a, &b| self.genes(b).total_cmp(&self.genes(a)).then_with(|| self.id(a).cmp(&self.id(b))));
        let mut lines = self.lines(&founders)?;
        let at_risk_lines = u32::try_from(lines.len()).ok()?;
        lines.truncate(CollectionReport::MOST_AT_RISK);
        let influential = self.ancestors.ancestors.iter().take(CollectionReport::MOST_INFLUENTIAL);
        Some(Population {
            animals,
            figures: Some(self.figures().ok()??),
            ranked: self.ranked().ok()?,
            founders: self.founders(&founders).ok()?,
            at_risk: lines,
            at_risk_lines,
            influential: influential.map(|one| (self.id(one.animal), one.contribution, one.marginal)).collect(),
            uncertain: self.relatives.uncertain,
            cut: self.relatives.is_cut(CollectionReport::MOST_ANCESTORS),
        })
    }

    fn figures(&self) -> Result<Option<CollectionFigures>, PedigreeError> {
        let (pedigree, living) = (self.kinship().pedigree(), &self.living[..]);
        let diversity = diversity(self.kinship(), living)?;
        let equivalents = founder_equivalents(pedigree, living)?;
        let options = RetentionOptions { steps: STEPS, ..RetentionOptions::default() };
        let genomes = founder_genomes(pedigree, living, options)?;
        let Some(depth) = self.depths.mean(living) else { return Ok(None) };
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Ok(Some(CollectionFigures {
            mean_kinship: diversity.mean_kinship,
            gene_diversity: diversity.gene_diversity,
            mean_inbreeding: diversity.mean_inbreeding,
            greatest_inbreeding: diversity.greatest_inbreeding,
            inbred: count(diversity.inbred),
            founders: count(equivalents.founders),
            phantom_founders: count(equivalents.phantom_founders),
            from_founders: equivalents.from_founders,
            founder_equivalents: equivalents.recorded_only,
            founder_equivalents_with_phantoms: equivalents.with_phantoms,
            founder_genome_equivalents: diversity.founder_genome_equivalents,
            founder_genomes_by_gene_drop: genomes.founder_genomes,
            gene_drop_exact: genomes.exact,
            effective_ancestors: self.ancestors.least,
            effective_ancestors_exact: self.ancestors.exact,
            equivalent: depth.equivalent_complete,
            completeness: depth.completeness,
            generations: depth.generations,
        }))
    }

    /// The least related, as many as are listed.
    fn ranked(&self) -> Result<Vec<Ranked>, PedigreeError> {
        let means = self.kinship().mean_kinships(&self.living)?;
        let mut ranked: Vec<Ranked> = self
            .living
            .iter()
            .zip(means)
            .map(|(&animal, mean_kinship)| {
                let depth = self.depths.of(animal);
                Ranked {
                    id: self.id(animal),
                    mean_kinship,
                    inbreeding: self.relatives.inbreeding(animal),
                    equivalent: depth.as_ref().map_or(0.0, |depth| depth.equivalent_complete),
                    complete: depth.and_then(|depth| depth.completeness.last().copied()).unwrap_or(0.0),
                }
            })
            .collect();
        ranked.sort_by(|a, b| a.mean_kinship.total_cmp(&b.mean_kinship).then_with(|| a.id.cmp(&b.id)));
        ranked.truncate(CollectionReport::MOST_RANKED);
        Ok(ranked)
    }

    fn founders(&self, founders: &[u32]) -> Result<Vec<Founder>, PedigreeError> {
        let listed = founders.iter().take(CollectionReport::MOST_FOUNDERS);
        let of = |&founder: &u32| {
            let carriers = count_carriers(self.kinship().pedigree(), &self.living, founder)?;
            Ok(Founder {
                id: self.id(founder),
                contribution: self.genes(founder),
                carriers: u32::try_from(carriers).unwrap_or(u32::MAX),
                living: self.is_living(founder),
            })
        };
        listed.map(of).collect()
    }

    /// Lines with few carriers: one before two, of those the dead founders before the living, for no more young can come of them.
    fn lines(&self, founders: &[u32]) -> Option<Vec<Line>> {
        let carriers = few_carriers(self.kinship().pedigree(), &self.living, CollectionReport::FEW).ok()?;
        let mut lines: Vec<Line> = founders
            .iter()
            .filter_map(|&founder| {
                let few = carriers.get(founder as usize)?.as_deref()?;
                Some(Line {
                    id: self.id(founder),
                    contribution: self.genes(founder),
                    carriers: few.iter().map(|&carrier| self.id(carrier)).collect(),
                    living: self.is_living(founder),
                })
            })
            .collect();
        lines.sort_by_key(|line| (line.carriers.len(), line.living));
        Some(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{animal::ParentSide, lineage::Chance};

    fn id(name: u8) -> Uuid {
        Uuid::from_u128(u128::from(name))
    }

    fn claims(links: &[(u8, u8, u8)]) -> Vec<Claim> {
        let claim = |child, parent, side| Claim { child: id(child), parent: id(parent), side, chance: Chance::CERTAIN };
        links
            .iter()
            .flat_map(|&(child, sire, dam)| [claim(child, sire, ParentSide::Sire), claim(child, dam, ParentSide::Dam)])
            .collect()
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    /// Lacy 1989, figure 1: A, B, E; C and D of A × B; F and G of D × E. Living: C, D, F, G.
    #[test]
    fn the_pedigree_of_lacy_1989_has_its_figures() {
        let (a, b, e, c, d, f, g) = (1, 2, 3, 11, 12, 13, 14);
        let found = Population::of(&claims(&[(c, a, b), (d, a, b), (f, d, e), (g, d, e)]), &[c, d, f, g].map(id));
        let found = found.unwrap();
        let figures = found.figures.as_ref().unwrap();
        assert!(near(figures.mean_kinship, 9.0 / 32.0) && near(figures.gene_diversity, 23.0 / 32.0));
        assert!(near(figures.founder_equivalents, 32.0 / 11.0));
        assert!(near(figures.founder_genome_equivalents, 16.0 / 9.0));
        assert!(near(figures.founder_genomes_by_gene_drop, 24.0 / 11.0) && figures.gene_drop_exact);
        assert_eq!((found.animals, figures.founders, figures.phantom_founders, figures.inbred), (4, 3, 0, 0));
        // A and B gave 3/8 each, E 1/4.
        let founders: Vec<(Uuid, f64, u32)> =
            found.founders.iter().map(|one| (one.id, one.contribution, one.carriers)).collect();
        assert_eq!(founders, [(id(a), 0.375, 4), (id(b), 0.375, 4), (id(e), 0.25, 2)]);
        assert!(found.founders.iter().all(|founder| !founder.living));
        // E lives on in F and G alone.
        assert_eq!((found.at_risk_lines, found.at_risk[0].id), (1, id(e)));
        assert_eq!(found.at_risk[0].carriers, [id(f), id(g)]);
        // C: (1/2 + 1/4 + 1/8 + 1/8) / 4; D: (1/4 + 1/2 + 1/4 + 1/4) / 4; F and G: (1/8 + 1/4 + 1/2 + 1/4) / 4.
        let ranked: Vec<(Uuid, f64)> = found.ranked.iter().map(|one| (one.id, one.mean_kinship)).collect();
        assert_eq!(ranked, [(id(c), 0.25), (id(f), 0.28125), (id(g), 0.28125), (id(d), 0.3125)]);
        assert_eq!(found.influential[0], (id(d), 0.5, 0.5));
    }

    #[test]
    fn a_living_animal_without_parents_is_a_line_of_its_own() {
        let found = Population::of(&claims(&[(3, 1, 2), (4, 1, 2), (5, 1, 2)]), &[1, 3, 4, 5, 6].map(id)).unwrap();
        // 1 lives and has young; 2 lives on in three; 6 stands alone.
        let lines: Vec<(Uuid, bool)> = found.at_risk.iter().map(|line| (line.id, line.living)).collect();
        assert_eq!(lines, [(id(6), true)]);
        assert_eq!(found.founders.iter().find(|one| one.id == id(1)).map(|one| one.carriers), Some(4));
        assert_eq!(found.ranked[0].id, id(6));
        assert!(found.mentioned().contains(&id(2)));
    }

    #[test]
    fn nobody_has_no_figures() {
        let found = Population::of(&[], &[]).unwrap();
        assert!(found.figures.is_none() && found.ranked.is_empty() && found.animals == 0);
    }
}
