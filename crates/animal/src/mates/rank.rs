//! The ranking itself: pure, and of bounded size.

use super::said;
use crate::{
    ancestry::Relatives,
    genes::{Claimed, untold},
    store::{ancestry::Claim, mate::OpenAnimal},
};
use repti_genetics::{
    calculator::{Calculator, Goal, Parent},
    claims::Reckoned,
    cross,
};
use repti_model::{
    AnimalId,
    ancestry::Ancestry,
    animal::Sex,
    genotype::ReckonedGenotype,
    lineage::BreederRef,
    mates::{Mate, MateOdds, MateOrder, MateQuery},
    registry::AnimalSummary,
};
use uuid::Uuid;

/// Somebody to be ranked, of the own collection or of another's.
pub(super) struct Candidate {
    pub(super) id: AnimalId,
    code: String,
    label: String,
    sex: Sex,
    genotype_text: String,
    breeder: Option<BreederRef>,
}

impl From<AnimalSummary> for Candidate {
    fn from(own: AnimalSummary) -> Self {
        Self {
            id: own.id,
            label: own.label().to_owned(),
            code: own.code,
            sex: own.sex,
            genotype_text: own.genotype_text,
            breeder: None,
        }
    }
}

impl From<OpenAnimal> for Candidate {
    fn from(open: OpenAnimal) -> Self {
        Self {
            id: open.id,
            label: if open.name.is_empty() { open.code.clone() } else { open.name },
            code: open.code,
            sex: open.sex,
            genotype_text: open.genotype_text,
            breeder: Some(open.breeder),
        }
    }
}

pub(super) struct Candidates {
    pub(super) calculator: Option<&'static Calculator<'static>>,
    pub(super) own: (AnimalId, Sex, String),
    pub(super) mates: Vec<Candidate>,
    pub(super) claims: Vec<Claim>,
    /// What is claimed of the genes of all of them.
    pub(super) claimed: Claimed,
    pub(super) query: MateQuery,
    pub(super) goal: Option<Goal>,
}

/// The mates in order.
pub(super) struct Ranked {
    pub(super) mates: Vec<Mate>,
    /// What the own animal is reckoned with; `None` of a species without a catalogue.
    pub(super) reckoned: Option<ReckonedGenotype>,
    /// Why its genotype can't be read.
    pub(super) unread: Option<String>,
    /// The goal's name.
    pub(super) goal: Option<String>,
    /// There are more ancestors than were read.
    pub(super) cut: bool,
}

impl Candidates {
    /// `None` only where claims go in a circle, which the database rules out.
    pub(super) fn rank(self) -> Option<Ranked> {
        let Self { calculator, own: (id, sex, text), mates, claims, claimed, query, goal } = self;
        let roots: Vec<Uuid> = mates.iter().map(|mate| mate.id.0).chain([id.0]).collect();
        let mut relatives = Relatives::above(&claims, &roots)?;
        let cut = relatives.is_cut(Ancestry::MOST);
        let own = calculator.map(|calculator| read(calculator, &claimed, id, &text, sex));
        let reckoned = own.as_ref().map(|own| own.0.clone());
        let own = own.map(|own| own.1);
        let unread = own.as_ref().and_then(|own| own.as_ref().err().cloned());
        let own = own.and_then(Result::ok);
        let mut ranked: Vec<Mate> = mates
            .into_iter()
            .map(|mate| {
                let inbreeding = relatives.kinship(id.0, mate.id.0);
                let (reckoned, other) = calculator
                    .map(|calculator| read(calculator, &claimed, mate.id, &mate.genotype_text, opposite(sex, mate.sex)))
                    .map_or_else(|| (untold(&mate.genotype_text), None), |(told, other)| (told, Some(other)));
                let (mut odds, mut unread) = (None, None);
                if let (Some(calculator), Some(own), Some(other)) = (calculator, &own, other) {
                    match other.and_then(|other| prospect(calculator, sex, own, &other, goal.as_ref(), query.eggs)) {
                        Ok(found) => odds = Some(found),
                        Err(reason) => unread = Some(reason),
                    }
                }
                Mate {
                    id: mate.id,
                    label: mate.label,
                    code: mate.code,
                    sex: mate.sex,
                    breeder: mate.breeder,
                    genotype_text: mate.genotype_text,
                    reckoned,
                    inbreeding,
                    odds,
                    unread,
                }
            })
            .filter(|mate| !(query.no_lethal && mate.odds.is_some_and(|odds| odds.dies > 0.0)))
            .collect();
        ranked.sort_by(|a, b| {
            let fits = |mate: &Mate| mate.odds.map_or(-1.0, |odds| odds.goal);
            let goal = fits(b).total_cmp(&fits(a));
            let kin = a.inbreeding.total_cmp(&b.inbreeding);
            let dies = |mate: &Mate| mate.odds.map_or(0.0, |odds| odds.dies);
            let first = match query.order {
                MateOrder::Goal => goal.then(dies(a).total_cmp(&dies(b))).then(kin),
                MateOrder::Related => kin.then(goal),
            };
            // Of equals the own first; codes are unique in a vivarium only.
            let own = a.breeder.is_some().cmp(&b.breeder.is_some());
            first.then(own).then_with(|| a.code.cmp(&b.code)).then_with(|| a.id.cmp(&b.id))
        });
        Some(Ranked { mates: ranked, reckoned, unread, goal: goal.map(|goal| goal.name), cut })
    }
}

