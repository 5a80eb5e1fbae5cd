//! `/status`: what visitors are told of how the site is.

use crate::{
    app::{TestApp, redis_of_this_test},
    door::{before_postgresql, before_redis, soon},
};
use repti_db::testing::TestDb;
use std::time::Duration;

/// The state of a part on the page.
fn condition(page: &str, part: &str) -> String {
    let begin = format!("data-part=\"{part}\" data-condition=\"");
    let rest = page.split_once(&begin).unwrap_or_else(|| panic!("no {part} in {page}")).1;
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_healthy_site_says_so_in_words_without_scripts_and_tells_no_internals() {
    let app = TestApp::new().await;
    let page = app.public().get("/status").send().await.expect(200).text();
    assert!(page.contains("Everything works") && page.contains("Looked at"), "{page}");
    for part in ["public", "breeder", "photos", "embed", "api", "jobs"] {
        assert_eq!(condition(&page, part), "up", "{part}");
    }
    let body = page.split_once("<main").expect("a page").1.to_lowercase();
    for internal in ["postgres", "redis", "queue", "worker", "connections", "version", "127.0.0.1"] {
        assert!(!body.contains(internal), "{internal} in {body}");
    }
    assert!(app.public().get("/about").send().await.expect(200).text().contains("href=\"/status\""));
}

#[tokio::test]
async fn a_store_that_goes_takes_only_its_parts_along_and_the_page_says_since_when() {
    let (mut door, url) = before_redis(&redis_of_this_test()).await;
    let app = TestApp::with(&[("REDIS_URL", &url)]).await;
    let page = async || app.public().get("/status").send().await.expect(200).text();
    assert_eq!(condition(&page().await, "breeder"), "up");
    door.close().await;
    // What was told is told for five seconds.
    assert_eq!(condition(&page().await, "breeder"), "up");
    soon(Duration::from_secs(20), "noticing", async || condition(&page().await, "breeder") == "down").await;
    let told = page().await;
    assert!(told.contains("One part doesn’t work as it should") && told.contains("Since "), "{told}");
    assert_eq!((condition(&told, "public"), condition(&told, "api")), ("up".to_owned(), "up".to_owned()));
    // Another process, or this one started anew, knows since when, too.
    let since: Option<f64> = sqlx::query_scalar(
        "SELECT extract(epoch FROM now() - since)::float8 FROM ops.part_condition WHERE part = 'breeder'",
    )
    .fetch_one(&app.db.owner)
    .await
    .expect("it is noted");
    assert!(since.is_some_and(|age| (0.0..60.0).contains(&age)), "{since:?}");
    door.open().await;
    soon(Duration::from_secs(20), "coming back", async || condition(&page().await, "breeder") == "up").await;
}

#[tokio::test]
async fn without_a_database_the_page_is_there_and_says_so() {
    let db = TestDb::new().await;
    let (mut door, url) = before_postgresql(&db).await;
    let app = TestApp::over(db, &[("DATABASE_URL", &url)]).await;
    door.close().await;
    let page = app.public().get("/status").send().await.expect(200).text();
    assert!(page.contains("Nothing works at the moment"), "{page}");
    for part in ["public", "breeder", "photos", "embed", "api", "jobs"] {
        assert_eq!(condition(&page, part), "down", "{part}");
    }
}

#[tokio::test]
async fn a_role_that_nobody_plays_any_more_is_down() {
    let app = TestApp::new().await;
    app.state.domain.ops.sign_of_life(&["worker".to_owned(), "api".to_owned()]).await.expect("noted");
    let aged = "UPDATE ops.role_seen SET at = now() - interval '5 minutes' WHERE role = 'worker'";
    sqlx::query(aged).execute(&app.db.owner).await.expect("the table is there");
    let page = app.public().get("/status").send().await.expect(200).text();
    assert_eq!((condition(&page, "jobs"), condition(&page, "api")), ("down".to_owned(), "up".to_owned()));
}
