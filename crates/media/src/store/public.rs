//! What anybody reads: the view made for it, and nothing else.

use super::photo::{Shown, ShownRow};
use crate::MediaError;
use jiff::civil::Date;
use jiff_sqlx::Date as SqlDate;
use repti_model::{AnimalId, PhotoId};
use sqlx::PgPool;
use std::collections::HashMap;
use uuid::Uuid;

/// A photograph of a public animal.
#[derive(Debug, Clone)]
pub(crate) struct Public {
    pub(crate) shown: Shown,
    pub(crate) caption: String,
    pub(crate) taken_on: Option<Date>,
    pub(crate) representative: bool,
}

/// Whether anybody may see the pictures with this mark.
pub(crate) async fn is_public(pool: &PgPool, id: PhotoId, mark: &str) -> Result<bool, MediaError> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM media.public_photo WHERE id = $1 AND mark = $2) AS "found!""#,
        id.0,
        mark
    );
    Ok(found.fetch_one(pool).await?)
}

/// The photographs of a public animal, in their order.
pub(crate) async fn list(pool: &PgPool, animal: AnimalId) -> Result<Vec<Public>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", mark AS "mark!", width AS "width!", height AS "height!", widths AS "widths!", avif AS "avif!", blur, caption AS "caption!",
                  taken_on AS "taken_on: SqlDate", representative AS "representative!"
           FROM media.public_photo WHERE animal_id = $1 ORDER BY position, id"#,
        animal.0
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Public {
            shown: ShownRow {
                id: row.id,
                mark: row.mark,
                width: row.width,
                height: row.height,
                widths: row.widths,
                avif: row.avif,
                blur: row.blur,
            }
            .into(),
            caption: row.caption,
            taken_on: row.taken_on.map(SqlDate::to_jiff),
            representative: row.representative,
        })
        .collect())
}

/// The first photograph of each of these animals that are public.
pub(crate) async fn covers(pool: &PgPool, animals: &[Uuid]) -> Result<HashMap<AnimalId, Shown>, MediaError> {
    let rows = sqlx::query!(
        r#"SELECT DISTINCT ON (animal_id) animal_id AS "animal_id!", id AS "id!", mark AS "mark!", width AS "width!", height AS "height!",
                  widths AS "widths!", avif AS "avif!", blur
           FROM media.public_photo WHERE animal_id = ANY ($1) AND widths <> '{}' ORDER BY animal_id, position, id"#,
        animals
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let shown = ShownRow {
                id: row.id,
                mark: row.mark,
                width: row.width,
                height: row.height,
                widths: row.widths,
                avif: row.avif,
                blur: row.blur,
            };
            (row.animal_id.into(), shown.into())
        })
        .collect())
}
