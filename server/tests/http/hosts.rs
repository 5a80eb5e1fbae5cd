//! Which host answers what.

use crate::app::TestApp;
use serde_json::json;

#[tokio::test]
async fn an_unknown_host_is_misdirected() {
    let app = TestApp::new().await;
    for host in ["example.org", "breeder.localhost.evil.example", "127.0.0.1", "commerce-api.localhost"] {
        app.at(host).get("/").send().await.expect(421);
    }
    app.public().get("/").header("host", "").send().await.expect(421);
}

#[tokio::test]
async fn every_portal_renders_its_first_page() {
    let app = TestApp::new().await;
    for site in [app.public(), app.embed()] {
        let page = site.get("/").send().await.expect(200);
        assert!(page.header("content-type").starts_with("text/html"));
        assert!(page.text().contains("/pkg/reptidex.test.js"), "{}", page.text());
    }
    for site in [app.breeder(), app.admin()] {
        let page = site.get("/").send().await.expect(303);
        assert!(page.header("location").starts_with("/sign-in"));
    }
}

#[tokio::test]
async fn a_portal_answers_its_own_server_functions_only() {
    let app = TestApp::new().await;
    for line in reptidex::portal::server_functions() {
        let path = line.split(' ').nth(1).expect("a method and a path");
        let owner = path.split('/').nth(2).expect("/sfn/<portal>/");
        for (portal, site) in
            [("public", app.public()), ("breeder", app.breeder()), ("admin", app.admin()), ("embed", app.embed())]
        {
            if portal != owner && owner != "shared" {
                let status = site.server_function(path, &json!({})).send().await.status.as_u16();
                assert!(matches!(status, 404 | 405), "{portal} answered {path} with {status}");
            }
        }
        let status = app.api().server_function(path, &json!({})).send().await.status.as_u16();
        assert_eq!(status, 404, "the API answered {path}");
    }
}

#[test]
fn the_list_of_server_functions_is_known() {
    insta::assert_snapshot!(reptidex::portal::server_functions().join("\n"));
}
