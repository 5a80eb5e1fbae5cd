//! What anybody may read: animals, their pedigrees, breeders, and the search over all of them.

mod breeders;
mod columns;
mod genes;
mod index;
mod order;
mod vocabulary;

pub(crate) use index::PublicIndex;

use crate::{AnimalError, Animals, Result, kin, store, tree};
use index::{Found, Wanted};
use repti_db::DbError;
use repti_model::{
    AnimalId, FieldErrors,
    lineage::{Descendant, Sibling},
    pedigree::PedigreeNode,
    public::{PublicAnimal, PublicCard, PublicQuery, PublicResults, SitemapEntry},
};

/// The longest page of a public list.
const MOST_CARDS: usize = 60;
/// Animals in one part of the sitemap.
const SITEMAP_PART: i64 = 10_000;

impl Animals {
    /// A public animal.
    ///
    /// # Errors
    /// When there is none with this id that the public may see.
    pub async fn public_animal(&self, id: AnimalId) -> Result<PublicAnimal> {
        store::public::find_animal(self.db.public(), id).await?.ok_or(AnimalError::NotFound("animal"))
    }

    /// The pedigree of a public animal, each ancestor as far as its owner shows it.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_pedigree(&self, id: AnimalId, generations: u8) -> Result<PedigreeNode> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        tree::read_pedigree(&mut connection, id, generations).await
    }

    /// The first public children of a public animal; none of one that isn't public.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_offspring(&self, id: AnimalId, limit: usize) -> Result<Vec<Descendant>> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        kin::read_offspring(&mut connection, id, limit).await
    }

    /// Public siblings of a public animal.
    ///
    /// # Errors
    /// When the animal isn't public.
    pub async fn public_siblings(&self, id: AnimalId) -> Result<Vec<Sibling>> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        kin::read_siblings(&mut connection, id).await
    }

    /// The newest public animals.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_recent(&self, limit: usize) -> Result<Vec<PublicCard>> {
        store::public::list_recent(self.db.public(), as_i64(limit.clamp(1, MOST_CARDS))).await
    }

    /// Searches public animals, with exact counts. Totals and facets come from the index in memory, at most a second old;
    /// the cards come from the database, so nothing shows that was made private meanwhile.
    ///
    /// # Errors
    /// Wrong fields, or the database doesn't answer.
    pub async fn public_search(
        &self,
        query: &PublicQuery,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<PublicResults> {
        query.validate()?;
        let limit = limit.clamp(1, MOST_CARDS);
        let taxa = self.taxa().await?;
        let wanted = Wanted::new(query, &taxa);
        self.index.refresh(self.db.public()).await?;
        let Found { ids, next, previous, total, facets, instead } = self.index.search(&wanted, cursor, limit, &taxa);
        let mut items =
            if ids.is_empty() { Vec::new() } else { store::public::find_cards(self.db.public(), &ids).await? };
        items.sort_by_key(|card| ids.iter().position(|id| *id == card.id.0));
        Ok(PublicResults { items, next, previous, total, facets, instead })
    }

    /// Reads the search index now instead of at the first search. Gives how many animals it holds.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn warm_public_index(&self) -> Result<usize> {
        self.index.refresh(self.db.public()).await?;
        Ok(self.index.len())
    }

    /// Where each part of the sitemap begins: the first at `None`, each next after the last animal of the one before.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sitemap_parts(&self) -> Result<Vec<Option<AnimalId>>> {
        let bounds = store::public::list_sitemap_bounds(self.db.public(), SITEMAP_PART).await?;
        Ok([None].into_iter().chain(bounds.into_iter().map(|id| Some(AnimalId(id)))).collect())
    }

    /// One part of the sitemap.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sitemap(&self, after: Option<AnimalId>) -> Result<Vec<SitemapEntry>> {
        store::public::list_sitemap(self.db.public(), after.map(|id| id.0), SITEMAP_PART).await
    }

    /// Listed breeders for the sitemap, with when each profile changed.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn sitemap_breeders(&self) -> Result<Vec<(String, jiff::Timestamp)>> {
        store::public::list_breeder_slugs(self.db.public()).await
    }
}

fn as_i64(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Words of a public search that PostgreSQL could not take.
fn check_q(q: &str) -> std::result::Result<(), FieldErrors> {
    PublicQuery { q: q.to_owned(), ..PublicQuery::default() }.validate()
}
