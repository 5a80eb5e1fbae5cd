//! What anybody sees of photographs.

use crate::{Media, Result, store};
use repti_model::{
    AnimalId,
    media::{PhotoFiles, PublicPhoto},
};
use std::collections::HashMap;

impl Media {
    /// The photographs of a public animal, in its keeper's order; of any other none.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_photos(&self, animal: AnimalId) -> Result<Vec<PublicPhoto>> {
        let photos = store::public::list(self.db.public(), animal).await?;
        Ok(photos
            .into_iter()
            .map(|photo| PublicPhoto {
                id: photo.shown.id,
                files: self.signer.public(&photo.shown),
                caption: photo.caption,
                taken_on: photo.taken_on,
                representative: photo.representative,
            })
            .collect())
    }

    /// The first photograph of each of these animals that are public and have one.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_covers(&self, animals: &[AnimalId]) -> Result<HashMap<AnimalId, PhotoFiles>> {
        if animals.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<_> = animals.iter().map(|id| id.0).collect();
        let covers = store::public::covers(self.db.public(), &ids).await?;
        Ok(covers.into_iter().map(|(animal, shown)| (animal, self.signer.public(&shown))).collect())
    }
}
