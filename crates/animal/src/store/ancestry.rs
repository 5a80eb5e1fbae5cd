//! The claims among the ancestors of some animals.

use super::word;
use crate::AnimalError;
use repti_model::{animal::ParentSide, lineage::Chance};
use sqlx::PgConnection;
use uuid::Uuid;

/// A claim without how it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) child: Uuid,
    pub(crate) parent: Uuid,
    pub(crate) side: ParentSide,
    pub(crate) chance: Chance,
}

/// Everything above these animals that the transaction's vivarium (or, without one, the public) may see, from at most so many animals.
pub(crate) async fn list_claims(tx: &mut PgConnection, roots: &[Uuid], most: u32) -> Result<Vec<Claim>, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT child_id AS "child!", parent_id AS "parent!", side AS "side!", chance_numerator AS "numerator!",
                  chance_denominator AS "denominator!"
           FROM animal.ancestry($1, $2)"#,
        roots,
        i32::try_from(most).unwrap_or(i32::MAX)
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Claim {
                child: row.child,
                parent: row.parent,
                side: word(&row.side)?,
                chance: Chance::new(row.numerator, row.denominator).unwrap_or_default(),
            })
        })
        .collect()
}
