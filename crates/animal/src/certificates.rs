//! Certificates of origin: issued by a vivarium for its own animals, revoked by it, checked by whoever has the paper.

use crate::{AnimalError, Animals, Result, store};
use repti_core::{AuditEntry, audit};
use repti_db::DbError;
use repti_model::{
    Action, Actor, AnimalId, CertificateId, ErrorCode, Problem,
    animal::ParentSide,
    lineage::{Relative, Shown},
    papers::{Certificate, Revocation, StatedFact},
};
use sha2::{Digest, Sha256};
use store::certificate::NewRow;

/// Certificates of one animal that stand at the same time.
const MOST_STANDING: i64 = 20;
/// Certificates of one vivarium in a day.
const MOST_A_DAY: i64 = 200;

/// What a new certificate states.
#[derive(Debug, Clone)]
pub struct NewCertificate {
    pub animal: AnimalId,
    pub facts: Vec<StatedFact>,
    /// The letters that nobody can guess. Whoever issues draws them.
    pub token: String,
}

/// A certificate as whoever has its token may know it.
#[derive(Debug, Clone)]
pub struct FoundCertificate {
    pub code: String,
    pub issued_at: jiff::Timestamp,
    pub revoked_at: Option<jiff::Timestamp>,
    /// While the animal is public and the certificate isn't revoked.
    pub shown: Option<ShownCertificate>,
}

/// The part that isn't told of a certificate that is revoked, or of an animal that isn't public.
#[derive(Debug, Clone)]
pub struct ShownCertificate {
    pub animal: AnimalId,
    pub facts: Vec<StatedFact>,
    /// Whether the stated sire is hidden from the public today.
    pub sire_hidden: bool,
    /// Likewise the dam.
    pub dam_hidden: bool,
}

impl Animals {
    /// Writes down what is stated of an own animal. The same facts on the same day are the certificate that stands already.
    ///
    /// # Errors
    /// When the actor may not, has no such animal, or has issued very many.
    pub async fn issue_certificate(&self, actor: &Actor, new: &NewCertificate) -> Result<Certificate> {
        let vivarium = actor.require(Action::EditLineage)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::animal::lock_animal(&mut tx, new.animal).await? {
            return Err(AnimalError::NotFound("animal"));
        }
        let digest = digest(new, jiff::Timestamp::now());
        if let Some(same) =
            store::certificate::list_certificates(&mut tx, Some(new.animal), None, Some(&digest)).await?.pop()
        {
            return Ok(same);
        }
        let (standing, today) = store::certificate::count_certificates(&mut tx, new.animal).await?;
        if standing >= MOST_STANDING {
            let detail =
                format!("{MOST_STANDING} certificates of this animal stand already. Revoke those that nobody needs.");
            return Err(Problem::new(ErrorCode::Conflict, detail).into());
        }
        if today >= MOST_A_DAY {
            let detail = format!("A vivarium issues {MOST_A_DAY} certificates a day at most. Go on tomorrow.");
            return Err(Problem { retry_after: Some(3_600), ..Problem::new(ErrorCode::RateLimited, detail) }.into());
        }
        // The likeliest on each side, as the facts name them; also those that have no page for the actor.
        let links = store::link::list_links(&mut tx, new.animal).await?;
        let first = |side| {
            let of_side = links.iter().filter(|link| link.claim.side == side);
            let chance = |link: &store::link::Link| link.claim.chance.value();
            // As a pedigree chooses among candidates that are as likely.
            let likeliest = of_side.max_by(|a, b| chance(a).total_cmp(&chance(b)).then(b.parent_id.cmp(&a.parent_id)));
            likeliest.map(|link| link.parent_id)
        };
        let row = NewRow {
            vivarium: vivarium.id,
            animal: new.animal,
            token: &new.token,
            facts: &new.facts,
            digest: &digest,
            issuer: &vivarium.name,
            sire: first(ParentSide::Sire),
            dam: first(ParentSide::Dam),
            by: actor.person_id,
        };
        let id = store::certificate::insert_certificate(&mut tx, &row).await?.ok_or(AnimalError::Busy)?;
        audit::record(&mut tx, AuditEntry::by(actor, "certificate.issued").about("certificate", id.0))
            .await
            .map_err(Problem::from)?;
        let mut made = store::certificate::list_certificates(&mut tx, None, Some(id), None).await?;
        tx.commit().await?;
        made.pop().ok_or(AnimalError::NotFound("certificate"))
    }

