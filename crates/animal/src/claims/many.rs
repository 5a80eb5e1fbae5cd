//! The genotype texts of many animals as claims: shown before, written as one step, taken back as one.

use super::{FIELD, MOST_CLAIMS, NO_SPECIES};
use crate::{
    AnimalError, Animals, Result,
    claims::bench::{calculator, sex_of},
    genes::keep_genes,
    registry::search_words,
    store::{
        self,
        bulk::BatchChange,
        change::NewChange,
        text_claim::{Claimable, NewTextClaim},
    },
};
use repti_db::Tx;
use repti_genetics::{
    calculator::Weight,
    claims::{self, ReadGene},
};
use repti_model::{
    Action, Actor, GenotypeClaimId, VivariumId,
    genotype::{ClaimBasis, ClaimMany, ManyClaimed, ManyPreview, PreviewedClaims, Unclaimable},
    registry::BulkSelection,
};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// What an animal's text comes to.
enum Text {
    /// It has claims already.
    Claimed,
    /// It names no gene.
    Empty,
    Unreadable(String),
    Genes(Vec<ReadGene>),
}

impl Animals {
    /// What claiming the texts of some animals would do: which genes, and which texts can't be read. Nothing is written.
    ///
    /// # Errors
    /// Nothing chosen, too much chosen, or an actor who may not.
    pub async fn preview_text_claims(&self, actor: &Actor, selection: &BulkSelection) -> Result<ManyPreview> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        let ids = chosen(&mut tx, vivarium.id, selection).await?;
        let animals = store::text_claim::list_claimable(&mut tx, &ids).await?;
        found_all(&animals, &ids)?;
        drop(tx);
        let mut preview = ManyPreview::default();
        for animal in animals {
            let label = if animal.name.is_empty() { animal.code.clone() } else { animal.name.clone() };
            match read(&animal) {
                Text::Claimed => preview.claimed += 1,
                Text::Empty => preview.empty += 1,
                Text::Unreadable(why) => {
                    preview.unreadable += 1;
                    if preview.wont.len() < ManyPreview::MOST_NAMED {
                        preview.wont.push(Unclaimable { id: animal.id.into(), label, text: animal.text, why });
                    }
                }
                Text::Genes(genes) => {
                    preview.animals += 1;
                    preview.genes += count(genes.len());
                    if preview.will.len() < ManyPreview::MOST_NAMED {
                        let words = genes.into_iter().map(|gene| gene.words).collect();
                        preview.will.push(PreviewedClaims { id: animal.id.into(), label, words });
                    }
                }
            }
        }
        Ok(preview)
    }

    /// Claims what the texts of some animals say, all with one basis. Animals that have claims already, and texts that can't be read as a whole,
    /// are left as they are.
    ///
    /// # Errors
    /// Nothing chosen, too much chosen, a basis that needs evidence, or an actor who may not.
    pub async fn claim_texts(&self, actor: &Actor, many: &ClaimMany) -> Result<ManyClaimed> {
        let vivarium = actor.require(Action::EditLineage)?;
        if many.basis == ClaimBasis::Dna {
            let message = "A DNA test needs its evidence: claim it animal by animal.";
            return Err(AnimalError::field("basis", message));
        }
        let mut tx = self.db.begin(actor).await?;
        let ids = chosen(&mut tx, vivarium.id, &many.selection).await?;
        store::bulk::lock_animals(&mut tx, &ids).await?;
        let animals = store::text_claim::list_claimable(&mut tx, &ids).await?;
        found_all(&animals, &ids)?;
        let (mut rows, mut changes, mut touched) = (Vec::new(), Vec::new(), Vec::new());
        for animal in animals {
            let Text::Genes(genes) = read(&animal) else { continue };
            touched.push(animal.id);
            for gene in genes {
                let id = GenotypeClaimId::new();
                changes.push(NewChange {
                    animal: animal.id.into(),
                    version: animal.version,
                    field: FIELD.to_owned(),
                    old: Value::Null,
                    new: json!({ "claim": gene.words, "id": id, "basis": many.basis.as_str() }),
                });
                rows.push(NewTextClaim::new(id, animal.id, &gene.claimed, many.basis));
            }
        }
        if rows.is_empty() {
            return Ok(ManyClaimed::default());
        }
        let batch = Uuid::now_v7();
        store::text_claim::insert_claims(&mut tx, vivarium.id, actor.person_id, &rows).await?;
        store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), Some(batch), &changes).await?;
        keep_genes(&mut tx, vivarium.id, &touched).await?;
        tx.commit().await?;
        Ok(ManyClaimed { animals: count(touched.len()), genes: count(rows.len()), undo: Some(batch) })
    }

    /// Takes back the claims of one such step. A claim that somebody has changed or taken back since stays as it is now.
    ///
    /// # Errors
    /// When there is no such step in the actor's vivarium.
    pub async fn undo_text_claims(&self, actor: &Actor, undo: Uuid) -> Result<ManyClaimed> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        let made: HashMap<Uuid, BatchChange> = store::bulk::list_batch(&mut tx, undo)
            .await?
            .into_iter()
            .filter(|change| change.field == FIELD)
            .filter_map(|change| Some((change.new.get("id")?.as_str()?.parse().ok()?, change)))
            .collect();
        if made.is_empty() {
            return Err(AnimalError::NotFound("bulk edit"));
        }
        let animals: Vec<Uuid> =
            made.values().map(|change| change.animal.0).collect::<BTreeSet<_>>().into_iter().collect();
        let versions: HashMap<_, i32> =
            store::bulk::lock_animals(&mut tx, &animals).await?.into_iter().map(|row| (row.id, row.version)).collect();
        let ids: Vec<Uuid> = made.keys().copied().collect();
        let retracted = store::text_claim::retract_claims(&mut tx, &ids, actor.person_id).await?;
        let changes: Vec<NewChange> = retracted
            .iter()
            .filter_map(|id| {
                let BatchChange { animal, field, new, .. } = made.get(id)?;
                let version = *versions.get(animal)?;
                Some(NewChange { animal: *animal, version, field: field.clone(), old: new.clone(), new: Value::Null })
            })
            .collect();
        let touched: BTreeSet<Uuid> = changes.iter().map(|change| change.animal.0).collect();
        let touched: Vec<Uuid> = touched.into_iter().collect();
        store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &changes).await?;
        keep_genes(&mut tx, vivarium.id, &touched).await?;
        tx.commit().await?;
        Ok(ManyClaimed { animals: count(touched.len()), genes: count(changes.len()), undo: None })
    }
}

