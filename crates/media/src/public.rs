//! What anybody sees of photographs.

use crate::{Media, Result, store};
use repti_model::{
    AnimalId,
    media::{MediaKind, PhotoFiles, PublicPhoto},
};
use std::collections::HashMap;

impl Media {
    /// The photographs of a public animal, in its keeper's order; of any other none.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_photos(&self, animal: AnimalId) -> Result<Vec<PublicPhoto>> {
        let photos = store::public::list(self.db.public(), animal).await?;
        let ids: Vec<_> = photos.iter().map(|photo| photo.shown.id.0).collect();
        let played =
            if ids.is_empty() { HashMap::new() } else { store::video::list_public(self.db.public(), &ids).await? };
        Ok(photos
            .into_iter()
            .map(|photo| {
                let files = self.signer.public(&photo.shown);
                let video = played.get(&photo.shown.id);
                let video = video.map(|played| played.told(files.named(&format!("video.{}", played.ending))));
                PublicPhoto {
                    id: photo.shown.id,
                    kind: if video.is_some() { MediaKind::Video } else { MediaKind::Photo },
                    files,
                    video,
                    caption: photo.caption,
                    taken_on: photo.taken_on,
                    representative: photo.representative,
                }
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
