//! Headers and origins.

use crate::app::TestApp;

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let app = TestApp::new().await;
    for site in [app.public(), app.breeder(), app.admin(), app.embed(), app.api()] {
        for path in ["/", "/nothing-here", "/health"] {
            let answer = site.get(path).send().await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
            assert!(answer.header("permissions-policy").contains("geolocation=()"));
            assert_eq!(answer.header("x-request-id").len(), 32);
        }
    }
}

#[tokio::test]
async fn pages_have_a_policy_with_a_nonce_and_nobody_frames_them() {
    let app = TestApp::new().await;
    let page = app.public().get("/").send().await.expect(200);
    let policy = page.header("content-security-policy");
    for part in ["'nonce-", "'strict-dynamic'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("'unsafe-eval'"));
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(page.text().contains(&format!("nonce=\"{nonce}\"")));
    let other = app.public().get("/").send().await;
    assert!(!other.header("content-security-policy").contains(nonce));
}

#[tokio::test]
async fn another_origins_write_is_refused_before_anything_happens() {
    let app = TestApp::new().await;
    for site in [app.public(), app.breeder(), app.admin(), app.embed()] {
        let write = || site.post("/preferences").form(&[("theme", "dark"), ("next", "/")]);
        write().header("origin", "http://evil.example").send().await.expect(403);
        write().header("origin", "null").send().await.expect(403);
        write().header("origin", "").send().await.expect(403);
        write().header("sec-fetch-site", "same-site").send().await.expect(403);
        write().header("sec-fetch-site", "cross-site").send().await.expect(403);
    }
    // A sibling portal is another origin.
    let sibling = app.public().post("/preferences").header("origin", "http://breeder.localhost:8080");
    sibling.form(&[("theme", "dark")]).send().await.expect(403);
    let own = app
        .public()
        .post("/preferences")
        .form(&[("theme", "dark"), ("next", "//evil.example")])
        .send()
        .await
        .expect(303);
    assert_eq!(own.header("location"), "/");
    assert!(own.cookies().contains("theme=dark"));
}

#[tokio::test]
async fn a_request_id_of_our_proxy_is_kept_and_rubbish_is_not() {
    let app = TestApp::new().await;
    let kept = app.public().get("/health").header("x-request-id", "0123456789abcdef").send().await;
    assert_eq!(kept.header("x-request-id"), "0123456789abcdef");
    let refused = app.public().get("/health").header("x-request-id", "a b<script>").send().await;
    assert_eq!(refused.header("x-request-id").len(), 32);
}

#[tokio::test]
async fn only_listed_origins_may_read_the_api() {
    let app = TestApp::with(&[("REPTIDEX_API_ORIGINS", "https://tools.example.org")]).await;
    let ask = |origin: &str| app.api().get("/health").header("origin", origin).send();
    let listed = ask("https://tools.example.org").await;
    assert_eq!(listed.header("access-control-allow-origin"), "https://tools.example.org");
    assert_eq!(listed.header("access-control-allow-credentials"), "");
    assert_eq!(ask("https://evil.example").await.header("access-control-allow-origin"), "");
}
