//! Ways to a wish with the living animals of one species: what to pair, what to keep, what to breed it with.

use crate::{
    AnimalError, Animals, Result,
    ancestry::Relatives,
    genes::Claimed,
    mates::{calculator_of, said},
    reckon::reckon,
    store::ancestry::{Claim, list_claims},
};
use repti_genetics::{
    calculator::{Calculator, Plan, Plans, Stock},
    claims::Reckoned,
    cross,
};
use repti_model::{
    Action, Actor,
    ancestry::Ancestry,
    animal::Sex,
    genotype::{GenotypeSource, ReckonedGenotype},
    plans::{BreedingPlan, BreedingPlans, PlanAnimal, PlanQuery, PlanStep},
    registry::AnimalSummary,
};
use uuid::Uuid;

/// Of animals that are alike, so many of a side are compared by how related they are.
const COMPARED: usize = 8;

impl Animals {
    /// The shortest ways to a wish with the vivarium's living animals of a species.
    ///
    /// # Errors
    /// Wrong fields, a wish that can't be read or has too many genes, or a species without genes in the catalogue.
    pub async fn plans(&self, actor: &Actor, query: &PlanQuery) -> Result<BreedingPlans> {
        actor.require(Action::Read)?;
        query.validate()?;
        let taxa = self.taxa().await?;
        let taxon = taxa.iter().find(|taxon| taxon.id == query.taxon);
        let taxon = taxon.ok_or_else(|| AnimalError::field("taxon", "Choose one of the species."))?;
        let calculator = calculator_of(&taxon.common_name, &taxon.slug).ok_or_else(|| {
            AnimalError::field(
                "taxon",
                "The genes of this species aren’t in the catalogue yet, so there are no odds to plan with.",
            )
        })?;
        let goal = calculator.goal(&query.goal).map_err(|hints| AnimalError::field("goal", said(&hints)))?;
        let (held, more) = self.living(actor, query.taxon, Vec::new()).await?;
        let everybody: Vec<Uuid> = held.iter().map(|animal| animal.id.0).collect();
        let mut tx = self.db.begin(actor).await?;
        let claimed = Claimed::of(&mut tx, &everybody).await?;
        drop(tx);
        let name = goal.name.clone();
        // Up to a second of pure reckoning.
        let work = move || {
            let (mut stock, mut animals) = (Vec::new(), Vec::new());
            let all = held.len();
            for animal in held {
                if let Some((told, one)) = read(calculator, &claimed, &animal) {
                    stock.push(one);
                    animals.push((animal, told));
                }
            }
            let plans = calculator.plans(&stock, &goal, BreedingPlans::MOST);
            Some((plans, animals, all))
        };
        let (plans, animals, all) = reckon(actor.person_id, work).await?;
        let plans = plans.map_err(|error| AnimalError::field("goal", error.to_string()))?;
        let roots: Vec<Uuid> = animals.iter().map(|(animal, _)| animal.id.0).collect();
        let mut tx = self.db.begin(actor).await?;
        let claims = list_claims(&mut tx, &roots, Ancestry::MOST).await?;
        drop(tx);
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (took_part, left_out) = (count(animals.len()), count(all - animals.len()));
        let work = move || Some(Chooser::new(&claims, &animals).choose(plans));
        let (direct, over_two, cut) = reckon(actor.person_id, work).await?;
        Ok(BreedingPlans { goal: name, direct, over_two, animals: took_part, left_out, more, cut })
    }
}

/// An animal without a genotype on record isn't a normal one: nothing is planned with it.
fn read(calculator: &Calculator<'_>, claimed: &Claimed, animal: &AnimalSummary) -> Option<(ReckonedGenotype, Stock)> {
    let sex = match animal.sex {
        Sex::Male => Some(cross::Sex::Male),
        Sex::Female => Some(cross::Sex::Female),
        Sex::Unknown => None,
    };
    let Reckoned { told, parent } = claimed.reckoned(calculator, animal.id, &animal.genotype_text, sex);
    if told.source == GenotypeSource::Nothing {
        return None;
    }
    Some((told, Stock { parent: parent.ok()?, sex }))
}

