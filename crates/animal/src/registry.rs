//! The registry: list, read, create, save.

use crate::{AnimalError, Animals, Result, codes::CodePattern, genes::keep_genes, store, words};
use repti_db::{Cursor, Tx, figures::happened, keyset_page};
use repti_model::{
    Action, Actor, AnimalId, TaxonId, VivariumId,
    ancestry::StoredInbreeding,
    embed::WidgetAnimal,
    page::Page,
    registry::{
        AnimalChange, AnimalDetail, AnimalFields, AnimalFilter, AnimalKind, AnimalPatch, AnimalSort, AnimalSummary,
        Differing, NewAnimal, SaveConflict, Tally, Total,
    },
};
use serde_json::Value;
use store::{
    change::NewChange,
    list::{ListKey, Words},
};

/// The longest page of a list.
const MOST_ROWS: usize = 200;
/// Suggested codes for a form; a longer list of taxa shows the others' only after saving.
const MOST_CODES: usize = 60;

impl Animals {
    /// One page of the list. A cursor that isn't one of ours gives the first page.
    ///
    /// # Errors
    /// Wrong filters, or an actor who may not read.
    pub async fn list(
        &self,
        actor: &Actor,
        filter: &AnimalFilter,
        sort: AnimalSort,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<AnimalSummary>> {
        let vivarium = actor.require(Action::Read)?;
        filter.validate()?;
        let limit = limit.clamp(1, MOST_ROWS);
        let cursor = cursor.and_then(Cursor::<ListKey>::decode).filter(|cursor| key_fits(sort, cursor));
        let mut tx = self.db.begin(actor).await?;
        let words = search_words(&mut tx, &filter.q).await?;
        let take = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let rows = store::list::list_animals(&mut tx, vivarium.id, filter, &words, sort, cursor.as_ref(), take).await?;
        Ok(keyset_page(rows, limit, cursor.as_ref(), |(key, _)| key.clone()).map(|(_, animal)| animal))
    }

    /// How many animals a filter shows: exact up to 10,000.
    ///
    /// # Errors
    /// Wrong filters, or an actor who may not read.
    pub async fn count(&self, actor: &Actor, filter: &AnimalFilter) -> Result<Total> {
        let vivarium = actor.require(Action::Read)?;
        filter.validate()?;
        let mut tx = self.db.begin(actor).await?;
        let words = search_words(&mut tx, &filter.q).await?;
        let bound = i64::try_from(Total::BOUND).unwrap_or(i64::MAX);
        let counted = store::list::count_animals(&mut tx, vivarium.id, filter, &words, bound + 1).await?;
        Ok(Total { count: u64::try_from(counted.min(bound)).unwrap_or_default(), more: counted > bound })
    }

    /// The living animals, counted by sex and by species.
    ///
    /// # Errors
    /// An actor who may not read.
    pub async fn tally(&self, actor: &Actor) -> Result<Tally> {
        let vivarium = actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        store::tally::tally_living(&mut tx, vivarium.id).await
    }

    /// An animal with its parents and warnings.
    ///
    /// # Errors
    /// When there is no such animal in the actor's vivarium.
    pub async fn get(&self, actor: &Actor, id: AnimalId) -> Result<AnimalDetail> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        full_detail(&mut tx, id).await
    }

