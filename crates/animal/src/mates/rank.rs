//! The ranking itself: pure, and of bounded size.

use super::said;
use crate::{ancestry::Relatives, store::ancestry::Claim};
use repti_genetics::{
    calculator::{Calculator, Goal, Parent},
    cross,
};
use repti_model::{
    AnimalId,
    animal::Sex,
    mates::{Mate, MateOdds, MateOrder, MateQuery},
    registry::AnimalSummary,
};

pub(super) struct Candidates {
    pub(super) calculator: Option<&'static Calculator<'static>>,
    pub(super) own: (AnimalId, Sex, String),
    pub(super) mates: Vec<AnimalSummary>,
    pub(super) claims: Vec<Claim>,
    pub(super) query: MateQuery,
    pub(super) goal: Option<Goal>,
}

impl Candidates {
    /// The mates in order, why the own text can't be read, and the goal's name.
    pub(super) fn rank(self) -> (Vec<Mate>, Option<String>, Option<String>) {
        let Self { calculator, own: (id, sex, text), mates, claims, query, goal } = self;
        let mut relatives = Relatives::of(&claims);
        let own = calculator.map(|calculator| read(calculator, &text, sex));
        let unread = own.as_ref().and_then(|own| own.as_ref().err().cloned());
        let own = own.and_then(Result::ok);
        let mut ranked: Vec<Mate> = mates
            .into_iter()
            .map(|mate| {
                let inbreeding = relatives.as_mut().map_or(0.0, |relatives| relatives.kinship(id.0, mate.id.0));
                let other = calculator.map(|calculator| read(calculator, &mate.genotype_text, opposite(sex, mate.sex)));
                let (mut odds, mut unread) = (None, None);
                if let (Some(calculator), Some(own), Some(other)) = (calculator, &own, other) {
                    match other.and_then(|other| prospect(calculator, sex, own, &other, goal.as_ref(), query.eggs)) {
                        Ok(found) => odds = Some(found),
                        Err(reason) => unread = Some(reason),
                    }
                }
                Mate {
                    id: mate.id,
                    label: mate.label().to_owned(),
                    code: mate.code,
                    sex: mate.sex,
                    genotype_text: mate.genotype_text,
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
            first.then_with(|| a.code.cmp(&b.code))
        });
        (ranked, unread, goal.map(|goal| goal.name))
    }
}

fn opposite(own: Sex, mate: Sex) -> Sex {
    match own {
        Sex::Male => Sex::Female,
        Sex::Female => Sex::Male,
        Sex::Unknown => mate,
    }
}

fn read(calculator: &Calculator<'_>, text: &str, sex: Sex) -> Result<Parent, String> {
    // An animal of unknown sex is read as a dam: only genes on X and Y would tell.
    let sex = if sex == Sex::Male { cross::Sex::Male } else { cross::Sex::Female };
    calculator.parent(text, sex).map_err(|hints| said(&hints))
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
