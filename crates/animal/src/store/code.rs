//! Codes: the template and the counters behind it.

use crate::{AnimalError, codes::CodePattern};
use repti_model::{AnimalId, VivariumId};
use sqlx::PgConnection;

/// The vivarium's template.
pub(crate) async fn get_template(tx: &mut PgConnection, vivarium: VivariumId) -> Result<String, AnimalError> {
    Ok(sqlx::query_scalar!("SELECT code_template FROM core.vivarium WHERE id = $1", vivarium.0).fetch_one(tx).await?)
}

/// The next free code of a pattern. The counter's row stays locked until the transaction ends, so two creations at once take two numbers.
pub(crate) async fn take_code(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    pattern: &CodePattern,
) -> Result<String, AnimalError> {
    let key = pattern.key();
    let mut least = match find_last(tx, vivarium, &key).await? {
        Some(_) => 0,
        None => find_greatest(tx, vivarium, pattern).await?,
    };
    loop {
        let number = sqlx::query_scalar!(
            "INSERT INTO animal.code_counter AS c (vivarium_id, pattern, last) VALUES ($1, $2, $3::int8 + 1)
             ON CONFLICT (vivarium_id, pattern) DO UPDATE SET last = greatest(c.last, $3::int8) + 1
             RETURNING last",
            vivarium.0,
            key,
            least
        )
        .fetch_one(&mut *tx)
        .await?;
        let code = pattern.code(number);
        if !is_taken(tx, vivarium, &code).await? {
            return Ok(code);
        }
        // Somebody gave this code by hand: go on above everything that is there.
        least = find_greatest(tx, vivarium, pattern).await?;
    }
}

/// What [`take_code`] would give next; nothing is taken.
pub(crate) async fn find_next_code(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    pattern: &CodePattern,
) -> Result<String, AnimalError> {
    let last = match find_last(tx, vivarium, &pattern.key()).await? {
        Some(last) => last,
        None => find_greatest(tx, vivarium, pattern).await?,
    };
    let code = pattern.code(last + 1);
    if !is_taken(tx, vivarium, &code).await? {
        return Ok(code);
    }
    Ok(pattern.code(find_greatest(tx, vivarium, pattern).await?.max(last) + 1))
}

async fn find_last(tx: &mut PgConnection, vivarium: VivariumId, key: &str) -> Result<Option<i64>, AnimalError> {
    Ok(sqlx::query_scalar!(
        "SELECT last FROM animal.code_counter WHERE vivarium_id = $1 AND pattern = $2",
        vivarium.0,
        key
    )
    .fetch_optional(tx)
    .await?)
}

/// The greatest number that a code of the pattern carries, or 0.
async fn find_greatest(tx: &mut PgConnection, vivarium: VivariumId, pattern: &CodePattern) -> Result<i64, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT coalesce(max(n.digits::int8), 0) AS "greatest!"
           FROM animal.animal a
           CROSS JOIN LATERAL (SELECT substr(a.code, length($2) + 1, length(a.code) - length($2) - length($3)) AS digits) n
           WHERE a.vivarium_id = $1 AND length(a.code) > length($2) + length($3)
             AND starts_with(lower(a.code), lower($2)) AND right(lower(a.code), length($3)) = lower($3)
             AND n.digits ~ '^[0-9]{1,15}$'"#,
        vivarium.0,
        pattern.prefix,
        pattern.suffix
    )
    .fetch_one(tx)
    .await?)
}

async fn is_taken(tx: &mut PgConnection, vivarium: VivariumId, code: &str) -> Result<bool, AnimalError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM animal.animal WHERE vivarium_id = $1 AND lower(code) = lower($2)) AS "taken!""#,
        vivarium.0,
        code
    )
    .fetch_one(tx)
    .await?)
}

/// The animal with a code.
pub(crate) async fn find_by_code(
    tx: &mut PgConnection,
    vivarium: VivariumId,
    code: &str,
) -> Result<Option<AnimalId>, AnimalError> {
    // Text with NUL can't be sent to PostgreSQL, and no code has one.
    if code.contains('\0') {
        return Ok(None);
    }
    let id = sqlx::query_scalar!(
        "SELECT id FROM animal.animal WHERE vivarium_id = $1 AND lower(code) = lower($2)",
        vivarium.0,
        code
    )
    .fetch_optional(tx)
    .await?;
    Ok(id.map(AnimalId))
}