    /// What some animals are called and whether the public sees them. Ids of other vivariums are left out.
    ///
    /// # Errors
    /// An actor who may not read.
    pub async fn names(&self, actor: &Actor, ids: &[AnimalId]) -> Result<Vec<WidgetAnimal>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        store::animal::list_names(&mut tx, ids).await
    }

    /// The animal with a code, without regard to case.
    ///
    /// # Errors
    /// When there is no such animal in the actor's vivarium.
    pub async fn find_by_code(&self, actor: &Actor, code: &str) -> Result<AnimalId> {
        let vivarium = actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        let id = store::code::find_by_code(&mut tx, vivarium.id, code).await?;
        id.ok_or(AnimalError::NotFound("animal"))
    }

    /// Creates an animal, under the given code or the next one of the vivarium's template.
    ///
    /// # Errors
    /// Wrong fields, or a code that is taken.
    pub async fn create(&self, actor: &Actor, mut new: NewAnimal) -> Result<AnimalDetail> {
        let vivarium = actor.require(Action::EditAnimals)?;
        new.trim();
        new.validate()?;
        let mut tx = self.db.begin(actor).await?;
        let id = self.insert(&mut tx, actor, vivarium.id, &mut new).await?;
        let detail = full_detail(&mut tx, id).await?;
        tx.commit().await?;
        happened("animal_recorded", 1);
        Ok(detail)
    }

    /// Creates an animal under an id that its form was given, so that the same form sent twice makes one animal.
    ///
    /// # Errors
    /// Wrong fields, or a code that is taken.
    pub async fn create_once(&self, actor: &Actor, id: AnimalId, mut new: NewAnimal) -> Result<AnimalDetail> {
        let vivarium = actor.require(Action::EditAnimals)?;
        new.trim();
        new.validate()?;
        for _ in 0..2 {
            let mut tx = self.db.begin(actor).await?;
            if let Some(there) = store::animal::find_animal(&mut tx, id).await? {
                let sent = AnimalFields { code: there.fields.code.clone(), ..new.clone() };
                let same_code = new.code.is_empty() || new.code.eq_ignore_ascii_case(&there.fields.code);
                if same_code && sent == there.fields {
                    return full_detail(&mut tx, id).await;
                }
                // Gone back to and filled in again: another animal.
                break;
            }
            let mut fields = new.clone();
            match self.insert_as(&mut tx, actor, vivarium.id, id, &mut fields).await {
                Ok(()) => {
                    let detail = full_detail(&mut tx, id).await?;
                    tx.commit().await?;
                    happened("animal_recorded", 1);
                    return Ok(detail);
                }
                // The first of the two was faster by a moment; now it can be seen. A code that it took counts as well.
                Err(AnimalError::Exists(_) | AnimalError::CodeTaken) => {}
                Err(other) => return Err(other),
            }
        }
        self.create(actor, new).await
    }

    /// The code that the next animal of each taxon would get, for showing it. Nothing is taken.
    ///
    /// # Errors
    /// When the actor may not edit, or the database doesn't answer.
    pub async fn next_codes(&self, actor: &Actor) -> Result<Vec<(TaxonId, String)>> {
        let vivarium = actor.require(Action::EditAnimals)?;
        let taxa = self.taxa().await?;
        let mut tx = self.db.begin(actor).await?;
        let template = store::code::get_template(&mut tx, vivarium.id).await?;
        let today = jiff::Zoned::now().date();
        let mut codes = Vec::with_capacity(taxa.len());
        for taxon in taxa.iter().take(MOST_CODES) {
            let pattern = CodePattern::new(&template, &taxon.code_prefix, today);
            codes.push((taxon.id, store::code::find_next_code(&mut tx, vivarium.id, &pattern).await?));
        }
        Ok(codes)
    }

    /// Inserts a validated record in the caller's transaction, filling in its code.
    pub(crate) async fn insert(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        vivarium: VivariumId,
        new: &mut NewAnimal,
    ) -> Result<AnimalId> {
        let id = AnimalId::new();
        self.insert_as(tx, actor, vivarium, id, new).await?;
        Ok(id)
    }

    async fn insert_as(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        vivarium: VivariumId,
        id: AnimalId,
        new: &mut NewAnimal,
    ) -> Result<()> {
        let taxon = self.taxon_in(tx, new.taxon_id).await?;
        if new.code.is_empty() {
            let pattern = match new.kind {
                AnimalKind::Held => {
                    let template = store::code::get_template(tx, vivarium).await?;
                    CodePattern::new(&template, &taxon.code_prefix, jiff::Zoned::now().date())
                }
                // Ancestors of others take no numbers from the collection's own.
                AnimalKind::External => CodePattern::fixed("EXT"),
                AnimalKind::Placeholder => CodePattern::fixed("PH"),
            };
            new.code = store::code::take_code(tx, vivarium, &pattern).await?;
        }
        store::animal::insert_animal(tx, id, vivarium, new).await?;
        if !new.genotype_text.is_empty() {
            keep_genes(tx, vivarium, &[id.0]).await?;
        }
        let created = NewChange {
            animal: id,
            version: 1,
            field: "created".to_owned(),
            old: Value::Null,
            new: new.code.clone().into(),
        };
        store::change::insert_changes(tx, vivarium, Some(actor.person_id), None, &[created]).await
    }

    /// Saves a change made from the patch's version. When somebody saved in between, nothing is written and the problem carries both
    /// values of each field that differs; a save that would change nothing succeeds whatever its version.
    ///
    /// # Errors
    /// Wrong fields, a conflict, or a lineage that would become wrong.
    pub async fn update(&self, actor: &Actor, id: AnimalId, patch: &AnimalPatch) -> Result<AnimalDetail> {
        let vivarium = actor.require(Action::EditAnimals)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::animal::lock_animal(&mut tx, id).await? {
            return Err(AnimalError::NotFound("animal"));
        }
        let before = store::animal::find_animal(&mut tx, id).await?.ok_or(AnimalError::NotFound("animal"))?;
        let mut after = patch.applied_to(&before.fields);
        after.trim();
        if after.code.is_empty() {
            return Err(AnimalError::field("code", "An animal keeps a code. Write one."));
        }
        after.validate()?;
        let changed = before.fields.differing(&after);
        if changed.is_empty() {
            return full_detail(&mut tx, id).await;
        }
        if before.version != patch.version {
            let by = store::change::find_last_editor(&mut tx, id).await?;
            return Err(AnimalError::Conflict(Box::new(conflict(&before, changed, by))));
        }
        self.taxon_in(&mut tx, after.taxon_id).await?;
        if bears_on_lineage(&before.fields, &after) {
            self.recheck(&mut tx, id, &after).await?;
        }
        let version = store::animal::update_animal(&mut tx, id, &after).await?;
        if bears_on_genes(&before.fields, &after) {
            keep_genes(&mut tx, vivarium.id, &[id.0]).await?;
        }
        let changes: Vec<NewChange> =
            changed.into_iter().map(|(field, old, new)| NewChange { animal: id, version, field, old, new }).collect();
        store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &changes).await?;
        let detail = full_detail(&mut tx, id).await?;
        tx.commit().await?;
        Ok(detail)
    }

    /// An animal's history, newest first.
    ///
    /// # Errors
    /// When there is no such animal in the actor's vivarium.
    pub async fn history(
        &self,
        actor: &Actor,
        id: AnimalId,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<AnimalChange>> {
        actor.require(Action::Read)?;
        let limit = limit.clamp(1, MOST_ROWS);
        let cursor = cursor.and_then(Cursor::<i64>::decode);
        let mut tx = self.db.begin(actor).await?;
        if store::animal::find_animal(&mut tx, id).await?.is_none() {
            return Err(AnimalError::NotFound("animal"));
        }
        let (after, before) = match cursor {
            Some(Cursor::After(at)) => (Some(at), None),
            Some(Cursor::Before(at)) => (None, Some(at)),
            None => (None, None),
        };
        let take = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let rows = store::change::list_changes(&mut tx, id, after, before, take).await?;
        Ok(keyset_page(rows, limit, cursor.as_ref(), |(key, _)| *key).map(|(_, change)| change))
    }
}

