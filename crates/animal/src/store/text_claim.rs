//! Claims out of the texts of many animals.

use super::word;
use crate::AnimalError;
use repti_model::{
    GenotypeClaimId, PersonId, VivariumId,
    animal::Sex,
    genotype::{ClaimBasis, ClaimedGene},
};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// An animal whose text may be claimed.
pub(crate) struct Claimable {
    pub(crate) id: Uuid,
    pub(crate) version: i32,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) sex: Sex,
    /// The species' common name, and its slug.
    pub(crate) species: String,
    pub(crate) slug: String,
    /// Something is claimed of it already.
    pub(crate) claimed: bool,
}

/// Animals of the transaction's vivarium with their texts, by code.
pub(crate) async fn list_claimable(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Claimable>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT a.id, a.version, a.code, a.name, a.genotype_text, a.sex, t.common_name, t.slug,
                  EXISTS (SELECT FROM animal.genotype_claim c WHERE c.animal_id = a.id AND c.retracted_at IS NULL) AS "claimed!"
           FROM animal.animal a JOIN animal.taxon t ON t.id = a.taxon_id WHERE a.id = ANY ($1) ORDER BY a.code_key, a.id"#,
        ids
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Claimable {
                id: row.id,
                version: row.version,
                code: row.code,
                name: row.name,
                text: row.genotype_text,
                sex: word(&row.sex)?,
                species: row.common_name,
                slug: row.slug,
                claimed: row.claimed,
            })
        })
        .collect()
}

/// A claim out of a text.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NewTextClaim {
    id: Uuid,
    animal_id: Uuid,
    gene: String,
    copies: Option<u8>,
    numerator: i32,
    denominator: i32,
    carried_on: Option<&'static str>,
    basis: &'static str,
}

impl NewTextClaim {
    pub(crate) fn new(id: GenotypeClaimId, animal: Uuid, claimed: &ClaimedGene, basis: ClaimBasis) -> Self {
        Self {
            id: id.0,
            animal_id: animal,
            gene: claimed.gene.clone(),
            copies: claimed.copies,
            numerator: claimed.chance.numerator(),
            denominator: claimed.chance.denominator(),
            carried_on: claimed.carried_on.map(|on| on.as_str()),
            basis: basis.as_str(),
        }
    }
}

/// Writes claims of a vivarium, in one statement however many.
pub(crate) async fn insert_claims(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    by: PersonId,
    claims: &[NewTextClaim],
) -> Result<(), AnimalError> {
    sqlx::query!(
        "INSERT INTO animal.genotype_claim (id, vivarium_id, animal_id, gene, copies, chance_numerator, chance_denominator,
             carried_on, basis, declared_by)
         SELECT r.id, $1, r.animal_id, r.gene, r.copies, r.numerator, r.denominator, r.carried_on, r.basis, $2
         FROM jsonb_to_recordset($3) AS r (id uuid, animal_id uuid, gene text, copies int, numerator int, denominator int,
             carried_on text, basis text)",
        vivarium.0,
        by.0,
        serde_json::to_value(claims)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes claims back that still stand; says which.
pub(crate) async fn retract_claims(
    tx: &mut PgConnection,
    ids: &[Uuid],
    by: PersonId,
) -> Result<Vec<Uuid>, AnimalError> {
    Ok(sqlx::query_scalar!(
        "UPDATE animal.genotype_claim SET retracted_at = now(), retracted_by = $2
         WHERE id = ANY ($1) AND retracted_at IS NULL RETURNING id",
        ids,
        by.0
    )
    .fetch_all(tx)
    .await?)
}
