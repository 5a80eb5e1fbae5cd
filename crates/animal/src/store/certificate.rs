//! Certificates of origin.

use crate::AnimalError;
use jiff_sqlx::Timestamp;
use repti_model::{
    AnimalId, CertificateId, PersonId, VivariumId,
    papers::{Certificate, StatedFact},
};
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

/// A certificate to be written.
#[derive(Debug)]
pub(crate) struct NewRow<'a> {
    pub(crate) vivarium: VivariumId,
    pub(crate) animal: AnimalId,
    pub(crate) token: &'a str,
    pub(crate) facts: &'a [StatedFact],
    pub(crate) digest: &'a [u8],
    pub(crate) issuer: &'a str,
    pub(crate) sire: Option<AnimalId>,
    pub(crate) dam: Option<AnimalId>,
    pub(crate) by: PersonId,
}

/// Writes it; `None` when the same stands already.
pub(crate) async fn insert_certificate(
    tx: &mut PgConnection,
    new: &NewRow<'_>,
) -> Result<Option<CertificateId>, AnimalError> {
    let id = sqlx::query_scalar!(
        r#"INSERT INTO animal.origin_certificate (id, vivarium_id, animal_id, token, facts, digest, issuer, sire_id, dam_id, issued_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT (animal_id, digest) WHERE revoked_at IS NULL DO NOTHING RETURNING id"#,
        CertificateId::new().0,
        new.vivarium.0,
        new.animal.0,
        new.token,
        serde_json::to_value(new.facts)?,
        new.digest,
        new.issuer,
        new.sire.map(|id| id.0),
        new.dam.map(|id| id.0),
        new.by.0
    )
    .fetch_optional(tx)
    .await?;
    Ok(id.map(CertificateId))
}

/// Certificates of the transaction's vivarium, the newest first: of one animal, by id, or the one that states the same.
pub(crate) async fn list_certificates(
    tx: &mut PgConnection,
    animal: Option<AnimalId>,
    id: Option<CertificateId>,
    standing: Option<&[u8]>,
) -> Result<Vec<Certificate>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.animal_id, c.token, c.digest, c.facts AS "facts: Json<Vec<StatedFact>>", c.issuer,
                  c.issued_at AS "issued_at: Timestamp", p.display_name AS "by?", c.revoked_at AS "revoked_at: Timestamp", c.revoked_because
           FROM animal.origin_certificate c LEFT JOIN core.person p ON p.id = c.issued_by
           WHERE c.vivarium_id = core.current_vivarium() AND ($1::uuid IS NULL OR c.animal_id = $1) AND ($2::uuid IS NULL OR c.id = $2)
             AND ($3::bytea IS NULL OR (c.digest = $3 AND c.revoked_at IS NULL))
           ORDER BY c.id DESC LIMIT 200"#,
        animal.map(|id| id.0),
        id.map(|id| id.0),
        standing
    )
    .fetch_all(tx)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        found.push(Certificate {
            id: CertificateId(row.id),
            animal_id: AnimalId(row.animal_id),
            token: row.token,
            code: crate::certificates::code_of(&row.digest),
            facts: row.facts.0,
            issuer: row.issuer,
            issued_at: row.issued_at.to_jiff(),
            issued_by: row.by,
            revoked_at: row.revoked_at.map(Timestamp::to_jiff),
            revoked_because: row.revoked_because,
        });
    }
    Ok(found)
}

/// How many an animal has that stand, and how many its vivarium issued in the last day.
pub(crate) async fn count_certificates(tx: &mut PgConnection, animal: AnimalId) -> Result<(i64, i64), AnimalError> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE c.animal_id = $1 AND c.revoked_at IS NULL) AS "standing!",
                  count(*) FILTER (WHERE c.issued_at > now() - interval '1 day') AS "today!"
           FROM animal.origin_certificate c WHERE c.vivarium_id = core.current_vivarium()"#,
        animal.0
    )
    .fetch_one(tx)
    .await?;
    Ok((row.standing, row.today))
}

/// Revokes one that stands; whether there was one.
pub(crate) async fn revoke_certificate(
    tx: &mut PgConnection,
    id: CertificateId,
    by: PersonId,
    reason: &str,
) -> Result<bool, AnimalError> {
    let done = sqlx::query!(
        "UPDATE animal.origin_certificate SET revoked_at = now(), revoked_by = $2, revoked_because = $3
         WHERE id = $1 AND vivarium_id = core.current_vivarium() AND revoked_at IS NULL",
        id.0,
        by.0,
        reason
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What anybody with a token may know.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) digest: Vec<u8>,
    pub(crate) issued_at: jiff::Timestamp,
    pub(crate) revoked_at: Option<jiff::Timestamp>,
    /// The animal with what was stated and its parents then, while it is public and the certificate isn't revoked.
    pub(crate) shown: Option<(AnimalId, Vec<StatedFact>, [Option<Uuid>; 2])>,
}

/// The certificate of a token.
pub(crate) async fn find_by_token(pool: &PgPool, token: &str) -> Result<Option<Found>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT digest AS "digest!", issued_at AS "issued_at!: Timestamp", revoked_at AS "revoked_at: Timestamp", animal_id,
                  facts AS "facts: Json<Vec<StatedFact>>", sire_id, dam_id
           FROM animal.check_certificate($1)"#,
        token
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| Found {
        digest: row.digest,
        issued_at: row.issued_at.to_jiff(),
        revoked_at: row.revoked_at.map(Timestamp::to_jiff),
        shown: row.animal_id.zip(row.facts).map(|(id, facts)| (AnimalId(id), facts.0, [row.sire_id, row.dam_id])),
    }))
}
