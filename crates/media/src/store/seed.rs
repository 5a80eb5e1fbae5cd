//! Demo photographs, written by the owner of the tables.

use jiff::civil::Date;
use jiff_sqlx::Date as SqlDate;
use repti_model::{AnimalId, PersonId, PhotoId, VivariumId};
use sqlx::PgConnection;

/// An animal that a demo photograph can be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitter {
    pub animal: AnimalId,
    pub vivarium: VivariumId,
    pub owner: PersonId,
    pub taxon: String,
    pub morph: String,
    pub born: Option<Date>,
}

/// The newest public animals of these taxa, so many of each vivarium.
///
/// # Errors
/// When the database doesn't answer.
pub async fn list_sitters(connection: &mut PgConnection, taxa: &[&str], each: i64) -> sqlx::Result<Vec<Sitter>> {
    let taxa: Vec<String> = taxa.iter().map(|slug| (*slug).to_owned()).collect();
    let rows = sqlx::query!(
        r#"SELECT a.id AS "id!", a.vivarium_id AS "vivarium_id!", m.person_id AS "owner!", a.taxon_slug AS "taxon!",
                  a.genotype_text AS "morph!", a.born_on AS "born_on: SqlDate"
           FROM (SELECT p.*, row_number() OVER (PARTITION BY p.vivarium_id ORDER BY p.id DESC) AS place
                 FROM animal.public_animal p
                 WHERE p.taxon_slug = ANY ($1) AND p.life_status = 'alive' AND p.born_precision = 'day') a
           JOIN core.membership m ON m.vivarium_id = a.vivarium_id AND m.role = 'herpetologist'
           WHERE a.place <= $2 ORDER BY a.id DESC"#,
        &taxa,
        each
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Sitter {
            animal: row.id.into(),
            vivarium: row.vivarium_id.into(),
            owner: row.owner.into(),
            taxon: row.taxon,
            morph: row.morph,
            born: row.born_on.map(SqlDate::to_jiff),
        })
        .collect())
}

/// A photograph whose bytes lie in the store, to be prepared by the worker.
#[derive(Debug, Clone)]
pub struct SeedPhoto<'a> {
    pub id: PhotoId,
    pub sitter: &'a Sitter,
    pub name: String,
    /// Bytes of the file.
    pub size: u64,
    pub caption: String,
    pub taken_on: Option<Date>,
    pub representative: bool,
    pub position: i32,
}

/// Writes it.
///
/// # Errors
/// When the database refuses.
pub async fn insert_photo(connection: &mut PgConnection, photo: &SeedPhoto<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO media.photo (id, vivarium_id, animal_id, state, name, size, caption, taken_on, representative, position, created_by)
         VALUES ($1, $2, $3, 'processing', $4, $5, $6, $7, $8, $9, $10)",
        photo.id.0,
        photo.sitter.vivarium.0,
        photo.sitter.animal.0,
        photo.name,
        i64::try_from(photo.size).unwrap_or(i64::MAX),
        photo.caption,
        photo.taken_on.map(SqlDate::from) as Option<SqlDate>,
        photo.representative,
        photo.position,
        photo.sitter.owner.0
    )
    .execute(connection)
    .await?;
    Ok(())
}
