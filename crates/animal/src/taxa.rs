//! The table of taxa: read often, changed seldom, so kept in memory for a moment.

mod staff;

use crate::{AnimalError, Animals, Result, store};
use repti_db::DbError;
use repti_genetics::lineage::TaxonRules;
use repti_model::{TaxonId, registry::Taxon};
use sqlx::PgConnection;
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

/// How long another process's change may stay unseen. This process's own is seen at once.
const KEPT_FOR: Duration = Duration::from_secs(2);

/// The last reading of the table.
#[derive(Debug, Default)]
pub(crate) struct TaxaCache(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Counts the changes, so that a reading from before one isn't kept after it.
    changes: u64,
    read: Option<(Instant, Arc<[Taxon]>)>,
}

impl TaxaCache {
    fn get(&self) -> Option<Arc<[Taxon]>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.read.as_ref().filter(|(at, _)| at.elapsed() < KEPT_FOR).map(|(_, taxa)| Arc::clone(taxa))
    }

    fn changes(&self) -> u64 {
        self.0.read().unwrap_or_else(PoisonError::into_inner).changes
    }

    /// Keeps a reading that began when there had been so many changes.
    fn keep(&self, taxa: &Arc<[Taxon]>, changes: u64) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.changes == changes {
            kept.read = Some((Instant::now(), Arc::clone(taxa)));
        }
    }

    fn forget(&self) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.changes += 1;
        kept.read = None;
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
        let changes = self.taxa.changes();
        let taxa: Arc<[Taxon]> =
            store::taxon::list_taxa(connection).await?.into_iter().map(|(taxon, _)| taxon).collect();
        self.taxa.keep(&taxa, changes);
        Ok(taxa)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_from_before_a_change_is_not_kept_after_it() {
        let cache = TaxaCache::default();
        let none: Arc<[Taxon]> = Arc::from([]);
        cache.keep(&none, cache.changes());
        assert!(cache.get().is_some());
        let before = cache.changes();
        cache.forget();
        cache.keep(&none, before);
        assert!(cache.get().is_none());
    }
}
