//! What relatives say about an animal's genes, from those that the reader may see.

use super::{bench::sex_of, kept::Key};
use crate::{
    AnimalError, Animals, Result,
    checks::relative_label,
    kin::with_page,
    reckon::Asker,
    store::{self, node::Node},
};
use repti_genetics::claims::{self, FamilyOdds, Member};
use repti_model::{
    Action, Actor, AnimalId,
    animal::ParentSide,
    genotype::{GeneOdds, GenotypeOdds, GenotypeQuestion, NamedAnimal, OddsReason},
    lineage::Shown,
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// Young of young say little that their parents don't say.
const GENERATIONS: i32 = 3;
const MOST_YOUNG: i32 = 400;
const MOST_SIBS: i32 = 200;

impl Animals {
    /// What parents, young and sibs say about the genes of an own or a public animal: own ones, and others as far as their owners show them.
    /// Kept apart from what is claimed, and stored nowhere.
    ///
    /// # Errors
    /// When the animal has no page for the actor, or it isn't the actor's turn.
    pub async fn genotype_odds(&self, actor: &Actor, id: AnimalId) -> Result<GenotypeOdds> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        with_page(&mut tx, id).await?;
        let young = store::node::list_descendants(&mut tx, id, GENERATIONS, MOST_YOUNG).await?;
        let sibs = store::node::list_siblings(&mut tx, id, MOST_SIBS).await?;
        let roots: Vec<Uuid> = [id.0]
            .into_iter()
            .chain(young.into_iter().map(|(_, id)| id))
            .chain(sibs.into_iter().map(|sib| sib.id))
            .collect();
        let links = store::ancestry::list_claims(&mut tx, &roots, GenotypeOdds::MOST).await?;
        let mut places: HashMap<Uuid, usize> = HashMap::new();
        let mut ids: Vec<Uuid> = Vec::new();
        for id in roots.iter().copied().chain(links.iter().flat_map(|link| [link.child, link.parent])) {
            places.entry(id).or_insert_with(|| {
                ids.push(id);
                ids.len() - 1
            });
        }
        let said = store::claim::list_shown_claims(&mut tx, &ids).await?;
        if said.is_empty() {
            return Ok(GenotypeOdds::default());
        }
        // Not before: of most animals there is nothing to reckon.
        let asked = Asker::Person(actor.person_id).enter()?;
        let nodes = store::node::find_nodes(&mut tx, &ids).await?;
        let Some(root) = nodes.get(&id.0) else { return Err(AnimalError::NotFound("animal")) };
        let Some(calculator) = self.bench(root).await?.calculator else { return Ok(GenotypeOdds::default()) };
        drop(tx);
        let mut members: Vec<Member> = vec![Member::default(); ids.len()];
        for (member, id) in members.iter_mut().zip(&ids) {
            member.sex = nodes.get(id).and_then(|node| sex_of(node.relative.sex));
        }
        for link in &links {
            let (Some(child), Some(&parent)) =
                (places.get(&link.child).and_then(|&at| members.get_mut(at)), places.get(&link.parent))
            else {
                continue;
            };
            let side = if link.side == ParentSide::Sire { &mut child.sires } else { &mut child.dams };
            side.push((parent, link.chance.value()));
        }
        // The same word is another gene in another species.
        let same = |node: &Node| node.taxon_id == root.taxon_id;
        for claim in said.into_iter().filter(|claim| nodes.get(&claim.animal_id.0).is_some_and(same)) {
            if let Some(member) = places.get(&claim.animal_id.0).and_then(|&at| members.get_mut(at)) {
                member.claims.push((claim.claimed, claim.basis));
            }
        }
        let named: Vec<NamedAnimal> = ids
            .iter()
            .map(|id| {
                let relative = nodes.get(id).map(|node| &node.relative);
                NamedAnimal {
                    id: relative.and_then(|relative| relative.id),
                    shown: relative.map_or(Shown::Hidden, |relative| relative.shown),
                    label: relative.map_or_else(|| "an animal".to_owned(), relative_label),
                }
            })
            .collect();
        let relatives = members.iter().skip(1).filter(|member| !member.claims.is_empty()).count();
        let labels: Vec<String> = named.iter().map(|animal| animal.label.clone()).collect();
        let key = Key::of(calculator, &members, &labels);
        let odds = match key.kept() {
            Some(odds) => odds,
            None => {
                // Bounded, but some tenths of a second where a family is tangled.
                let work = move || {
                    let label = |at: usize| labels.get(at).cloned().unwrap_or_default();
                    Some(Arc::new(claims::odds(calculator, &members, &label)))
                };
                let odds = asked.reckon(work).await?;
                key.keep(&odds);
                odds
            }
        };
        Ok(GenotypeOdds {
            relatives: u32::try_from(relatives).unwrap_or(u32::MAX),
            cut: ids.len() >= GenotypeOdds::MOST as usize,
            ..told(&odds, &named)
        })
    }
}

/// The figures with names in the place of numbers.
fn told(odds: &FamilyOdds, named: &[NamedAnimal]) -> GenotypeOdds {
    let animals = |members: &[usize]| members.iter().filter_map(|&at| named.get(at).cloned()).collect::<Vec<_>>();
    let genes = odds.genes.iter().map(|gene| GeneOdds {
        name: gene.name.clone(),
        words: gene.words.clone(),
        carries: gene.carries,
        fraction: gene.fraction.clone(),
        claimed: gene.claimed.clone(),
        because: gene
            .because
            .iter()
            .map(|because| OddsReason { animals: animals(&because.members), said: because.said.clone() })
            .collect(),
        sampled: gene.sampled,
        assumed: gene.assumed,
    });
    let questions = odds.questions.iter().map(|question| GenotypeQuestion {
        name: question.name.clone(),
        message: question.message.clone(),
        animals: animals(&question.members),
        impossible: question.impossible,
    });
    GenotypeOdds {
        genes: genes.collect(),
        questions: questions.collect(),
        refused: odds.refused.clone(),
        ..GenotypeOdds::default()
    }
}
