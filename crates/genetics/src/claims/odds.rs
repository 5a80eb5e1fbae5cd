//! What parents, young and sibs say about the genes of an animal.

use super::{
    family::{Member, loci},
    located::Located,
    said::{claimed, figure, fraction, known, locus_name},
};
use crate::{
    arrange::Arrange as _,
    calculator::Calculator,
    evidence::{EvidenceError, Limits, Method, Posterior, Query, Source, posterior, why},
    genotype::{LocusId, Pair},
};

/// Bounds for one locus: a page waits for it.
fn limits() -> Limits {
    Limits { table: 1 << 16, tables: 1 << 20, animals: 4_000, sampling: 1 << 22, trials: 120, ..Limits::default() }
}

/// So many pieces of evidence are looked at for "why".
const MOST_REASONS: usize = 8;
/// Odds below this, of an animal of which nothing is claimed, are not worth a line.
const LEAST: f64 = 0.01;
/// Certain, but for rounding.
const SURE: f64 = 1.0 - 1e-9;

/// What a figure rests on: members of the family, of whom the same is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    pub members: Vec<usize>,
    pub said: String,
}

/// One locus of the first member.
#[derive(Debug, Clone, PartialEq)]
pub struct LocusOdds {
    pub locus: LocusId,
    pub name: String,
    pub words: String,
    /// Probability of at least one copy.
    pub carries: f64,
    /// The same as a fraction, where one is short.
    pub fraction: Option<String>,
    pub claimed: Option<String>,
    pub because: Vec<Because>,
    pub sampled: bool,
    /// Only animals without a claim can have brought it.
    pub assumed: bool,
}

/// Claims that don't fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub name: String,
    pub message: String,
    pub members: Vec<usize>,
    pub impossible: bool,
}

/// Everything that relatives say.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FamilyOdds {
    pub genes: Vec<LocusOdds>,
    pub questions: Vec<Question>,
    /// What could not be reckoned, and why.
    pub refused: Vec<String>,
}

