//! Planned pairings: listed, planned, changed, given up and planned again. Each step stands in the history of both animals.

use crate::{
    AnimalError, Animals, Result,
    checks::label,
    store::{
        self,
        change::NewChange,
        pairing::{NewRow, PairingKey},
    },
};
use repti_db::{Cursor, Tx, figures::happened, keyset_page};
use repti_genetics::lineage::{Mate, PairingField, PairingFinding, Subject, check_pairing};
use repti_model::{
    Action, Actor, AnimalId, FieldErrors, PairingId, VivariumId,
    animal::{Custody, LifeStatus},
    page::Page,
    pairing::{
        NewPairing, Pairing, PairingEnd, PairingFields, PairingFilter, PairingPatch, PairingState, PairingWarning,
        RecordedPairing,
    },
    registry::{AnimalDetail, AnimalKind, Differing, SaveConflict},
};
use serde_json::{Value, json};

/// The longest page of the list.
const MOST_ROWS: usize = 200;
/// The history's field for a pairing.
const FIELD: &str = "pairing";

impl Animals {
    /// One page of the pairings: the latest season first, in it the newest. A cursor that isn't one of ours gives the first page.
    ///
    /// # Errors
    /// An actor who may not read.
    pub async fn pairings(
        &self,
        actor: &Actor,
        filter: &PairingFilter,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<Pairing>> {
        let vivarium = actor.require(Action::Read)?;
        let limit = limit.clamp(1, MOST_ROWS);
        let cursor = cursor.and_then(Cursor::<PairingKey>::decode);
        let mut tx = self.db.begin(actor).await?;
        let take = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let rows = store::pairing::list_pairings(&mut tx, vivarium.id, filter, cursor.as_ref(), take).await?;
        let key = |row: &Pairing| PairingKey { season: row.fields.season, id: row.id.0 };
        Ok(keyset_page(rows, limit, cursor.as_ref(), key))
    }

    /// A pairing, and what speaks against it as its animals are recorded now.
    ///
    /// # Errors
    /// When there is no such pairing in the actor's vivarium.
    pub async fn pairing(&self, actor: &Actor, id: PairingId) -> Result<RecordedPairing> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        self.read_pairing(&mut tx, id).await
    }

    /// Plans a pairing of two of the vivarium's own records.
    ///
    /// # Errors
    /// Wrong fields, two animals that can't be paired, two that are planned for this season already, or none such here.
    pub async fn plan_pairing(&self, actor: &Actor, new: &NewPairing) -> Result<RecordedPairing> {
        let vivarium = actor.require(Action::EditAnimals)?;
        let mut fields = new.fields();
        fields.trim();
        fields.validate()?;
        if new.sire == new.dam {
            return Err(AnimalError::field("dam", "Choose two different animals."));
        }
        let mut tx = self.db.begin(actor).await?;
        let two = lock_two(&mut tx, [new.sire, new.dam]).await?;
        let subjects = self.subjects(&mut tx, &two).await?;
        refuse(&findings(&two, &subjects, fields.season, new.hybrid_ok), |_| true)?;
        planned_once(&mut tx, &two, fields.season, None).await?;
        let id = PairingId::new();
        let [sire, dam] = &subjects;
        let row = NewRow {
            id,
            vivarium: vivarium.id,
            sire: new.sire,
            dam: new.dam,
            fields: &fields,
            // Marked only where it says something.
            hybrid: new.hybrid_ok && !sire.taxon.is_kind_of(&dam.taxon),
            by: actor.person_id,
        };
        store::pairing::insert_pairing(&mut tx, &row).await?;
        let recorded = self.read_pairing(&mut tx, id).await?;
        record(&mut tx, actor, vivarium.id, &two, None, &recorded.pairing).await?;
        tx.commit().await?;
        happened("pairing_planned", 1);
        Ok(recorded)
    }

