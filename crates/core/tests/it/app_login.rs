//! The login that the owner makes for the application.

use repti_db::{Db, DbOptions, LoginError, app_login, testing::TestDb};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, postgres::PgConnectOptions};
use std::str::FromStr;

async fn stored(test: &TestDb, name: &str) -> (bool, bool, bool, String) {
    sqlx::query_as("SELECT rolcanlogin, rolsuper, rolbypassrls, rolpassword FROM pg_authid WHERE rolname = $1")
        .bind(name)
        .fetch_one(&test.owner)
        .await
        .expect("the login is there")
}

#[tokio::test]
async fn the_owner_makes_a_login_for_the_application_and_changes_its_password() {
    let test = TestDb::new().await;
    // Logins belong to the whole server, so each run has its own; a name is quoted whatever stands in it.
    let name = format!("app \"{}\"", uuid::Uuid::now_v7().simple());
    app_login(&test.url, &name, "it's the \\ first").await.expect("made");
    let first = stored(&test, &name).await;
    assert_eq!((first.0, first.1, first.2), (true, false, false));
    assert!(first.3.starts_with("SCRAM-SHA-256$"), "{}", first.3);

    app_login(&test.url, &name, "the second").await.expect("changed");
    assert_ne!(stored(&test, &name).await.3, first.3);

    let url = PgConnectOptions::from_str(&test.url).expect("ours").username(&name).password("the second");
    let db = Db::open(&DbOptions::new(url.to_url_lossy().to_string())).expect("ours");
    db.ping().await.expect("it may act as the application");
    let refused = db.public().execute("RESET ROLE; CREATE TABLE core.mine (id int)").await;
    assert!(refused.is_err(), "it owns nothing");

    db.public().close().await;
    let quoted = name.replace('"', "\"\"");
    test.owner.execute(AssertSqlSafe(format!("DROP ROLE \"{quoted}\""))).await.expect("dropped");
}

#[tokio::test]
async fn the_owner_is_no_login_for_the_application() {
    let test = TestDb::new().await;
    let owner: String = sqlx::query_scalar("SELECT current_user::text").fetch_one(&test.owner).await.expect("a name");
    assert!(matches!(app_login(&test.url, &owner, "x").await, Err(LoginError::Owner(name)) if name == owner));
}
