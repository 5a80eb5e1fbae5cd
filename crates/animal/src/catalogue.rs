//! The catalogue of genes as data: what this process reckons by, and what everybody may read of it. Staff's part is in the modules below.

mod browse;
mod effects;
mod proposals;
mod publish;

use crate::{Animals, Result, store::catalogue as store};
use repti_db::DbError;
use repti_genetics::catalogue::{Edition, Source, Texts};
use sqlx::PgConnection;

impl Animals {
    /// Makes the newest published version the one that this process reckons by; writes the first one where there is none. Costs one small
    /// question while nothing is new.
    ///
    /// # Errors
    /// When the database doesn't answer, or holds what this version of the program can't read.
    pub async fn refresh_catalogue(&self) -> Result<Edition> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        let number = newest(&mut connection).await?;
        install(&mut connection, number).await
    }

    /// The texts of a published version.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn catalogue_texts(&self, number: i32) -> Result<Option<Texts>> {
        let mut connection = self.db.public().acquire().await.map_err(DbError::from)?;
        Ok(store::get_version(&mut connection, number).await?.map(|stored| stored.texts))
    }
}

/// The newest version's number. What came with the program is the first, once somebody asks.
async fn newest(connection: &mut PgConnection) -> Result<i32> {
    let number = store::newest_number(connection).await?;
    if number > 0 {
        return Ok(number);
    }
    store::insert_first(connection, &Texts::seeded()).await?;
    store::newest_number(connection).await
}

/// Installs a version unless this process has it, or a newer one.
async fn install(connection: &mut PgConnection, number: i32) -> Result<Edition> {
    let current = Edition::current();
    if current.number >= number {
        return Ok(current);
    }
    let Some(stored) = store::get_version(connection, number).await? else { return Ok(current) };
    let catalogue = stored.texts.load()?;
    tracing::info!(number, version = %catalogue.version, "the catalogue of genes");
    Ok(Edition::install(stored.number, Some(stored.published_at), catalogue))
}

/// A version as rows.
async fn source(connection: &mut PgConnection, number: i32) -> Result<Source> {
    let missing = || crate::AnimalError::NotFound("version of the catalogue");
    let stored = store::get_version(connection, number).await?.ok_or_else(missing)?;
    Ok(Source::read(&stored.texts)?)
}