/// What relatives say about the first member's genes, locus by locus: the posterior of the evidence in the pedigree. Reckoned twice where it has
/// to be: first as if animals without a claim carried nothing, as the trade does, so that 66% is two thirds exactly; and where that can't be, for
/// somebody shows it, with animals that carry unrecorded genes now and then.
///
/// `label` names a member in a sentence.
#[must_use]
pub fn odds(calculator: &Calculator<'_>, members: &[Member], label: &dyn Fn(usize) -> String) -> FamilyOdds {
    let mut all = FamilyOdds::default();
    for id in loci(calculator.taxon(), members) {
        let Some(at) = Located::new(calculator.taxon(), id, members) else {
            let name = calculator.taxon().locus(id).map(locus_name).unwrap_or_default();
            all.refused.push(format!("{name}: too many of its genes meet in this family."));
            continue;
        };
        Asked { calculator, members, at, label }.answer(&mut all);
    }
    // What is claimed first, then what is likeliest.
    all.genes.arrange_by(|a, b| {
        (b.claimed.is_some(), b.carries)
            .partial_cmp(&(a.claimed.is_some(), a.carries))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    all
}

struct Asked<'a> {
    calculator: &'a Calculator<'a>,
    members: &'a [Member],
    at: Located<'a>,
    label: &'a dyn Fn(usize) -> String,
}

impl Asked<'_> {
    fn answer(&self, all: &mut FamilyOdds) {
        let name = self.at.name();
        let parents = self.certain_parents();
        let query = Query { animals: [0].into_iter().chain(parents.iter().copied()).collect(), ..Query::default() };
        // Which claims contradict each other isn't asked yet: unrecorded genes may reconcile them.
        let first = posterior(&self.at.pedigree(false), &query, &Limits { trials: 0, ..limits() });
        let (answer, assumed) = match first {
            Err(EvidenceError::Impossible { .. }) => (posterior(&self.at.pedigree(true), &query, &limits()), true),
            answer => (answer, false),
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(EvidenceError::Impossible { sources, .. }) => {
                all.questions.extend(self.contradiction(&name, &sources));
                return;
            }
            Err(error) => {
                all.refused.push(format!("{name}: {}.", error.describe(self.label)));
                return;
            }
        };
        let Some((own, above)) = answer.animals.split_first() else { return };
        if assumed && self.at.is_shown(0) {
            all.questions.extend(self.unrecorded(&name, &parents, above));
        }
        all.genes.extend(self.odds(name, own, assumed));
    }

    /// The parents that are certain: what a young shows says something of them.
    fn certain_parents(&self) -> Vec<usize> {
        let Some(own) = self.members.first() else { return Vec::new() };
        let certain = |side: &[(usize, f64)]| match side {
            [(only, chance)] if *chance >= 1.0 => Some(*only),
            _ => None,
        };
        certain(&own.sires).into_iter().chain(certain(&own.dams)).collect()
    }

    fn odds(&self, name: String, own: &Posterior<f64>, assumed: bool) -> Option<LocusOdds> {
        let chances: Vec<(Pair, f64)> = own.chances.iter().map(|&(pair, p)| (self.at.big(pair), p)).collect();
        let possible = chances.iter().filter(|(_, p)| *p > 0.0).count();
        let carries = chances.iter().filter(|(pair, _)| !pair.is_wild()).map(|(_, p)| p).sum::<f64>().min(1.0);
        let told = self.at.is_told(0);
        // What is seen or tested needs no reckoning, unless it leaves open how many copies.
        if (self.at.is_shown(0) && possible <= 1) || (!told && carries < LEAST) {
            return None;
        }
        let because = self.because(assumed);
        if because.is_empty() {
            return None;
        }
        let carries = if carries >= SURE { 1.0 } else { carries };
        Some(LocusOdds {
            locus: self.at.id,
            name,
            words: figure(self.calculator, self.at.id, &chances),
            carries,
            fraction: (carries > 0.0 && carries < 1.0 && !assumed).then(|| fraction(carries)).flatten(),
            claimed: self.said(0, claimed),
            because,
            sampled: matches!(own.method, Method::Sampled { .. }),
            assumed,
        })
    }

    /// Founders that are told of, and evidence that moves the figure; nothing where only the animal's own claims do.
    fn because(&self, assumed: bool) -> Vec<Because> {
        let found = why(&self.at.pedigree(assumed), 0, MOST_REASONS, &limits());
        let (reasons, founders) = match found {
            Ok(why) => (why.reasons, why.founders),
            // Too wide to be explained: those who are told of, the nearest first, say enough.
            Err(_) => {
                (Vec::new(), (1..self.members.len()).filter(|&at| self.at.is_told(at)).take(MOST_REASONS).collect())
            }
        };
        let mut because: Vec<Because> = Vec::new();
        let groups = reasons.iter().map(|reason| {
            let animal = |source: &Source| match source {
                Source::Animal(at) => Some(*at),
                Source::Prior(_) | Source::Litter(_) => None,
            };
            reason.sources.iter().filter_map(animal).collect::<Vec<_>>()
        });
        for members in groups.chain(founders.into_iter().map(|founder| vec![founder])) {
            let known_already = |at: &usize| because.iter().any(|known| known.members.contains(at));
            let members: Vec<usize> = members.into_iter().filter(|at| *at != 0 && !known_already(at)).collect();
            if let Some(&first) = members.first() {
                let said = self.said(first, known).unwrap_or_else(|| "doesn’t show it".to_owned());
                because.push(Because { members, said });
            }
        }
        because
    }

    fn said(
        &self,
        at: usize,
        say: fn(
            &Calculator<'_>,
            &[(crate::genotype::AlleleId, &repti_model::genotype::ClaimedGene, repti_model::genotype::ClaimBasis)],
            Option<crate::cross::Sex>,
        ) -> Option<String>,
    ) -> Option<String> {
        say(self.calculator, self.at.claims.get(at)?, self.members.get(at)?.sex)
    }

    /// What can't all be true, as a question.
    fn contradiction(&self, name: &str, sources: &[Source]) -> Option<Question> {
        let mut members: Vec<usize> = sources
            .iter()
            .filter_map(|source| match source {
                Source::Animal(at) | Source::Prior(at) => Some(*at),
                Source::Litter(_) => None,
            })
            .collect();
        members.arrange();
        members.dedup();
        let line = |&at: &usize| {
            let label = (self.label)(at);
            match self.said(at, known) {
                Some(said) => format!("{label}: {said}"),
                None => format!("{label}: nothing of it is recorded"),
            }
        };
        let lines: Vec<String> = members.iter().take(8).map(line).collect();
        let message =
            format!("{name}: these can’t all be true. {}. Is a claim missing or wrong, or a parent?", lines.join("; "));
        (!members.is_empty()).then(|| Question { name: name.to_owned(), message, members, impossible: true })
    }

    /// Parents that must carry what their young shows, though nothing of it is recorded of them, and other genes are: of an animal without any
    /// claim nobody has said what it carries.
    fn unrecorded(&self, name: &str, parents: &[usize], above: &[Posterior<f64>]) -> Option<Question> {
        let carries = |own: &Posterior<f64>| own.chance(|pair| !pair.is_wild()) >= SURE;
        let silent = |at: usize| !self.at.is_told(at) && self.members.get(at).is_some_and(|own| !own.claims.is_empty());
        let must = parents.iter().zip(above).filter(|(at, own)| silent(**at) && carries(own));
        let must: Vec<usize> = must.map(|(at, _)| *at).collect();
        let names: Vec<String> = must.iter().map(|&at| (self.label)(at)).collect();
        if names.is_empty() {
            return None;
        }
        let (own, shows) = ((self.label)(0), self.said(0, claimed).unwrap_or_else(|| name.to_owned()));
        let verb = if names.len() == 1 { "carries" } else { "both carry" };
        let message = format!(
            "{own} is {shows}, so {} {verb} {name}, and nothing of it is recorded there. Is a claim missing, or a parent wrong?",
            names.join(" and ")
        );
        let members = std::iter::once(0).chain(must).collect();
        Some(Question { name: name.to_owned(), message, members, impossible: false })
    }
}
