//! The pool and transactions that name their tenant.

use crate::{Cause, DbError, figures};
use repti_model::{Actor, PersonId, VivariumId};
use sqlx::{
    AssertSqlSafe, Connection as _, Executor, PgPool, Postgres, SqlSafeStr, Transaction, pool::PoolConnection,
    postgres::PgPoolOptions,
};
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
                    connection.execute(AssertSqlSafe(setup)).await?;
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
        let opening = opening(scope.into(), &Cause::setting());
        Ok(Transaction::begin(self.connection().await?, Some(AssertSqlSafe(opening).into_sql_str())).await?)
    }
}

/// What begins a transaction of this scope: one message to the database, where a statement with parameters would be a round trip of its own in every
/// transaction of the house.
fn opening(scope: Scope, cause: &str) -> String {
    let (vivarium, person, name) = match scope {
        Scope::Nobody => return "BEGIN".to_owned(),
        Scope::Person(person) => (None, Some(person), ""),
        Scope::Vivarium(vivarium, person) => (Some(vivarium), person, ""),
        Scope::Staff(person) => (None, Some(person), "staff"),
        Scope::Worker(vivarium) => (vivarium, None, "worker"),
    };
    let vivarium = vivarium.map(|id| id.to_string()).unwrap_or_default();
    let person = person.map(|id| id.to_string()).unwrap_or_default();
    format!(
        "BEGIN; SET LOCAL app.vivarium_id = {}; SET LOCAL app.person_id = {}; SET LOCAL app.scope = {}; SET LOCAL app.cause = {}",
        quoted(&vivarium),
        quoted(&person),
        quoted(name),
        quoted(cause)
    )
}

/// A text as SQL writes it. Ids and our own words come here, so what would need more than its quotes doubled is none of them and left out.
fn quoted(text: &str) -> String {
    if text.contains(['\\', '\0']) {
        return "''".to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::{Scope, opening};
    use repti_model::{PersonId, VivariumId};
    use uuid::Uuid;

    #[test]
    fn a_transaction_begins_with_its_scope_and_no_text_gets_out_of_its_quotes() {
        let scope = Scope::Vivarium(VivariumId(Uuid::from_u128(1)), Some(PersonId(Uuid::from_u128(2))));
        let cause = r#"{"request":"a'; DROP TABLE core.person; --","trace":"00-1"}"#;
        assert_eq!(
            opening(scope, cause),
            "BEGIN; SET LOCAL app.vivarium_id = '00000000-0000-0000-0000-000000000001'; SET LOCAL app.person_id = '00000000-0000-0000-0000-000000000002'; \
             SET LOCAL app.scope = ''; SET LOCAL app.cause = '{\"request\":\"a''; DROP TABLE core.person; --\",\"trace\":\"00-1\"}'"
        );
        assert!(opening(Scope::Worker(None), r"\'").ends_with("app.cause = ''"));
        assert_eq!(opening(Scope::Nobody, "x"), "BEGIN");
    }
}
