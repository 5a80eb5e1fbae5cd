//! Tokens: good, expired, forged, replayed, of somebody else, with too few scopes.

use crate::{app::TestApp, people::PASSWORD};
use reptidex::jwt::{Jwt, Keys};
use serde_json::json;

const ME: &str = "/api/v1/core/me";

#[tokio::test]
async fn a_session_signs_in_refreshes_and_ends() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let me = app.api().get(ME).bearer(&ada.access).send().await.expect(200).json();
    assert_eq!(me["account"]["email"], ada.email);
    let refresh =
        |token: &str| app.api().post("/api/v1/core/sessions/refresh").json(&json!({"refresh_token": token})).send();
    let second = refresh(&ada.refresh).await.expect(200);
    assert_eq!(second.header("cache-control"), "no-store");
    let second = second.json();
    let (access, token) = (second["access_token"].as_str().unwrap(), second["refresh_token"].as_str().unwrap());
    app.api().get(ME).bearer(access).send().await.expect(200);
    app.api().post("/api/v1/core/sessions/sign-out").json(&json!({"refresh_token": token})).send().await.expect(204);
    // The access token would hold for a quarter of an hour; its session doesn't.
    app.api().get(ME).bearer(access).send().await.expect_problem(401, "unauthenticated");
    refresh(token).await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_refresh_token_sent_twice_ends_the_session() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let refresh =
        |token: String| app.api().post("/api/v1/core/sessions/refresh").json(&json!({"refresh_token": token})).send();
    let thief = refresh(ada.refresh.clone()).await.expect(200).json();
    refresh(ada.refresh.clone()).await.expect_problem(401, "unauthenticated");
    refresh(thief["refresh_token"].as_str().unwrap().to_owned()).await.expect_problem(401, "unauthenticated");
    app.api()
        .get(ME)
        .bearer(thief["access_token"].as_str().unwrap())
        .send()
        .await
        .expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn wrong_credentials_and_forged_tokens_are_refused_alike() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let sign_in = |email: &str, password: &str| {
        app.api().post("/api/v1/core/sessions").json(&json!({"email": email, "password": password})).send()
    };
    let wrong = sign_in(&ada.email, "not the password").await.expect_problem(401, "unauthenticated");
    let unknown = sign_in("nobody@example.org", PASSWORD).await.expect_problem(401, "unauthenticated");
    assert_eq!(wrong["detail"], unknown["detail"]);

    let folder = std::env::temp_dir().join(format!("reptidex-foreign-{}", uuid::Uuid::now_v7()));
    let foreign = Jwt::new(Keys::load(&folder, true).unwrap(), "http://api.localhost:8080".to_owned());
    let forged = foreign.sign(repti_model::PersonId::new(), uuid::Uuid::now_v7(), jiff::Timestamp::now()).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let tampered = format!("{}x", ada.access);
    for token in [forged.as_str(), &tampered, "rdx_0123456789", "rdx_", "x", "null", "ey.ey.ey"] {
        let answer = app.api().get(ME).bearer(token).send().await;
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
        answer.expect_problem(401, "unauthenticated");
    }
    for header in ["Basic YWRhOnB3", "Bearer", "Bearer ", "🐍"] {
        app.api().get(ME).header("authorization", header).send().await.expect_problem(401, "unauthenticated");
    }
    app.api().get(ME).send().await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn an_expired_access_token_says_so() {
    let app = TestApp::new().await;
    let keys = Keys::load(&app.state.config.secrets_dir, false).unwrap();
    let jwt = Jwt::new(keys, app.state.urls.api.clone());
    let old = jiff::Timestamp::from_second(jiff::Timestamp::now().as_second() - 3600).unwrap();
    let token = jwt.sign(repti_model::PersonId::new(), uuid::Uuid::now_v7(), old).unwrap();
    let problem = app.api().get(ME).bearer(&token).send().await.expect_problem(401, "unauthenticated");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("expired")));
    // A good signature over a session that never was.
    let token = jwt.sign(repti_model::PersonId::new(), uuid::Uuid::now_v7(), jiff::Timestamp::now()).unwrap();
    app.api().get(ME).bearer(&token).send().await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_vivarium_is_named_by_slug_or_id_and_only_by_its_members() {
    let app = TestApp::new().await;
    let (ada, mallory) = (app.person("ada").await, app.person("mallory").await);
    let (id, slug) = app.vivarium(&ada).await;
    for name in [&id, &slug] {
        let me = app.api().get(ME).bearer(&ada.access).header("x-vivarium", name).send().await.expect(200).json();
        assert_eq!((&me["vivarium"]["id"], &me["vivarium"]["role"]), (&json!(id), &json!("herpetologist")));
        app.api()
            .get(ME)
            .bearer(&mallory.access)
            .header("x-vivarium", name)
            .send()
            .await
            .expect_problem(404, "not_found");
    }
    app.api().get(ME).bearer(&ada.access).header("x-vivarium", "no-such").send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn an_api_token_may_what_its_scopes_say_in_its_vivarium_only() {
    let app = TestApp::new().await;
    let ada = app.person("ada").await;
    let (id, slug) = app.vivarium(&ada).await;
    let (other, other_slug) = app.vivarium(&ada).await;
    let token = app.api_token(&ada, &slug, &["animals:read"]).await;
    let me = app.api().get(ME).bearer(&token).send().await.expect(200).json();
    assert_eq!((&me["vivarium"]["id"], &me["scopes"]), (&json!(id), &json!(["animals:read"])));
    let mine = app.api().get("/api/v1/core/vivariums").bearer(&token).send().await.expect(200).json();
    assert_eq!(mine.as_array().map(Vec::len), Some(1), "{mine}");
    app.api().get(ME).bearer(&token).header("x-vivarium", &other_slug).send().await.expect_problem(404, "not_found");
    app.api()
        .get(&format!("/api/v1/core/vivariums/{other}"))
        .bearer(&token)
        .send()
        .await
        .expect_problem(404, "not_found");
    app.api().get("/api/v1/core/members").bearer(&token).send().await.expect(200);
    app.api().get("/api/v1/core/invitations").bearer(&token).send().await.expect_problem(403, "forbidden");
    app.api().get("/api/v1/core/tokens").bearer(&token).send().await.expect_problem(403, "forbidden");
    // A token makes no token and founds nothing, whatever its scopes.
    let all = app.api_token(&ada, &slug, &repti_model::Action::SCOPES).await;
    let new = json!({"name": "More", "scopes": ["animals:read"]});
    app.api().post("/api/v1/core/tokens").bearer(&all).json(&new).send().await.expect_problem(403, "forbidden");
    app.api()
        .post("/api/v1/core/vivariums")
        .bearer(&all)
        .json(&json!({"name": "Mine"}))
        .send()
        .await
        .expect_problem(403, "forbidden");
    // Taken back, it is nobody's at once.
    let listed = app
        .api()
        .get("/api/v1/core/tokens")
        .bearer(&ada.access)
        .header("x-vivarium", &slug)
        .send()
        .await
        .expect(200)
        .json();
    for row in listed.as_array().unwrap() {
        let path = format!("/api/v1/core/tokens/{}", row["id"].as_str().unwrap());
        app.api()
            .call(http::Method::DELETE, &path)
            .bearer(&ada.access)
            .header("x-vivarium", &slug)
            .send()
            .await
            .expect(204);
    }
    app.api().get(ME).bearer(&token).send().await.expect_problem(401, "unauthenticated");
}
