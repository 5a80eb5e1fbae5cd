//! A wish, and how well a pairing serves it: what ranks mates.

use super::{Calculator, Hint, Share, Weight, forecast::share, parent};
use crate::{
    catalogue::Grade,
    cross::{Cross, CrossError, Sex, Target, Want},
    genotype::{AlleleId, Genotype, LocusId, Number as _},
};

/// A genotype that can be reckoned with, and its name: what [`Calculator::parent`] makes of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Parent {
    pub name: String,
    pub(super) genotype: Genotype,
}

impl Parent {
    /// A genotype under a name.
    pub(crate) const fn new(name: String, genotype: Genotype) -> Self {
        Self { name, genotype }
    }

    #[must_use]
    pub const fn genotype(&self) -> &Genotype {
        &self.genotype
    }
}

/// What the young shall have at least: "Clown Pied" is two copies of both, "Pastel het Clown" one copy of each.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// The wish by its shortest name.
    pub name: String,
    pub(super) copies: Vec<(LocusId, AlleleId, u8)>,
}

/// How well a pairing serves a goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// Probability of an egg that fits; 1 without a goal.
    pub per_egg: Share,
    /// At least one in the clutch; `None` where the parents may be of too many kinds, or no eggs are asked about.
    pub clutch: Option<f64>,
    /// Probability that an egg doesn't live.
    pub dies: f64,
    /// Probability of an egg that meets a rule of welfare or fertility.
    pub suffers: f64,
}

impl Calculator<'_> {
    /// A parent's text as something to reckon with, or everything that is wrong or doubtful about it.
    ///
    /// # Errors
    /// The hints, with an error among them.
    pub fn parent(&self, text: &str, sex: Sex) -> Result<Parent, Vec<Hint>> {
        let (read, genotype) = parent::read(&self.lexicon, text, sex);
        let name = read.name.clone().unwrap_or_default();
        genotype.map(|genotype| Parent { name, genotype }).ok_or(read.hints)
    }

    /// A wish out of a text in the trade's words. "66% het" is no wish: a young has it or not.
    ///
    /// # Errors
    /// The hints, with an error among them.
    pub fn goal(&self, text: &str) -> Result<Goal, Vec<Hint>> {
        let refuse = |message: &str| {
            let (code, message) = ("no-goal".to_owned(), message.to_owned());
            vec![Hint { weight: Weight::Error, code, message, start: 0, end: text.len(), choices: Vec::new() }]
        };
        let wish = self.parent(text, Sex::Female)?;
        let mut copies = Vec::new();
        for (&id, dist) in &wish.genotype.loci {
            let Some(pair) = dist.sure() else {
                return Err(refuse("A goal is what a young shall have: say het or the visual, without a percentage."));
            };
            for allele in [pair.a(), pair.b()].into_iter().filter(|allele| allele.is_mutant()) {
                let wanted = (id, allele, pair.copies(allele));
                if !copies.contains(&wanted) {
                    copies.push(wanted);
                }
            }
        }
        if copies.is_empty() {
            return Err(refuse("Name at least one gene that the young shall have."));
        }
        Ok(Goal { name: wish.name, copies })
    }

    /// How well these two serve a goal.
    ///
    /// # Errors
    /// [`CrossError`] where a parent can't have what it is given, or too much depends on each other.
    pub fn prospect(
        &self,
        sire: &Parent,
        dam: &Parent,
        goal: Option<&Goal>,
        eggs: u32,
    ) -> Result<Prospect, CrossError> {
        let cross = Cross::of(self.taxon, &sire.genotype, &dam.genotype)?;
        let outcome = cross.outcome()?;
        let place = |id: LocusId| outcome.place(&self.taxon.locus(id)?.slug);
        let wants = goal.map_or(&[][..], |goal| &goal.copies).iter();
        let wants = wants.map(|&(id, allele, least)| Some((place(id)?, Want::Copies(allele, least))));
        // A gene that neither may carry can't come of them.
        let target = wants.collect::<Option<Vec<_>>>().map(|wants| Target { sex: None, wants });
        let per_egg = match &target {
            Some(target) => share(outcome.probability(target)?.p_egg),
            None => Share { p: 0.0, text: "0".to_owned() },
        };
        let clutch = target.filter(|_| eggs > 0).and_then(|target| outcome.at_least_one(&target, eggs).ok());
        let mut suffers = 0.0_f64;
        for rule in self.taxon.rules.iter().filter(|rule| rule.grade != Grade::Lethal) {
            let wants = rule.when.iter().map(|&when| Some((place(when.locus())?, Want::Meets(when))));
            if let Some(wants) = wants.collect::<Option<Vec<_>>>() {
                suffers = suffers.max(outcome.probability(&Target { sex: None, wants })?.p_egg.to_f64());
            }
        }
        Ok(Prospect {
            per_egg,
            clutch: clutch.map(|odds| odds.eggs.to_f64()),
            dies: outcome.p_viable().complement().to_f64(),
            suffers,
        })
    }
}