    /// Changes season, date, wish or note, from the patch's version. A save that would change nothing succeeds whatever its version.
    ///
    /// # Errors
    /// Wrong fields, a conflict with both values of each field that differs, or a pairing that was given up.
    pub async fn change_pairing(&self, actor: &Actor, id: PairingId, patch: &PairingPatch) -> Result<RecordedPairing> {
        let vivarium = actor.require(Action::EditAnimals)?;
        let mut tx = self.db.begin(actor).await?;
        let (before, two) = lock_pairing(&mut tx, id).await?;
        let mut after = patch.applied_to(&before.fields);
        after.trim();
        after.validate()?;
        let changed = before.fields.differing(&after);
        if changed.is_empty() {
            return self.read_pairing(&mut tx, id).await;
        }
        if before.state == PairingState::Cancelled {
            return Err(AnimalError::Changed(
                "This pairing was cancelled. Plan it again before you change it.".to_owned(),
            ));
        }
        if before.version != patch.version {
            return Err(AnimalError::PairingChanged(Box::new(conflict(&before, changed))));
        }
        if after.season != before.fields.season {
            let subjects = self.subjects(&mut tx, &two).await?;
            let found = findings(&two, &subjects, after.season, before.hybrid);
            // Whatever else has come to the animals since is said on the page; it doesn't keep a plan from being moved.
            refuse(&found, |one| one.field == PairingField::Season)?;
            planned_once(&mut tx, &two, after.season, Some(id)).await?;
        }
        store::pairing::update_pairing(&mut tx, id, &after, actor.person_id).await?;
        let recorded = self.read_pairing(&mut tx, id).await?;
        record(&mut tx, actor, vivarium.id, &two, Some(&before), &recorded.pairing).await?;
        tx.commit().await?;
        Ok(recorded)
    }

    /// Gives a pairing up. It stays on record with the reason, and can be planned again. One that was given up is left as it is.
    ///
    /// # Errors
    /// No reason, or no such pairing in the actor's vivarium.
    pub async fn cancel_pairing(&self, actor: &Actor, id: PairingId, end: &PairingEnd) -> Result<RecordedPairing> {
        let vivarium = actor.require(Action::EditAnimals)?;
        end.validate()?;
        let mut tx = self.db.begin(actor).await?;
        let (before, two) = lock_pairing(&mut tx, id).await?;
        if before.state == PairingState::Planned {
            store::pairing::cancel_pairing(&mut tx, id, end.reason.trim(), actor.person_id).await?;
        }
        self.done(tx, actor, vivarium.id, &two, &before).await
    }

    /// Plans a pairing again that was given up. One that is planned is left as it is.
    ///
    /// # Errors
    /// Two animals that can't be paired any more, two that are planned anew since, or no such pairing in the actor's vivarium.
    pub async fn restore_pairing(&self, actor: &Actor, id: PairingId) -> Result<RecordedPairing> {
        let vivarium = actor.require(Action::EditAnimals)?;
        let mut tx = self.db.begin(actor).await?;
        let (before, two) = lock_pairing(&mut tx, id).await?;
        if before.state == PairingState::Cancelled {
            let subjects = self.subjects(&mut tx, &two).await?;
            refuse(&findings(&two, &subjects, before.fields.season, before.hybrid), |_| true)?;
            planned_once(&mut tx, &two, before.fields.season, Some(id)).await?;
            store::pairing::restore_pairing(&mut tx, id, actor.person_id).await?;
        }
        self.done(tx, actor, vivarium.id, &two, &before).await
    }

    /// Writes a step of the plan's down, if it was one, and ends the transaction.
    async fn done(
        &self,
        mut tx: Tx,
        actor: &Actor,
        vivarium: VivariumId,
        two: &[AnimalDetail; 2],
        before: &Pairing,
    ) -> Result<RecordedPairing> {
        let recorded = self.read_pairing(&mut tx, before.id).await?;
        if recorded.pairing.state != before.state {
            record(&mut tx, actor, vivarium, two, Some(before), &recorded.pairing).await?;
            tx.commit().await?;
        }
        Ok(recorded)
    }

    async fn read_pairing(&self, tx: &mut Tx, id: PairingId) -> Result<RecordedPairing> {
        let pairing = store::pairing::find_pairing(tx, id).await?.ok_or(AnimalError::NotFound("pairing"))?;
        let mut warnings = Vec::new();
        if pairing.state == PairingState::Planned {
            let two = [of_record(tx, pairing.sire.id).await?, of_record(tx, pairing.dam.id).await?];
            let subjects = self.subjects(tx, &two).await?;
            let found = findings(&two, &subjects, pairing.fields.season, pairing.hybrid);
            warnings = found
                .into_iter()
                .map(|one| PairingWarning { code: one.code.as_str().to_owned(), message: one.message })
                .collect();
        }
        Ok(RecordedPairing { pairing, warnings })
    }

    async fn subjects(&self, tx: &mut Tx, [sire, dam]: &[AnimalDetail; 2]) -> Result<[Subject; 2]> {
        Ok([self.own_subject(tx, &sire.fields).await?, self.own_subject(tx, &dam.fields).await?])
    }
}

fn findings(
    [sire, dam]: &[AnimalDetail; 2],
    [one, other]: &[Subject; 2],
    season: i32,
    hybrid_ok: bool,
) -> Vec<PairingFinding> {
    check_pairing(mate(sire, one), mate(dam, other), season, hybrid_ok)
}

