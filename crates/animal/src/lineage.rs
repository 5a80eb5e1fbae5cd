//! Parents as evidence: claims are recorded, changed and retracted, never overwritten; each is checked before it stands.

use crate::{
    AnimalError, Animals, Result,
    checks::{claim_value, label, relative_label, side_field},
    registry::full_detail,
    store,
};
use repti_db::{Tx, figures::happened};
use repti_genetics::lineage::{Finding, both_sides_finding, check_parent, cycle_finding, cycle_through};
use repti_model::{
    Action, Actor, AnimalId, ParentLinkId, VivariumId,
    animal::{Custody, ParentSide},
    lineage::{Chance, ClaimPatch, NewParent, ParentClaim, ParentRef, RecordedParent, Shown},
    registry::{AnimalDetail, AnimalFields, AnimalKind, Differing, SaveConflict},
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{
    change::NewChange,
    link::{Link, NewLink},
    node::Node,
};

/// Candidates on one side of an animal.
const MOST_CANDIDATES: usize = 10;

impl Animals {
    /// Records a parent. Refused with messages that name the animals when it is impossible; what is only suspicious is recorded with a
    /// warning.
    ///
    /// # Errors
    /// Wrong fields, an impossible parent, or an actor who may not.
    pub async fn add_parent(&self, actor: &Actor, child: AnimalId, new: &NewParent) -> Result<RecordedParent> {
        let vivarium = actor.require(Action::EditLineage)?;
        new.validate()?;
        let mut tx = self.db.begin(actor).await?;
        // First the lock of all lineage, then rows: the same order everywhere.
        store::link::lock_lineage(&mut tx).await?;
        if !store::animal::lock_animal(&mut tx, child).await? {
            return Err(AnimalError::NotFound("animal"));
        }
        let before = store::animal::find_animal(&mut tx, child).await?.ok_or(AnimalError::NotFound("animal"))?;
        let (parent_id, node) = self.resolve(&mut tx, actor, vivarium.id, &before.fields, new).await?;
        let links = store::link::list_links(&mut tx, child).await?;

        let mut fields = before.fields.clone();
        if new.hybrid_ok && node.taxon_id.is_some_and(|taxon| taxon != fields.taxon_id) {
            fields.hybrid = true;
        }
        let subject = self.own_subject(&mut tx, &fields).await?;
        let parent = self.parent_subject(&mut tx, &node, fields.taxon_id).await?;
        let mut findings = check_parent(&subject, &parent, new.side);
        if links.iter().any(|link| link.parent_id == parent_id && link.claim.side != new.side) {
            findings.push(both_sides_finding(&subject.label, &parent.label));
        }
        if let Some(cycle) = cycle(&mut tx, child, parent_id).await? {
            findings.push(cycle);
        }
        if findings.iter().any(Finding::is_refusal) {
            return Err(AnimalError::Refused(findings));
        }
        check_candidates(&links, parent_id, new.side, new.chance, &parent.label)?;

        if fields.hybrid != before.fields.hybrid {
            let version = store::animal::update_animal(&mut tx, child, &fields).await?;
            let marked = NewChange {
                animal: child,
                version,
                field: "hybrid".to_owned(),
                old: before.fields.hybrid.into(),
                new: true.into(),
            };
            store::change::insert_changes(&mut tx, vivarium.id, Some(actor.person_id), None, &[marked]).await?;
        }
        let link = NewLink {
            vivarium: vivarium.id,
            child,
            parent: parent_id,
            side: new.side,
            basis: new.basis,
            chance: new.chance,
            note: new.note.trim(),
            by: Some(actor.person_id),
        };
        let id = store::link::insert_link(&mut tx, &link).await?;
        store::warning::set_warnings(&mut tx, id, &findings).await?;
        let detail = full_detail(&mut tx, child).await?;
        let claim =
            detail.parents.iter().find(|claim| claim.id == id).cloned().ok_or(AnimalError::NotFound("parent"))?;
        record(&mut tx, actor, &detail, &claim, None, Some(&claim)).await?;
        let warnings = detail.warnings.into_iter().filter(|warning| warning.link_id == id).collect();
        tx.commit().await?;
        happened("parent_claimed", 1);
        Ok(RecordedParent { claim, warnings })
    }

    /// Takes a claim back. It stays in the history.
    ///
    /// # Errors
    /// When no such claim stands in the actor's vivarium.
    pub async fn retract_parent(&self, actor: &Actor, id: ParentLinkId) -> Result<()> {
        actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        let (detail, claim) = lock_claim(&mut tx, id).await?;
        store::link::retract_link(&mut tx, id, actor.person_id).await?;
        record(&mut tx, actor, &detail, &claim, Some(&claim), None).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Changes a claim's basis, chance or note.
    ///
    /// # Errors
    /// Wrong fields, a conflict with another save, or no such claim in the actor's vivarium.
    pub async fn change_claim(&self, actor: &Actor, id: ParentLinkId, patch: &ClaimPatch) -> Result<ParentClaim> {
        actor.require(Action::EditLineage)?;
        patch.validate()?;
        let mut tx = self.db.begin(actor).await?;
        let (detail, claim) = lock_claim(&mut tx, id).await?;
        let wanted = ParentClaim {
            basis: patch.basis.unwrap_or(claim.basis),
            chance: patch.chance.unwrap_or(claim.chance),
            note: patch.note.as_deref().map_or_else(|| claim.note.clone(), |note| note.trim().to_owned()),
            ..claim.clone()
        };
        if wanted == claim {
            return Ok(claim);
        }
        if patch.version != claim.version {
            return Err(AnimalError::Conflict(Box::new(claim_conflict(&claim, &wanted))));
        }
        let state = store::verification::find_state(&mut tx, id).await?;
        if state.holds_the_claim() && (wanted.basis, wanted.chance) != (claim.basis, claim.chance) {
            let field = if wanted.basis == claim.basis { "chance" } else { "basis" };
            let message = format!(
                "This claim is {}, as it stands. Take it back and record it anew, or change its note only.",
                state.phrase()
            );
            return Err(AnimalError::field(field, message));
        }
        let others = detail.parents.iter().filter(|other| other.side == claim.side && other.id != id);
        check_sum(others, wanted.chance)?;
        store::link::update_link(&mut tx, id, wanted.basis, wanted.chance, &wanted.note).await?;
        record(&mut tx, actor, &detail, &claim, Some(&claim), Some(&wanted)).await?;
        tx.commit().await?;
        Ok(ParentClaim { version: claim.version + 1, ..wanted })
    }

    /// Finds or makes the animal that a new claim names.
    async fn resolve(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        vivarium: VivariumId,
        child: &AnimalFields,
        new: &NewParent,
    ) -> Result<(AnimalId, Node)> {
        let missing = || AnimalError::NotFound("animal to be the parent");
        let id = match &new.parent {
            ParentRef::Existing { id } => {
                store::animal::hold_animal(tx, *id).await?;
                *id
            }
            ParentRef::External { code, name, taxon_id, sex, born, genotype_text, breeder, visibility } => {
                let mut fields = AnimalFields {
                    code: code.clone(),
                    name: name.clone(),
                    kind: AnimalKind::External,
                    custody: Custody::External,
                    sex: sex.unwrap_or(new.side.sex()),
                    born: *born,
                    genotype_text: genotype_text.clone(),
                    breeder_of_record: breeder.clone(),
                    visibility: *visibility,
                    ..AnimalFields::of(taxon_id.unwrap_or(child.taxon_id))
                };
                fields.trim();
                fields.validate()?;
                self.insert(tx, actor, vivarium, &mut fields).await?
            }
            ParentRef::Placeholder { name, visibility } => {
                let mut fields = AnimalFields {
                    name: name.trim().to_owned(),
                    kind: AnimalKind::Placeholder,
                    custody: Custody::External,
                    sex: new.side.sex(),
                    visibility: *visibility,
                    ..AnimalFields::of(child.taxon_id)
                };
                self.insert(tx, actor, vivarium, &mut fields).await?
            }
        };
        let node = store::node::find_node(tx, id).await?.ok_or_else(missing)?;
        if node.relative.shown == Shown::Hidden { Err(missing()) } else { Ok((id, node)) }
    }

    /// Checks every claim that a change of an animal's record bears on, before it is saved. Inside the vivarium an impossible claim
    /// refuses the change; on another vivarium's claim it becomes a warning there.
    pub(crate) async fn recheck(&self, tx: &mut Tx, id: AnimalId, after: &AnimalFields) -> Result<()> {
        let mut refused = Vec::new();
        let subject = self.own_subject(tx, after).await?;
        for link in store::link::list_links(tx, id).await? {
            let Some(node) = store::node::find_node(tx, link.parent_id).await? else { continue };
            if node.relative.shown == Shown::Hidden {
                continue;
            }
            let parent = self.parent_subject(tx, &node, after.taxon_id).await?;
            let findings = check_parent(&subject, &parent, link.claim.side);
            keep(tx, link.claim.id, findings, &mut refused).await?;
        }
        for claim in store::link::list_claims_on(tx, id).await? {
            let child = AnimalFields {
                born: claim.born,
                hybrid: claim.hybrid,
                origin: claim.origin,
                ..AnimalFields::of(claim.taxon)
            };
            let mut child = self.own_subject(tx, &child).await?;
            child.label = claim.label;
            if claim.own {
                keep(tx, claim.link, check_parent(&child, &subject, claim.side), &mut refused).await?;
                continue;
            }
            // Into another vivarium goes only that something no longer fits, not what its owner keeps to themselves.
            for finding in check_parent(&child, &subject, claim.side).iter().filter(|finding| finding.is_refusal()) {
                let message = format!(
                    "The record of this {} was changed by its owner, and no longer fits {}.",
                    claim.side, child.label
                );
                store::warning::raise_warning(tx, claim.link, finding.code.as_str(), &message).await?;
            }
        }
        if refused.is_empty() { Ok(()) } else { Err(AnimalError::Refused(refused)) }
    }
}

/// Collects refusals; otherwise keeps the warnings of a claim up to date.
async fn keep(tx: &mut Tx, link: ParentLinkId, findings: Vec<Finding>, refused: &mut Vec<Finding>) -> Result<()> {
    if findings.iter().any(Finding::is_refusal) {
        refused.extend(findings.into_iter().filter(Finding::is_refusal));
        return Ok(());
    }
    store::warning::set_warnings(tx, link, &findings).await
}

/// The cycle that a parent would close, named all the way round as far as the actor may see it.
async fn cycle(tx: &mut Tx, child: AnimalId, parent: AnimalId) -> Result<Option<Finding>> {
    if child != parent && !store::link::closes_cycle(tx, child, parent).await? {
        return Ok(None);
    }
    let edges = if child == parent { Vec::new() } else { store::link::list_edges_above(tx, parent).await? };
    let Some(path) = cycle_through(&edges, child.0, parent.0) else { return Ok(None) };
    let nodes = store::node::find_nodes(tx, &path).await?;
    let names: Vec<String> = path
        .iter()
        .map(|id| nodes.get(id).map_or_else(|| "a private animal".to_owned(), |node| relative_label(&node.relative)))
        .collect();
    Ok(Some(cycle_finding(&names)))
}

fn check_candidates(links: &[Link], parent: AnimalId, side: ParentSide, chance: Chance, label: &str) -> Result<()> {
    let of_side = || links.iter().filter(move |link| link.claim.side == side);
    if of_side().any(|link| link.parent_id == parent) {
        return Err(AnimalError::Exists(format!("{label} is recorded as the {side} already.")));
    }
    if of_side().count() >= MOST_CANDIDATES {
        return Err(AnimalError::field("side", format!("At most {MOST_CANDIDATES} candidates for the {side}.")));
    }
    check_sum(of_side().map(|link| &link.claim), chance)
}

/// The chances of the candidates on a side are at most one together.
fn check_sum<'a>(others: impl Iterator<Item = &'a ParentClaim> + Clone, chance: Chance) -> Result<()> {
    if Chance::fit_together(others.clone().map(|claim| claim.chance).chain([chance])) {
        return Ok(());
    }
    if let Some(certain) = others.clone().find(|claim| claim.chance.is_certain()) {
        let named = label(&certain.parent.name, &certain.parent.code);
        let named = if named.is_empty() { "another animal".to_owned() } else { named };
        let message =
            format!("The {} is recorded as certain: {named}. Lower that chance or retract it first.", certain.side);
        return Err(AnimalError::field("chance", message));
    }
    let taken: Vec<String> = others.map(|claim| claim.chance.to_string()).collect();
    Err(AnimalError::field(
        "chance",
        format!("With {} of the other candidates this is more than 1.", taken.join(" + ")),
    ))
}

/// A standing claim of the transaction's vivarium, with its child locked.
async fn lock_claim(tx: &mut Tx, id: ParentLinkId) -> Result<(AnimalDetail, ParentClaim)> {
    let missing = || AnimalError::NotFound("parent");
    let child = store::link::find_child(tx, id).await?.ok_or_else(missing)?;
    if !store::animal::lock_animal(tx, child).await? {
        return Err(missing());
    }
    let detail = full_detail(tx, child).await?;
    let claim = detail.parents.iter().find(|claim| claim.id == id).cloned().ok_or_else(missing)?;
    Ok((detail, claim))
}

fn claim_conflict(current: &ParentClaim, wanted: &ParentClaim) -> SaveConflict {
    let pairs: [(&str, Value, Value); 3] = [
        ("basis", current.basis.as_str().into(), wanted.basis.as_str().into()),
        ("chance", current.chance.to_string().into(), wanted.chance.to_string().into()),
        ("note", current.note.as_str().into(), wanted.note.as_str().into()),
    ];
    let fields: BTreeMap<_, _> = pairs
        .into_iter()
        .filter(|(_, theirs, yours)| theirs != yours)
        .map(|(field, theirs, yours)| (field.to_owned(), Differing { yours, theirs }))
        .collect();
    SaveConflict { version: current.version, fields, changed_by: None }
}

/// Writes a claim's change into its child's history.
async fn record(
    tx: &mut Tx,
    actor: &Actor,
    child: &AnimalDetail,
    claim: &ParentClaim,
    old: Option<&ParentClaim>,
    new: Option<&ParentClaim>,
) -> Result<()> {
    let value = |claim: Option<&ParentClaim>| {
        claim.map_or(Value::Null, |claim| claim_value(&claim.parent, claim.basis.as_str(), &claim.chance.to_string()))
    };
    let change = NewChange {
        animal: child.id,
        version: child.version,
        field: side_field(claim.side).to_owned(),
        old: value(old),
        new: value(new),
    };
    store::change::insert_changes(tx, child.vivarium_id, Some(actor.person_id), None, &[change]).await
}
