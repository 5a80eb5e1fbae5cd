//! What people do with the photographs of their animals.

use crate::{Media, MediaError, PhotoJob, Result, store};
use jiff::Timestamp;
use repti_db::{NewJob, enqueue};
use repti_model::{
    Action, Actor, AnimalId, ErrorCode, PhotoId, Problem,
    media::{Cover, Covers, OwnPhoto, PhotoForm, PhotoState},
};

impl Media {
    /// The photographs of an own animal in their order, then those that were removed and can be brought back.
    ///
    /// # Errors
    /// When the actor may not read. Another vivarium's animal has none.
    pub async fn photos_of(&self, actor: &Actor, animal: AnimalId) -> Result<Vec<OwnPhoto>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        let mut photos = store::photo::list(&mut tx, animal, &self.signer).await?;
        let ids: Vec<_> = photos.iter().map(|photo| photo.id.0).collect();
        let mut alike = store::likeness::list_alike(&mut tx, &ids).await?;
        for photo in &mut photos {
            photo.alike = alike.remove(&photo.id);
        }
        Ok(photos)
    }

    /// The first photograph of each of these animals that has one and that the actor may see: own ones, and public ones of others. One question.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn covers(&self, actor: &Actor, animals: &[AnimalId]) -> Result<Covers> {
        actor.require(Action::Read)?;
        if animals.is_empty() {
            return Ok(Covers::default());
        }
        let ids: Vec<_> = animals.iter().map(|id| id.0).collect();
        let mut tx = self.db.begin(actor).await?;
        let found = store::photo::list_covers(&mut tx, &ids).await?;
        let now = Timestamp::now();
        let covers = found.into_iter().map(|(animal, shown, public)| {
            let files = if public { self.signer.public(&shown) } else { self.signer.private(&shown, now) };
            Cover::of(animal, files)
        });
        Ok(Covers(covers.collect()))
    }

    /// One photograph.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's.
    pub async fn photo(&self, actor: &Actor, id: PhotoId) -> Result<OwnPhoto> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        let mut photo = store::photo::find(&mut tx, id, &self.signer).await?.ok_or(MediaError::NotFound("photo"))?;
        photo.alike = store::likeness::list_alike(&mut tx, &[id.0]).await?.remove(&id);
        Ok(photo)
    }

    /// Where the file as it was sent can be fetched, for ten minutes. It may tell where it was taken, so only those who edit get it.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that hasn't arrived.
    pub async fn original_address(&self, actor: &Actor, id: PhotoId) -> Result<String> {
        actor.require(Action::EditAnimals)?;
        let photo = self.photo(actor, id).await?;
        if photo.state == PhotoState::Uploading {
            return Err(MediaError::NotFound("photo"));
        }
        Ok(self.signer.original(id, Timestamp::now()))
    }

    /// Writes what is said of a photograph, against the version that was read.
    ///
    /// # Errors
    /// Field errors; `NotFound` for another vivarium's; `Conflict` with what stands there now.
    pub async fn edit_photo(&self, actor: &Actor, id: PhotoId, version: i32, form: &PhotoForm) -> Result<OwnPhoto> {
        actor.require(Action::EditAnimals)?;
        form.validate(Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())?;
        let mut tx = self.db.begin(actor).await?;
        let written = store::change::update(&mut tx, id, version, form).await?;
        let now = store::photo::find(&mut tx, id, &self.signer).await?.ok_or(MediaError::NotFound("photo"))?;
        if !written {
            let detail = "Somebody else changed this photo in the meantime. Compare, then save again.";
            let current = serde_json::to_value(&now).ok();
            return Err(Problem { current, ..Problem::new(ErrorCode::Conflict, detail) }.into());
        }
        tx.commit().await?;
        Ok(now)
    }

    /// Takes a photograph from its animal. It can be brought back for [`KEPT_DAYS`](repti_model::media::KEPT_DAYS); its public address ends at once.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that is gone already.
    pub async fn archive_photo(&self, actor: &Actor, id: PhotoId) -> Result<()> {
        actor.require(Action::EditAnimals)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::change::archive(&mut tx, id, actor.person_id).await? {
            return Err(MediaError::NotFound("photo"));
        }
        Ok(tx.commit().await?)
    }

    /// Brings a photograph back that was removed. One that was removed before it was prepared is prepared now.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that wasn't removed; `Conflict` where the same photo was sent again.
    pub async fn restore_photo(&self, actor: &Actor, id: PhotoId) -> Result<OwnPhoto> {
        let vivarium = actor.require(Action::EditAnimals)?.id;
        let mut tx = self.db.begin(actor).await?;
        if !store::change::restore(&mut tx, id).await? {
            return Err(MediaError::NotFound("photo"));
        }
        let photo = store::photo::find(&mut tx, id, &self.signer).await?.ok_or(MediaError::NotFound("photo"))?;
        if photo.state == PhotoState::Processing {
            let job = PhotoJob { vivarium, photo: id };
            enqueue(&mut tx, &job, NewJob { key: Some(job.key()), run_at: None }).await?;
        }
        tx.commit().await?;
        Ok(photo)
    }

    /// Has a photograph prepared again: one that failed by no fault of its own, or that nobody has heard of for a minute.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and where there is nothing to try again.
    pub async fn retry_photo(&self, actor: &Actor, id: PhotoId) -> Result<OwnPhoto> {
        let vivarium = actor.require(Action::EditAnimals)?.id;
        let mut tx = self.db.begin(actor).await?;
        if !store::change::again(&mut tx, id).await? {
            return Err(MediaError::NotFound("photo to prepare again"));
        }
        let job = PhotoJob { vivarium, photo: id };
        job.queue_again(&mut tx).await?;
        let photo = store::photo::find(&mut tx, id, &self.signer).await?.ok_or(MediaError::NotFound("photo"))?;
        tx.commit().await?;
        Ok(photo)
    }
}
