//! Sending a photograph: begun, its parts put where its addresses say, and finished. Each step may be asked for twice.

use crate::{Media, MediaError, PhotoJob, Result, address, keys, room::room_of, store};
use bytes::Bytes;
use jiff::Timestamp;
use repti_db::{NewJob, Tx, enqueue, figures::happened};
use repti_model::{
    Action, Actor, AnimalId, PhotoId, VivariumId,
    media::{MOST_PHOTOS, NewUpload, OwnPhoto, PhotoUpload, UploadPart},
};
use repti_storage::{Part, StorageError, UploadRef};
use store::upload::{New, Open};

/// What a file is called until it has been looked at.
const UNKNOWN: &str = "application/octet-stream";

impl Media {
    /// Begins to send a photograph of an own animal.
    ///
    /// # Errors
    /// A file that is too large, too many photographs, no room, or no such animal for the actor.
    pub async fn begin_upload(&self, actor: &Actor, animal: AnimalId, new: &NewUpload) -> Result<PhotoUpload> {
        let vivarium = actor.require(Action::EditAnimals)?.id;
        new.validate()?;
        let id = PhotoId::new();
        let mut tx = self.db.begin(actor).await?;
        admit(&mut tx, vivarium, animal, new.size).await?;
        // What comes to nothing from here on is swept away with other uploads that nobody goes on with.
        let upload = self.objects.begin(&keys::original(id)?, UNKNOWN).await?;
        let row =
            New { id, vivarium, animal, name: &new.plain_name(), size: new.size, upload: &upload, by: actor.person_id };
        store::upload::insert(&mut tx, &row).await?;
        let open = Open { upload, size: new.size };
        let told = self.upload_of(vivarium, id, &open, &[]).await?;
        tx.commit().await?;
        Ok(told)
    }

    /// Takes a whole photograph in that came through a form, as if it had been begun, put and finished.
    ///
    /// # Errors
    /// As for beginning and finishing. What was begun by then is swept away with other uploads that nobody goes on with.
    pub async fn send_photo(&self, actor: &Actor, animal: AnimalId, name: &str, bytes: Bytes) -> Result<OwnPhoto> {
        let new = NewUpload { name: name.to_owned(), ..NewUpload::of_size(bytes.len() as u64) };
        let upload = self.begin_upload(actor, animal, &new).await?;
        let open = self.open_upload(actor, upload.id).await?.ok_or(MediaError::NotFound("upload"))?;
        let (key, mut rest) = (keys::original(upload.id)?, bytes);
        for part in &upload.parts {
            let size = usize::try_from(part.size).unwrap_or(usize::MAX).min(rest.len());
            self.objects.put_part(&key, &open.upload, part.number, rest.split_to(size)).await?;
        }
        self.finish_upload(actor, upload.id).await
    }

    /// An upload that was begun, with fresh addresses, and which parts have arrived.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that has ended.
    pub async fn upload(&self, actor: &Actor, id: PhotoId) -> Result<PhotoUpload> {
        let vivarium = actor.require(Action::EditAnimals)?.id;
        let open = self.open_upload(actor, id).await?.ok_or(MediaError::NotFound("upload"))?;
        let key = keys::original(id)?;
        let here = match self.objects.parts(&key, &open.upload).await? {
            Some(here) => here,
            // Joined by somebody who came to write nothing down: all that is left is to finish it once more.
            None if self.objects.size(&key).await? == Some(open.size) => all_parts(open.size).collect(),
            None => return Err(StorageError::UploadGone.into()),
        };
        self.upload_of(vivarium, id, &open, &here).await
    }

