//! Photographs beside animals: two contexts that know nothing of each other.

use crate::Domain;
use repti_media::Result;
use repti_model::public::PublicCard;

impl Domain {
    /// Puts its first photograph on each card, in one question.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn show_covers<'a>(&self, cards: impl IntoIterator<Item = &'a mut PublicCard>) -> Result<()> {
        let cards: Vec<_> = cards.into_iter().collect();
        let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
        let covers = self.media.public_covers(&ids).await?;
        for card in cards {
            // An animal may stand on a page twice.
            card.photo = covers.get(&card.id).cloned();
        }
        Ok(())
    }
}
