//! What is recorded already, as a plan needs it: every animal of the vivarium and every link between them.

use super::{birth, word};
use crate::{
    AnimalError,
    import::plan::{Known, KnownLink, Registry},
};
use repti_model::VivariumId;
use sqlx::PgConnection;

/// The vivarium's animals, archived ones included, and their standing links.
pub(crate) async fn registry(tx: &mut PgConnection, vivarium: VivariumId) -> Result<Registry, AnimalError> {
    let rows = sqlx::query!(
        r#"SELECT a.id, a.code, a.name, a.import_external_id, t.slug AS taxon, a.sex, a.born_on, a.born_precision, a.died_on,
                  a.origin, a.hybrid, a.archived_at IS NOT NULL AS "archived!",
                  coalesce(o.sire, false) AND NOT EXISTS (SELECT FROM animal.parent_link l
                      WHERE l.child_id = a.id AND l.side = 'sire' AND l.retracted_at IS NULL) AS "open_sire!",
                  coalesce(o.dam, false) AND NOT EXISTS (SELECT FROM animal.parent_link l
                      WHERE l.child_id = a.id AND l.side = 'dam' AND l.retracted_at IS NULL) AS "open_dam!"
           FROM animal.animal a
           JOIN animal.taxon t ON t.id = a.taxon_id
           LEFT JOIN (SELECT animal_id, bool_or(open_sire) AS sire, bool_or(open_dam) AS dam FROM animal.import_row
                      WHERE vivarium_id = $1 AND (open_sire OR open_dam) AND state IN ('created', 'updated', 'skip')
                      GROUP BY animal_id) o
                  ON o.animal_id = a.id
           WHERE a.vivarium_id = $1"#,
        vivarium.0
    )
    .fetch_all(&mut *tx)
    .await?;
    let animals = rows
        .into_iter()
        .map(|row| {
            let died_on: Option<jiff_sqlx::Date> = row.died_on;
            Ok(Known {
                id: row.id,
                code: row.code,
                name: row.name,
                external_id: row.import_external_id,
                taxon: row.taxon,
                sex: word(&row.sex)?,
                born: birth(row.born_on, &row.born_precision)?,
                died_on: died_on.map(jiff_sqlx::Date::to_jiff),
                origin: word(&row.origin)?,
                hybrid: row.hybrid,
                archived: row.archived,
                open_sire: row.open_sire,
                open_dam: row.open_dam,
            })
        })
        .collect::<Result<_, AnimalError>>()?;
    let links = sqlx::query!(
        "SELECT child_id, parent_id, side FROM animal.parent_link WHERE vivarium_id = $1 AND retracted_at IS NULL",
        vivarium.0
    )
    .fetch_all(tx)
    .await?
    .into_iter()
    .map(|row| Ok(KnownLink { child: row.child_id, parent: row.parent_id, side: word(&row.side)? }))
    .collect::<Result<_, AnimalError>>()?;
    Ok(Registry { animals, links })
}
