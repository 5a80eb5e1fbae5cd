//! Files beside claims. Who may read what is decided by functions of the database's owner.

use super::{
    birth,
    verification::{Said, said, subject_of},
    word,
};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    EvidenceId, PersonId, VivariumId,
    evidence::{CertificateCase, EvidenceFile, EvidenceKind},
    lineage::{DisputeSide, VerificationParty, VerifiedClaim},
};
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Writers of one vivarium's files come one after the other: the same file twice at once is one, and the quota holds.
pub(crate) async fn lock_files(tx: &mut PgConnection, vivarium: VivariumId) -> Result<(), AnimalError> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('animal.evidence:' || $1::text, 0))",
        vivarium.to_string()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Whose side of a claim the transaction is on: `owner`, `other` or `staff`; `None` for a stranger, and where there is no such claim.
pub(crate) async fn find_side(tx: &mut PgConnection, claim: VerifiedClaim) -> Result<Option<String>, AnimalError> {
    Ok(sqlx::query_scalar!("SELECT animal.evidence_side($1)", claim.uuid()).fetch_one(tx).await?)
}

/// The last step that a side has taken on a claim.
pub(crate) async fn find_last_step(
    tx: &mut PgConnection,
    claim: VerifiedClaim,
    party: VerificationParty,
) -> Result<Option<i64>, AnimalError> {
    let last = sqlx::query_scalar!(
        "SELECT max(id) FROM animal.verification_step WHERE subject_id = $1 AND party = $2",
        claim.uuid(),
        party.as_str()
    );
    Ok(last.fetch_one(tx).await?)
}

/// The files of either side beside each of these claims, the first first.
pub(crate) async fn list_files(
    tx: &mut PgConnection,
    subjects: &[Uuid],
) -> Result<HashMap<Uuid, Vec<EvidenceFile>>, AnimalError> {
    let mut files: HashMap<Uuid, Vec<EvidenceFile>> = HashMap::new();
    if subjects.is_empty() {
        return Ok(files);
    }
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", link_id, claim_id, step_id, own AS "own!", name AS "name!", kind AS "kind!", size AS "size!", hash AS "hash!",
                  certificate AS "certificate!", judged_at AS "judged_at: Timestamp", judgement AS "judgement!",
                  uploaded_at AS "uploaded_at!: Timestamp", withdrawn_at AS "withdrawn_at: Timestamp", rests AS "rests!", added_by
           FROM animal.evidence_list($1)"#,
        subjects
    )
    .fetch_all(tx)
    .await?;
    for row in rows {
        let Some(claim) = subject_of(row.link_id, row.claim_id) else { continue };
        let file = EvidenceFile {
            id: row.id.into(),
            claim,
            step: row.step_id,
            own: row.own,
            name: row.name,
            kind: word(&row.kind)?,
            size: u32::try_from(row.size).unwrap_or_default(),
            sha256: hex::encode(row.hash),
            certificate: word(&row.certificate)?,
            judgement: row.judgement,
            judged_at: row.judged_at.map(Timestamp::to_jiff),
            by: row.added_by,
            at: row.uploaded_at.to_jiff(),
            withdrawn_at: row.withdrawn_at.map(Timestamp::to_jiff),
            rests: row.rests,
        };
        files.entry(claim.uuid()).or_default().push(file);
    }
    Ok(files)
}

/// A file to be written; its bytes stand in the storage already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewFile<'a> {
    pub(crate) vivarium: VivariumId,
    pub(crate) claim: VerifiedClaim,
    pub(crate) step: Option<i64>,
    pub(crate) name: &'a str,
    pub(crate) kind: EvidenceKind,
    pub(crate) size: i32,
    pub(crate) hash: &'a [u8],
    pub(crate) certificate: bool,
    pub(crate) by: PersonId,
}

pub(crate) async fn insert_file(tx: &mut PgConnection, file: &NewFile<'_>) -> Result<EvidenceId, AnimalError> {
    let id = EvidenceId::new();
    let (link, claim) = match file.claim {
        VerifiedClaim::Parent(link) => (Some(link.0), None),
        VerifiedClaim::Gene(claim) => (None, Some(claim.0)),
    };
    sqlx::query!(
        "INSERT INTO animal.evidence_file (id, vivarium_id, link_id, claim_id, step_id, name, kind, size, hash, certificate, uploaded_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id.0,
        file.vivarium.0,
        link,
        claim,
        file.step,
        file.name,
        file.kind.as_str(),
        file.size,
        file.hash,
        if file.certificate { "waiting" } else { "none" },
        file.by.0
    )
    .execute(tx)
    .await?;
    Ok(id)
}

