//! Mates for an animal: every animal of the collection that could be one and, where asked for, those that other breeders have opened to
//! pairings, ranked by a goal and by how related they are.

mod others;
mod rank;

use crate::{
    AnimalError, Animals, Result,
    genes::{Claimed, untold},
    reckon::Asker,
    store::{ancestry::list_claims, mate::Others},
};
use others::{Chosen, choose};
use rank::{Candidate, Candidates};
use repti_genetics::calculator::{Calculator, Goal, Hint, Weight};
use repti_model::{
    Action, Actor, AnimalId, TaxonId,
    ancestry::Ancestry,
    animal::{LifeStatus, Sex},
    mates::{MateQuery, Mates},
    registry::{AnimalFilter, AnimalKind, AnimalSort, AnimalSummary},
};

impl Animals {
    /// The mates of an own animal among the vivarium's living animals of its species and, on request, among those that others have opened. Of
    /// these nothing is read but what their public pages show: the view, claims and ancestors as they show to the actor's vivarium.
    ///
    /// # Errors
    /// Wrong fields, a goal that can't be read, no such animal here, or it isn't the actor's turn.
    pub async fn mates(&self, actor: &Actor, id: AnimalId, query: &MateQuery) -> Result<Mates> {
        let vivarium = actor.require(Action::Read)?;
        query.validate()?;
        let asked = Asker::Person(actor.person_id).enter()?;
        let animal = self.get(actor, id).await?;
        let calculator = calculator_of(&animal.taxon.common_name, &animal.taxon.slug);
        let goal = goal_of(calculator, query.goal.trim())?;
        let (own, taxon) = (animal.fields.sex, animal.fields.taxon_id);
        let sexes = match own {
            Sex::Male => vec![Sex::Female, Sex::Unknown],
            Sex::Female => vec![Sex::Male, Sex::Unknown],
            Sex::Unknown => Vec::new(),
        };
        let (living, more) = self.living(actor, taxon, sexes.clone()).await?;
        let mut mates: Vec<Candidate> = living.into_iter().filter(|mate| mate.id != id).map(Candidate::from).collect();
        let mut tx = self.db.begin(actor).await?;
        let mut others = Chosen::default();
        if query.others {
            let promise = match (calculator, &goal) {
                (Some(calculator), Some(goal)) => {
                    let claimed = Claimed::of(&mut tx, &[id.0]).await?;
                    let own = rank::read(calculator, &claimed, id, &animal.fields.genotype_text, own).1;
                    Some(calculator.promise(own.ok().as_ref(), goal))
                }
                _ => None,
            };
            others = choose(&mut tx, Others { vivarium: vivarium.id, taxon, sexes: &sexes }, promise.as_ref()).await?;
        }
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (others_open, others_ranked) = (count(others.open), count(others.animals.len()));
        mates.extend(others.animals.into_iter().map(Candidate::from));
        let roots: Vec<uuid::Uuid> = mates.iter().map(|mate| mate.id.0).chain([id.0]).collect();
        let claims = list_claims(&mut tx, &roots, Ancestry::MOST).await?;
        let claimed = Claimed::of(&mut tx, &roots).await?;
        drop(tx);
        let label = animal.label().to_owned();
        let candidates = Candidates {
            calculator,
            own: (id, own, animal.fields.genotype_text.clone()),
            mates,
            claims,
            claimed,
            query: query.clone(),
            goal,
        };
        // Two thousand pairings are some tenths of a second of pure reckoning.
        let found = asked.reckon(move || candidates.rank()).await?;
        Ok(Mates {
            id,
            label,
            sex: own,
            species: calculator.map(|calculator| calculator.taxon().name.clone()),
            reckoned: found.reckoned.unwrap_or_else(|| untold(&animal.fields.genotype_text)),
            genotype_text: animal.fields.genotype_text,
            goal: found.goal,
            unread: found.unread,
            mates: found.mates,
            more,
            more_others: others_open > others_ranked,
            others_open,
            others_ranked,
            cut: found.cut,
        })
    }
}

impl Animals {
    /// The vivarium's living animals of a species and of these sexes (of any, for none), by code, and whether there are more than [`Mates::MOST`].
    pub(crate) async fn living(
        &self,
        actor: &Actor,
        taxon: TaxonId,
        sex: Vec<Sex>,
    ) -> Result<(Vec<AnimalSummary>, bool)> {
        let filter = AnimalFilter {
            taxon: vec![taxon],
            sex,
            life_status: vec![LifeStatus::Alive],
            kind: vec![AnimalKind::Held],
            ..AnimalFilter::default()
        };
        let (mut found, mut cursor): (Vec<AnimalSummary>, Option<String>) = (Vec::new(), None);
        loop {
            let page = self.list(actor, &filter, AnimalSort::Code, cursor.as_deref(), 200).await?;
            found.extend(page.items);
            cursor = page.next;
            if cursor.is_none() || found.len() >= Mates::MOST {
                return Ok((found, cursor.is_some()));
            }
        }
    }
}

/// The engine of a species, where the catalogue of genes has it.
pub(crate) fn calculator_of(common_name: &str, slug: &str) -> Option<&'static Calculator<'static>> {
    Calculator::current(common_name).or_else(|| Calculator::current(slug))
}

/// What is wished for; nothing in particular, for an empty text.
fn goal_of(calculator: Option<&Calculator<'_>>, text: &str) -> Result<Option<Goal>> {
    match (calculator, text) {
        (_, "") => Ok(None),
        (None, _) => {
            Err(AnimalError::field("goal", "This species isn’t in the catalogue of genes yet: rank by relatedness."))
        }
        (Some(calculator), text) => {
            calculator.goal(text).map(Some).map_err(|hints| AnimalError::field("goal", said(&hints)))
        }
    }
}

/// The first thing that stops a text from being reckoned with, with what could be meant.
pub(crate) fn said(hints: &[Hint]) -> String {
    let Some(hint) = hints.iter().find(|hint| hint.weight == Weight::Error) else { return String::new() };
    match hint.choices.as_slice() {
        [] => hint.message.clone(),
        choices => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.0.as_str()).collect();
            format!("{} Did you mean {}?", hint.message, names.join(" or "))
        }
    }
}
