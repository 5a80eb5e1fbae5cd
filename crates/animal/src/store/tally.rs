//! Living animals, counted in one reading.

use super::word;
use crate::AnimalError;
use repti_model::{TaxonId, VivariumId, animal::Sex, registry::Tally};
use sqlx::PgConnection;
use std::{cmp::Reverse, collections::HashMap};

/// The living animals that the vivarium holds.
pub(crate) async fn tally_living(tx: &mut PgConnection, vivarium: VivariumId) -> Result<Tally, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT taxon_id, sex, visibility = 'public' AS "public!", count(*) AS "animals!"
           FROM animal.animal
           WHERE vivarium_id = $1 AND archived_at IS NULL AND kind = 'held' AND life_status = 'alive'
           GROUP BY 1, 2, 3"#,
        vivarium.0
    )
    .fetch_all(tx)
    .await?;
    let mut tally = Tally::default();
    let mut taxa: HashMap<TaxonId, u64> = HashMap::new();
    for row in rows {
        let animals = u64::try_from(row.animals).unwrap_or_default();
        let [males, females, unsexed] = &mut tally.sexes;
        *match word::<Sex>(&row.sex)? {
            Sex::Male => males,
            Sex::Female => females,
            Sex::Unknown => unsexed,
        } += animals;
        tally.all += animals;
        tally.public += if row.public { animals } else { 0 };
        *taxa.entry(TaxonId(row.taxon_id)).or_default() += animals;
    }
    tally.taxa = taxa.into_iter().collect();
    tally.taxa.sort_by_key(|&(taxon, animals)| (Reverse(animals), taxon.0));
    Ok(tally)
}
