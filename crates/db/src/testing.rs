//! A database of its own for each test, cloned from one migrated template (feature `testing`).

use crate::{Db, DbOptions};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection, PgPool, postgres::PgConnectOptions};
use std::str::FromStr;

/// A database that belongs to one test.
#[derive(Debug)]
pub struct TestDb {
    /// As the application sees it, under row-level security.
    pub db: Db,
    /// As the owner sees it, to look behind the fence.
    pub owner: PgPool,
    /// The owner's URL.
    pub url: String,
}

impl TestDb {
    /// Clones the template `reptidex_template` on the server named by `TEST_DATABASE_URL` (`script/test` sets both up).
    ///
    /// # Panics
    /// When the variable is missing or the server doesn't answer: a test without its database has failed.
    pub async fn new() -> Self {
        let base = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL is set by script/test");
        let options = PgConnectOptions::from_str(&base).expect("TEST_DATABASE_URL is a PostgreSQL URL");
        let name = format!("t_{}", uuid::Uuid::now_v7().simple());
        let mut admin = PgConnection::connect_with(&options).await.expect("the test server answers");
        admin
            .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE reptidex_template")))
            .await
            .expect("the template was migrated");
        admin.close().await.ok();
        let url = options.database(&name).to_url_lossy().to_string();
        let db = Db::open(&DbOptions { max_connections: 8, ..DbOptions::new(&url) }).expect("the URL is ours");
        let owner = PgPool::connect_lazy(&url).expect("the URL is ours");
        Self { db, owner, url }
    }
}
