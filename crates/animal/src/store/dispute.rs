//! Open disputes, for staff.

use super::{
    birth, evidence,
    verification::{Said, list_steps, said, subject_of},
    word,
};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::lineage::{DisputeCase, DisputeSide};
use sqlx::PgConnection;
use uuid::Uuid;

/// The eldest first; none unless the transaction is staff's.
pub(crate) async fn list_disputes(tx: &mut PgConnection) -> Result<Vec<DisputeCase>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT link_id AS link, claim_id AS gene_claim, side, basis AS "basis!", chance_numerator AS "numerator!",
                  chance_denominator AS "denominator!", gene, copies, carried_on, changed_at AS "since!: Timestamp",
                  child_vivarium_id AS "child_vivarium_id!", child_vivarium AS "child_vivarium!", child_code AS "child_code!",
                  child_name AS "child_name!", child_taxon AS "child_taxon!", child_sex AS "child_sex!",
                  child_genotype_text AS "child_genotype_text!", child_born_on AS "child_born_on: Date",
                  child_born_precision AS "child_born_precision!",
                  parent_vivarium_id AS "parent_vivarium_id!", parent_vivarium AS "parent_vivarium!",
                  parent_code AS "parent_code!", parent_name AS "parent_name!", parent_taxon AS "parent_taxon!",
                  parent_sex AS "parent_sex!", parent_genotype_text AS "parent_genotype_text!",
                  parent_born_on AS "parent_born_on: Date", parent_born_precision AS "parent_born_precision!"
           FROM animal.verification_disputes()"#
    )
    .fetch_all(&mut *tx)
    .await?;
    let subjects: Vec<Uuid> = rows.iter().filter_map(|row| row.link.or(row.gene_claim)).collect();
    let mut steps = list_steps(tx, &subjects).await?;
    let mut files = evidence::list_files(tx, &subjects).await?;
    rows.into_iter()
        .filter_map(|row| Some((subject_of(row.link, row.gene_claim)?, row)))
        .map(|(claim, row)| {
            Ok(DisputeCase {
                claim,
                said: said(Said {
                    side: row.side,
                    basis: row.basis,
                    chance: (row.numerator, row.denominator),
                    gene: row.gene,
                    copies: row.copies,
                    carried_on: row.carried_on,
                })?,
                child: DisputeSide {
                    vivarium_id: row.child_vivarium_id.into(),
                    vivarium: row.child_vivarium,
                    code: row.child_code,
                    name: row.child_name,
                    taxon: row.child_taxon,
                    sex: word(&row.child_sex)?,
                    genotype_text: row.child_genotype_text,
                    born: birth(row.child_born_on, &row.child_born_precision)?,
                },
                parent: DisputeSide {
                    vivarium_id: row.parent_vivarium_id.into(),
                    vivarium: row.parent_vivarium,
                    code: row.parent_code,
                    name: row.parent_name,
                    taxon: row.parent_taxon,
                    sex: word(&row.parent_sex)?,
                    genotype_text: row.parent_genotype_text,
                    born: birth(row.parent_born_on, &row.parent_born_precision)?,
                },
                since: row.since.to_jiff(),
                steps: steps.remove(&claim.uuid()).unwrap_or_default(),
                files: files.remove(&claim.uuid()).unwrap_or_default(),
            })
        })
        .collect()
}