    /// All parts have been sent: the photograph is prepared from now on. Again is the same.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's; a message when parts are missing.
    pub async fn finish_upload(&self, actor: &Actor, id: PhotoId) -> Result<OwnPhoto> {
        let vivarium = actor.require(Action::EditAnimals)?.id;
        if let Some(open) = self.open_upload(actor, id).await? {
            let size = self.joined(id, &open).await?;
            if size != open.size {
                return Err(StorageError::PartsMissing.into());
            }
            let mut tx = self.db.begin(actor).await?;
            if store::upload::arrived(&mut tx, id).await? {
                let job = PhotoJob { vivarium, photo: id };
                enqueue(&mut tx, &job, NewJob { key: Some(job.key()), run_at: None }).await?;
                tx.commit().await?;
                happened("photo_sent", 1);
            }
        }
        let mut tx = self.db.begin(actor).await?;
        store::photo::find(&mut tx, id, &self.signer).await?.ok_or(MediaError::NotFound("upload"))
    }

    /// Forgets an upload.
    ///
    /// # Errors
    /// `NotFound` for another vivarium's, and for one that has ended.
    pub async fn cancel_upload(&self, actor: &Actor, id: PhotoId) -> Result<()> {
        actor.require(Action::EditAnimals)?;
        let open = self.open_upload(actor, id).await?.ok_or(MediaError::NotFound("upload"))?;
        self.objects.abandon(&keys::original(id)?, &open.upload).await?;
        let mut tx = self.db.begin(actor).await?;
        store::upload::delete_open(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    async fn open_upload(&self, actor: &Actor, id: PhotoId) -> Result<Option<Open>> {
        let mut tx = self.db.begin(actor).await?;
        store::upload::find_open(&mut tx, id).await
    }

    /// Bytes of the object that the parts were joined into, now or before.
    async fn joined(&self, id: PhotoId, open: &Open) -> Result<u64> {
        let key = keys::original(id)?;
        if let Some(here) = self.objects.parts(&key, &open.upload).await?
            && here.iter().map(|part| part.size).sum::<u64>() != open.size
        {
            return Err(StorageError::PartsMissing.into());
        }
        Ok(self.objects.finish(&key, &open.upload).await?)
    }

    async fn upload_of(&self, vivarium: VivariumId, id: PhotoId, open: &Open, here: &[Part]) -> Result<PhotoUpload> {
        let now = Timestamp::now();
        let mut parts = Vec::new();
        let mut start = 0;
        for Part { number, size } in all_parts(open.size) {
            let url = self.part_url(vivarium, id, &open.upload, number, now).await?;
            let here = here.iter().any(|part| part.number == number && part.size == size);
            parts.push(UploadPart { number, start, size, here, url });
            start += size;
        }
        Ok(PhotoUpload { id, size: open.size, parts, until: address::part_until(now) })
    }

    /// Straight into the store where that can be, otherwise to the media host.
    async fn part_url(
        &self,
        vivarium: VivariumId,
        id: PhotoId,
        upload: &UploadRef,
        number: u32,
        now: Timestamp,
    ) -> Result<String> {
        let own = self.objects.part_url(&keys::original(id)?, upload, number, address::part_valid()).await?;
        Ok(own.unwrap_or_else(|| self.signer.part(vivarium, id, number, now)))
    }
}

/// The parts that a file of this size has, by number.
fn all_parts(size: u64) -> impl Iterator<Item = Part> {
    (1..).zip(NewUpload::of_size(size).part_sizes()).map(|(number, size)| Part { number, size })
}

/// Whether there is room for one more. Other uploads of the vivarium wait until this transaction ends.
async fn admit(tx: &mut Tx, vivarium: VivariumId, animal: AnimalId, size: u64) -> Result<()> {
    store::upload::lock(tx, vivarium).await?;
    if store::upload::count(tx, animal).await? >= MOST_PHOTOS {
        let message = format!("An animal has {MOST_PHOTOS} photos at most. Remove one first.");
        return Err(MediaError::field("file", message));
    }
    match room_of(tx, vivarium).await?.refusal(size) {
        Some(message) => Err(MediaError::field("file", message)),
        None => Ok(()),
    }
}
