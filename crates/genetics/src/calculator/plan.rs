//! The shortest way to a wish with the animals at hand: one pairing, or two with a young kept between them.
//!
//! Only the wish's own loci are reckoned with, so animals that are alike there count as one, and thousands of pairings become hundreds. What a plan
//! costs is the expected number of eggs: `1/p` for a young of probability `p` an egg (the mean of the geometric distribution), summed over its pairings.
//! Of parents that are sure that is a mean; of parents that are only possibly het it ranks plans, and promises nothing: eggs of one pair share what
//! the pair really is.
//! A kept young is chosen by its looks; what it may carry unseen stays possible, each locus by itself.

mod herd;

use super::{Calculator, Goal, Parent};
use crate::{
    arrange::Arrange as _,
    cross::{Cross, CrossError, Outcome, Sex, Target, VisualRow, Want},
    genotype::{Chance, Dist, Genotype, LocusId, Number as _},
    text::Percent,
};
use herd::{Herd, Key, key_of};
use std::collections::BTreeMap;

/// A wish of more genes would take tables of thousands of young for each pairing.
pub const MOST_GENES: usize = 6;
/// So many kinds of kept young are bred on, the nearest to the wish first.
const MOST_KINDS: usize = 300;
/// Pairings with more kinds of young than this are no step of a plan.
const MOST_ROWS: u128 = 512;

/// An animal to plan with.
#[derive(Debug, Clone, PartialEq)]
pub struct Stock {
    pub parent: Parent,
    /// `None`: it may turn out to be either.
    pub sex: Option<Sex>,
}

/// A way to the wish. Animals are places in the stock; those in one list are alike at the wish's genes, and any of them will do.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub sires: Vec<usize>,
    pub dams: Vec<usize>,
    /// The young that is kept, and what it is bred with; `None` where the first pairing brings the wish.
    pub then: Option<Step>,
    /// Probability that an egg of the last pairing is a living young of the wish.
    pub per_egg: f64,
    /// Expected number of eggs, all pairings together.
    pub eggs: f64,
}

/// The second pairing of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The young to keep, by the wish's genes.
    pub keep: String,
    /// The sex that it needs.
    pub sex: Sex,
    /// Probability that an egg of the first pairing is such a young, of that sex.
    pub per_egg: f64,
    pub mates: Vec<usize>,
}

/// The ways to a wish, each list by falling merit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plans {
    /// By one pairing.
    pub direct: Vec<Plan>,
    /// By two.
    pub over_two: Vec<Plan>,
}

/// A kind of young that may be kept, and the pairing that brings it most often.
struct Kind {
    genotype: Genotype,
    sex: Option<Sex>,
    per_egg: f64,
    sire: usize,
    dam: usize,
    /// Expected copies towards the wish.
    progress: f64,
}

