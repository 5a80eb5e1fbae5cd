//! The pool and transactions that name their tenant.

use crate::{Cause, DbError, figures};
use repti_model::{Actor, PersonId, VivariumId};
use sqlx::{Connection as _, Executor, PgPool, Postgres, Transaction, pool::PoolConnection, postgres::PgPoolOptions};
use std::time::{Duration, Instant};

/// So long after its last use a connection is taken to live.
const TRUSTED: Duration = Duration::from_secs(1);

/// A transaction under row-level security.
pub type Tx = Transaction<'static, Postgres>;

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct DbOptions {
    pub url: String,
    pub max_connections: u32,
    /// How long a request waits for a free connection before it is told that the database is busy.
    pub acquire_timeout: Duration,
    /// A statement that runs longer is ended by the server.
    pub statement_timeout: Duration,
}

impl DbOptions {
    /// The usual limits for a URL.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            max_connections: 16,
            acquire_timeout: Duration::from_secs(3),
            statement_timeout: Duration::from_secs(25),
        }
    }
}

/// On whose behalf a transaction runs. Decides what row-level security shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Nobody: only what isn't a tenant's.
    Nobody,
    /// A person outside any vivarium: their own memberships and the vivariums behind them.
    Person(PersonId),
    /// A vivarium's rows.
    Vivarium(VivariumId, Option<PersonId>),
    /// Staff: people, vivariums and memberships of everybody. Never animals.
    Staff(PersonId),
    /// A job of the house, in the vivarium that it works for at the moment: it keeps what no person writes.
    Worker(Option<VivariumId>),
}

impl From<&Actor> for Scope {
    fn from(actor: &Actor) -> Self {
        match &actor.vivarium {
            Some(vivarium) => Self::Vivarium(vivarium.id, Some(actor.person_id)),
            None => Self::Person(actor.person_id),
        }
    }
}

/// The database as the application's role sees it.
#[derive(Debug, Clone)]
pub struct Db {
    pool: PgPool,
}

impl Db {
    /// Opens the pool lazily: a database that isn't there yet is no reason not to start.
    ///
    /// # Errors
    /// When the URL can't be read.
    pub fn open(options: &DbOptions) -> Result<Self, DbError> {
        let timeout = options.statement_timeout.as_millis();
        let setup = format!(
            "SET ROLE reptidex_app; SET statement_timeout = {timeout}; SET idle_in_transaction_session_timeout = 60000"
        );
        let pool = PgPoolOptions::new()
            .max_connections(options.max_connections)
            .acquire_timeout(options.acquire_timeout)
            // Asking first whether the connection still lives is a round trip as long as a short query's; one that was just used does.
            .test_before_acquire(false)
            .before_acquire(|connection, used| {
                Box::pin(async move {
                    if used.idle_for > TRUSTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .after_connect(move |connection, _| {
                let setup = setup.clone();
                Box::pin(async move {
                    connection.execute(sqlx::AssertSqlSafe(setup)).await?;
                    Ok(())
                })
            })
            .connect_lazy(&options.url)?;
        Ok(Self { pool })
    }

    /// The pool, for reading what belongs to no tenant: taxa, and the views made for the public.
    #[must_use]
    pub fn public(&self) -> &PgPool {
        &self.pool
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn ping(&self) -> Result<(), DbError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Takes a connection and gives it back, for the figure of how long that takes: reads of what is public take theirs unseen.
    ///
    /// # Errors
    /// When the database doesn't answer, or no connection comes free in time.
    pub async fn try_pool(&self) -> Result<(), DbError> {
        self.connection().await.map(drop)
    }

    async fn connection(&self) -> Result<PoolConnection<Postgres>, DbError> {
        let asked = Instant::now();
        let connection = self.pool.acquire().await;
        figures::waited(asked);
        Ok(connection?)
    }

    /// A transaction in which row-level security shows what `scope` may see.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn begin(&self, scope: impl Into<Scope>) -> Result<Tx, DbError> {
        let mut tx = Transaction::begin(self.connection().await?, None).await?;
        set_scope(&mut tx, scope.into()).await?;
        Ok(tx)
    }
}

async fn set_scope(tx: &mut Tx, scope: Scope) -> Result<(), DbError> {
    let (vivarium, person, name) = match scope {
        Scope::Nobody => return Ok(()),
        Scope::Person(person) => (None, Some(person), ""),
        Scope::Vivarium(vivarium, person) => (Some(vivarium), person, ""),
        Scope::Staff(person) => (None, Some(person), "staff"),
        Scope::Worker(vivarium) => (vivarium, None, "worker"),
    };
    sqlx::query("SELECT set_config('app.vivarium_id', $1, true), set_config('app.person_id', $2, true), set_config('app.scope', $3, true), set_config('app.cause', $4, true)")
        .bind(vivarium.map(|id| id.to_string()).unwrap_or_default())
        .bind(person.map(|id| id.to_string()).unwrap_or_default())
        .bind(name)
        .bind(Cause::setting())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