/// What the text of an animal comes to. As with a single animal, a text with a word that could mean anything gives no claims at all.
fn read(animal: &Claimable) -> Text {
    if animal.claimed {
        return Text::Claimed;
    }
    let text = animal.text.trim();
    if text.is_empty() {
        return Text::Empty;
    }
    let Some(calculator) = calculator(&animal.species, &animal.slug) else {
        return Text::Unreadable(NO_SPECIES.to_owned());
    };
    let sex = sex_of(animal.sex);
    let read = claims::read(calculator, text, sex);
    let wrong = read.hints.iter().find(|hint| hint.weight == Weight::Error);
    match wrong {
        // "Normal" names no gene, and nothing is wrong with it.
        Some(hint) if hint.code == "no-gene" => Text::Empty,
        Some(hint) => Text::Unreadable(hint.message.clone()),
        None => {
            let genes: Vec<_> = read.genes.iter().map(|gene| gene.claimed.clone()).collect();
            match claims::check(calculator.taxon(), &[], &genes, sex).into_iter().next() {
                Some(why) => Text::Unreadable(why),
                None if genes.len() > MOST_CLAIMS => {
                    Text::Unreadable(format!("At most {MOST_CLAIMS} claims about one animal."))
                }
                None if genes.is_empty() => Text::Empty,
                None => Text::Genes(read.genes),
            }
        }
    }
}

/// The animals of a selection, each once.
async fn chosen(tx: &mut Tx, vivarium: VivariumId, selection: &BulkSelection) -> Result<Vec<Uuid>> {
    let most = ClaimMany::MOST;
    let too_many =
        || AnimalError::field("selection", format!("At most {most} animals at once. Narrow the list first."));
    let ids = match selection {
        BulkSelection::Ids(ids) if ids.is_empty() => {
            return Err(AnimalError::field("selection", "Select at least one animal."));
        }
        BulkSelection::Ids(ids) if ids.len() > most => return Err(too_many()),
        BulkSelection::Ids(ids) => ids.iter().map(|id| id.0).collect::<BTreeSet<_>>().into_iter().collect(),
        BulkSelection::Filter(filter) => {
            filter.validate()?;
            let words = search_words(tx, &filter.q).await?;
            let bound = i64::try_from(most + 1).unwrap_or(i64::MAX);
            store::list::list_ids(tx, vivarium, filter, &words, bound).await?
        }
    };
    if ids.len() > most { Err(too_many()) } else { Ok(ids) }
}

/// An id that isn't the vivarium's is not found, as everywhere.
fn found_all(animals: &[Claimable], ids: &[Uuid]) -> Result<()> {
    if animals.len() == ids.len() { Ok(()) } else { Err(AnimalError::NotFound("animal")) }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
