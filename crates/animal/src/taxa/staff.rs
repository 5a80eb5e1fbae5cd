//! What staff do with taxa: see how much hangs on each, add one, change one. Each change is in the audit log.

use crate::{AnimalError, Animals, Result, import::values::taxon::fold, store};
use repti_core::audit::{self, AuditEntry};
use repti_db::{Scope, Tx};
use repti_model::{
    Actor, Problem, StaffRole, TaxonId,
    registry::{Differing, NewTaxon, SaveConflict, StaffTaxon, Taxon, TaxonFields},
};
use serde_json::{Map, Value, json};

impl Animals {
    /// Every taxon, by common name, with how many animals hang on it.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_taxa(&self, actor: &Actor) -> Result<Vec<StaffTaxon>> {
        let mut tx = self.begin_staff(actor, StaffRole::Support).await?;
        let counts = store::taxon::count_animals(&mut tx).await?;
        let taxa = store::taxon::list_taxa(&mut tx).await?;
        let counted = |(taxon, version): (Taxon, i32)| {
            let animals = counts.get(&taxon.id).copied().unwrap_or_default();
            StaffTaxon { taxon, version, animals }
        };
        Ok(taxa.into_iter().map(counted).collect())
    }

    /// Adds a taxon.
    ///
    /// # Errors
    /// Wrong fields, a name that is taken; unless the actor is administrator.
    pub async fn add_taxon(&self, actor: &Actor, new: &NewTaxon) -> Result<Taxon> {
        let mut new = new.clone();
        new.trim();
        let mut tx = self.begin_staff(actor, StaffRole::Administrator).await?;
        new.validate()?;
        let taxa = store::taxon::list_taxa(&mut tx).await?;
        check_parent(&taxa, None, &new)?;
        check_names(&taxa, None, &new)?;
        let id = store::taxon::insert_taxon(&mut tx, &new).await?;
        let entry = AuditEntry::by(actor, "taxon.added").about("taxon", id.0).with("slug", new.slug());
        audit::record(&mut tx, entry).await.map_err(Problem::from)?;
        tx.commit().await?;
        self.taxa.forget();
        self.taxon(id).await
    }

    /// Changes a taxon from the version that its form was filled from. When somebody saved in between, nothing is written and the problem
    /// carries both values of each field that differs. Recorded claims of parents stand as they were checked.
    ///
    /// # Errors
    /// Wrong fields, a name that is taken, a conflict, no such taxon; unless the actor is administrator.
    pub async fn change_taxon(&self, actor: &Actor, id: TaxonId, version: i32, fields: &TaxonFields) -> Result<Taxon> {
        let mut fields = fields.clone();
        fields.trim();
        let mut tx = self.begin_staff(actor, StaffRole::Administrator).await?;
        store::taxon::lock_taxa(&mut tx).await?;
        let taxa = store::taxon::list_taxa(&mut tx).await?;
        let (before, stored) = taxa.iter().find(|(taxon, _)| taxon.id == id).ok_or(AnimalError::NotFound("taxon"))?;
        fields.validate()?;
        check_parent(&taxa, Some(id), &fields)?;
        check_names(&taxa, Some(id), &fields)?;
        let changed = before.fields().differing(&fields);
        if changed.is_empty() {
            return Ok(before.clone());
        }
        if *stored != version {
            let fields =
                changed.into_iter().map(|(field, theirs, yours)| (field, Differing { yours, theirs })).collect();
            return Err(AnimalError::TaxonChanged(Box::new(SaveConflict {
                version: *stored,
                fields,
                changed_by: None,
            })));
        }
        store::taxon::update_taxon(&mut tx, id, &fields).await?;
        let changes: Map<String, Value> =
            changed.into_iter().map(|(field, from, to)| (field, json!({ "from": from, "to": to }))).collect();
        let entry = AuditEntry::by(actor, "taxon.changed").about("taxon", id.0).with("changes", changes);
        audit::record(&mut tx, entry).await.map_err(Problem::from)?;
        tx.commit().await?;
        self.taxa.forget();
        self.taxon(id).await
    }

    async fn begin_staff(&self, actor: &Actor, least: StaffRole) -> Result<Tx> {
        actor.require_staff(least)?;
        Ok(self.db.begin(Scope::Staff(actor.person_id)).await?)
    }
}

/// The taxon above must be there, and not below this one: what asks for all taxa above one would never end.
fn check_parent(taxa: &[(Taxon, i32)], id: Option<TaxonId>, fields: &TaxonFields) -> Result<()> {
    let above = |id: TaxonId| taxa.iter().find(|(taxon, _)| taxon.id == id).map(|(taxon, _)| taxon);
    let Some(parent) = fields.parent_id else { return Ok(()) };
    let mut next = Some(above(parent).ok_or_else(|| AnimalError::field("parent_id", "Choose a taxon from the list."))?);
    for _ in taxa {
        let Some(taxon) = next else { return Ok(()) };
        if Some(taxon.id) == id {
            return Err(AnimalError::field("parent_id", "A taxon can't stand above itself, nor below one of its own."));
        }
        next = taxon.parent_id.and_then(above);
    }
    Ok(())
}

/// An import knows a taxon by any of its names, so a name that two have would be neither's. Compared as imports read them.
fn check_names(taxa: &[(Taxon, i32)], id: Option<TaxonId>, fields: &TaxonFields) -> Result<()> {
    let taken = |name: &str| {
        let name = fold(name);
        let has = |taxon: &Taxon| {
            [&taxon.common_name, &taxon.plural_name, &taxon.scientific_name]
                .into_iter()
                .chain(&taxon.aliases)
                .any(|known| fold(known) == name)
        };
        taxa.iter().map(|(taxon, _)| taxon).find(|taxon| Some(taxon.id) != id && has(taxon))
    };
    let names = [
        ("common_name", &fields.common_name),
        ("plural_name", &fields.plural_name),
        ("scientific_name", &fields.scientific_name),
    ];
    let aliases = fields.aliases.iter().map(|alias| ("aliases", alias));
    for (field, name) in names.into_iter().chain(aliases) {
        if let Some(other) = taken(name) {
            let message = format!("“{name}” is a name of {} already.", other.common_name);
            return Err(AnimalError::field(field, message));
        }
    }
    Ok(())
}
