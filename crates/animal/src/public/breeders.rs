//! Breeders in public.

use super::{MOST_CARDS, as_i64, check_q};
use crate::{AnimalError, Animals, Result, store, words};
use repti_db::{Cursor, keyset_page};
use repti_model::{
    page::Page,
    public::{BreederCard, PublicBreeder, PublicCard},
};
use uuid::Uuid;

impl Animals {
    /// A listed breeder by slug.
    ///
    /// # Errors
    /// When there is none, or it is unlisted or suspended.
    pub async fn public_breeder(&self, slug: &str) -> Result<PublicBreeder> {
        let known =
            !slug.is_empty() && slug.len() <= 40 && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let found = if known { store::public::find_breeder(self.db.public(), slug).await? } else { None };
        let mut breeder = found.ok_or(AnimalError::NotFound("breeder"))?;
        let taxa = self.taxa().await?;
        self.index.refresh(self.db.public()).await?;
        breeder.taxa = self.index.kept_by(breeder.id.0, &taxa);
        breeder.card.animals = breeder.taxa.iter().map(|taxon| i64::from(taxon.count)).sum();
        Ok(breeder)
    }

    /// A listed breeder's public animals, newest first.
    ///
    /// # Errors
    /// When there is no such breeder.
    pub async fn public_breeder_animals(
        &self,
        slug: &str,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page<PublicCard>> {
        let breeder = self.public_breeder(slug).await?;
        let limit = limit.clamp(1, MOST_CARDS);
        let cursor = cursor.and_then(Cursor::<Uuid>::decode);
        let (older, newer) = match &cursor {
            Some(Cursor::After(id)) => (Some(*id), None),
            Some(Cursor::Before(id)) => (None, Some(*id)),
            None => (None, None),
        };
        let rows =
            store::public::list_of_breeder(self.db.public(), breeder.id, older, newer, as_i64(limit + 1)).await?;
        Ok(keyset_page(rows, limit, cursor.as_ref(), |card| card.id.0))
    }

    /// Listed breeders by name whose name or place holds all the words; what looks alike when none does. Pages run forwards.
    ///
    /// # Errors
    /// Wrong fields, or the database doesn't answer.
    pub async fn public_breeders(&self, q: &str, cursor: Option<&str>, limit: usize) -> Result<Page<BreederCard>> {
        check_q(q)?;
        let limit = limit.clamp(1, MOST_CARDS);
        let words = words::words(q);
        let key = match cursor.and_then(Cursor::<(String, String)>::decode) {
            Some(Cursor::After(key)) if !key.0.contains('\0') && !key.1.contains('\0') => Some(key),
            _ => None,
        };
        let after = key.as_ref().map(|(name, slug)| (name.as_str(), slug.as_str()));
        let take = as_i64(limit + 1);
        let mut rows = store::public::list_breeders(self.db.public(), &words, false, after, take).await?;
        if rows.is_empty() && after.is_none() && !words.is_empty() {
            rows = store::public::list_breeders(self.db.public(), &words, true, None, as_i64(limit)).await?;
        }
        let page = keyset_page(rows, limit, None::<&Cursor<(String, String)>>, |(_, card)| {
            (card.name.clone(), card.slug.clone())
        });
        let taxa = self.taxa().await?;
        self.index.refresh(self.db.public()).await?;
        let items = page.items.into_iter().map(|(id, card)| {
            let animals = self.index.kept_by(id, &taxa).iter().map(|taxon| i64::from(taxon.count)).sum();
            BreederCard { animals, ..card }
        });
        Ok(Page { items: items.collect(), next: page.next, previous: page.previous })
    }
}
