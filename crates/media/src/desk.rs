//! All photographs and logos, for staff: looked through, taken down without somebody else's beside it, photographs put back; and who has how much in the
//! object store.

use crate::{LogoPurge, Media, MediaError, PhotoJob, PicturePurge, Result, store};
use repti_core::audit::{self, AuditEntry};
use repti_db::{NewJob, Scope, enqueue};
use repti_model::{
    Actor, LogoId, PhotoId, StaffRole,
    media::{LikenessVerdict, PhotoSearch, StaffLogo, StaffPhoto, StorageUse},
    page::Page,
};

/// Photographs or logos of a page.
const PAGE: usize = 24;
/// Vivariums of the list of what is stored.
const VIVARIUMS: i32 = 200;

impl Media {
    /// Photographs of all vivariums, the newest first.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_photos(&self, actor: &Actor, search: &PhotoSearch) -> Result<Page<StaffPhoto>> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let page = store::desk::list(&mut tx, search, PAGE, &self.signer).await?;
        let entry = AuditEntry::by(actor, "staff.photos_viewed").with("rows", page.items.len());
        audit::record(&mut tx, entry.with("show", search.show.as_str())).await?;
        tx.commit().await?;
        Ok(page)
    }

    /// Logos of all vivariums, the newest first. Of what a search may show, logos know all, `Ready` and `TakenDown`.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn staff_logos(&self, actor: &Actor, search: &PhotoSearch) -> Result<Page<StaffLogo>> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let page = store::desk::list_logos(&mut tx, search, PAGE, &self.signer).await?;
        let entry = AuditEntry::by(actor, "staff.logos_viewed").with("rows", page.items.len());
        audit::record(&mut tx, entry.with("show", search.show.as_str())).await?;
        tx.commit().await?;
        Ok(page)
    }

    /// What vivariums have in the object store.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn storage_use(&self, actor: &Actor) -> Result<StorageUse> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        store::desk::sum_stored(&mut tx, VIVARIUMS).await
    }

    /// Takes a photograph down: nobody is shown it any more, and its breeder reads the reason.
    ///
    /// # Errors
    /// Without a reason; unless the actor is moderator; when no such photograph is shown (any more).
    pub async fn take_photo_down(&self, actor: &Actor, photo: PhotoId, reason: &str) -> Result<()> {
        actor.require_staff(StaffRole::Moderator)?;
        LikenessVerdict { take_down: Some(photo), reason: reason.to_owned() }.validate()?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        self.take_down_in(&mut tx, actor, photo, reason.trim()).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a logo down, for good: nobody is shown it any more, papers do without, and its keeper reads the reason until they send another.
    ///
    /// # Errors
    /// Without a reason; unless the actor is moderator; when no such logo is there (any more).
    pub async fn take_logo_down(&self, actor: &Actor, logo: LogoId, reason: &str) -> Result<()> {
        actor.require_staff(StaffRole::Moderator)?;
        LikenessVerdict { take_down: None, reason: reason.to_owned() }.validate()?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let words = taken_down("logo", reason.trim());
        let vivarium = store::desk::take_logo_down(&mut tx, logo, &words).await?.ok_or(MediaError::NotFound("logo"))?;
        enqueue(&mut tx, &LogoPurge { vivarium, logo }, NewJob::default()).await?;
        let entry = AuditEntry::by(actor, "vivarium.logo_taken_down").inside(vivarium).about("vivarium", vivarium.0);
        audit::record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    /// Puts a photograph back that was taken down.
    ///
    /// # Errors
    /// Unless the actor is moderator; when no such photograph was taken down.
    pub async fn put_back(&self, actor: &Actor, photo: PhotoId) -> Result<()> {
        actor.require_staff(StaffRole::Moderator)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let vivarium = store::likeness::put_back(&mut tx, photo).await?.ok_or(MediaError::NotFound("photo"))?;
        let job = PhotoJob { vivarium, photo };
        enqueue(&mut tx, &job, NewJob { key: Some(job.key()), run_at: None }).await?;
        let entry = AuditEntry::by(actor, "photo.put_back").inside(vivarium).about("photo", photo.0);
        audit::record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }

    pub(crate) async fn take_down_in(
        &self,
        tx: &mut repti_db::Tx,
        actor: &Actor,
        photo: PhotoId,
        reason: &str,
    ) -> Result<()> {
        let words = taken_down("photo", reason);
        let vivarium = store::likeness::take_down(tx, photo, &words).await?.ok_or(MediaError::NotFound("photo"))?;
        // Its files go: nobody who knows an address is shown them any more.
        enqueue(tx, &PicturePurge { vivarium, photo }, NewJob::default()).await?;
        let entry = AuditEntry::by(actor, "photo.taken_down").inside(vivarium).about("photo", photo.0);
        Ok(audit::record(tx, entry).await?)
    }
}

/// What its breeder reads of something that was taken down.
fn taken_down(what: &str, reason: &str) -> String {
    format!("ReptiDex has taken this {what} down: {reason}")
}
