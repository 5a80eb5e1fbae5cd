//! The table of taxa: read often, changed seldom, so kept for a minute.

use crate::{AnimalError, Animals, Result, store};
use repti_core::audit::{self, AuditEntry};
use repti_db::{DbError, Scope};
use repti_genetics::lineage::TaxonRules;
use repti_model::{
    Actor, Problem, StaffRole, TaxonId,
    registry::{NewTaxon, Taxon},
};
use sqlx::PgConnection;
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

/// How long another process's addition may stay unseen.
const KEPT_FOR: Duration = Duration::from_secs(60);

/// The last reading of the table.
#[derive(Debug, Default)]
pub(crate) struct TaxaCache(RwLock<Option<(Instant, Arc<[Taxon]>)>>);

impl TaxaCache {
    fn get(&self) -> Option<Arc<[Taxon]>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(at, _)| at.elapsed() < KEPT_FOR).map(|(_, taxa)| Arc::clone(taxa))
    }

    fn set(&self, taxa: Option<&Arc<[Taxon]>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = taxa.map(|taxa| (Instant::now(), Arc::clone(taxa)));
    }
}

impl Animals {
    /// Every taxon, by common name.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn taxa(&self) -> Result<Arc<[Taxon]>> {
        if let Some(taxa) = self.taxa.get() {
            return Ok(taxa);
        }
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        self.read_taxa(&mut connection).await
    }

    /// One taxon, or a message for the field `taxon_id`.
    ///
    /// # Errors
    /// When there is no such taxon.
    pub async fn taxon(&self, id: TaxonId) -> Result<Taxon> {
        if let Some(taxon) = find(self.taxa.get(), id) {
            return Ok(taxon);
        }
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        self.taxon_in(&mut connection, id).await
    }

    /// The same within a transaction. It reads over the transaction's own connection: whoever holds one and waits for a second
    /// starves the pool.
    pub(crate) async fn taxon_in(&self, connection: &mut PgConnection, id: TaxonId) -> Result<Taxon> {
        if let Some(taxon) = find(self.taxa.get(), id) {
            return Ok(taxon);
        }
        // Another process may have added it a moment ago.
        let taxa = self.read_taxa(connection).await?;
        find(Some(taxa), id).ok_or_else(|| AnimalError::field("taxon_id", "Choose a taxon from the list."))
    }

    async fn read_taxa(&self, connection: &mut PgConnection) -> Result<Arc<[Taxon]>> {
        let taxa: Arc<[Taxon]> = store::taxon::list_taxa(connection).await?.into();
        self.taxa.set(Some(&taxa));
        Ok(taxa)
    }

    /// Adds a taxon. Administrators only.
    ///
    /// # Errors
    /// Wrong fields, a name that is taken, or another role.
    pub async fn add_taxon(&self, actor: &Actor, new: &NewTaxon) -> Result<Taxon> {
        actor.require_staff(StaffRole::Administrator)?;
        new.validate()?;
        if let Some(parent) = new.parent_id
            && self.taxon(parent).await.is_err()
        {
            return Err(AnimalError::field("parent_id", "Choose a taxon from the list."));
        }
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let id = store::taxon::insert_taxon(&mut tx, new).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "taxon.add").about("taxon", id.0)).await.map_err(Problem::from)?;
        tx.commit().await?;
        self.taxa.set(None);
        self.taxon(id).await
    }

    /// What a taxon says about parents.
    pub(crate) async fn rules(&self, connection: &mut PgConnection, id: TaxonId) -> Result<TaxonRules> {
        let taxon = self.taxon_in(connection, id).await?;
        let mut above = Vec::new();
        let mut next = taxon.parent_id;
        while let Some(parent) = next.filter(|parent| !above.contains(parent)) {
            above.push(parent);
            next = self.taxon_in(connection, parent).await?.parent_id;
        }
        Ok(TaxonRules {
            id,
            name: taxon.common_name,
            above,
            min_breeding_days_male: taxon.min_breeding_days_male,
            min_breeding_days_female: taxon.min_breeding_days_female,
        })
    }
}

fn find(taxa: Option<Arc<[Taxon]>>, id: TaxonId) -> Option<Taxon> {
    taxa?.iter().find(|taxon| taxon.id == id).cloned()
}
