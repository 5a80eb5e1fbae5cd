//! Photographs that somebody has taken from somebody else: found by fingerprints in a job, said to the sender, shown to moderators with both owners.

mod index;

pub use index::{Index, Owner};

use crate::{Media, MediaError, Result, store};
use repti_core::audit::{self, AuditEntry};
use repti_db::{Job, Scope};
use repti_model::{
    Actor, LikenessId, PhotoId, StaffRole, VivariumId,
    media::{LikenessCase, LikenessState, LikenessVerdict},
};
use repti_picture::Fingerprint;
use serde::{Deserialize, Serialize};

/// Likenesses noted of one photograph: more say no more.
const MOST: usize = 5;
/// So many of the nearest are looked at: copies that nobody is shown (any more) are among them, and mustn't hide the others.
const NEAREST: usize = 1_000;
/// Fingerprints read at once.
const PAGE: i32 = 50_000;
/// Cases shown at once.
const CASES: i32 = 50;

/// A photograph to be compared with everybody else's. The task `photo_compare`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikenessJob {
    pub vivarium: VivariumId,
    pub photo: PhotoId,
}

impl Job for LikenessJob {
    const TASK: &'static str = "photo_compare";
}

impl Media {
    /// Notes which photographs of other vivariums one looks like; how many were new.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn compare(&self, job: &LikenessJob) -> Result<usize> {
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        let Some(mine) = store::likeness::find_fingerprints(&mut tx, job.photo).await? else { return Ok(0) };
        drop(tx);
        let mut index = self.index.lock().await;
        self.read_on(&mut index).await?;
        let alike = index.alike(mine, job.vivarium, NEAREST);
        drop(index);
        let mut tx = self.db.begin(Scope::Worker(Some(job.vivarium))).await?;
        let mut noted = 0;
        for (other, distance) in alike {
            noted += usize::from(store::likeness::note(&mut tx, job.photo, other, distance).await?);
            if noted == MOST {
                break;
            }
        }
        tx.commit().await?;
        Ok(noted)
    }

    async fn read_on(&self, index: &mut Index) -> Result<()> {
        let mut after = index.rewind();
        let mut tx = self.db.begin(Scope::Worker(None)).await?;
        loop {
            let page = store::likeness::list_fingerprints(&mut tx, after, PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = last.number;
            for (owner, bits) in page {
                index.push(owner, Fingerprint::from_bits(bits));
            }
        }
    }

    /// Likenesses in a state: open ones the eldest first, others what was decided last.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn likenesses(&self, actor: &Actor, state: LikenessState) -> Result<Vec<LikenessCase>> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let cases = store::likeness::list_cases(&mut tx, state, CASES, &self.signer).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "staff.likenesses_viewed").with("rows", cases.len())).await?;
        tx.commit().await?;
        Ok(cases)
    }

    /// How many wait for staff.
    ///
    /// # Errors
    /// Unless the actor is staff.
    pub async fn open_likenesses(&self, actor: &Actor) -> Result<u64> {
        actor.require_staff(StaffRole::Support)?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        store::likeness::count_open(&mut tx).await
    }

    /// Decides a likeness: it is no copy, or one of the two photographs is taken down, and its sender reads why.
    ///
    /// # Errors
    /// Without a reason; unless the actor is moderator; when no such likeness is open, or the photograph isn't one of the two.
    pub async fn judge_likeness(&self, actor: &Actor, id: LikenessId, verdict: &LikenessVerdict) -> Result<()> {
        actor.require_staff(StaffRole::Moderator)?;
        verdict.validate()?;
        let mut tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        let reason = verdict.reason.trim();
        match store::likeness::judge(&mut tx, id, verdict.take_down, reason).await?.as_str() {
            "done" => {}
            "stranger" => return Err(MediaError::field("take_down", "This is none of the two photos.")),
            _ => return Err(MediaError::NotFound("open likeness")),
        }
        let state = if verdict.take_down.is_some() { LikenessState::Upheld } else { LikenessState::Dismissed };
        if let Some(photo) = verdict.take_down {
            self.take_down_in(&mut tx, actor, photo, reason).await?;
        }
        let entry =
            AuditEntry::by(actor, "photo.likeness_judged").about("likeness", id.0).with("state", state.as_str());
        audit::record(&mut tx, entry).await?;
        Ok(tx.commit().await?)
    }
}
