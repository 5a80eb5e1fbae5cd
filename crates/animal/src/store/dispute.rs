//! Open disputes, for staff.

use super::{birth, verification::list_steps, word};
use crate::AnimalError;
use jiff_sqlx::{Date, Timestamp};
use repti_model::lineage::{Chance, DisputeCase, DisputeSide};
use sqlx::PgConnection;
use uuid::Uuid;

/// The eldest first; none unless the transaction is staff's.
pub(crate) async fn list_disputes(tx: &mut PgConnection) -> Result<Vec<DisputeCase>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT link_id AS "link!", side AS "side!", basis AS "basis!", chance_numerator AS "numerator!",
                  chance_denominator AS "denominator!", changed_at AS "since!: Timestamp",
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
    let links: Vec<Uuid> = rows.iter().map(|row| row.link).collect();
    let mut steps = list_steps(tx, &links).await?;
    rows.into_iter()
        .map(|row| {
            Ok(DisputeCase {
                link_id: row.link.into(),
                side: word(&row.side)?,
                basis: word(&row.basis)?,
                chance: Chance::new(row.numerator, row.denominator).unwrap_or_default(),
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
                steps: steps.remove(&row.link).unwrap_or_default(),
            })
        })
        .collect()
}