/// A file of the transaction's own vivarium, kept from other writers: whose bytes it names, whether it was withdrawn already, and whether
/// somebody may have gone by it.
#[derive(Debug, Clone)]
pub(crate) struct OwnFile {
    pub(crate) hash: Vec<u8>,
    pub(crate) withdrawn: bool,
    pub(crate) rests: bool,
}

pub(crate) async fn lock_own(tx: &mut PgConnection, id: EvidenceId) -> Result<Option<OwnFile>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT f.hash, f.withdrawn_at IS NOT NULL AS "withdrawn!",
                  f.certificate IN ('accepted', 'refused') OR animal.evidence_rests(coalesce(f.link_id, f.claim_id)) AS "rests!"
           FROM animal.evidence_file f WHERE f.id = $1 AND f.vivarium_id = core.current_vivarium() FOR UPDATE"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| OwnFile { hash: row.hash, withdrawn: row.withdrawn, rests: row.rests }))
}

pub(crate) async fn delete_file(tx: &mut PgConnection, id: EvidenceId) -> Result<(), AnimalError> {
    sqlx::query!("DELETE FROM animal.evidence_file WHERE id = $1", id.0).execute(tx).await?;
    Ok(())
}

pub(crate) async fn withdraw_file(tx: &mut PgConnection, id: EvidenceId, by: PersonId) -> Result<(), AnimalError> {
    sqlx::query!(
        "UPDATE animal.evidence_file SET withdrawn_at = now(), withdrawn_by = $2 WHERE id = $1 AND withdrawn_at IS NULL",
        id.0,
        by.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A file as whoever may read it gets it, without its bytes.
#[derive(Debug, Clone)]
pub(crate) struct OpenFile {
    pub(crate) vivarium: VivariumId,
    /// `own`, or the side of the claim that it is read from.
    pub(crate) side: String,
    pub(crate) name: String,
    pub(crate) kind: EvidenceKind,
}

pub(crate) async fn open_file(tx: &mut PgConnection, id: EvidenceId) -> Result<Option<OpenFile>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT vivarium_id AS "vivarium!", side AS "side!", name AS "name!", kind AS "kind!" FROM animal.evidence_open($1)"#,
        id.0
    )
    .fetch_optional(tx)
    .await?;
    row.map(|row| {
        Ok(OpenFile { vivarium: row.vivarium.into(), side: row.side, name: row.name, kind: word(&row.kind)? })
    })
    .transpose()
}

/// Certificates that wait for staff, the eldest first; none unless the transaction is staff's.
pub(crate) async fn list_certificates(tx: &mut PgConnection) -> Result<Vec<CertificateCase>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", name AS "name!", kind AS "kind!", size AS "size!", uploaded_at AS "at!: Timestamp", side, basis AS "basis!",
                  chance_numerator AS "numerator!", chance_denominator AS "denominator!", gene, copies, carried_on,
                  vivarium_id AS "vivarium_id!", vivarium AS "vivarium!", code AS "code!", animal AS "animal!", taxon AS "taxon!",
                  sex AS "sex!", genotype_text AS "genotype_text!", born_on AS "born_on: Date", born_precision AS "born_precision!",
                  parent_code, parent_name
           FROM animal.certificates_waiting()"#
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let parent = row.parent_code.map(|code| crate::checks::label(&row.parent_name.unwrap_or_default(), &code));
            Ok(CertificateCase {
                id: row.id.into(),
                name: row.name,
                kind: word(&row.kind)?,
                size: u32::try_from(row.size).unwrap_or_default(),
                at: row.at.to_jiff(),
                vivarium_id: row.vivarium_id.into(),
                vivarium: row.vivarium.clone(),
                said: said(Said {
                    side: row.side,
                    basis: row.basis,
                    chance: (row.numerator, row.denominator),
                    gene: row.gene,
                    copies: row.copies,
                    carried_on: row.carried_on,
                })?,
                animal: DisputeSide {
                    vivarium_id: row.vivarium_id.into(),
                    vivarium: row.vivarium,
                    code: row.code,
                    name: row.animal,
                    taxon: row.taxon,
                    sex: word(&row.sex)?,
                    genotype_text: row.genotype_text,
                    born: birth(row.born_on, &row.born_precision)?,
                },
                parent,
            })
        })
        .collect()
}

/// What staff say of a certificate: the vivarium whose it is, and how it went. `None` when there is no such file.
pub(crate) async fn judge_certificate(
    tx: &mut PgConnection,
    id: EvidenceId,
    accepted: bool,
    reason: &str,
) -> Result<Option<(VivariumId, String)>, AnimalError> {
    let row = sqlx::query!(
        r#"SELECT vivarium_id AS "vivarium!", outcome AS "outcome!" FROM animal.certificate_judge($1, $2, $3)"#,
        id.0,
        accepted,
        reason
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|row| (row.vivarium.into(), row.outcome)))
}
