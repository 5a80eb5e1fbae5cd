//! What a proposal would do: every animal with a genotype is read as it is now and as it would be. Only counts leave this module, and what is public.

use super::{browse::newest_source, proposals::get, source};
use crate::{Animals, Result, reckon::reckon, store::catalogue as store};
use repti_genetics::{
    catalogue::{Source, Step, Told, alleles_of, odds, steps, told},
    text::Lexicon,
};
use repti_model::{
    Actor, AnimalId, CatalogueProposalId, StaffRole, TaxonId,
    catalogue::{CatalogueEdit, CatalogueEffects, EditEffects, EffectExample, OddsChange, OddsLine, SpeciesCount},
};
use std::collections::HashMap;

/// Animals of a page, and pages of a species: more are said to be left out.
const PAGE: i32 = 5_000;
const MOST_PAGES: usize = 40;
/// Texts among which public examples are looked for.
const MOST_TEXTS: usize = 500;

/// What the animals of a species have on record: text and claims, and how many have it.
type Records = HashMap<(String, Vec<String>), u64>;

/// A species of the registry that the catalogue has.
struct Kept {
    taxon: TaxonId,
    /// In the registry's words.
    name: String,
    records: Records,
}

impl Animals {
    /// What each edit of a proposal would do, after those before it. Edits that can't be made do nothing.
    ///
    /// # Errors
    /// `NotFound`; when it doesn't get its turn; unless the actor is staff.
    pub async fn proposal_effects(&self, actor: &Actor, id: CatalogueProposalId) -> Result<CatalogueEffects> {
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let proposal = get(&mut tx, id).await?;
        let now = match proposal.published {
            Some(number) => source(&mut tx, number - 1).await?,
            None => newest_source(&mut tx).await?.1,
        };
        // The proposal's row was locked to be read; what follows takes long.
        tx.commit().await?;
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        let taxa = self.taxa().await?;
        let (mut kept, mut read, mut more): (HashMap<String, Vec<Kept>>, u64, bool) = (HashMap::new(), 0, false);
        for edit in &proposal.edits {
            let species = edit.species().to_owned();
            if kept.contains_key(&species) {
                continue;
            }
            let Some(known) = now.taxon(&species)? else { continue };
            let names: Vec<String> = [&known.name].into_iter().chain(&known.aliases).map(|name| fold(name)).collect();
            let own = taxa
                .iter()
                .filter(|taxon| names.contains(&fold(&taxon.common_name)) || names.contains(&fold(&taxon.slug)));
            let mut all = Vec::new();
            for taxon in own {
                let mut records = Records::new();
                let mut after = None;
                for page in 0..=MOST_PAGES {
                    if page == MOST_PAGES {
                        more = true;
                        break;
                    }
                    let (recorded, last) = store::list_recorded(&mut tx, taxon.id, after, PAGE).await?;
                    for one in recorded {
                        read += one.animals;
                        *records.entry((one.text, one.claims)).or_default() += one.animals;
                    }
                    after = last;
                    if last.is_none() {
                        break;
                    }
                }
                all.push(Kept { taxon: taxon.id, name: taxon.common_name.clone(), records });
            }
            kept.insert(species, all);
        }
        tx.commit().await?;
        let edits = proposal.edits.clone();
        let (compared, kept) = reckon(actor.person_id, move || Some((compare(&now, &edits, &kept), kept))).await?;
        let mut effects = CatalogueEffects { edits: Vec::new(), read, more };
        let mut tx = self.catalogue_tx(actor, StaffRole::Support).await?;
        for (at, (edit, found)) in proposal.edits.iter().zip(compared).enumerate() {
            let mut own = EditEffects {
                edit: at,
                title: edit.title(),
                animals: Vec::new(),
                examples: Vec::new(),
                odds: found.odds,
            };
            for (place, animals) in kept.get(edit.species()).into_iter().flatten().zip(found.animals) {
                if animals.count > 0 {
                    own.animals.push(SpeciesCount { species: place.name.clone(), animals: animals.count });
                }
                let room = EditEffects::MOST_EXAMPLES.saturating_sub(own.examples.len());
                if room == 0 || animals.texts.is_empty() {
                    continue;
                }
                let texts: Vec<String> = animals.texts.keys().cloned().collect();
                let most = i64::try_from(room).unwrap_or_default();
                for (id, name, text) in store::list_public_with(&mut tx, place.taxon, &texts, most).await? {
                    if let Some((before, after)) = animals.texts.get(&text).cloned() {
                        own.examples.push(EffectExample { id: AnimalId(id), name, text, before, after });
                    }
                }
            }
            effects.edits.push(own);
        }
        tx.commit().await?;
        Ok(effects)
    }
}

fn fold(name: &str) -> String {
    repti_genetics::catalogue::squash(name)
}

/// What an edit does to the animals of one species of the registry.
#[derive(Default)]
struct Affected {
    count: u64,
    /// Texts that read differently by themselves, with both readings in words.
    texts: HashMap<String, (String, String)>,
}

#[derive(Default)]
struct Found {
    animals: Vec<Affected>,
    odds: Vec<OddsChange>,
}

