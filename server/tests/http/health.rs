//! Health, and what happens while a store is gone.

use crate::app::TestApp;
use reptidex::serve::Roles;

#[tokio::test]
async fn every_host_says_how_it_is() {
    let app = TestApp::new().await;
    for site in [
        app.public(),
        app.breeder(),
        app.admin(),
        app.embed(),
        app.api(),
        app.at("animal-api.localhost"),
        app.at("media.localhost"),
    ] {
        let health = site.get("/health").send().await.expect(200).json();
        assert_eq!(health["status"], "ok", "{health}");
    }
    assert_eq!(app.api().get("/api/v1/health/live").send().await.expect(200).json()["status"], "ok");
    assert_eq!(app.api().get("/api/v1/health/ready").send().await.expect(200).json()["database"]["status"], "ok");
}

#[tokio::test]
async fn without_postgresql_the_process_lives_but_is_not_ready() {
    let app = TestApp::with(&[("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")]).await;
    app.api().get("/api/v1/health/live").send().await.expect(200);
    app.api().get("/api/v1/health/ready").send().await.expect_problem(503, "unavailable");
    app.public().get("/health").send().await.expect(503);
}

#[tokio::test]
async fn without_redis_the_process_is_degraded_but_ready() {
    let app = TestApp::with(&[("REDIS_URL", "redis://127.0.0.1:1")]).await;
    let health = app.public().get("/health").send().await.expect(200).json();
    assert_eq!(health["status"], "degraded", "{health}");
}

#[tokio::test]
async fn a_load_balancer_knows_a_process_by_its_address() {
    let app = TestApp::new().await;
    for host in ["10.22.33.4", "[fd00::4]"] {
        for path in ["/health", "/api/v1/health/live", "/api/v1/health/ready"] {
            assert_eq!(app.at(host).get(path).send().await.expect(200).json()["status"], "ok", "{host}{path}");
        }
        for path in ["/", "/metrics", "/api/v1/core/me", "/health/x"] {
            app.at(host).get(path).send().await.expect(421);
        }
    }
    let away = TestApp::with(&[("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")]).await;
    away.at("10.22.33.4").get("/api/v1/health/ready").send().await.expect(503);
    away.at("10.22.33.4").get("/api/v1/health/live").send().await.expect(200);
}

#[tokio::test]
async fn a_process_answers_only_for_its_roles() {
    let app = TestApp::new().await;
    let roles = Roles::parse("api").expect("a role");
    let router = reptidex::serve::router(&app.state, &roles).expect("a router");
    let ask = |host: &str| {
        let request = http::Request::get("/health").header("host", host).body(axum::body::Body::empty());
        tower::ServiceExt::oneshot(router.clone(), request.expect("a request"))
    };
    assert_eq!(ask("api.localhost").await.expect("an answer").status(), 200);
    assert_eq!(ask("localhost").await.expect("an answer").status(), 421);
}