impl Calculator<'_> {
    /// The best ways to a wish with these animals, at most `most` of each length.
    ///
    /// # Errors
    /// [`CrossError::TooManyLoci`] for a wish of more than [`MOST_GENES`] genes; otherwise as [`Cross::of`].
    pub fn plans(&self, stock: &[Stock], goal: &Goal, most: usize) -> Result<Plans, CrossError> {
        let mut loci: Vec<LocusId> = goal.copies.iter().map(|wish| wish.0).collect();
        loci.dedup();
        if loci.len() > MOST_GENES {
            return Err(CrossError::TooManyLoci { count: loci.len(), limit: MOST_GENES });
        }
        let herd = Herd::of(stock, &loci, goal);
        let mut plans = Plans::default();
        let mut kinds: BTreeMap<Key, Kind> = BTreeMap::new();
        for (sire, dam) in herd.pairs() {
            let (Some(him), Some(her)) = (herd.alike(sire), herd.alike(dam)) else { continue };
            let cross = Cross::of(self.taxon, &him.genotype, &her.genotype)?;
            let outcome = cross.outcome()?;
            let per_egg = self.wish(&outcome, goal)?;
            if per_egg > 0.0 {
                let (sires, dams) = herd.couple(him, her);
                plans.direct.push(Plan { sires, dams, then: None, per_egg, eggs: 1.0 / per_egg });
            }
            if outcome.combinations() > MOST_ROWS {
                continue;
            }
            for row in outcome.visual_rows()?.iter().filter(|row| !row.lethal) {
                self.note(&mut kinds, &cross, row, (sire, dam), goal);
            }
        }
        let mut kinds: Vec<Kind> = kinds.into_values().collect();
        kinds.arrange_by(|a, b| b.progress.total_cmp(&a.progress).then(b.per_egg.total_cmp(&a.per_egg)));
        kinds.truncate(MOST_KINDS);
        for kind in &kinds {
            self.breed_on(&mut plans.over_two, &herd, kind, goal)?;
        }
        for list in [&mut plans.direct, &mut plans.over_two] {
            list.arrange_by(|a, b| {
                a.eggs.total_cmp(&b.eggs).then_with(|| (&a.sires, &a.dams).cmp(&(&b.sires, &b.dams)))
            });
            list.truncate(most);
        }
        Ok(plans)
    }

    /// Keeps a row's kind of young where this pairing brings it oftener than those before.
    fn note(
        &self,
        kinds: &mut BTreeMap<Key, Kind>,
        cross: &Cross<'_, Chance>,
        row: &VisualRow<Chance>,
        (sire, dam): (usize, usize),
        goal: &Goal,
    ) {
        let mut genotype = Genotype::default();
        for (entry, given) in cross.loci().iter().zip(&row.given) {
            let id = self.taxon.loci().find(|(_, locus)| locus.slug == entry.locus.slug).map(|(id, _)| id);
            if let (Some(id), Ok(dist)) = (id, Dist::new(given.iter().copied()))
                && !dist.sure().is_some_and(crate::genotype::Pair::is_wild)
            {
                genotype.loci.insert(id, dist);
            }
        }
        let progress = herd::progress(&genotype, goal);
        if progress <= 0.0 {
            return;
        }
        let (key, per_egg) = (key_of(&genotype, row.sex), row.p_egg.to_f64());
        if kinds.get(&key).is_none_or(|known| known.per_egg < per_egg) {
            kinds.insert(key, Kind { genotype, sex: row.sex, per_egg, sire, dam, progress });
        }
    }

    /// The kept young with each kind of mate.
    fn breed_on(&self, plans: &mut Vec<Plan>, herd: &Herd, kind: &Kind, goal: &Goal) -> Result<(), CrossError> {
        let (Some(him), Some(her)) = (herd.alike(kind.sire), herd.alike(kind.dam)) else { return Ok(()) };
        for sex in [Sex::Female, Sex::Male] {
            // The young's own sex where its genes tell it; else half of them have it.
            let first = match kind.sex {
                Some(own) if own != sex => continue,
                Some(_) => kind.per_egg,
                None => kind.per_egg / 2.0,
            };
            // An animal of the stock that is so already spares the first pairing: then this isn't the shortest plan.
            if herd.has(&kind.genotype, sex) {
                continue;
            }
            for mate in herd.of_sex(opposite(sex)) {
                let (sire, dam) = match sex {
                    Sex::Female => (&mate.genotype, &kind.genotype),
                    Sex::Male => (&kind.genotype, &mate.genotype),
                };
                let cross = Cross::of(self.taxon, sire, dam)?;
                let per_egg = self.wish(&cross.outcome()?, goal)?;
                if per_egg <= 0.0 {
                    continue;
                }
                let (sires, dams) = herd.couple(him, her);
                let keep = self.lexicon.name(&kind.genotype, Percent::Hobby).text;
                let then = Step { keep, sex, per_egg: first, mates: mate.members(opposite(sex)).collect() };
                plans.push(Plan { sires, dams, then: Some(then), per_egg, eggs: 1.0 / first + 1.0 / per_egg });
            }
        }
        Ok(())
    }

    /// Probability that an egg is a living young of the wish.
    fn wish(&self, outcome: &Outcome<'_, Chance>, goal: &Goal) -> Result<f64, CrossError> {
        let wants = goal.copies.iter().map(|&(id, allele, least)| {
            Some((outcome.place(&self.taxon.locus(id)?.slug)?, Want::Copies(allele, least)))
        });
        // A gene that neither may carry can't come of them.
        let Some(wants) = wants.collect::<Option<Vec<_>>>() else { return Ok(0.0) };
        let odds = outcome.probability(&Target { sex: None, wants })?;
        Ok(odds.p_survivor.map_or(0.0, |p| p.to_f64() * outcome.p_viable().to_f64()))
    }
}

const fn opposite(sex: Sex) -> Sex {
    match sex {
        Sex::Female => Sex::Male,
        Sex::Male => Sex::Female,
    }
}

#[cfg(test)]
mod tests;
