//! What holds for every path of the API.

use crate::app::TestApp;

#[tokio::test]
async fn every_error_is_a_problem_with_the_requests_id() {
    let app = TestApp::new().await;
    app.api().get("/api/v1/nothing").send().await.expect_problem(404, "not_found");
    let wrong_method = app.api().post("/api/v1/health/live").send().await;
    assert_eq!(wrong_method.header("allow"), "GET,HEAD");
    wrong_method.expect_problem(405, "unsupported");
    let explained = app.api().get("/problems/not_found").send().await.expect(200);
    assert!(explained.text().contains("404"));
    app.api().get("/problems/made_up").send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_documentation_is_served_by_us_alone() {
    let app = TestApp::new().await;
    let page = app.api().get("/docs/").send().await.expect(200);
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    for text in [page.text(), app.api().get("/docs/swagger-initializer.js").send().await.expect(200).text()] {
        assert!(!text.contains("https://"), "{text}");
    }
    for file in ["swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "index.css"] {
        assert!(!app.api().get(&format!("/docs/{file}")).send().await.expect(200).body.is_empty());
    }
    app.api().get("/docs/../../etc/passwd").send().await.expect(404);
    let redoc = app.api().get("/redoc").send().await.expect(200).text();
    assert!(redoc.contains("ReptiDex API") && !redoc.contains("https://"));
    // Its script is ours too, and what it draws asks nobody else for anything.
    assert!(redoc.contains("<script src=\"/redoc/redoc.standalone.js\">"), "{redoc}");
    let script = app.api().get("/redoc/redoc.standalone.js").send().await.expect(200);
    assert_eq!(script.header("content-type"), "text/javascript");
    assert_eq!(script.text(), "logo = '/redoc/logo.svg'");
    app.api().get("/redoc/logo.svg").send().await.expect(200);
}

#[tokio::test]
async fn public_keys_are_published_and_private_ones_are_not() {
    let app = TestApp::new().await;
    let keys = app.api().get("/.well-known/jwks.json").send().await.expect(200).json();
    let key = &keys["keys"][0];
    assert_eq!((&key["kty"], &key["alg"], &key["use"]), (&"RSA".into(), &"RS256".into(), &"sig".into()));
    assert!(key.get("d").is_none() && key["kid"].is_string());
}