/// Picks, among animals that are alike, those who are the least related.
struct Chooser<'a> {
    relatives: Option<Relatives>,
    animals: &'a [(AnimalSummary, ReckonedGenotype)],
}

impl<'a> Chooser<'a> {
    fn new(claims: &[Claim], animals: &'a [(AnimalSummary, ReckonedGenotype)]) -> Self {
        let roots: Vec<Uuid> = animals.iter().map(|(animal, _)| animal.id.0).collect();
        Self { relatives: Relatives::above(claims, &roots), animals }
    }

    /// The plans of one pairing, those of two, and whether there are more ancestors than were read.
    fn choose(mut self, plans: Plans) -> (Vec<BreedingPlan>, Vec<BreedingPlan>, bool) {
        let direct = plans.direct.iter().filter_map(|plan| self.plan(plan)).collect();
        let over_two = plans.over_two.iter().filter_map(|plan| self.plan(plan)).collect();
        (direct, over_two, self.relatives.is_some_and(|relatives| relatives.is_cut(Ancestry::MOST)))
    }

    fn plan(&mut self, plan: &Plan) -> Option<BreedingPlan> {
        let (sire, dam, inbreeding) = self.couple(&plan.sires, &plan.dams)?;
        let then = match &plan.then {
            None => None,
            Some(step) => {
                // f(young, mate) is the mean of its parents' kinships with the mate.
                let of = |chooser: &mut Self, mate: usize| {
                    f64::midpoint(chooser.kinship(sire, mate), chooser.kinship(dam, mate))
                };
                let mates = step.mates.iter().take(COMPARED).map(|&mate| (mate, of(self, mate)));
                let (mate, inbreeding) = mates.collect::<Vec<_>>().into_iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
                Some(PlanStep {
                    keep: step.keep.clone(),
                    sex: if step.sex == cross::Sex::Male { Sex::Male } else { Sex::Female },
                    per_egg: step.per_egg,
                    mate: self.named(mate, step.mates.len())?,
                    inbreeding,
                })
            }
        };
        Some(BreedingPlan {
            sire: self.named(sire, plan.sires.len())?,
            dam: self.named(dam, plan.dams.len())?,
            inbreeding,
            then,
            per_egg: plan.per_egg,
            eggs: plan.eggs,
        })
    }

    /// The least related two; never an animal with itself.
    fn couple(&mut self, sires: &[usize], dams: &[usize]) -> Option<(usize, usize, f64)> {
        let mut best: Option<(usize, usize, f64)> = None;
        for &sire in sires.iter().take(COMPARED) {
            for &dam in dams.iter().take(COMPARED).filter(|dam| **dam != sire) {
                let kinship = self.kinship(sire, dam);
                if best.is_none_or(|known| kinship < known.2) {
                    best = Some((sire, dam, kinship));
                }
            }
        }
        best
    }

    fn kinship(&mut self, a: usize, b: usize) -> f64 {
        let (Some((one, _)), Some((other, _))) = (self.animals.get(a), self.animals.get(b)) else { return 0.0 };
        let known = self.relatives.as_mut().map_or(0.0, |relatives| relatives.kinship(one.id.0, other.id.0));
        // An animal without a known parent is its own relative all the same.
        if a == b { known.max(0.5) } else { known }
    }

    fn named(&self, at: usize, alike: usize) -> Option<PlanAnimal> {
        let (animal, reckoned) = self.animals.get(at)?;
        Some(PlanAnimal {
            id: animal.id,
            code: animal.code.clone(),
            label: animal.label().to_owned(),
            genotype_text: animal.genotype_text.clone(),
            reckoned: reckoned.clone(),
            others: u32::try_from(alike.saturating_sub(1)).unwrap_or(u32::MAX),
        })
    }
}
