//! Every documented operation × everybody who might call it: strangers, members of each role, another vivarium, a narrow token.

use crate::{app::TestApp, people::Person};
use http::Method;

/// Operations that need no vivarium, or are for anybody signed in.
fn is_personal(path: &str) -> bool {
    ["/sessions", "/core/me", "/core/vivariums", "/animal/taxa"].iter().any(|part| path.contains(part))
}

async fn operations(app: &TestApp) -> Vec<(Method, String)> {
    let spec = app.api().get("/openapi.json").send().await.expect(200).json();
    let mut all = Vec::new();
    for (path, operations) in spec["paths"].as_object().expect("paths") {
        for method in operations.as_object().expect("operations").keys() {
            all.push((method.to_uppercase().parse().expect("a method"), path.clone()));
        }
    }
    all
}

#[tokio::test]
async fn strangers_are_told_to_sign_in_everywhere() {
    let app = TestApp::new().await;
    for (place, (method, path)) in operations(&app).await.into_iter().enumerate() {
        if path.contains("/sessions") || path.contains("/public/") {
            continue;
        }
        let target = path.replace("{id}", &uuid::Uuid::now_v7().to_string());
        let answer = app
            .api()
            .call(method.clone(), &target)
            .header("if-match", "\"v1\"")
            // There are more of them than one address may ask for without a token in a minute.
            .header("x-forwarded-for", &format!("fd00::{place:x}"))
            .json(&serde_json::json!({}))
            .send()
            .await;
        assert_eq!(answer.status.as_u16(), 401, "{method} {path}: {}", answer.text());
    }
}

#[tokio::test]
async fn nobody_reaches_into_a_vivarium_that_is_not_theirs() {
    let app = TestApp::new().await;
    let (ada, mallory) = (app.person("ada").await, app.person("mallory").await);
    let (_, slug) = app.vivarium(&ada).await;
    for (method, path) in operations(&app).await {
        if path.contains("/sessions") {
            continue;
        }
        let target = path.replace("{id}", &uuid::Uuid::now_v7().to_string());
        let call = app.api().call(method.clone(), &target).bearer(&mallory.access).header("if-match", "\"v1\"");
        let answer = call.header("x-vivarium", &slug).json(&serde_json::json!({})).send().await;
        assert_eq!(answer.status.as_u16(), 404, "{method} {path}: {}", answer.text());
    }
}

#[tokio::test]
async fn roles_and_scopes_hold_on_every_path_of_the_team() {
    let app = TestApp::new().await;
    let owner = app.person("owner").await;
    let (_, slug) = app.vivarium(&owner).await;
    let mut members: Vec<(&str, Person)> = Vec::new();
    for role in ["keeper", "handler", "curator"] {
        let person = app.person(role).await;
        app.join(&owner, &slug, &person, role).await;
        members.push((role, person));
    }
    members.push(("herpetologist", owner.clone()));
    let reads = [
        ("/api/v1/core/members", ["keeper", "handler", "curator", "herpetologist"].as_slice()),
        ("/api/v1/core/invitations", &["curator", "herpetologist"]),
        ("/api/v1/core/tokens", &["herpetologist"]),
        ("/api/v1/animal/exports", &["curator", "herpetologist"]),
        ("/api/v1/ops/widgets", &["keeper", "handler", "curator", "herpetologist"]),
        ("/api/v1/ops/webhooks", &["herpetologist"]),
    ];
    for (path, allowed) in reads {
        for (role, person) in &members {
            let answer = app.api().get(path).bearer(&person.access).header("x-vivarium", &slug).send().await;
            let expected = if allowed.contains(role) { 200 } else { 403 };
            assert_eq!(answer.status.as_u16(), expected, "{role} {path}: {}", answer.text());
        }
    }
    // A keeper's addresses are nobody's business but those who manage members.
    let keeper = &members[0].1;
    let seen =
        app.api().get("/api/v1/core/members").bearer(&keeper.access).header("x-vivarium", &slug).send().await.json();
    assert!(seen.as_array().unwrap().iter().all(|row| row["email"] == "" || row["me"] == true), "{seen}");
    // Nobody raises themselves: a curator makes no curator.
    let curator = &members[2].1;
    let rows =
        app.api().get("/api/v1/core/members").bearer(&curator.access).header("x-vivarium", &slug).send().await.json();
    for row in rows.as_array().unwrap() {
        let path = format!("/api/v1/core/members/{}", row["id"].as_str().unwrap());
        let raise = app.api().call(Method::PATCH, &path).bearer(&curator.access).header("x-vivarium", &slug);
        let answer = raise.json(&serde_json::json!({"role": "herpetologist"})).send().await;
        assert_eq!(answer.status.as_u16(), 403, "{}", answer.text());
    }
    // The same path means nothing where the request is about no vivarium.
    for (_, path) in
        operations(&app).await.into_iter().filter(|(method, path)| method == Method::GET && !is_personal(path))
    {
        let target = path.replace("{id}", &uuid::Uuid::now_v7().to_string());
        let answer = app.api().get(&target).bearer(&curator.access).send().await;
        assert!(matches!(answer.status.as_u16(), 403 | 404), "{path}: {}", answer.text());
    }
}
