//! PostgreSQL or Redis gone for ten seconds and back: a clear answer meanwhile, and nothing lost or doubled.

use crate::{
    app::{TestApp, redis_of_this_test},
    door::{before_postgresql, before_redis, soon},
    portal_people::{PASSWORD, call, keeper},
};
use futures::future::join_all;
use repti_db::testing::TestDb;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const GONE: Duration = Duration::from_secs(10);
/// `quality.md`: healthy within two seconds; the rest is for a machine that compiles meanwhile.
const BACK: Duration = Duration::from_secs(6);

async fn first_taxon(app: &TestApp, token: &str) -> Value {
    app.api().get("/api/v1/animal/taxa").bearer(token).send().await.expect(200).json()[0]["id"].clone()
}

#[tokio::test]
async fn postgresql_gone_and_back_is_said_clearly_and_loses_nothing() {
    let db = TestDb::new().await;
    let (mut door, url) = before_postgresql(&db).await;
    let app = TestApp::over(db, &[("DATABASE_URL", &url)]).await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let taxon = first_taxon(&app, &ada.access).await;
    let add = |name: &str, key: &str| {
        let call = app.api().post("/api/v1/animal/animals").bearer(&ada.access).header("x-vivarium", &slug);
        call.header("idempotency-key", key)
            .json(&json!({"name": name, "taxon_id": taxon, "visibility": "public"}))
            .send()
    };
    let kiwi = add("Kiwi", "kiwi").await.expect(201).json();
    sqlx::query("UPDATE core.vivarium SET listed = true").execute(&app.db.owner).await.unwrap();
    let page = format!("/animals/{}", kiwi["id"].as_str().unwrap());
    app.public().get(&page).send().await.expect(200);

    let gone = Instant::now();
    door.close().await;
    let breeder = format!("/breeders/{slug}");
    let pages = ["/", "/search", "/breeders", page.as_str(), breeder.as_str()];
    for answer in join_all(pages.map(|path| app.public().get(path).header("accept", "text/html").send())).await {
        let answer = answer.expect(503);
        assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{:?}", answer.headers);
        assert!(answer.header("content-type").starts_with("text/html"));
        assert!(answer.text().contains("Nothing was lost"), "{}", answer.text());
        assert!(answer.text().contains("noindex"));
    }
    app.public().get("/about").send().await.expect(200);
    for answer in join_all(["/feed.xml", "/sitemap.xml"].map(|path| app.public().get(path).send())).await {
        assert_ne!(answer.expect(503).header("retry-after"), "");
    }
    app.api().get("/api/v1/health/live").send().await.expect(200);
    let refused = add("Mango", "mango").await;
    assert_ne!(refused.header("retry-after"), "");
    refused.expect_problem(503, "unavailable");
    tokio::time::sleep(GONE.saturating_sub(gone.elapsed())).await;
    door.open().await;
    soon(BACK, "coming back", async || app.public().get("/health").send().await.status == 200).await;

    app.public().get(&page).send().await.expect(200);
    let made = add("Mango", "mango").await.expect(201);
    let again = add("Mango", "mango").await.expect(201);
    assert_eq!((made.json()["id"].clone(), again.header("idempotency-replayed")), (again.json()["id"].clone(), "true"));
    assert_eq!(names(&app).await, ["Kiwi", "Mango"]);
}

async fn names(app: &TestApp) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM animal.animal ORDER BY name").fetch_all(&app.db.owner).await.unwrap()
}

#[tokio::test]
async fn writes_cut_off_in_the_middle_happen_once_or_not_at_all() {
    let db = TestDb::new().await;
    let (mut door, url) = before_postgresql(&db).await;
    let app = TestApp::over(db, &[("DATABASE_URL", &url)]).await;
    let ada = app.person("ada").await;
    let (_, slug) = app.vivarium(&ada).await;
    let taxon = first_taxon(&app, &ada.access).await;
    let add = |n: usize| {
        let call = app.api().post("/api/v1/animal/animals").bearer(&ada.access).header("x-vivarium", &slug);
        let call = call.header("idempotency-key", &format!("key-{n}"));
        call.json(&json!({"name": format!("Animal {n:02}"), "taxon_id": taxon})).send()
    };
    let numbers: Vec<usize> = (0..24).collect();
    let storm = async { join_all(numbers.iter().map(|n| add(*n))).await };
    let cut = async {
        tokio::time::sleep(Duration::from_millis(60)).await;
        door.close().await;
    };
    let (first, ()) = tokio::join!(storm, cut);
    door.open().await;
    soon(BACK, "coming back", async || app.public().get("/health").send().await.status == 200).await;
    let second = join_all(numbers.iter().map(|n| add(*n))).await;
    let stored = names(&app).await;
    for (n, (first, second)) in first.iter().zip(&second).enumerate() {
        let name = format!("Animal {n:02}");
        let times = stored.iter().filter(|stored| **stored == name).count();
        let said = [first, second].map(|answer| answer.status.as_u16());
        assert!(times <= 1, "{name} stands {times} times: {said:?}");
        // What was acknowledged is there; what isn't acknowledged even now was cut off at an unknown place, and is said to be.
        if said.contains(&201) {
            assert_eq!(times, 1, "{name} was acknowledged: {said:?}");
        } else {
            assert_eq!(said[1], 409, "{name}: {}", second.text());
        }
    }
}

#[tokio::test]
async fn redis_gone_and_back_leaves_the_public_pages_and_closes_the_sign_in() {
    let (mut door, url) = before_redis(&redis_of_this_test()).await;
    let app = TestApp::with(&[("REDIS_URL", &url)]).await;
    let ada = keeper(&app, "ada").await;
    let home = || app.breeder().get("/").cookie(&ada.cookie).header("accept", "text/html").send();
    home().await.expect(200);
    let gone = Instant::now();
    door.close().await;
    for answer in
        join_all(["/", "/search", "/breeders", "/about", "/feed.xml"].map(|path| app.public().get(path).send())).await
    {
        answer.expect(200);
    }
    assert_eq!(app.public().get("/health").send().await.expect(200).json()["status"], "degraded");
    let page = home().await.expect(503);
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.text());
    assert_ne!(page.header("retry-after"), "");
    let form = [("email", ada.email.as_str()), ("password", PASSWORD), ("next", "/")];
    let refused = call(&app, "", "sign_in", &form).await.expect(503);
    assert_eq!((refused.json()["code"].as_str(), refused.cookies().contains("__Host-")), (Some("unavailable"), false));
    tokio::time::sleep(GONE.saturating_sub(gone.elapsed())).await;
    door.open().await;
    soon(BACK, "coming back", async || home().await.status == 200).await;
    call(&app, "", "sign_in", &form).await.expect(200);
}
