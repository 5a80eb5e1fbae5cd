//! The application's login: made by the owner of the tables, and never one who could act as the owner.

use crate::DbError;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Why a login isn't made.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// Row-level security holds for nobody who owns the tables.
    #[error("“{0}” owns the tables or may act as who does; the application needs a login of its own")]
    Owner(String),
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<sqlx::Error> for LoginError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Makes the login `name`, or gives it this password, at the database of `owner_url`. It is a member of `reptidex_app` and of nothing else.
///
/// # Errors
/// When it is the owner's own, or the database refuses.
pub async fn app_login(owner_url: &str, name: &str, password: &str) -> Result<(), LoginError> {
    let mut owner = PgConnection::connect(owner_url).await?;
    let mut tx = owner.begin().await?;
    let (known, mighty): (bool, bool) = sqlx::query_as(
        "SELECT count(*) > 0, coalesce(bool_or(rolsuper OR pg_has_role(oid, current_user, 'MEMBER')), false) \
         FROM pg_roles WHERE rolname = $1",
    )
    .bind(name)
    .fetch_one(&mut *tx)
    .await?;
    if mighty {
        return Err(LoginError::Owner(name.to_owned()));
    }
    // Statements about roles take no parameters, so the database quotes them itself.
    let statement: String = sqlx::query_scalar(
        "SELECT format(CASE WHEN $3 THEN 'ALTER' ELSE 'CREATE' END || ' ROLE %1$I LOGIN NOCREATEDB NOCREATEROLE PASSWORD %2$L; \
         GRANT reptidex_app TO %1$I', $1::text, $2::text)",
    )
    .bind(name)
    .bind(password)
    .bind(known)
    .fetch_one(&mut *tx)
    .await?;
    tx.execute(AssertSqlSafe(statement)).await?;
    tx.commit().await?;
    Ok(owner.close().await?)
}
