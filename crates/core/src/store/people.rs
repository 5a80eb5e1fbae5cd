//! People.

use repti_db::Tx;
use repti_model::{PersonId, StaffRole};

/// A person, as signing in and settings need them.
pub(crate) struct Person {
    pub(crate) id: PersonId,
    pub(crate) email: String,
    pub(crate) display_name: String,
    pub(crate) password_hash: Option<String>,
    pub(crate) staff: Option<StaffRole>,
    pub(crate) suspended_reason: Option<String>,
    pub(crate) created_at: jiff::Timestamp,
}

macro_rules! person {
    ($row:expr) => {
        $row.map(|row| Person {
            id: row.id.into(),
            email: row.email,
            display_name: row.display_name,
            password_hash: row.password_hash,
            staff: row.staff_role.and_then(|role| role.parse().ok()),
            suspended_reason: row.suspended_at.map(|_| row.suspended_reason.unwrap_or_default()),
            created_at: row.created_at.to_jiff(),
        })
    };
}

pub(crate) async fn find_by_email(tx: &mut Tx, email: &str) -> sqlx::Result<Option<Person>> {
    let row = sqlx::query!(
        "SELECT id, email, display_name, password_hash, staff_role, suspended_at, suspended_reason, created_at
         FROM core.person WHERE lower(email) = lower($1)",
        email,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(person!(row))
}

pub(crate) async fn find(tx: &mut Tx, id: PersonId) -> sqlx::Result<Option<Person>> {
    let row = sqlx::query!(
        "SELECT id, email, display_name, password_hash, staff_role, suspended_at, suspended_reason, created_at
         FROM core.person WHERE id = $1",
        id.0,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(person!(row))
}

/// Holds the person's row to the end of the transaction: whoever changes how they sign in goes one after the other.
pub(crate) async fn lock(tx: &mut Tx, id: PersonId) -> sqlx::Result<()> {
    sqlx::query!("SELECT id FROM core.person WHERE id = $1 FOR NO KEY UPDATE", id.0).fetch_optional(&mut **tx).await?;
    Ok(())
}

/// A person whose address is proven. False when the address has been taken meanwhile.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: PersonId,
    email: &str,
    display_name: &str,
    password_hash: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO core.person (id, email, email_verified_at, password_hash, display_name) VALUES ($1, $2, now(), $3, $4)
         ON CONFLICT (lower(email)) DO NOTHING",
        id.0,
        email,
        password_hash,
        display_name,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn update_password(tx: &mut Tx, id: PersonId, hash: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.person SET password_hash = $2 WHERE id = $1", id.0, hash).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn update_name(tx: &mut Tx, id: PersonId, name: &str) -> sqlx::Result<()> {
    sqlx::query!("UPDATE core.person SET display_name = $2 WHERE id = $1", id.0, name).execute(&mut **tx).await?;
    Ok(())
}

/// False when the address belongs to somebody else by now.
pub(crate) async fn update_email(tx: &mut Tx, id: PersonId, email: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "UPDATE core.person SET email = $2, email_verified_at = now()
         WHERE id = $1 AND NOT EXISTS (SELECT FROM core.person WHERE lower(email) = lower($2) AND id <> $1)",
        id.0,
        email,
    )
    .execute(&mut **tx)
    .await;
    match done {
        Ok(done) => Ok(done.rows_affected() == 1),
        Err(error) if repti_db::constraint_of(&error) == Some("person_email") => Ok(false),
        Err(error) => Err(error),
    }
}
