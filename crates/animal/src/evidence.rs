//! Files beside claims: added by either side, read by both and by staff where they have to judge, never taken from what somebody went by.

mod certificate;
pub(crate) mod storage;
mod sweep;

pub use certificate::CertificateNotice;
pub use sweep::{EvidenceSweep, EvidenceSwept};

use crate::{AnimalError, Animals, Result, store};
use repti_core::audit::{self, AuditEntry};
use repti_db::{Scope, Tx};
use repti_model::{
    Action, Actor, EvidenceId, Problem, StaffRole,
    evidence::{EVIDENCE_QUOTA, EvidenceFile, EvidenceGone, EvidenceKind, MOST_EVIDENCE, NewEvidence, size_words},
    lineage::{VerificationParty, VerifiedClaim},
};
use sha2::{Digest, Sha256};
use store::evidence::{NewFile, OpenFile};

/// A file with its bytes, for somebody who may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceRead {
    pub name: String,
    pub kind: EvidenceKind,
    pub bytes: Vec<u8>,
}

impl Animals {
    /// Puts a file beside a claim that the actor's vivarium has a side in. The same file again is the one that stands there already.
    ///
    /// # Errors
    /// A file that isn't taken, a full store, a certificate beside somebody else's claim, or no such claim for the actor.
    pub async fn add_evidence(
        &self,
        actor: &Actor,
        claim: impl Into<VerifiedClaim>,
        new: &NewEvidence,
    ) -> Result<EvidenceFile> {
        let claim = claim.into();
        let vivarium = actor.require(Action::EditLineage)?;
        let kind = new.validate()?;
        let hash: [u8; 32] = Sha256::digest(&new.bytes).into();
        let missing = || AnimalError::NotFound("claim");
        let mut tx = self.db.begin(actor).await?;
        store::evidence::lock_files(&mut tx, vivarium.id).await?;
        let party = match store::evidence::find_side(&mut tx, claim).await?.as_deref() {
            Some("owner") => VerificationParty::Child,
            Some("other") => VerificationParty::Parent,
            _ => return Err(missing()),
        };
        if new.certificate && party != VerificationParty::Child {
            let message = "Only the vivarium of the claim sends its certificate in. Add the file as a plain one.";
            return Err(AnimalError::field("certificate", message));
        }
        let known = files_of(&mut tx, claim).await?;
        let sha256 = hex::encode(hash);
        let own: Vec<_> = known.into_iter().filter(|file| file.own && file.withdrawn_at.is_none()).collect();
        if let Some(same) = own.iter().find(|file| file.sha256 == sha256) {
            return Ok(same.clone());
        }
        if own.len() >= MOST_EVIDENCE {
            return Err(AnimalError::field("file", format!("At most {MOST_EVIDENCE} files beside one claim.")));
        }
        storage::put(&mut tx, &self.objects, vivarium.id, &hash, &new.bytes).await?.map_err(|used| {
            let message = format!(
                "There is no room for this file: the files of a vivarium have {} together, and {} are taken. Remove some first.",
                size_words(EVIDENCE_QUOTA),
                size_words(used)
            );
            AnimalError::field("file", message)
        })?;
        let step = if new.with_message { store::evidence::find_last_step(&mut tx, claim, party).await? } else { None };
        let name = kind.name(&new.name);
        let file = NewFile {
            vivarium: vivarium.id,
            claim,
            step,
            name: &name,
            kind,
            size: i32::try_from(new.bytes.len()).unwrap_or(i32::MAX),
            hash: &hash,
            certificate: new.certificate,
            by: actor.person_id,
        };
        let id = store::evidence::insert_file(&mut tx, &file).await?;
        let added = files_of(&mut tx, claim).await?.into_iter().find(|file| file.id == id).ok_or_else(missing)?;
        tx.commit().await?;
        Ok(added)
    }

    /// The files of either side beside a claim, the first first.
    ///
    /// # Errors
    /// When the actor's vivarium has no side in such a claim.
    pub async fn evidence_of(&self, actor: &Actor, claim: impl Into<VerifiedClaim>) -> Result<Vec<EvidenceFile>> {
        let claim = claim.into();
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        match store::evidence::find_side(&mut tx, claim).await? {
            Some(_) => files_of(&mut tx, claim).await,
            None => Err(AnimalError::NotFound("claim")),
        }
    }

    /// A file with its bytes, for a member of the vivarium that added it or of the other side. A reading from outside that vivarium is in the audit
    /// log.
    ///
    /// # Errors
    /// When there is no such file for the actor.
    pub async fn read_evidence(&self, actor: &Actor, id: EvidenceId) -> Result<EvidenceRead> {
        actor.require(Action::Read)?;
        let tx = self.db.begin(actor).await?;
        self.read(tx, actor, id).await
    }

    /// The same for staff, while the claim is disputed or a certificate of it waits.
    ///
    /// # Errors
    /// Unless the actor is staff and has to look at it.
    pub async fn read_evidence_as_staff(&self, actor: &Actor, id: EvidenceId) -> Result<EvidenceRead> {
        actor.require_staff(StaffRole::Support)?;
        let tx = self.db.begin(Scope::Staff(actor.person_id)).await?;
        self.read(tx, actor, id).await
    }

    /// Takes a file of the actor's vivarium away. One that somebody may have gone by is only marked as withdrawn, and stays readable.
    ///
    /// # Errors
    /// When the actor's vivarium has no such file.
    pub async fn remove_evidence(&self, actor: &Actor, id: EvidenceId) -> Result<EvidenceGone> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        store::evidence::lock_files(&mut tx, vivarium.id).await?;
        let file = store::evidence::lock_own(&mut tx, id).await?.ok_or(AnimalError::NotFound("file"))?;
        if file.rests || file.withdrawn {
            store::evidence::withdraw_file(&mut tx, id, actor.person_id).await?;
            tx.commit().await?;
            return Ok(EvidenceGone::Withdrawn);
        }
        store::evidence::delete_file(&mut tx, id).await?;
        let alone = storage::forget(&mut tx, vivarium.id, &file.hash).await?;
        tx.commit().await?;
        if let Some(object) = alone {
            storage::delete(&self.objects, object).await?;
        }
        Ok(EvidenceGone::Removed)
    }

    /// Reads a file, and writes down that somebody from outside has.
    async fn read(&self, mut tx: Tx, actor: &Actor, id: EvidenceId) -> Result<EvidenceRead> {
        let missing = || AnimalError::NotFound("file");
        let OpenFile { vivarium, side, name, kind } =
            store::evidence::open_file(&mut tx, id).await?.ok_or_else(missing)?;
        let bytes = storage::get(&mut tx, &self.objects, id).await?.ok_or_else(missing)?;
        if side != "own" {
            let mut entry =
                AuditEntry::by(actor, "evidence.read").inside(vivarium).about("evidence", id.0).with("side", side);
            if let Some(reader) = &actor.vivarium {
                entry = entry.with("reader", reader.id.to_string());
            }
            audit::record(&mut tx, entry).await.map_err(Problem::from)?;
            tx.commit().await?;
        }
        Ok(EvidenceRead { name, kind, bytes })
    }
}

async fn files_of(tx: &mut Tx, claim: VerifiedClaim) -> Result<Vec<EvidenceFile>> {
    Ok(store::evidence::list_files(tx, &[claim.uuid()]).await?.remove(&claim.uuid()).unwrap_or_default())
}
