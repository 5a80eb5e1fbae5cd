//! Migrations: forward only, run by the owner of the tables, never at the start of a server.

use crate::DbError;
use sqlx::{PgPool, migrate::Migrator};

/// Every migration of the project, in the order of their time stamps.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Brings the database at `url` (its owner's) up to date, the job queue's tables included.
///
/// # Errors
/// When it can't be reached or a migration fails; what ran before stays.
pub async fn migrate(url: &str) -> Result<(), DbError> {
    let pool = PgPool::connect(url).await?;
    MIGRATOR.run(&pool).await?;
    graphile_worker::WorkerUtils::new(pool.clone(), "graphile_worker")
        .migrate()
        .await
        .map_err(|error| DbError::Queue(error.to_string()))?;
    pool.close().await;
    Ok(())
}