/// Edit by edit.
fn compare(now: &Source, edits: &[CatalogueEdit], kept: &HashMap<String, Vec<Kept>>) -> Vec<Found> {
    let mut before = now.clone();
    // What each record says after the edit before, so that every text is read once an edit.
    let mut said: HashMap<&str, Vec<HashMap<&(String, Vec<String>), Told>>> = HashMap::new();
    let mut all = Vec::with_capacity(edits.len());
    for (edit, step) in edits.iter().zip(steps(now, edits)) {
        let Step::Made(after) = step else {
            all.push(Found::default());
            continue;
        };
        let species = edit.species();
        let (Ok(Some(old)), Ok(Some(new))) = (before.taxon(species), after.taxon(species)) else {
            all.push(Found::default());
            continue;
        };
        let (old, new) = (Lexicon::new(&old), Lexicon::new(&new));
        let own = kept.get(species).map(Vec::as_slice).unwrap_or_default();
        let reading = |lexicon: &Lexicon<'_>, kept: &Kept| -> Vec<Told> {
            kept.records.keys().map(|(text, claims)| told(lexicon, text, claims)).collect()
        };
        let then = said
            .remove(species)
            .unwrap_or_else(|| own.iter().map(|kept| kept.records.keys().zip(reading(&old, kept)).collect()).collect());
        let later: Vec<HashMap<&(String, Vec<String>), Told>> =
            own.iter().map(|kept| kept.records.keys().zip(reading(&new, kept)).collect()).collect();
        let mut found = Found { animals: Vec::new(), odds: odds_changed(edit, &old, &new) };
        for ((kept, then), later) in own.iter().zip(&then).zip(&later) {
            let mut affected = Affected::default();
            for (record, &animals) in &kept.records {
                let (Some(was), Some(is)) = (then.get(record), later.get(record)) else { continue };
                if was.exact == is.exact {
                    continue;
                }
                affected.count += animals;
                // An example shows the text alone: what claims say is the vivarium's.
                let text = &record.0;
                if !text.is_empty() && affected.texts.len() < MOST_TEXTS && !affected.texts.contains_key(text) {
                    let (was, is) = (told(&old, text, &[]), told(&new, text, &[]));
                    if was.exact != is.exact {
                        affected.texts.insert(text.clone(), (was.words, is.words));
                    }
                }
            }
            found.animals.push(affected);
        }
        said.insert(species, later);
        all.push(found);
        before = after;
    }
    all
}

/// The standard pairings of the genes that an edit is about, where the odds are others.
fn odds_changed(edit: &CatalogueEdit, old: &Lexicon<'_>, new: &Lexicon<'_>) -> Vec<OddsChange> {
    let of_rule = |when: &str| -> Vec<String> {
        let parts = when.split(" + ").flat_map(|part| part.trim_start_matches("visual ").split('/'));
        parts.map(str::to_owned).collect()
    };
    let (then, later): (Vec<String>, Vec<String>) = match edit {
        CatalogueEdit::AddGene { fields, .. } => (Vec::new(), vec![fields.name.clone()]),
        CatalogueEdit::ChangeGene { gene, fields, .. } => (vec![gene.clone()], vec![fields.name.clone()]),
        CatalogueEdit::MergeGenes { gene, into, .. } => (vec![gene.clone()], vec![into.clone()]),
        CatalogueEdit::AddRule { fields, .. } => (of_rule(&fields.when), of_rule(&fields.when)),
        CatalogueEdit::ChangeRule { rule, fields, .. } => {
            let both = [of_rule(&rule.when), of_rule(&fields.when)].concat();
            (both.clone(), both)
        }
        CatalogueEdit::RemoveRule { rule, .. } => (of_rule(&rule.when), of_rule(&rule.when)),
        CatalogueEdit::AddCombo { .. } | CatalogueEdit::ChangeCombo { .. } | CatalogueEdit::RemoveCombo { .. } => {
            return Vec::new();
        }
    };
    let before = odds(old, &alleles_of(old.taxon(), &then));
    let mut after = odds(new, &alleles_of(new.taxon(), &later));
    let renamed = then != later;
    let mut changes = Vec::new();
    for (title, lines) in before {
        // Of a gene under another name the pairings stand in the same order.
        let place =
            if renamed { (!after.is_empty()).then_some(0) } else { after.iter().position(|own| own.0 == title) };
        let (now, next) = match place {
            Some(place) => after.remove(place),
            None => (title.clone(), Vec::new()),
        };
        let alike = |(then, later): (&OddsLine, &OddsLine)| {
            then.per_egg == later.per_egg
                && then.per_living == later.per_living
                && (renamed || then.young == later.young)
        };
        if next.len() != lines.len() || !lines.iter().zip(&next).all(alike) {
            let title = if now == title { title } else { format!("{title} → {now}") };
            changes.push(OddsChange { title, before: lines, after: next });
        }
    }
    changes.extend(after.into_iter().map(|(title, after)| OddsChange { title, before: Vec::new(), after }));
    changes
}
