//! Claims about the genes of animals.

use super::word;
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::{
    AnimalId, GenotypeClaimId, PersonId, VivariumId,
    genotype::{ClaimBasis, ClaimLook, ClaimedGene, GenotypeClaim},
    lineage::Chance,
};
use sqlx::PgConnection;
use uuid::Uuid;

struct ClaimRow {
    id: Uuid,
    animal_id: Uuid,
    gene: String,
    copies: Option<i32>,
    chance_numerator: i32,
    chance_denominator: i32,
    carried_on: Option<String>,
    basis: String,
    evidence: String,
    evidence_on: Option<Date>,
    created_at: Option<Timestamp>,
    declared_by: Option<String>,
    retracted_at: Option<Timestamp>,
}

impl ClaimRow {
    /// Names and words come from the catalogue, which the store doesn't know.
    fn into_claim(self) -> Result<GenotypeClaim, AnimalError> {
        Ok(GenotypeClaim {
            id: GenotypeClaimId(self.id),
            animal_id: AnimalId(self.animal_id),
            claimed: claimed(
                self.gene,
                self.copies,
                (self.chance_numerator, self.chance_denominator),
                self.carried_on.as_deref(),
            )?,
            name: String::new(),
            words: String::new(),
            look: ClaimLook::Unknown,
            basis: word(&self.basis)?,
            evidence: self.evidence,
            evidence_on: self.evidence_on.map(Date::to_jiff),
            declared_by: self.declared_by,
            declared_at: self.created_at.map(Timestamp::to_jiff),
            retracted_at: self.retracted_at.map(Timestamp::to_jiff),
        })
    }
}

/// A gene out of its columns.
pub(super) fn claimed(
    gene: String,
    copies: Option<i32>,
    chance: (i32, i32),
    carried_on: Option<&str>,
) -> Result<ClaimedGene, AnimalError> {
    Ok(ClaimedGene {
        gene,
        copies: copies.and_then(|copies| u8::try_from(copies).ok()),
        chance: Chance::new(chance.0, chance.1).unwrap_or_default(),
        carried_on: carried_on.map(word).transpose()?,
    })
}

/// The claims on an animal of the transaction's vivarium: those that stand, and those taken back without another in their place. In the order in
/// which they were recorded.
pub(crate) async fn list_own_claims(
    tx: &mut PgConnection,
    animal: AnimalId,
) -> Result<Vec<GenotypeClaim>, AnimalError> {
    sqlx::query_as!(
        ClaimRow,
        r#"SELECT c.id, c.animal_id, c.gene, c.copies, c.chance_numerator, c.chance_denominator, c.carried_on, c.basis,
                  c.evidence, c.evidence_on AS "evidence_on: Date", c.created_at AS "created_at: Timestamp",
                  p.display_name AS "declared_by?", c.retracted_at AS "retracted_at: Timestamp"
           FROM animal.genotype_claim c LEFT JOIN core.person p ON p.id = c.declared_by
           WHERE c.animal_id = $1
             AND (c.retracted_at IS NULL OR NOT EXISTS (SELECT FROM animal.genotype_claim r WHERE r.replaces = c.id))
           ORDER BY c.retracted_at DESC NULLS FIRST, c.id LIMIT 300"#,
        animal.0
    )
    .fetch_all(tx)
    .await?
    .into_iter()
    .map(ClaimRow::into_claim)
    .collect()
}

/// A claim of the transaction's vivarium, standing or not.
pub(crate) async fn find_claim(
    tx: &mut PgConnection,
    id: GenotypeClaimId,
) -> Result<Option<GenotypeClaim>, AnimalError> {
    sqlx::query_as!(
        ClaimRow,
        r#"SELECT c.id, c.animal_id, c.gene, c.copies, c.chance_numerator, c.chance_denominator, c.carried_on, c.basis,
                  c.evidence, c.evidence_on AS "evidence_on: Date", c.created_at AS "created_at: Timestamp",
                  p.display_name AS "declared_by?", c.retracted_at AS "retracted_at: Timestamp"
           FROM animal.genotype_claim c LEFT JOIN core.person p ON p.id = c.declared_by
           WHERE c.id = $1"#,
        id.0
    )
    .fetch_optional(tx)
    .await?
    .map(ClaimRow::into_claim)
    .transpose()
}

/// A claim to be written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewClaim<'a> {
    pub(crate) vivarium: VivariumId,
    pub(crate) animal: AnimalId,
    pub(crate) claimed: &'a ClaimedGene,
    pub(crate) basis: ClaimBasis,
    pub(crate) evidence: &'a str,
    pub(crate) evidence_on: Option<jiff::civil::Date>,
    pub(crate) by: PersonId,
    pub(crate) replaces: Option<GenotypeClaimId>,
}

pub(crate) async fn insert_claim(tx: &mut PgConnection, claim: &NewClaim<'_>) -> Result<GenotypeClaimId, AnimalError> {
    let id = GenotypeClaimId::new();
    sqlx::query!(
        "INSERT INTO animal.genotype_claim (id, vivarium_id, animal_id, gene, copies, chance_numerator, chance_denominator, carried_on,
             basis, evidence, evidence_on, declared_by, replaces)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id.0,
        claim.vivarium.0,
        claim.animal.0,
        claim.claimed.gene,
        claim.claimed.copies.map(i32::from),
        claim.claimed.chance.numerator(),
        claim.claimed.chance.denominator(),
        claim.claimed.carried_on.map(|on| on.as_str()),
        claim.basis.as_str(),
        claim.evidence,
        claim.evidence_on.map(Date::from) as Option<Date>,
        claim.by.0,
        claim.replaces.map(|id| id.0)
    )
    .execute(tx)
    .await?;
    Ok(id)
}

/// Takes a claim back, if it stands.
pub(crate) async fn retract_claim(
    tx: &mut PgConnection,
    id: GenotypeClaimId,
    by: PersonId,
) -> Result<bool, AnimalError> {
    let done = sqlx::query!(
        "UPDATE animal.genotype_claim SET retracted_at = now(), retracted_by = $2 WHERE id = $1 AND retracted_at IS NULL",
        id.0,
        by.0
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets a claim stand again.
pub(crate) async fn restore_claim(tx: &mut PgConnection, id: GenotypeClaimId) -> Result<(), AnimalError> {
    sqlx::query!("UPDATE animal.genotype_claim SET retracted_at = NULL, retracted_by = NULL WHERE id = $1", id.0)
        .execute(tx)
        .await?;
    Ok(())
}

/// The standing claims on some animals as the transaction's vivarium (or, without one, the public) may see them; without what they rest on.
pub(crate) async fn list_shown_claims(
    tx: &mut PgConnection,
    animals: &[Uuid],
) -> Result<Vec<GenotypeClaim>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", animal_id AS "animal_id!", gene AS "gene!", copies, chance_numerator AS "chance_numerator!",
                  chance_denominator AS "chance_denominator!", carried_on, basis AS "basis!"
           FROM animal.claims_of($1) ORDER BY id"#,
        animals
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            ClaimRow {
                id: row.id,
                animal_id: row.animal_id,
                gene: row.gene,
                copies: row.copies,
                chance_numerator: row.chance_numerator,
                chance_denominator: row.chance_denominator,
                carried_on: row.carried_on,
                basis: row.basis,
                evidence: String::new(),
                evidence_on: None,
                created_at: None,
                declared_by: None,
                retracted_at: None,
            }
            .into_claim()
        })
        .collect()
}
