//! What is claimed of demo animals' genes, and which genes they have, written in bulk by the owner of the tables.

use jiff::{Timestamp, civil::Date};
use repti_db::DbError;
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows in one statement: large enough for speed, small enough for memory.
const CHUNK: usize = 10_000;

/// A claim about a gene as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeedGenotypeClaim {
    pub id: Uuid,
    pub vivarium_id: Uuid,
    pub animal_id: Uuid,
    pub gene: String,
    pub copies: Option<u8>,
    pub chance_numerator: i32,
    pub chance_denominator: i32,
    pub carried_on: Option<&'static str>,
    pub basis: &'static str,
    pub evidence: String,
    pub evidence_on: Option<Date>,
    pub declared_by: Uuid,
    pub created_at: Timestamp,
}

/// A gene that an animal has, as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeedGene {
    pub vivarium_id: Uuid,
    pub animal_id: Uuid,
    pub gene: String,
    pub kind: &'static str,
    pub percent: u8,
}

/// Writes claims about genes.
///
/// # Errors
/// When the database refuses.
pub async fn insert_genotype_claims(connection: &mut PgConnection, rows: &[SeedGenotypeClaim]) -> Result<(), DbError> {
    for chunk in rows.chunks(CHUNK) {
        sqlx::query!(
            "INSERT INTO animal.genotype_claim (id, vivarium_id, animal_id, gene, copies, chance_numerator, chance_denominator,
                 carried_on, basis, evidence, evidence_on, declared_by, created_at)
             SELECT r.id, r.vivarium_id, r.animal_id, r.gene, r.copies, r.chance_numerator, r.chance_denominator,
                 r.carried_on, r.basis, r.evidence, r.evidence_on, r.declared_by, r.created_at
             FROM jsonb_to_recordset($1) AS r (id uuid, vivarium_id uuid, animal_id uuid, gene text, copies int,
                 chance_numerator int, chance_denominator int, carried_on text, basis text, evidence text, evidence_on date,
                 declared_by uuid, created_at timestamptz)",
            serde_json::to_value(chunk).unwrap_or_default(),
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Writes which genes animals have.
///
/// # Errors
/// When the database refuses.
pub async fn insert_genes(connection: &mut PgConnection, rows: &[SeedGene]) -> Result<(), DbError> {
    for chunk in rows.chunks(CHUNK) {
        sqlx::query!(
            "INSERT INTO animal.animal_gene (vivarium_id, animal_id, gene, kind, percent)
             SELECT r.vivarium_id, r.animal_id, r.gene, r.kind, r.percent
             FROM jsonb_to_recordset($1) AS r (vivarium_id uuid, animal_id uuid, gene text, kind text, percent int)",
            serde_json::to_value(chunk).unwrap_or_default(),
        )
        .execute(&mut *connection)
        .await?;
    }
    sqlx::query!("ANALYZE animal.animal_gene, animal.genotype_claim").execute(connection).await?;
    Ok(())
}
