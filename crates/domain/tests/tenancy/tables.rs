//! Every table that belongs to a vivarium, as PostgreSQL itself lists them.

use crate::world::{Scope, Side, World, id};
use sqlx::{AssertSqlSafe, Executor, PgPool};

/// A table with an owner.
pub struct Table {
    pub name: String,
    /// The column that names the vivarium.
    pub column: String,
    fenced: bool,
}

/// What staff may read of every vivarium. Never animals; of a video they take down, how long it is and where its file lies.
const OPEN_TO_STAFF: [&str; 6] =
    ["core.vivarium", "core.membership", "core.audit_event", "core.vivarium_plan", "core.plan_change", "media.video"];

pub async fn tenant_tables(owner: &PgPool) -> Vec<Table> {
    let rows: Vec<(String, String, bool)> = sqlx::query_as(
        "SELECT n.nspname || '.' || c.relname, a.attname::text,
                c.relrowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND NOT a.attisdropped
           AND (a.attname = 'vivarium_id' OR c.oid = 'core.vivarium'::regclass AND a.attname = 'id')
         ORDER BY 1",
    )
    .fetch_all(owner)
    .await
    .expect("the catalogue answers");
    rows.into_iter().map(|(name, column, fenced)| Table { name, column, fenced }).collect()
}

#[tokio::test]
async fn every_table_that_belongs_to_a_vivarium_is_fenced_and_stands_in_this_test() {
    let world = World::new().await;
    let tables = tenant_tables(&world.db.owner).await;
    assert!(tables.len() >= 14, "only {}", tables.len());
    for Table { name, column, fenced } in tables {
        assert!(fenced, "{name} has no row-level security");
        for side in [Side::North, Side::South] {
            let sql = format!("SELECT count(*) FROM {name} WHERE {column} = $1");
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(id(side, "vivarium"))
                .fetch_one(&world.db.owner)
                .await
                .expect("the table is there");
            assert!(rows > 0, "{name} is new: give {side:?} a row of it in world.rs, so that it is walked");
        }
    }
}

#[tokio::test]
async fn a_stranger_sees_changes_and_deletes_no_row_of_any_table() {
    let world = World::new().await;
    let theirs = id(Side::South, "vivarium");
    for Table { name, column, .. } in tenant_tables(&world.db.owner).await {
        for scope in Scope::STRANGERS {
            let staff = scope == Scope::Staff && OPEN_TO_STAFF.contains(&name.as_str());
            let mut tx = world.begin(scope).await;
            let sql = format!("SELECT count(*) FROM {name} WHERE {column} = $1");
            let seen: i64 =
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(theirs).fetch_one(&mut *tx).await.expect("may be asked");
            assert_eq!(seen > 0, staff, "{name} read as {scope:?}");
            // Staff suspend vivariums; that is theirs to write.
            if staff && name == "core.vivarium" {
                continue;
            }
            for change in [
                format!("UPDATE {name} SET {column} = {column} WHERE {column} = $1"),
                format!("DELETE FROM {name} WHERE {column} = $1"),
            ] {
                tx.execute("SAVEPOINT before").await.expect("a savepoint");
                // No right to do it at all is as good an answer as no row.
                match sqlx::query(AssertSqlSafe(change.clone())).bind(theirs).execute(&mut *tx).await {
                    Ok(done) => assert_eq!(done.rows_affected(), 0, "{change} as {scope:?}"),
                    Err(refused) => assert_eq!(code(&refused), "42501", "{change} as {scope:?}: {refused}"),
                }
                tx.execute("ROLLBACK TO before").await.expect("a savepoint");
            }
        }
    }
}

#[tokio::test]
async fn no_row_is_planted_in_another_vivarium_nor_moved_there() {
    let world = World::new().await;
    let theirs = id(Side::South, "vivarium");
    for Table { name, column, .. } in tenant_tables(&world.db.owner).await {
        // A copy of South's own row is right in everything but who writes it.
        let columns: String = sqlx::query_scalar(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
             WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''",
        )
        .bind(&name)
        .fetch_one(&world.db.owner)
        .await
        .expect("the table has columns");
        let row: serde_json::Value =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT to_jsonb(t) FROM {name} t WHERE {column} = $1 LIMIT 1")))
                .bind(theirs)
                .fetch_one(&world.db.owner)
                .await
                .expect("South has a row");
        let plant =
            format!("INSERT INTO {name} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{name}, $1)");
        for scope in Scope::STRANGERS {
            let mut tx = world.begin(scope).await;
            let refused = sqlx::query(AssertSqlSafe(plant.clone())).bind(&row).execute(&mut *tx).await;
            let refused = refused.err().unwrap_or_else(|| panic!("{name} planted as {scope:?}"));
            assert_eq!(code(&refused), "42501", "{name} planted as {scope:?}: {refused}");
        }
        if name == "core.vivarium" {
            continue;
        }
        let mut tx = world.begin(Scope::Vivarium(Side::North)).await;
        let moved =
            sqlx::query(AssertSqlSafe(format!("UPDATE {name} SET {column} = $1"))).bind(theirs).execute(&mut *tx).await;
        let refused = moved.err().unwrap_or_else(|| panic!("{name} moved"));
        // By the fence, or by a rule that asks first: a photograph goes where its animal is.
        assert!(matches!(code(&refused).as_str(), "42501" | "23514"), "{name} moved: {refused}");
    }
}

fn code(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(|error| error.code()).map(std::borrow::Cow::into_owned).unwrap_or_default()
}