/// An animal of the transaction's vivarium with parents and warnings.
pub(crate) async fn full_detail(tx: &mut Tx, id: AnimalId) -> Result<AnimalDetail> {
    let mut detail = store::animal::find_animal(tx, id).await?.ok_or(AnimalError::NotFound("animal"))?;
    detail.parents = store::link::list_links(tx, id).await?.into_iter().map(|link| link.claim).collect();
    detail.warnings = store::warning::list_warnings(tx, id).await?;
    let stored = store::coefficient::find_own(tx, id).await?;
    detail.inbreeding = stored.map(|(ancestry, at)| StoredInbreeding::of(&ancestry, at));
    Ok(detail)
}

/// How the words of a search are looked up: as beginnings, or by likeness where nothing in the vivarium begins so.
pub(crate) async fn search_words(tx: &mut Tx, q: &str) -> Result<Words> {
    if q.trim().is_empty() {
        return Ok(Words::None);
    }
    let Some(query) = words::prefix_query(q) else { return Ok(Words::Nothing) };
    if store::list::any_begins(tx, &query).await? {
        return Ok(Words::Begin(query));
    }
    Ok(Words::Alike(words::words(q)))
}

/// Whether a cursor's key is this order's and can be read as such. Others start over instead of failing in the database.
fn key_fits(sort: AnimalSort, cursor: &Cursor<ListKey>) -> bool {
    let (Cursor::After(at) | Cursor::Before(at)) = cursor;
    let key = at.key.as_str();
    if at.sort != sort || key.contains('\0') {
        return false;
    }
    match sort {
        AnimalSort::Code | AnimalSort::CodeDown | AnimalSort::Name | AnimalSort::NameDown => true,
        AnimalSort::Born | AnimalSort::BornDown => {
            matches!(key, "infinity" | "-infinity") || key.parse::<jiff::civil::Date>().is_ok()
        }
        AnimalSort::Inbreeding | AnimalSort::InbreedingDown => {
            key.len() <= 30 && key.parse::<f64>().is_ok_and(f64::is_finite)
        }
        AnimalSort::Weight | AnimalSort::WeightDown => {
            key.len() <= 20 && key.bytes().all(|b| b.is_ascii_digit() || b == b'.') && key.parse::<f64>().is_ok()
        }
        // As PostgreSQL writes it: 2026-11-22 16:00:00.123456+00.
        AnimalSort::Updated | AnimalSort::UpdatedDown => {
            key.len() <= 40 && key.get(..19).is_some_and(|start| start.parse::<jiff::civil::DateTime>().is_ok())
        }
    }
}

fn conflict(before: &AnimalDetail, changed: Vec<(String, Value, Value)>, changed_by: Option<String>) -> SaveConflict {
    let fields = changed.into_iter().map(|(field, theirs, yours)| (field, Differing { yours, theirs })).collect();
    SaveConflict { version: before.version, fields, changed_by }
}

/// Whether a change touches what claims of parents were checked by.
fn bears_on_lineage(before: &AnimalFields, after: &AnimalFields) -> bool {
    (before.sex, before.born, before.died_on, before.taxon_id, before.origin, before.hybrid)
        != (after.sex, after.born, after.died_on, after.taxon_id, after.origin, after.hybrid)
}

/// Whether a change touches what an animal's genes are read from.
pub(crate) fn bears_on_genes(before: &AnimalFields, after: &AnimalFields) -> bool {
    (&before.genotype_text, before.sex, before.taxon_id) != (&after.genotype_text, after.sex, after.taxon_id)
}