fn opposite(own: Sex, mate: Sex) -> Sex {
    match own {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
        Sex::Unknown => mate,
    }
}

/// What an animal is reckoned with, in words and as such; of unknown sex it is read as a dam: only genes on X and Y would tell.
pub(super) fn read(
    calculator: &Calculator<'_>,
    claimed: &Claimed,
    id: AnimalId,
    text: &str,
    sex: Sex,
) -> (ReckonedGenotype, Result<Parent, String>) {
    let sex = if sex == Sex::Male { cross::Sex::Male } else { cross::Sex::Female };
    let Reckoned { told, parent } = claimed.reckoned(calculator, id, text, Some(sex));
    (told, parent.map_err(|hints| said(&hints)))
}

fn prospect(
    calculator: &Calculator<'_>,
    sex: Sex,
    own: &Parent,
    other: &Parent,
    goal: Option<&Goal>,
    eggs: u32,
) -> Result<MateOdds, String> {
    let (sire, dam) = if sex == Sex::Female { (other, own) } else { (own, other) };
    let found = calculator.prospect(sire, dam, goal, eggs).map_err(|error| error.to_string())?;
    Ok(MateOdds { goal: found.per_egg.p, clutch: found.clutch, dies: found.dies, suffers: found.suffers })
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{animal::ParentSide, lineage::Chance};

    fn id(number: u32) -> Uuid {
        Uuid::from_u128(number.into())
    }

    /// Two mates, and a line of single parents above the second that has this many animals with everybody else.
    fn ranked(animals: u32) -> Ranked {
        let link =
            |child| Claim { child: id(child), parent: id(child + 1), side: ParentSide::Sire, chance: Chance::CERTAIN };
        let mate = |number: u32| Candidate {
            id: AnimalId(id(number)),
            code: String::new(),
            label: String::new(),
            sex: Sex::Female,
            genotype_text: String::new(),
            breeder: None,
        };
        let candidates = Candidates {
            calculator: None,
            own: (AnimalId(id(0)), Sex::Male, String::new()),
            mates: vec![mate(1), mate(2)],
            claims: (2..animals - 1).map(link).collect(),
            claimed: Claimed::default(),
            query: MateQuery::default(),
            goal: None,
        };
        candidates.rank().unwrap()
    }

    #[test]
    fn ancestors_that_were_not_read_are_told_of() {
        let whole = ranked(Ancestry::MOST - 1);
        assert_eq!((whole.mates.len(), whole.cut), (2, false));
        assert!(ranked(Ancestry::MOST).cut, "as many as are read: there may be more");
    }
}