    /// The certificates of an own animal, the newest first.
    ///
    /// # Errors
    /// When the actor's vivarium has no such animal.
    pub async fn certificates_of(&self, actor: &Actor, animal: AnimalId) -> Result<Vec<Certificate>> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        store::animal::find_animal(&mut tx, animal).await?.ok_or(AnimalError::NotFound("animal"))?;
        store::certificate::list_certificates(&mut tx, Some(animal), None, None).await
    }

    /// One of the actor's vivarium.
    ///
    /// # Errors
    /// When it has no such certificate.
    pub async fn certificate(&self, actor: &Actor, id: CertificateId) -> Result<Certificate> {
        actor.require(Action::Read)?;
        let mut tx = self.db.begin(actor).await?;
        let found = store::certificate::list_certificates(&mut tx, None, Some(id), None).await?.pop();
        found.ok_or(AnimalError::NotFound("certificate"))
    }

    /// Revokes a certificate: from now on its check page says that, and nothing of what it stated. One that is revoked already stays as it is.
    ///
    /// # Errors
    /// Without a reason; when the actor may not, or has no such certificate.
    pub async fn revoke_certificate(&self, actor: &Actor, id: CertificateId, form: &Revocation) -> Result<Certificate> {
        actor.require(Action::EditLineage)?;
        form.validate()?;
        let mut tx = self.db.begin(actor).await?;
        if store::certificate::revoke_certificate(&mut tx, id, actor.person_id, form.reason.trim()).await? {
            audit::record(&mut tx, AuditEntry::by(actor, "certificate.revoked").about("certificate", id.0))
                .await
                .map_err(Problem::from)?;
        }
        let found = store::certificate::list_certificates(&mut tx, None, Some(id), None).await?.pop();
        let found = found.ok_or(AnimalError::NotFound("certificate"))?;
        tx.commit().await?;
        Ok(found)
    }

    /// The certificate of a token, as anybody may know it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn certificate_by_token(&self, token: &str) -> Result<FoundCertificate> {
        let missing = || AnimalError::NotFound("certificate");
        // As drawn, so that nothing else is looked for.
        if token.len() != 22 || !token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
            return Err(missing());
        }
        let found = store::certificate::find_by_token(self.db.public(), token).await?.ok_or_else(missing)?;
        let shown = match found.shown {
            None => None,
            Some((animal, facts, parents)) => {
                let ids: Vec<_> = parents.iter().flatten().copied().collect();
                let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
                let nodes = store::node::find_nodes(&mut connection, &ids).await?;
                let hidden = |id: Option<uuid::Uuid>| {
                    id.is_some_and(|id| {
                        nodes.get(&id).map_or(Relative::hidden().shown, |node| node.relative.shown) == Shown::Hidden
                    })
                };
                Some(ShownCertificate {
                    animal,
                    facts,
                    sire_hidden: hidden(parents[0]),
                    dam_hidden: hidden(parents[1]),
                })
            }
        };
        Ok(FoundCertificate {
            code: code_of(&found.digest),
            issued_at: found.issued_at,
            revoked_at: found.revoked_at,
            shown,
        })
    }
}

/// Of what is stated, about which animal, on which day.
fn digest(new: &NewCertificate, at: jiff::Timestamp) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(new.animal.0.as_bytes());
    hash.update(at.strftime("%F").to_string());
    for stated in &new.facts {
        // With their lengths, so that no two lists run together to the same.
        for part in [stated.fact.as_str(), &stated.value] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().into()
}

/// The beginning of a digest as people compare it: `3F9A-22C1-08BE-77D0`.
pub(crate) fn code_of(digest: &[u8]) -> String {
    let pairs: Vec<String> =
        digest.chunks(2).take(4).map(|pair| pair.iter().map(|byte| format!("{byte:02X}")).collect()).collect();
    pairs.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::papers::CertifiedFact;

    #[test]
    fn a_digest_is_of_every_fact_and_of_its_place() {
        let new = |facts: &[(CertifiedFact, &str)]| NewCertificate {
            animal: AnimalId(uuid::Uuid::nil()),
            facts: facts.iter().map(|(fact, value)| StatedFact { fact: *fact, value: (*value).to_owned() }).collect(),
            token: String::new(),
        };
        let now = jiff::Timestamp::UNIX_EPOCH;
        let of = |facts: &[(CertifiedFact, &str)]| digest(&new(facts), now);
        let one = of(&[(CertifiedFact::Name, "Saffron"), (CertifiedFact::Code, "CR-1")]);
        assert_eq!(one, of(&[(CertifiedFact::Name, "Saffron"), (CertifiedFact::Code, "CR-1")]));
        assert_ne!(one, of(&[(CertifiedFact::Name, "Saffron"), (CertifiedFact::Code, "CR-2")]));
        assert_ne!(one, of(&[(CertifiedFact::Name, "SaffronCR-1"), (CertifiedFact::Code, "")]));
        let later = jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(30);
        assert_ne!(one, digest(&new(&[(CertifiedFact::Name, "Saffron"), (CertifiedFact::Code, "CR-1")]), later));
        assert_eq!(code_of(&[0x3f, 0x9a, 0x22, 0xc1, 0x08, 0xbe, 0x77, 0xd0, 0xff]), "3F9A-22C1-08BE-77D0");
    }
}