fn mate<'a>(animal: &AnimalDetail, subject: &'a Subject) -> Mate<'a> {
    Mate {
        subject,
        deceased: animal.fields.life_status == LifeStatus::Deceased,
        archived: animal.archived_at.is_some(),
        placeholder: animal.fields.kind == AnimalKind::Placeholder,
        gone: animal.fields.custody == Custody::TransferredOut,
    }
}

/// The refusals among the findings that count, by field.
fn refuse(findings: &[PairingFinding], counts: impl Fn(&PairingFinding) -> bool) -> Result<()> {
    let mut errors = FieldErrors::new();
    for finding in findings.iter().filter(|finding| finding.is_refusal() && counts(finding)) {
        errors.push(finding.field.as_str(), finding.message.as_str());
    }
    Ok(errors.into_result()?)
}

/// Refuses a second plan of the same two for a season. Whoever asks holds both animals, so nobody plans them meanwhile.
async fn planned_once(
    tx: &mut Tx,
    [sire, dam]: &[AnimalDetail; 2],
    season: i32,
    except: Option<PairingId>,
) -> Result<()> {
    match store::pairing::find_same(tx, [sire.id, dam.id], season, except).await? {
        None => Ok(()),
        Some(id) => {
            let said = format!("{} and {} are planned for {season} already.", sire.label(), dam.label());
            Err(AnimalError::PairingPlanned(id, said))
        }
    }
}

/// Both animals, kept from other writers; the lesser id first, so that no two writers of pairings wait for each other.
async fn lock_two(tx: &mut Tx, [sire, dam]: [AnimalId; 2]) -> Result<[AnimalDetail; 2]> {
    for id in [sire.min(dam), sire.max(dam)] {
        if !store::animal::lock_animal(tx, id).await? {
            return Err(AnimalError::NotFound("animal"));
        }
    }
    Ok([of_record(tx, Some(sire)).await?, of_record(tx, Some(dam)).await?])
}

/// The pairing with its animals, all kept from other writers; as the last one left it.
async fn lock_pairing(tx: &mut Tx, id: PairingId) -> Result<(Pairing, [AnimalDetail; 2])> {
    let missing = || AnimalError::NotFound("pairing");
    let found = store::pairing::find_pairing(tx, id).await?.ok_or_else(missing)?;
    let (Some(sire), Some(dam)) = (found.sire.id, found.dam.id) else { return Err(missing()) };
    let two = lock_two(tx, [sire, dam]).await?;
    if !store::pairing::lock_pairing(tx, id).await? {
        return Err(missing());
    }
    let pairing = store::pairing::find_pairing(tx, id).await?.ok_or_else(missing)?;
    Ok((pairing, two))
}

async fn of_record(tx: &mut Tx, id: Option<AnimalId>) -> Result<AnimalDetail> {
    let missing = || AnimalError::NotFound("animal");
    store::animal::find_animal(tx, id.ok_or_else(missing)?).await?.ok_or_else(missing)
}

fn conflict(before: &Pairing, changed: Vec<(String, Value, Value)>) -> SaveConflict {
    let fields = changed.into_iter().map(|(field, theirs, yours)| (field, Differing { yours, theirs })).collect();
    SaveConflict { version: before.version, fields, changed_by: before.updated_by.clone() }
}

/// Writes a step into the history of both animals.
async fn record(
    tx: &mut Tx,
    actor: &Actor,
    vivarium: VivariumId,
    two: &[AnimalDetail; 2],
    old: Option<&Pairing>,
    new: &Pairing,
) -> Result<()> {
    let [sire, dam] = two;
    let title =
        format!("{} × {}", label(&sire.fields.name, &sire.fields.code), label(&dam.fields.name, &dam.fields.code));
    let value = |pairing: &Pairing| {
        let PairingFields { season, planned, wish, note } = &pairing.fields;
        json!({
            "pairing": title,
            "id": pairing.id,
            "season": season,
            "planned": planned,
            "wish": wish,
            "note": note,
            "state": pairing.state,
            "reason": pairing.cancel_reason,
        })
    };
    let (old, new) = (old.map_or(Value::Null, value), value(new));
    let changes = two.each_ref().map(|animal| NewChange {
        animal: animal.id,
        version: animal.version,
        field: FIELD.to_owned(),
        old: old.clone(),
        new: new.clone(),
    });
    store::change::insert_changes(tx, vivarium, Some(actor.person_id), None, &changes).await
}
